import { createHash, type Hash } from 'node:crypto';
import { enums, type Key, type SignaturePacket, Subkey } from 'openpgp';
import { ANY_HASH, dropUnfitSubkeys, keysIn, latest, STRICT, whyUnfit } from './openpgp.ts';
import { isOverBytes, isWeak, signaturePacketsIn, UnreadableSignature } from './signature-packets.ts';

/** What came of checking a signature; of several in one file, the first of these. */
const RESULTS = [
  'VALID',
  'INVALID',
  'REVOKED_KEY',
  'EXPIRED_KEY',
  'EXPIRED_SIGNATURE',
  'UNFIT_KEY',
  'WEAK',
  'UNKNOWN_KEY',
  'UNREADABLE',
] as const;
export type SignatureResult = (typeof RESULTS)[number];

export interface SignatureVerdict {
  result: SignatureResult;
  /** Of the registered key (its primary key) that the signature names, in lower-case hexadecimal. */
  fingerprint: string | null;
  /** What the signature says; true only if it is VALID. */
  signedAt: string | null;
  /** Why, in English. */
  detail: string;
}

export interface DetachedSignature {
  signature: Uint8Array;
  /** The keys that are trusted: each once, as last heard of, in an armoured block. One that cannot be used is left out. */
  keys: readonly string[];
  now: Date;
}

/**
 * Checks a detached signature over `data`, which may be many gigabytes: it is read once, in constant memory, and not at
 * all when no trusted key could have made the signature. An error of `data` itself is thrown on.
 */
export async function verifyDetached(
  { signature, keys, now }: DetachedSignature,
  data: AsyncIterable<Uint8Array>,
): Promise<SignatureVerdict> {
  let packets: SignaturePacket[];
  try {
    packets = await signaturePacketsIn(signature);
  } catch (error) {
    if (!(error instanceof UnreadableSignature)) throw error;
    return verdict('UNREADABLE', null, null, error.message);
  }
  const signers = (await Promise.all(keys.map(signersIn))).flat();
  const prepared = packets.map((packet) => prepare(packet, signers));
  const candidates = prepared.filter((one) => 'digest' in one);
  if (candidates.length > 0) {
    for await (const chunk of data) for (const { digest } of candidates) digest.update(chunk);
  }
  const refused = prepared.filter((one) => 'result' in one);
  const judged = await Promise.all(candidates.map((candidate) => judge(candidate, now)));
  return [...judged, ...refused].reduce((a, b) => (RESULTS.indexOf(b.result) < RESULTS.indexOf(a.result) ? b : a));
}

/** A primary key or subkey, and the key that it belongs to. */
interface Signer {
  key: Key;
  signer: Key | Subkey;
}

async function signersIn(armored: string): Promise<Signer[]> {
  try {
    const keys = (await keysIn(armored)).filter((key) => !key.isPrivate());
    const signers = keys.flatMap((key) => key.getKeys().map((signer) => ({ key, signer })));
    keys.forEach(dropUnfitSubkeys);
    return signers;
  } catch {
    return [];
  }
}

/** A signature that may turn out valid, and the hash of what it signs, to be fed. */
interface Candidate extends Signer {
  packet: SignaturePacket;
  created: Date;
  digest: Hash;
}

function prepare(packet: SignaturePacket, signers: Signer[]): Candidate | SignatureVerdict {
  const issuer = packet.issuerKeyID.toHex();
  const found = signers.find(({ signer }) => signer.getKeyID().toHex() === issuer);
  const refuse = (result: SignatureResult, detail: string) => verdict(result, packet, found?.key ?? null, detail);

  if (!isOverBytes(packet)) return refuse('UNREADABLE', 'The signature is not one over the bytes of a file.');
  if (isWeak(packet)) return refuse('WEAK', 'The signature uses MD5, SHA-1 or RIPEMD-160.');
  if (!found) return refuse('UNKNOWN_KEY', `No trusted key has the id ${issuer || 'that the signature leaves out'}.`);

  const unfit = whyUnfit(found.key) ?? whyUnfit(found.signer);
  if (unfit) return refuse(unfit.isWeak ? 'WEAK' : 'UNFIT_KEY', unfit.detail);
  const digest = digestFor(packet);
  if (!digest || !packet.created) return refuse('UNREADABLE', 'The signature uses a hash algorithm not known here.');
  return { packet, created: packet.created, ...found, digest };
}

