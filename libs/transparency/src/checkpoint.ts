import { TransparencyError } from './error.ts';
import { HASH_BYTES } from './hashing.ts';
import type { SignerKey, VerifierKey } from './key.ts';
import { openNote, signNote } from './note.ts';
import { decodeBase64, encodeBase64, isNoteText } from './text.ts';
import type { TreeHead } from './tree.ts';

/** A tree head of the log that calls itself `origin`. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
  /** Further lines, each not empty. Monitors cannot audit them, so the specification advises against any. */
  readonly extensions: readonly string[];
}

/**
 * The text that a checkpoint's signatures are over: origin, size, root and extension lines, each ended by a newline.
 * @throws TransparencyError checkpoint.malformed
 */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('');
  // A newline within any of them makes more lines than were given.
  if (parseCheckpoint(text).extensions.length !== extensions.length) throw malformed('a line of it has a newline');
  return text;
}

/**
 * Reads a checkpoint's text by the rules of c2sp.org/tlog-checkpoint.
 * @throws TransparencyError checkpoint.malformed
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw malformed('its last line has no newline');
  if (!isNoteText(text)) throw malformed('it has a control character or a broken character');
  const lines = text.slice(0, -1).split('\n');
  const [origin, sizeText, rootText, ...extensions] = lines;
  if (origin === undefined || sizeText === undefined || rootText === undefined) {
    throw malformed('it has fewer than three lines');
  }
  if (lines.includes('')) throw malformed('it has an empty line');
  const size = Number(sizeText);
  if (!/^(0|[1-9][0-9]*)$/.test(sizeText)) throw malformed('its size is not a decimal number without leading zeros');
  if (!Number.isSafeInteger(size)) throw malformed('its size is larger than this library can count');
  const root = decodeBase64(rootText);
  if (root?.length !== HASH_BYTES) throw malformed('its root is not the base64 of 32 bytes');
  return { origin, size, root, extensions };
}

/**
 * The signed checkpoint, as served. A log's key bears the log's name, so a signer of another name is refused.
 * @throws TransparencyError checkpoint.malformed, checkpoint.foreign_origin
 */
export function signCheckpoint(checkpoint: Checkpoint, signer: SignerKey): string {
  if (signer.name !== checkpoint.origin) {
    throw foreign(`the key of ${signer.name} does not sign for the log ${checkpoint.origin}`);
  }
  return signNote(formatCheckpoint(checkpoint), [signer]);
}

/**
 * The checkpoint of the log `origin`, once one of the known keys is found to have signed it. Give it the log's own keys
 * only: with a witness's key among them, the witness alone would do.
 * @throws TransparencyError checkpoint.malformed, checkpoint.foreign_origin, and whatever `openNote` throws
 */
export function openCheckpoint(note: string | Uint8Array, origin: string, known: readonly VerifierKey[]): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, known).text);
  if (checkpoint.origin !== origin) {
    throw foreign(`the checkpoint is of the log ${checkpoint.origin}, not of ${origin}`);
  }
  return checkpoint;
}

const malformed = (what: string) => new TransparencyError('checkpoint.malformed', `Not a checkpoint: ${what}.`);

const foreign = (message: string) => new TransparencyError('checkpoint.foreign_origin', message);
