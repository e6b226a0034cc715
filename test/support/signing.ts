import { createMessage, generateKey, type PrivateKey, sign } from 'openpgp';

const DAY_MS = 86_400_000;
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

type KeyOptions = Partial<Parameters<typeof generateKey>[0]>;

/** The key of somebody at a maker's, a year old unless told otherwise. */
export async function makersKey(options: KeyOptions = {}): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: 'curve25519',
    userIDs: [{ name: 'Release team', email: 'release@maker.example' }],
    date: daysAgo(365),
    ...options,
    format: 'object',
  } as Parameters<typeof generateKey>[0] & { format: 'object' });
  return privateKey;
}

export const publicHalf = (key: PrivateKey): string => key.toPublic().armor();

/** A detached, armoured signature, made a day ago unless told otherwise. */
export const signatureOf = async (key: PrivateKey, bytes: Buffer, date = daysAgo(1)): Promise<Buffer> =>
  Buffer.from(await sign({ message: await messageOf(bytes), signingKeys: key, detached: true, date }));

/** The same in binary. */
export const binarySignatureOf = async (key: PrivateKey, bytes: Buffer): Promise<Buffer> =>
  Buffer.from(
    (await sign({
      message: await messageOf(bytes),
      signingKeys: key,
      detached: true,
      format: 'binary',
      date: daysAgo(1),
    })) as Uint8Array,
  );

const messageOf = (bytes: Buffer) => createMessage({ binary: new Uint8Array(bytes) });