/** The hash algorithms of RFC 9580 that are not weak, and how long the salt of a version 6 signature is for each. */
const HASHES: Partial<Record<number, { name: string; saltBytes: number }>> = {
  [enums.hash.sha224]: { name: 'sha224', saltBytes: 16 },
  [enums.hash.sha256]: { name: 'sha256', saltBytes: 16 },
  [enums.hash.sha384]: { name: 'sha384', saltBytes: 24 },
  [enums.hash.sha512]: { name: 'sha512', saltBytes: 32 },
  [enums.hash.sha3_256]: { name: 'sha3-256', saltBytes: 16 },
  [enums.hash.sha3_512]: { name: 'sha3-512', saltBytes: 32 },
};

/**
 * What openpgp keeps in a packet beyond its declared fields. `salt` only a version 6 signature has. `hashed` is where
 * openpgp itself puts the digest of data that it has read as a stream, and takes it from when verifying.
 */
type OpenPacket = SignaturePacket & { salt: Uint8Array | null; hashed?: Uint8Array };

function digestFor(packet: SignaturePacket): Hash | null {
  const hash = HASHES[packet.hashAlgorithm ?? 0];
  if (!hash) return null;
  const digest = createHash(hash.name);
  if (packet.version !== 6) return digest;
  const { salt } = packet as OpenPacket;
  return salt?.length === hash.saltBytes ? digest.update(salt) : null;
}

async function judge(candidate: Candidate, now: Date): Promise<SignatureVerdict> {
  const { packet, key, signer, created } = candidate;
  const say = (result: SignatureResult, detail: string) => verdict(result, packet, key, detail);

  if (!(await isGenuine(candidate))) return say('INVALID', 'The signature is not one of this key over this file.');
  if (created < signer.getCreationTime()) return say('INVALID', 'The signature claims to be older than its key.');
  if (created > latest(now)) return say('INVALID', 'The signature claims to be made in the future.');
  const ends = packet.getExpirationTime();
  if (ends instanceof Date && ends <= now) return say('EXPIRED_SIGNATURE', `It was valid until ${ends.toISOString()}.`);

  if (await isRevoked(candidate)) return say('REVOKED_KEY', 'The key that signed has been revoked.');
  const keyEnds = await expiryOf(candidate, now);
  if (created >= keyEnds) return say('EXPIRED_KEY', `The key had expired at ${keyEnds.toISOString()}.`);
  // A key that was prolonged, and then exported without its former self-signatures, seems not to have existed before.
  const lately = new Date(Math.min(latest(now).getTime(), keyEnds.getTime() - 1_000));
  for (const date of [created, lately]) {
    if (await maySign(candidate, date)) return say('VALID', `Signed by ${key.getFingerprint()}.`);
  }
  return say('UNFIT_KEY', 'The key that signed may not sign files.');
}

/** Hashes what follows the data (RFC 9580, 5.2.4), and lets openpgp verify the digest. */
async function isGenuine({ packet, created, signer, digest }: Candidate): Promise<boolean> {
  const fields = packet.signatureData ?? new Uint8Array(0);
  const trailer = Buffer.from([packet.version, 0xff, 0, 0, 0, 0]);
  trailer.writeUInt32BE(fields.length, 2);
  const open = packet as OpenPacket;
  open.hashed = digest.update(fields).update(trailer).digest();
  try {
    await open.verify(signer.keyPacket, enums.signature.binary, new Uint8Array(), created, true, STRICT);
    return true;
  } catch {
    return false;
  }
}

/** A key that was given up counts as revoked from then on; one that may have been stolen, at any time. */
async function isRevoked({ key, signer, created }: Candidate): Promise<boolean> {
  if (await key.isRevoked(undefined, undefined, created, ANY_HASH)) return true;
  if (!(signer instanceof Subkey)) return false;
  const [binding] = signer.bindingSignatures;
  return binding !== undefined && signer.isRevoked(binding, key.keyPacket, created, ANY_HASH);
}

const NEVER = new Date(8_640_000_000_000_000);

async function expiryOf({ key, signer }: Candidate, now: Date): Promise<Date> {
  const ends = [await key.getExpirationTime(undefined, STRICT)];
  if (signer instanceof Subkey) ends.push(await signer.getExpirationTime(now, STRICT));
  const times = ends.map((end) => (end instanceof Date ? end.getTime() : Infinity));
  return new Date(Math.min(NEVER.getTime(), ...times));
}

async function maySign({ key, signer }: Candidate, at: Date): Promise<boolean> {
  try {
    const found = await key.getSigningKey(signer.getKeyID(), at, undefined, STRICT);
    return found.getFingerprint() === signer.getFingerprint();
  } catch {
    return false;
  }
}

function verdict(
  result: SignatureResult,
  packet: SignaturePacket | null,
  key: Key | null,
  detail: string,
): SignatureVerdict {
  const fingerprint = key && key.getFingerprint();
  return { result, fingerprint, signedAt: packet?.created?.toISOString() ?? null, detail };
}
