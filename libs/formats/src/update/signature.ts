import { enums, type SignaturePacket } from 'openpgp';
import type { Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { algorithmNamed } from './openpgp.ts';
import { isOverBytes, isWeak, signaturePacketsIn, UnreadableSignature } from './signature-packets.ts';

/** One signature of a package, as it describes itself. Who really signed is found out by verifyDetached. */
export interface SignatureFacts {
  /** 16 hexadecimal digits in lower case; null when it does not say. */
  keyId: string | null;
  /** Of the key or subkey that signed. */
  fingerprint: string | null;
  signedAt: string | null;
  /** null: never. */
  expiresAt: string | null;
  /** `RSA`, `Ed25519`. */
  keyAlgorithm: string;
  /** `SHA-512`. */
  hashAlgorithm: string;
}

export interface SignatureReading extends Reading {
  signatures: SignatureFacts[];
}

const ADVICE = {
  'formats.signature_malformed':
    'Sign the package with `gpg --detach-sign PACKAGE` and upload the file that it writes.',
  'formats.signature_is_not_detached':
    'Upload a detached signature: `gpg --detach-sign PACKAGE`, neither --clearsign nor --sign.',
  'formats.signature_unsupported': 'Sign with a current program: a signature of version 4 or 6.',
  'formats.signature_of_other_kind': 'Sign the package as a binary file: `gpg --detach-sign PACKAGE`.',
  'formats.signature_hash_too_weak': 'Sign with SHA-256 or better: `gpg --digest-algo SHA512 --detach-sign PACKAGE`.',
  'formats.signature_several': 'Keep only the signatures that somebody will check.',
} as const;

type SignatureFindings = Findings<keyof typeof ADVICE>;

/** Reads a detached OpenPGP signature, binary or armoured. Nothing is verified. */
export async function readSignature(bytes: Uint8Array): Promise<SignatureReading> {
  const findings: SignatureFindings = new Findings(ADVICE);
  const packets = await packetsIn(bytes, findings);
  for (const packet of packets) checkPacket(packet, findings);
  return {
    format: 'OPENPGP_SIGNATURE',
    formatVersion: packets[0] ? String(packets[0].version) : null,
    findings: findings.list(),
    facts: {},
    signatures: packets.map(factsOf),
  };
}

async function packetsIn(bytes: Uint8Array, findings: SignatureFindings): Promise<SignaturePacket[]> {
  try {
    return await signaturePacketsIn(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableSignature)) throw error;
    findings.error(error.reason, error.message);
    return [];
  }
}

function checkPacket(packet: SignaturePacket, findings: SignatureFindings): void {
  if (!isOverBytes(packet)) {
    findings.error('formats.signature_of_other_kind', 'The signature is not one over the bytes of a file.');
  }
  if (isWeak(packet)) {
    findings.error('formats.signature_hash_too_weak', `The signature uses ${hashNamed(packet.hashAlgorithm)}.`);
  }
}

function factsOf(packet: SignaturePacket): SignatureFacts {
  const keyId = packet.issuerKeyID.toHex();
  const expires = packet.getExpirationTime();
  return {
    keyId: keyId === '' ? null : keyId,
    fingerprint: packet.issuerFingerprint && Buffer.from(packet.issuerFingerprint).toString('hex'),
    signedAt: packet.created && packet.created.toISOString(),
    expiresAt: expires instanceof Date ? expires.toISOString() : null,
    keyAlgorithm: algorithmNamed(packet.publicKeyAlgorithm),
    hashAlgorithm: hashNamed(packet.hashAlgorithm),
  };
}

const HASHES: Partial<Record<number, string>> = {
  [enums.hash.md5]: 'MD5',
  [enums.hash.sha1]: 'SHA-1',
  [enums.hash.ripemd]: 'RIPEMD-160',
  [enums.hash.sha224]: 'SHA-224',
  [enums.hash.sha256]: 'SHA-256',
  [enums.hash.sha384]: 'SHA-384',
  [enums.hash.sha512]: 'SHA-512',
  [enums.hash.sha3_256]: 'SHA3-256',
  [enums.hash.sha3_512]: 'SHA3-512',
};

function hashNamed(algorithm: enums.hash | null): string {
  return HASHES[algorithm ?? 0] ?? `algorithm ${algorithm}`;
}
