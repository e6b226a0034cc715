// Puts the Node that this project runs on (an optional dependency named after the platform) first on the PATH of
// npm scripts, by a link in node_modules/.bin. Runs after every install and again before start, build, check and test,
// so an install with --ignore-scripts works too. Runs itself on any Node from 18 on.
import { existsSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;
const platform = `${process.platform}-${process.arch}`;
const bin = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.bin');

/** The Node to run everything on: the brought one, else the running one. @throws Error when that one is too old. */
function findNode() {
  try {
    // Found by name and not by folder: an install elsewhere may have put it beside this package.
    return createRequire(import.meta.url).resolve(`node-${platform}/bin/node`);
  } catch {
    if (Number.parseInt(process.versions.node, 10) >= OLDEST) return process.execPath;
    throw new Error(
      `Tasuki needs Node ${OLDEST}. This is Node ${process.versions.node}, and npm brought none for ${platform}: ` +
        `install Node ${OLDEST} and run the command again.`,
    );
  }
}

function linkNode(node) {
  const link = join(bin, 'node');
  const target = relative(bin, node);
  if (node === process.execPath || (existsSync(link) && linkTarget(link) === target)) return;
  // Renamed into place: another npm script may be starting at this moment.
  const temporary = `${link}.${process.pid}`;
  mkdirSync(bin, { recursive: true });
  symlinkSync(target, temporary);
  renameSync(temporary, link);
}

function linkTarget(link) {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

let node;
try {
  node = findNode();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
linkNode(node);

/** Path of the Node that everything else is to run on. */
export { node };
