// Builds dist when it is missing or was built from other sources; about 50 ms when there is nothing to do. Runs after an
// install and before start, test and bench: an install with --ignore-scripts, or an edit, needs no thought.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node } from './bring-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isTest = (path) => /\.(spec|testing)\.tsx?$/.test(path);

/** All files under a folder of the project, as paths from its root. */
function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** One hash of everything that the build reads. Contents and not times: a fresh checkout or a copy changes those. */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

/** The compiler leaves what it once made of a source that is gone. */
function removeLeftovers() {
  const compiled = filesUnder('dist').filter((path) => /\.js(\.map)?$/.test(path) && !path.startsWith('dist/web/'));
  for (const path of compiled) {
    const source = path.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(join(root, source))) rmSync(join(root, path));
  }
}

function run(program, ...args) {
  const { status } = spawnSync(node, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const everything = [...filesUnder('apps'), ...filesUnder('libs')].filter((path) => !isTest(path)).sort();
const isPortal = (path) => path.startsWith('apps/web/') && !path.endsWith('/schema.d.ts');
const settings = ['package-lock.json', 'package.json', 'tsconfig.json'];

const PARTS = [
  {
    name: 'server',
    sources: everything.filter((path) => path.endsWith('.ts') && !path.startsWith('apps/web/')),
    settings: [...settings, 'tsconfig.build.json'],
    compiler: '@nestjs/cli/bin/nest.js',
    build() {
      run(this.compiler, 'build');
      removeLeftovers();
    },
  },
  {
    name: 'portal',
    sources: everything.filter(isPortal),
    // The portal's operations are typed from the schema.
    settings: [...settings, 'schema.graphql'],
    compiler: 'vite/bin/vite.js',
    build() {
      run('gql.tada/bin/cli.js', 'generate-output', '--tsconfig', 'apps/web/tsconfig.json');
      run(this.compiler, 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn');
    },
  },
];

let isAnnounced = false;
for (const part of PARTS) {
  // No sources: an image that installs before it copies them, or an installed package. No compiler: production modules only.
  if (part.sources.length === 0 || !existsSync(join(root, 'node_modules', part.compiler))) continue;
  const stamp = join(root, 'dist', `.${part.name}-built-from`);
  const wanted = hashOf([...part.settings, ...part.sources]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
  if (!existsSync(join(root, 'dist')) && !isAnnounced) {
    console.log('Building Tasuki (once, some twenty seconds) …');
    isAnnounced = true;
  }
  part.build();
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}
