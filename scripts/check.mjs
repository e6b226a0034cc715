// All gates, one after the other, so that a failure of the first does not hide one of the last: npm run check.
// `npm run check -- lint knip` runs only those.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node } from './bring-node.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = 'node_modules/.cache/tasuki';

const GATES = {
  format: [
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '--cache',
    `--cache-location=${cache}/prettier`,
    '.',
  ],
  types: [
    'typescript/bin/tsc',
    '-p',
    'tsconfig.json',
    '--incremental',
    '--tsBuildInfoFile',
    `${cache}/types.tsbuildinfo`,
  ],
  operations: ['gql.tada/bin/cli.js', 'check', '--tsconfig', 'apps/web/tsconfig.json'],
  'types of portal': [
    'typescript/bin/tsc',
    '-p',
    'apps/web/tsconfig.json',
    '--incremental',
    '--tsBuildInfoFile',
    `${cache}/types-portal.tsbuildinfo`,
  ],
  lint: ['oxlint/bin/oxlint', '--report-unused-disable-directives', '--deny-warnings'],
  architecture: [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config=.dependency-cruiser.mjs',
    '--output-type=err-long',
    'apps',
    'libs',
    'test',
  ],
  'dead code': ['knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
  duplication: ['../scripts/find-duplicates.mjs', 'apps', 'libs', 'scripts'],
  deployment: ['../scripts/check-deployment.mjs'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in GATES));
if (unknown.length > 0) {
  console.error(`No such gate: ${unknown.join(', ')}. There are: ${Object.keys(GATES).join(', ')}.`);
  process.exit(1);
}

const results = [];
for (const [name, [program, ...args]] of Object.entries(GATES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`── ${name}`);
  const began = Date.now();
  const { status } = spawnSync(node, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' });
  results.push({ name, passed: status === 0, seconds: ((Date.now() - began) / 1000).toFixed(1) });
}

console.log('\n── summary');
for (const { name, passed, seconds } of results) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(14)} ${seconds.padStart(6)} s`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
