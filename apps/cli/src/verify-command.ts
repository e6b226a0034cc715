import { readFile, stat } from 'node:fs/promises';
import { CliError, EXIT, type ExitCode, usageError } from './failure.ts';
import type { Terminal } from './terminal.ts';
import { type Verdict, verifyLog, verifyReceipt } from './verify.ts';

/** Verifies a receipt offline. @param key the log's public key, or a file that holds it. */
export async function verifyReceiptFile(terminal: Terminal, file: string, key: string): Promise<ExitCode> {
  const verifier = await keyFrom(key);
  const verdict = verifyReceipt(await readFile(file), verifier);
  tellSteps(terminal, verdict);
  if (verdict.event) {
    const { facts, leafIndex, log } = verdict.event;
    terminal.say(`Valid. Entry ${leafIndex} of the log ${log} says:`);
    terminal.say(JSON.stringify(facts, null, 2));
  } else {
    terminal.say('NOT valid: do not rely on what this receipt says.');
  }
  terminal.answer(verdict);
  return verdict.isValid ? EXIT.ok : EXIT.notVerified;
}

/** Downloads a log, or reads it from a folder, and recomputes all of it. */
export async function verifyWholeLog(terminal: Terminal, source: string, key: string): Promise<ExitCode> {
  if (!/^https?:\/\//.test(source)) await assertFolder(source);
  const verdict = await verifyLog(source, await keyFrom(key));
  tellSteps(terminal, verdict);
  if (verdict.isValid)
    terminal.say(`Valid. The log ${verdict.log} holds ${verdict.size} entries, all as they were signed.`);
  else terminal.say('NOT valid: this log does not prove what it claims.');
  terminal.answer(verdict);
  return verdict.isValid ? EXIT.ok : EXIT.notVerified;
}

function tellSteps(terminal: Terminal, { steps }: Verdict): void {
  for (const { isPassed, says } of steps) terminal.say(`${isPassed ? 'ok     ' : 'FAILED '} ${says}`);
}

/** `name+hash+base64`, as /trail/key serves it, or the path of a file with it. */
async function keyFrom(key: string): Promise<string> {
  if (/^\S+\+[0-9a-f]{8}\+\S+$/.test(key.trim())) return key;
  return readFile(key, 'utf8').catch((error: unknown) => {
    const why = (error as { code?: string }).code === 'ENOENT' ? 'neither a key nor a file' : String(error);
    throw usageError(
      `"${key}" is ${why}.`,
      'A key reads name+hash+base64. Get it once from <portal>/trail/key, or better from the operator in person, and keep it.',
    );
  });
}

async function assertFolder(source: string): Promise<void> {
  const isFolder = await stat(source).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return;
  throw new CliError(
    'verify.no_such_log',
    `${source} is neither an address nor a folder.`,
    'Give the address of the log (https://portal.example/trail) or a folder with its files.',
    EXIT.usage,
  );
}
