import { createMessage, generateKey, sign } from 'openpgp';

/** Who signs the demonstration's update package: a key that is made for it, used while it is made, and kept nowhere. */
export interface DemoSigner {
  /** Armored, as a vendor registers it. */
  publicKey: string;
  /** @returns an armored detached signature. */
  sign(bytes: Buffer): Promise<Buffer>;
}

export async function makeSigner(): Promise<DemoSigner> {
  const { privateKey } = await generateKey({
    type: 'curve25519',
    userIDs: [{ name: 'Demo Devices release', email: 'release@demo-devices.example' }],
    format: 'object',
  });
  return {
    publicKey: privateKey.toPublic().armor(),
    sign: async (bytes) => {
      const message = await createMessage({ binary: new Uint8Array(bytes) });
      return Buffer.from(await sign({ message, signingKeys: privateKey, detached: true }));
    },
  };
}
