import { createMessage, generateKey, type PartialConfig, type PrivateKey, sign } from 'openpgp';

/** When the tests take place. */
export const now = new Date('2026-03-31T12:00:00Z');
export const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

export const KINDS = {
  'Ed25519 (version 4)': { type: 'curve25519', config: {} },
  'Ed25519 (version 6)': { type: 'curve25519', config: { v6Keys: true } },
  'Ed448 (version 6)': { type: 'curve448', config: { v6Keys: true } },
  'EdDSA legacy': { type: 'ecc', curve: 'ed25519Legacy', config: {} },
  'RSA 2048': { type: 'rsa', rsaBits: 2_048, config: {} },
  'ECDSA P-256': { type: 'ecc', curve: 'nistP256', config: {} },
  'ECDSA P-521': { type: 'ecc', curve: 'nistP521', config: {} },
} as const;

type KeyOptions = Partial<Parameters<typeof generateKey>[0]>;

/** A key of somebody at a maker's, a year old unless told otherwise. */
export async function aKey(options: KeyOptions = {}): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: 'curve25519',
    userIDs: [{ name: 'Release team', email: 'release@maker.example' }],
    date: daysAgo(365),
    ...options,
    format: 'object',
  } as Parameters<typeof generateKey>[0] & { format: 'object' });
  return privateKey;
}

export const published = (key: PrivateKey) => key.toPublic().armor();

/** A detached signature over `data`, a day old unless told otherwise. */
export async function signedBy(
  keys: PrivateKey | PrivateKey[],
  data: Uint8Array,
  { date = daysAgo(1), config = {} }: { date?: Date; config?: PartialConfig } = {},
): Promise<Uint8Array> {
  const message = await createMessage({ binary: data });
  const signature = await sign({ message, signingKeys: keys, detached: true, format: 'binary', date, config });
  return Uint8Array.from(signature as Uint8Array);
}

/** `data` in pieces of that many bytes. */
export async function* inPieces(data: Uint8Array, bytes = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += bytes) yield data.subarray(at, at + bytes);
}
