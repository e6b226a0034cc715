// Every screen of the portal as a picture, in both languages, light and dark, wide and narrow: npm run screenshots [-- FOLDER]
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const [folder = 'screenshots'] = process.argv.slice(2);
const { status } = spawnSync('npm', ['test', '--', 'test/portal/screens.spec.ts'], {
  stdio: 'inherit',
  env: { ...process.env, TASUKI_SCREENSHOTS: resolve(folder) },
});
console.log(`The pictures are in ${resolve(folder)}.`);
process.exitCode = status ?? 1;
