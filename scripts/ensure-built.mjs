// Builds dist when it is missing or was built from other sources; about 50 ms when there is nothing to do. Runs after an
// install and before start, test and bench: an install with --ignore-scripts, or an edit, needs no thought.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node } from './bring-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built-from');
const isSource = (path) => path.endsWith('.ts') && !/\.(spec|testing)\.ts$/.test(path);

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
  for (const path of filesUnder('dist').filter((path) => /\.js(\.map)?$/.test(path))) {
    const source = path.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(join(root, source))) rmSync(join(root, path));
  }
}

const sources = [...filesUnder('apps'), ...filesUnder('libs')].filter(isSource).sort();
const settings = ['package-lock.json', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const wanted = sources.length > 0 ? hashOf([...settings, ...sources]) : null;

// No sources: an image that installs before it copies them, or an installed package. No compiler: production modules only.
const compiler = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (wanted && !isBuilt && existsSync(compiler)) {
  if (!existsSync(join(root, 'dist'))) console.log('Building Tasuki (once, some ten seconds) …');
  const { status } = spawnSync(node, [compiler, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  removeLeftovers();
  writeFileSync(stamp, wanted);
}
