import 'reflect-metadata';
import { run } from './program.ts';

// A reader that went away (a closed terminal, head) is no reason to fall over in the middle of stopping.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const exitCode = await run(process.argv.slice(2), process.env);
// Everything was ended; what a library left open must not keep the process alive.
process.exit(exitCode);
