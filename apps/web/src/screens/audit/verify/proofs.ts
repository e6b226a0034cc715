/**
 * What a verifier needs of RFC 6962, C2SP signed-note and tlog-checkpoint, over the browser's own WebCrypto. Written a second
 * time here on purpose: the page shares no line with the program that it checks, and a test holds the two against each other.
 */

export const HASH_BYTES = 32;
const ED25519 = 0x01;

/** Why a proof does not hold; its key has words in `audit.verify.why`. */
export class ProofFailure extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.name = 'ProofFailure';
    this.why = why;
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export async function sha256(...parts: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(parts)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Standard Base 64 in its one spelling; anything else is damage. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new ProofFailure('base64');
  }
  if (btoa(binary) !== text) throw new ProofFailure('base64');
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** SHA-256(0x00 ‖ entry) (RFC 6962, 2.1). */
export const leafHash = (entry: Uint8Array) => sha256(Uint8Array.of(0), entry);

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);

/** The root that an inclusion proof leads to (RFC 9162, 2.1.3.2). */
export async function rootByProof(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Promise<Uint8Array> {
  if (index >= size) throw new ProofFailure('outside');
  let [position, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) throw new ProofFailure('proofTooLong');
    if (position % 2 === 1 || position === last) {
      hash = await nodeHash(sibling, hash);
      while (position % 2 === 0 && position > 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw new ProofFailure('proofTooShort');
  return hash;
}

/** The public key of a log, with the name and id under which it signs. */
export interface LogKey {
  name: string;
  /** SHA-256(name ‖ newline ‖ 0x01 ‖ public key), its first four bytes. */
  id: Uint8Array;
  key: CryptoKey;
}

/** Reads `name+hash+base64(0x01 ‖ public key)`. */
export async function readKey(text: string): Promise<LogKey> {
  const [, name = '', hex = '', base64 = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  if (!name) throw new ProofFailure('notAKey');
  const typed = decodeBase64(base64);
  if (typed.length !== 1 + HASH_BYTES || typed[0] !== ED25519) throw new ProofFailure('notAKey');
  const id = (await sha256(bytesOf(`${name}\n`), typed)).subarray(0, 4);
  if (toHex(id) !== hex) throw new ProofFailure('notAKey');
  const key = await crypto.subtle.importKey('raw', typed.subarray(1), 'Ed25519', false, ['verify']);
  return { name, id, key };
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** What a signed note says, once the log's key is found to have signed it. */
export async function openCheckpoint(note: string, { name, id, key }: LogKey): Promise<Checkpoint> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw new ProofFailure('notACheckpoint');
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^— (\S+) (\S+)$/u.exec(line))
    .filter((found) => found !== null)
    .map(([, signer, base64 = '']) => ({ signer, bytes: decodeBase64(base64) }))
    .filter(({ signer, bytes }) => signer === name && isEqual(bytes.subarray(0, 4), id));
  if (signatures.length === 0) throw new ProofFailure('signedByAnother');
  for (const { bytes } of signatures) {
    if (!(await crypto.subtle.verify('Ed25519', key, bytes.subarray(4), bytesOf(text))))
      throw new ProofFailure('badSignature');
  }

  const [origin = '', sizeText = '', rootText = ''] = text.split('\n');
  const size = Number(sizeText);
  if (!/^(0|[1-9][0-9]*)$/.test(sizeText) || !Number.isSafeInteger(size)) throw new ProofFailure('notACheckpoint');
  if (origin !== name) throw new ProofFailure('signedByAnother');
  const root = decodeBase64(rootText);
  if (root.length !== HASH_BYTES) throw new ProofFailure('notACheckpoint');
  return { origin, size, root };
}
