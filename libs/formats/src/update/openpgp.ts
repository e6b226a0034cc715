import { config, type Config, enums, type Key, readKeys, type Subkey } from 'openpgp';

/** A key with a photograph and the certificates of fifty people fits. */
const MAX_KEY_CHARACTERS = 200_000;
/** OpenSSL verifies with no larger modulus; and a public exponent of thousands of bits only wastes hours. */
const MAX_RSA_BITS = 16_384;
const MAX_EXPONENT_BYTES = 8;

const CLOCK_TOLERANCE_MS = 3_600_000;

/** What counts as now: the clock of whoever makes keys and signatures may be ahead of ours. */
export const latest = (now: Date) => new Date(now.getTime() + CLOCK_TOLERANCE_MS);

export const WEAK_HASHES: ReadonlySet<enums.hash> = new Set([enums.hash.md5, enums.hash.sha1, enums.hash.ripemd]);

/** openpgp makes dates of whatever bytes stand where a time should. */
export const isTime = (date: Date) => !Number.isNaN(date.getTime());

/** openpgp's own rules, and no SHA-1 anywhere. */
export const STRICT: Config = {
  ...config,
  rejectHashAlgorithms: new Set(WEAK_HASHES),
  rejectMessageHashAlgorithms: new Set(WEAK_HASHES),
};

/** A revocation counts however it is signed; and a key is told apart that fails for nothing but its old signatures. */
export const ANY_HASH: Config = { ...STRICT, rejectHashAlgorithms: new Set() };

/** The keys in one armoured block. Throws at anything else. */
export async function keysIn(armored: string): Promise<Key[]> {
  if (armored.length > MAX_KEY_CHARACTERS) throw new Error('The key block is too large.');
  return readKeys({ armoredKeys: armored });
}

/** To be done before anything is verified: with the numbers that an unfit subkey may hold, that can take for ever. */
export function dropUnfitSubkeys(key: Key): void {
  key.subkeys = key.subkeys.filter((subkey) => whyUnfit(subkey) === null);
}

/** Why nothing that this key or subkey signs is taken; null when there is no reason. */
export function whyUnfit({ keyPacket }: Key | Subkey): { isWeak: boolean; detail: string } | null {
  const { algorithm, publicParams } = keyPacket;
  const { bits = 0, curve = '' } = keyPacket.getAlgorithmInfo();
  switch (algorithm) {
    case enums.publicKey.rsaEncryptSign:
    case enums.publicKey.rsaSign:
      if (bits < STRICT.minRSABits) return { isWeak: true, detail: `It is an RSA key of only ${bits} bits.` };
      if (bits > MAX_RSA_BITS || exponentBytes(publicParams) > MAX_EXPONENT_BYTES) {
        return { isWeak: false, detail: 'It is an RSA key with numbers larger than any program uses.' };
      }
      return null;
    case enums.publicKey.dsa:
      return { isWeak: true, detail: 'It is a DSA key.' };
    case enums.publicKey.ecdsa:
      // openpgp verifies no other curve without a further package.
      return curve in CURVES ? null : { isWeak: false, detail: `It uses the curve ${curve}, which is not supported.` };
    case enums.publicKey.eddsaLegacy:
    case enums.publicKey.ed25519:
    case enums.publicKey.ed448:
      return null;
    default:
      return { isWeak: false, detail: 'Its algorithm is one for encryption.' };
  }
}

function exponentBytes(publicParams: object): number {
  return 'e' in publicParams ? (publicParams.e as Uint8Array).length : 0;
}

const CURVES: Partial<Record<string, string>> = { nistP256: 'P-256', nistP384: 'P-384', nistP521: 'P-521' };

/** `RSA 4096`, `Ed25519`, `ECDSA P-256`. */
export function algorithmOf({ keyPacket }: Key | Subkey): string {
  const { bits, curve = '' } = keyPacket.getAlgorithmInfo();
  const name = algorithmNamed(keyPacket.algorithm);
  if (keyPacket.algorithm === enums.publicKey.ecdsa) return `${name} ${CURVES[curve] ?? curve}`;
  return bits === undefined ? name : `${name} ${bits}`;
}

export function algorithmNamed(algorithm: enums.publicKey | null): string {
  switch (algorithm) {
    case enums.publicKey.rsaEncryptSign:
    case enums.publicKey.rsaSign:
      return 'RSA';
    case enums.publicKey.dsa:
      return 'DSA';
    case enums.publicKey.ecdsa:
      return 'ECDSA';
    case enums.publicKey.eddsaLegacy:
    case enums.publicKey.ed25519:
      return 'Ed25519';
    case enums.publicKey.ed448:
      return 'Ed448';
    default:
      return `algorithm ${algorithm}`;
  }
}
