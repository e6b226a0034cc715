import type { Key } from 'openpgp';
import { type Finding, Findings } from '../finding.ts';
import { algorithmOf, ANY_HASH, dropUnfitSubkeys, isTime, keysIn, latest, STRICT, whyUnfit } from './openpgp.ts';

/** A public key with which a vendor signs update packages. */
export interface SigningKey {
  /** Of the primary key, in lower-case hexadecimal. */
  fingerprint: string;
  /** Of the primary key and its subkeys, as far as they may sign: what a signature names. */
  keyIds: string[];
  /** Names and addresses that the key itself vouches for. */
  userIds: string[];
  /** `RSA 4096`, `Ed25519`, `ECDSA P-256`: of the primary key. */
  algorithm: string;
  createdAt: string;
  /** null: never. */
  expiresAt: string | null;
  isRevoked: boolean;
}

const ADVICE = {
  'formats.key_is_private':
    'Never hand over a private key: take this one for stolen, revoke it, and upload the public half of a new one.',
  'formats.key_malformed': 'Upload one armoured public key, as `gpg --armor --export KEY` writes it.',
  'formats.key_several': 'Upload one key at a time.',
  'formats.key_too_weak': 'Make a new key: Ed25519, ECDSA, or RSA of 3072 bits or more.',
  'formats.key_hash_too_weak': 'Certify the key again with SHA-256 or better (in GnuPG: set its expiry date anew).',
  'formats.key_cannot_sign': 'Upload a key that may sign, or add a signing subkey to it.',
  'formats.key_expired': 'Prolong the key and upload it again, or upload the one that follows it.',
  'formats.key_revoked': 'Upload the key that takes its place: what this one signs is refused.',
} as const;

type KeyFindings = Findings<keyof typeof ADVICE>;

/** Reads a vendor's public key. An ERROR among the findings says why it cannot be used; `key` is null when nothing could be read. */
export async function readPublicKey(
  armored: string,
  now: Date,
): Promise<{ key: SigningKey | null; findings: Finding[] }> {
  const findings: KeyFindings = new Findings(ADVICE);
  const key = await loadKey(armored, findings);
  const facts = key && (await factsOf(key, now));
  if (key && facts) await judge(key, facts, now, findings);
  return { key: facts, findings: findings.list() };
}

const BEGINNING = /^-----BEGIN PGP /gm;

async function loadKey(armored: string, findings: KeyFindings): Promise<Key | null> {
  if (armored.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) return refusePrivate(findings);
  if ((armored.match(BEGINNING)?.length ?? 0) > 1) return refuseSeveral(findings);
  let keys: Key[];
  try {
    keys = await keysIn(armored);
  } catch {
    findings.error('formats.key_malformed', 'The text is no armoured OpenPGP public key that can be read.');
    return null;
  }
  if (keys.some((key) => key.isPrivate())) return refusePrivate(findings);
  keys.forEach(dropUnfitSubkeys);
  return keys.length > 1 ? refuseSeveral(findings) : (keys[0] ?? null);
}

function refusePrivate(findings: KeyFindings): null {
  findings.error('formats.key_is_private', 'This is a private key.');
  return null;
}

function refuseSeveral(findings: KeyFindings): null {
  findings.error('formats.key_several', 'The text holds more than one key.');
  return null;
}

async function factsOf(key: Key, now: Date): Promise<SigningKey> {
  const isFit = whyUnfit(key) === null;
  const expires = isFit ? await key.getExpirationTime(undefined, ANY_HASH) : null;
  return {
    fingerprint: key.getFingerprint(),
    keyIds: key.getKeyIDs().map((id) => id.toHex()),
    userIds: isFit ? await provenUserIds(key, now) : [],
    algorithm: algorithmOf(key),
    createdAt: key.getCreationTime().toISOString(),
    expiresAt: expires instanceof Date && isTime(expires) ? expires.toISOString() : null,
    isRevoked: isFit && (await key.isRevoked(undefined, undefined, latest(now), ANY_HASH)),
  };
}

/** Anyone can hang a name on somebody's public key; only what the key itself has signed counts. */
async function provenUserIds(key: Key, now: Date): Promise<string[]> {
  const users = await key.verifyAllUsers(undefined, latest(now), ANY_HASH);
  return users.filter(({ userID, valid }) => userID && valid === true).map(({ userID }) => userID);
}

async function judge(key: Key, facts: SigningKey, now: Date, findings: KeyFindings): Promise<void> {
  const unfit = whyUnfit(key);
  if (unfit) {
    findings.error(unfit.isWeak ? 'formats.key_too_weak' : 'formats.key_cannot_sign', unfit.detail);
    return;
  }
  if (facts.isRevoked) {
    findings.warning('formats.key_revoked', 'The key has been revoked.');
    return;
  }
  const expires = facts.expiresAt === null ? Infinity : Date.parse(facts.expiresAt);
  if (expires <= now.getTime()) findings.warning('formats.key_expired', `The key expired at ${facts.expiresAt}.`);

  const lately = new Date(Math.min(latest(now).getTime(), expires - 1_000));
  if (await maySign(key, lately, STRICT)) return;
  if (key.getCreationTime() > lately) {
    findings.error('formats.key_cannot_sign', `The key claims to be made at ${facts.createdAt}, in the future.`);
  } else if (await maySign(key, lately, ANY_HASH)) {
    findings.error('formats.key_hash_too_weak', 'What the key says of itself is signed with MD5 or SHA-1 only.');
  } else {
    findings.error('formats.key_cannot_sign', 'Neither the key nor a subkey that is strong enough may sign.');
  }
}

async function maySign(key: Key, at: Date, rules: typeof STRICT): Promise<boolean> {
  try {
    await key.getSigningKey(undefined, at, undefined, rules);
    return true;
  } catch {
    return false;
  }
}
