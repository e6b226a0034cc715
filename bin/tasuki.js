#!/usr/bin/env node
// Runs on any Node from 18 on; the program itself needs 24. On an older one it runs itself again with the Node that npm
// brought along as an optional dependency.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;

if (Number.parseInt(process.versions.node, 10) >= OLDEST) {
  await import('../dist/apps/cli/src/main.js');
} else {
  runAgain(broughtNode());
}

function broughtNode() {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}/bin/node`);
  } catch {
    console.error(
      `Tasuki needs Node ${OLDEST}. This is Node ${process.versions.node}, and npm brought none for ${platform}: ` +
        `install Node ${OLDEST} and run the command again.`,
    );
    process.exit(1);
  }
}

/** Ends as the program ends: with its exit code, or by the signal that ended it. */
function runAgain(node) {
  const program = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  const pass = (signal) => {
    // Ctrl-C at a terminal reaches both of us: passed on, it would count as pressed twice.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    program.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  for (const signal of signals) process.on(signal, pass);

  program.on('error', (error) => {
    console.error(`The Node that npm brought cannot be run: ${error.message}`);
    process.exit(1);
  });
  program.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const one of signals) process.removeListener(one, pass);
    process.kill(process.pid, signal);
    // A signal that does not end us (SIGPIPE, say) still has to be told.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
  });
}
