import { TransparencyError } from './error.ts';
import type { SignerKey, VerifierKey } from './key.ts';
import { decodeBase64, encodeBase64, isKeyName, isNoteText } from './text.ts';

/** Signed-note asks for a limit that admits at least 16; Go's client has this same one. */
const MAX_SIGNATURES = 100;
/** Bytes of a whole note: far more than a checkpoint with 100 post-quantum signatures. */
const MAX_NOTE_BYTES = 1_000_000;

const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/u;

/** One signature line: who claims to have signed, and the signature, unchecked. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** A note taken apart. Nothing in it is to be believed: `openNote` verifies. */
export interface Note {
  /** With its final newline, without the blank line before the signatures. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A note with at least one verified signature; signatures of unknown keys are left out. */
export interface OpenedNote {
  readonly text: string;
  readonly signedBy: readonly VerifierKey[];
}

/**
 * Takes a signed note apart by the rules of c2sp.org/signed-note.
 * @throws TransparencyError note.malformed
 */
export function parseNote(input: string | Uint8Array): Note {
  const note = decode(input);
  // The text may hold blank lines of its own: the last one parts it from the signatures.
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw malformed('no blank line parts the text from its signatures');
  if (!note.endsWith('\n')) throw malformed('the last line has no newline');
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) throw malformed('there is no signature');
  if (lines.length > MAX_SIGNATURES) throw malformed(`there are more than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

/**
 * Writes a note as `parseNote` reads it.
 * @throws TransparencyError note.malformed when that could not be read back
 */
export function serialiseNote({ text, signatures }: Note): string {
  if (!text.endsWith('\n')) throw malformed('the text does not end in a newline');
  const lines = signatures.map(({ name, keyId, signature }) => {
    if (!isKeyName(name)) throw malformed(`${JSON.stringify(name)} cannot be a key's name`);
    if (keyId !== keyId >>> 0) throw malformed(`the key id ${keyId} is not 32 bits`);
    const id = Buffer.alloc(KEY_ID_BYTES);
    id.writeUInt32BE(keyId);
    return `— ${name} ${encodeBase64(Buffer.concat([id, signature]))}\n`;
  });
  const note = `${text}\n${lines.join('')}`;
  parseNote(note);
  return note;
}

/**
 * The text, which ends in a newline, signed by every signer.
 * @throws TransparencyError note.malformed for a text that cannot be a note's
 */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  const message = Buffer.from(text);
  const signatures = signers.map((signer) => ({
    name: signer.name,
    keyId: signer.id,
    signature: signer.sign(message),
  }));
  return serialiseNote({ text, signatures });
}

/**
 * The text of a note that a known key signed. Signatures of unknown keys are ignored; one bad signature of a known key
 * refuses the whole note.
 * @throws TransparencyError note.malformed, note.invalid_signature, note.unverified when no known key signed,
 * key.ambiguous when two different known keys have one name and id
 */
export function openNote(input: string | Uint8Array, known: readonly VerifierKey[]): OpenedNote {
  const keys = new Map<string, VerifierKey>();
  for (const key of known) {
    const other = keys.get(`${key.name} ${key.id}`);
    if (other && other.encode() !== key.encode()) {
      throw new TransparencyError('key.ambiguous', `two keys of ${key.name} have the id ${key.id}`);
    }
    keys.set(`${key.name} ${key.id}`, key);
  }

  const { text, signatures } = parseNote(input);
  const message = Buffer.from(text);
  const signedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of signatures) {
    const key = keys.get(`${name} ${keyId}`);
    if (!key) continue;
    if (!key.verify(message, signature)) {
      throw new TransparencyError('note.invalid_signature', `the signature of ${name} is not of this text`);
    }
    signedBy.add(key);
  }
  if (signedBy.size === 0) throw new TransparencyError('note.unverified', 'no known key has signed the note');
  return { text, signedBy: [...signedBy] };
}

function decode(input: string | Uint8Array): string {
  if ((typeof input === 'string' ? Buffer.byteLength(input) : input.length) > MAX_NOTE_BYTES) {
    throw malformed(`it is longer than ${MAX_NOTE_BYTES} bytes`);
  }
  let note: string;
  try {
    // A byte-order mark is a part of what was signed: it must not be dropped.
    note = typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
  } catch {
    throw malformed('it is not valid UTF-8');
  }
  if (!isNoteText(note)) throw malformed('it has a control character or a broken character');
  return note;
}

function parseSignature(line: string, position: number): NoteSignature {
  const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || base64 === undefined || !isKeyName(name)) {
    throw malformed(`signature line ${position + 1} is not an em dash, a key name and base64, one space apart`);
  }
  const bytes = decodeBase64(base64);
  if (!bytes || bytes.length <= KEY_ID_BYTES) {
    throw malformed(`signature line ${position + 1} has no base64 of a key id and a signature`);
  }
  return {
    name,
    keyId: Buffer.from(bytes).readUInt32BE(),
    signature: bytes.subarray(KEY_ID_BYTES),
  };
}

const malformed = (what: string) => new TransparencyError('note.malformed', `Not a signed note: ${what}.`);
