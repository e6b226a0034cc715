import {
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { TransparencyError } from './error.ts';
import { decodeBase64, encodeBase64, isKeyName } from './text.ts';

/** The signature type of Ed25519 in signed-note, the only one that this library makes and checks. */
const ED25519 = 0x01;
const KEY_BYTES = 32;
const SIGNER_PREFIX = 'PRIVATE+KEY+';

/** What RFC 8410 puts before the 32 raw bytes of an Ed25519 key; node:crypto takes no raw ones. */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** The public half of a key: it checks signatures of the signer called `name`. */
export class VerifierKey {
  readonly name: string;
  /** SHA-256(name ‖ newline ‖ 0x01 ‖ public key), its first four bytes as an unsigned integer. */
  readonly id: number;
  private readonly publicKey: Uint8Array;
  private readonly key: KeyObject;

  private constructor(name: string, publicKey: Uint8Array) {
    this.name = name;
    this.publicKey = publicKey;
    this.id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed(publicKey)]), 'buffer').readUInt32BE();
    this.key = createPublicKey({ key: Buffer.concat([PUBLIC_DER, publicKey]), format: 'der', type: 'spki' });
  }

  /**
   * From a name and the 32 raw bytes of an Ed25519 public key.
   * @throws TransparencyError key.malformed
   */
  static of(name: string, publicKey: Uint8Array): VerifierKey {
    assertParts(name, publicKey);
    return new VerifierKey(name, new Uint8Array(publicKey));
  }

  /**
   * Reads `name+hash+base64(0x01 ‖ public key)`.
   * @throws TransparencyError key.malformed
   */
  static parse(text: string): VerifierKey {
    const { name, id, bytes } = parseParts(text);
    return withId(VerifierKey.of(name, bytes), id);
  }

  /** As `parse` reads it. */
  encode(): string {
    return `${this.name}+${hexId(this.id)}+${encodeBase64(typed(this.publicKey))}`;
  }

  verify(message: Uint8Array, signature: Uint8Array): boolean {
    return verifyBytes(null, message, this.key, signature);
  }
}

/** The secret half of a key. Its seed shows in nothing but `encode()`. */
export class SignerKey {
  readonly verifier: VerifierKey;
  readonly #seed: Uint8Array;
  readonly #key: KeyObject;

  private constructor(name: string, seed: Uint8Array) {
    this.#seed = seed;
    this.#key = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
    const publicDer = createPublicKey(this.#key).export({ format: 'der', type: 'spki' });
    this.verifier = VerifierKey.of(name, publicDer.subarray(PUBLIC_DER.length));
  }

  /**
   * From a name and the 32 bytes that an Ed25519 key is derived from.
   * @throws TransparencyError key.malformed
   */
  static of(name: string, seed: Uint8Array): SignerKey {
    assertParts(name, seed);
    return new SignerKey(name, new Uint8Array(seed));
  }

  /**
   * Reads `PRIVATE+KEY+name+hash+base64(0x01 ‖ seed)`.
   * @throws TransparencyError key.malformed, with a message that repeats none of the key
   */
  static parse(text: string): SignerKey {
    if (!text.startsWith(SIGNER_PREFIX)) throw malformed(`a signer key begins with ${SIGNER_PREFIX}`);
    const { name, id, bytes } = parseParts(text.slice(SIGNER_PREFIX.length));
    const signer = SignerKey.of(name, bytes);
    withId(signer.verifier, id);
    return signer;
  }

  get name(): string {
    return this.verifier.name;
  }

  get id(): number {
    return this.verifier.id;
  }

  /** As `parse` reads it: whoever has this text can sign. */
  encode(): string {
    return `${SIGNER_PREFIX}${this.name}+${hexId(this.id)}+${encodeBase64(typed(this.#seed))}`;
  }

  sign(message: Uint8Array): Uint8Array {
    return signBytes(null, message, this.#key);
  }
}

/**
 * A new random key for the signer called `name`; for a log the name is its origin.
 * @throws TransparencyError key.malformed when the name is empty or has spaces, plus signs or control characters
 */
export const generateKey = (name: string): SignerKey => SignerKey.of(name, randomBytes(KEY_BYTES));

function parseParts(text: string): { name: string; id: number; bytes: Uint8Array } {
  // Base64 has plus signs of its own: only the first two part the fields.
  const [, name, id, base64] = /^([^+]*)\+([0-9a-f]{8})\+([^]*)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) {
    throw malformed('a key is a name, eight lower-case hex digits and base64, joined by plus signs');
  }
  const bytes = decodeBase64(base64);
  if (!bytes) throw malformed('the key material is not base64');
  if (bytes[0] !== ED25519) throw malformed('the key is not of signature type 0x01, Ed25519');
  return { name, id: Number.parseInt(id, 16), bytes: bytes.subarray(1) };
}

function assertParts(name: string, bytes: Uint8Array): void {
  if (!isKeyName(name)) {
    throw malformed('a key name is not empty and has no spaces, plus signs or control characters');
  }
  if (bytes.length !== KEY_BYTES) throw malformed(`an Ed25519 key has ${KEY_BYTES} bytes, not ${bytes.length}`);
}

function withId(key: VerifierKey, id: number): VerifierKey {
  if (key.id !== id) throw malformed(`the key id ${hexId(id)} does not belong to this name and key`);
  return key;
}

const typed = (bytes: Uint8Array) => Buffer.concat([Buffer.of(ED25519), bytes]);

const hexId = (id: number) => id.toString(16).padStart(8, '0');

const malformed = (message: string) => new TransparencyError('key.malformed', message);
