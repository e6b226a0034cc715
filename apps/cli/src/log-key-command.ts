import { generateKey, TransparencyError } from '#libs/transparency';
import { usageError } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Makes a signing key for a log that runs on outside services; nothing is stored. */
export function makeLogKey(terminal: Terminal, origin: string): void {
  try {
    const key = generateKey(origin);
    terminal.say(`TASUKI_LOG_KEY=${key.encode()}`);
    terminal.say(
      'Keep a copy of it offline, for nobody but its owner. A log goes on only with the key that it began with.',
    );
    terminal.say(`Auditors verify with the public key: ${key.verifier.encode()}`);
    terminal.answer({ signerKey: key.encode(), verifierKey: key.verifier.encode() });
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    throw usageError(
      `"${origin}" cannot name a log: ${error.message}.`,
      'Write a name without spaces or "+", such as trail.example.jp.',
    );
  }
}
