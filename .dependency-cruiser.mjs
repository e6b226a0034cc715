// The direction of architecture, and which tool may be used where. Every rule was broken once on purpose.

/** From the highest to the lowest: a lib may import what stands to its right. Skipping is fine, up never. */
const DIRECTION = [
  'interop',
  'operations',
  'responsibility',
  'cases',
  'maintenance',
  'engagement',
  'analysis',
  'publishing',
  'inventory',
  'catalogue',
  'directory',
  'trail',
  'platform',
  'kernel',
];
/** Pure, and below everything: any lib may import them, they import no lib. */
const LEAVES = ['formats', 'transparency'];

const TESTS = '[.](spec|testing)[.]tsx?$|^libs/[^/]+/test/';
const FRAMEWORKS =
  '@nestjs|@apollo|@as-integrations|@fastify|@casl|better-auth|fastify|graphile-worker|graphql|kysely|minio|nodemailer|' +
  'pg|pino|prom-client|reflect-metadata|rxjs|typeorm';
const lib = (names) => `^libs/(${names.join('|')})/`;
const npm = (names) => `^node_modules/(${names})/`;

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const direction = [...DIRECTION, ...LEAVES].map((name) => {
  const allowed = LEAVES.includes(name) ? [name] : [...DIRECTION.slice(DIRECTION.indexOf(name)), ...LEAVES];
  return error(
    `direction-of-${name}`,
    `${name} imports only what stands below it: ${allowed.slice(1).join(', ') || 'nothing'}.`,
    { path: lib([name]) },
    { path: '^(apps|libs)/', pathNot: lib(allowed) },
  );
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    error('no-cycle', 'A cycle has no order in which it can be understood.', {}, { circular: true }),
    error('no-unresolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    ...direction,
    error(
      'known-lib',
      'A new lib gets its place in DIRECTION (or LEAVES) first.',
      { path: '^(apps|libs|test)/' },
      { path: '^libs/', pathNot: lib([...DIRECTION, ...LEAVES]) },
    ),
    error(
      'lib-through-its-index',
      'A lib is used through its index.ts, as #libs/<name>.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/', pathNot: '^libs/$1/|^libs/[^/]+/src/index[.]ts$' },
    ),
    error(
      'lib-by-its-name',
      'Write #libs/<name>, not a path into another lib: the path breaks once built and packed.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    error(
      'app-uses-lib-through-its-index',
      'An app composes libs through their index.ts, as #libs/<name>.',
      { path: '^apps/' },
      { path: '^libs/', pathNot: '^libs/[^/]+/src/index[.]ts$' },
    ),
    error(
      'no-test-in-production',
      'What runs in production imports no test support.',
      { path: '^(apps|libs)/', pathNot: TESTS },
      { path: `^test/|${TESTS}` },
    ),
    error(
      'no-development-dependency-in-production',
      'What runs in production imports only dependencies that are installed there.',
      // The portal's libraries are built into its files.
      { path: '^(apps|libs)/', pathNot: `^apps/web/|${TESTS}` },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    error(
      'typeorm-in-repositories',
      'TypeORM is known to entities, repositories and the unit of work, so that services read as sentences.',
      { path: '^(apps|libs)/', pathNot: `[.](entity|repository)[.]ts$|^libs/platform/src/database/|${TESTS}` },
      { path: npm('typeorm') },
    ),
    error(
      'graphql-in-resolvers',
      '@nestjs/graphql is known to *.graphql.ts, *.resolver.ts and platform/graphql only.',
      { path: '^(apps|libs)/', pathNot: '[.](graphql|resolver)[.]ts$|^libs/platform/src/graphql/' },
      { path: npm('@nestjs/graphql') },
    ),
    error(
      'minio-in-storage',
      'The S3 client is known to platform/storage only: any S3 service, and any client, must do.',
      { path: '^(apps|libs)/', pathNot: '^libs/platform/src/storage/' },
      { path: npm('minio') },
    ),
    error(
      'portal-by-the-api-alone',
      'The portal knows the rest of the program by its API alone, and the log by its proofs.',
      { path: '^apps/web/', pathNot: TESTS },
      { path: '^(apps|libs|test)/', pathNot: '^apps/web/|^libs/transparency/' },
    ),
    error(
      'portal-is-used-by-nobody',
      'No other part imports the portal: it is built and served as files.',
      { path: '^(apps|libs)/', pathNot: '^apps/web/' },
      { path: '^apps/web/' },
    ),
    error(
      'shared-pieces-know-no-screen',
      'What ui/ holds is for every screen, so it knows none.',
      { path: '^apps/web/src/ui/' },
      { path: '^apps/web/src/screens/' },
    ),
    error(
      'pure-libs',
      'kernel, formats and transparency are plain TypeScript: usable, and testable, without the server.',
      { path: lib(['kernel', ...LEAVES]) },
      { path: npm(FRAMEWORKS) },
    ),
    error(
      'pure-kernel',
      'The kernel validates no input: zod stays at the edge.',
      { path: lib(['kernel']) },
      { path: npm('zod') },
    ),
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
