import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  armor,
  config,
  createMessage,
  enums,
  LiteralDataPacket,
  PacketList,
  type PrivateKey,
  reformatKey,
  revokeKey,
  sign,
  type SecretKeyPacket,
  SignaturePacket,
} from 'openpgp';
import { aKey, daysAgo, inPieces, KINDS, now, published, signedBy } from './keys.testing.ts';
import { verifyDetached } from './verify-detached.ts';

const update = Buffer.from('An update package. '.repeat(2_000));
const otherUpdate = Buffer.from(update).fill('!', 20_000, 20_001);

/** What comes of a signature over `data` by that key, where `keys` are trusted. */
const check = (signature: Uint8Array, keys: string[], data: Uint8Array = update) =>
  verifyDetached({ signature, keys, now }, inPieces(data));

/** Fails the test that reads it. */
async function* unread(): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(new Error('the package was read'));
}

/** A signature over the update that openpgp itself would not make. */
async function crafted(key: PrivateKey, fields: object, date = daysAgo(1)): Promise<Uint8Array> {
  const packet = Object.assign(new SignaturePacket(), {
    signatureType: enums.signature.binary,
    publicKeyAlgorithm: key.keyPacket.algorithm,
    hashAlgorithm: enums.hash.sha512,
    ...fields,
  });
  const content = Object.assign(new LiteralDataPacket(), { data: update });
  const sign = packet.sign.bind(packet) as (...args: unknown[]) => Promise<void>;
  await sign(key.keyPacket, content, date, true, config);
  const packets = new PacketList<SignaturePacket>();
  packets.push(packet);
  return packets.write();
}

describe('the signature of an update package', () => {
  let key: PrivateKey;
  let trusted: string[];
  let signature: Uint8Array;
  beforeAll(async () => {
    key = await aKey();
    trusted = [published(key)];
    signature = await signedBy(key, update);
  });

  it.each(Object.entries(KINDS))('by a key of %s is valid for these bytes and no others', async (_, options) => {
    const key = await aKey(options);
    const signature = await signedBy(key, update);
    expect(await check(signature, [published(key)])).toEqual({
      result: 'VALID',
      fingerprint: key.getFingerprint(),
      signedAt: daysAgo(1).toISOString(),
      detail: expect.any(String),
    });
    for (const data of [otherUpdate, update.subarray(1), Buffer.concat([update, Buffer.alloc(1)]), Buffer.alloc(0)]) {
      expect(await check(signature, [published(key)], data)).toMatchObject({ result: 'INVALID' });
    }
  });

  it.each(['sha256', 'sha384', 'sha512', 'sha3_256', 'sha3_512'] as const)('may be made with %s', async (name) => {
    for (const kind of ['Ed25519 (version 4)', 'Ed25519 (version 6)'] as const) {
      const key = await aKey(KINDS[kind]);
      const preferredHashAlgorithm = enums.hash[name];
      const signature = await signedBy(key, update, { config: { preferredHashAlgorithm } });
      expect(await check(signature, [published(key)])).toMatchObject({ result: 'VALID' });
      expect(await check(signature, [published(key)], otherUpdate)).toMatchObject({ result: 'INVALID' });
    }
  });

  it('is the same however the package comes in pieces, and binary or armoured', async () => {
    const armored = Buffer.from(armor(enums.armor.signature, signature));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50_000 }), fc.boolean(), async (bytes, isArmored) => {
        const options = { signature: isArmored ? armored : signature, keys: trusted, now };
        expect(await verifyDetached(options, inPieces(update, bytes))).toMatchObject({ result: 'VALID' });
      }),
    );
  });

  it('is never valid once a bit of it is turned', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length * 8 - 1), async (bit) => {
        const turned = Uint8Array.from(signature);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect((await check(turned, trusted)).result).not.toBe('VALID');
      }),
      { numRuns: 500 },
    );
  });

  it('may be by a subkey, and then names the key that the subkey belongs to', async () => {
    const withSubkey = await aKey({ subkeys: [{}, { sign: true }] });
    const signature = await signedBy(withSubkey, update);
    expect(await check(signature, [published(withSubkey)])).toMatchObject({
      result: 'VALID',
      fingerprint: withSubkey.getFingerprint(),
    });
  });

  it('by a subkey that somebody hung on the key is refused', async () => {
    const thief = await aKey({ subkeys: [{ sign: true }] });
    const stolen = key.toPublic();
    stolen.subkeys.push(...thief.toPublic().subkeys);
    expect(await check(await signedBy(thief, update), [stolen.armor()])).toMatchObject({
      result: 'UNFIT_KEY',
      fingerprint: key.getFingerprint(),
    });
  });

  it('by a key that nobody trusts is told at once, without reading the package', async () => {
    const stranger = await aKey();
    const options = { signature: await signedBy(stranger, update), keys: trusted, now };
    expect(await verifyDetached(options, unread())).toMatchObject({ result: 'UNKNOWN_KEY', fingerprint: null });
    expect(await verifyDetached({ ...options, keys: [] }, unread())).toMatchObject({ result: 'UNKNOWN_KEY' });
    expect(await verifyDetached({ ...options, keys: ['no key', stranger.armor()] }, unread())).toMatchObject({
      result: 'UNKNOWN_KEY',
    });
  });

  it('made when the key had expired is refused; made before, it stays good', async () => {
    const expiring = await aKey({ keyExpirationTime: 100 * 86_400 });
    const keys = [published(expiring)];
    expect(await check(await signedBy(expiring, update, { date: daysAgo(300) }), keys)).toMatchObject({
      result: 'VALID',
    });
    // openpgp does not sign with an expired key; a thief would.
    const endless = await reformatKey({
      privateKey: expiring,
      userIDs: expiring.getUserIDs().map(() => ({ name: 'Release team' })),
      date: daysAgo(364),
      format: 'object',
    });
    const late = await signedBy(endless.privateKey, update);
    expect(await check(late, keys)).toMatchObject({ result: 'EXPIRED_KEY' });
  });

  it('stays good when the key is prolonged and comes without its former self-signatures', async () => {
    const { publicKey } = await reformatKey({
      privateKey: key,
      userIDs: [{ name: 'Release team' }],
      keyExpirationTime: 1_000 * 86_400,
      date: daysAgo(0.5),
      format: 'object',
    });
    expect(await check(signature, [publicKey.armor()])).toMatchObject({ result: 'VALID' });
  });

  it('is refused once the key is known to be stolen, whenever it was made', async () => {
    const flag = enums.reasonForRevocation.keyCompromised;
    const { publicKey } = await revokeKey({
      key,
      reasonForRevocation: { flag },
      date: daysAgo(0.5),
      format: 'object',
    });
    expect(await check(signature, [publicKey.armor()])).toMatchObject({ result: 'REVOKED_KEY' });
  });

  it('made before the key was given up for another stays good', async () => {
    const retired = async (days: number) => {
      const flag = enums.reasonForRevocation.keyRetired;
      const date = daysAgo(days);
      const { publicKey } = await revokeKey({ key, reasonForRevocation: { flag }, date, format: 'object' });
      return publicKey.armor();
    };
    expect(await check(signature, [await retired(0.5)])).toMatchObject({ result: 'VALID' });
    expect(await check(signature, [await retired(2)])).toMatchObject({ result: 'REVOKED_KEY' });
  });

  it('by a revoked subkey is refused', async () => {
    const withSubkey = await aKey({ subkeys: [{ sign: true }] });
    const signature = await signedBy(withSubkey, update);
    const [subkey] = withSubkey.subkeys;
    const revoked = await subkey!.revoke(withSubkey.keyPacket as SecretKeyPacket, {}, daysAgo(0.5));
    const publicKey = withSubkey.toPublic();
    publicKey.subkeys[0]!.revocationSignatures.push(...revoked.revocationSignatures);
    expect(await check(signature, [publicKey.armor()])).toMatchObject({ result: 'REVOKED_KEY' });
  });

  it('is not believed about the time', async () => {
    const early = await aKey({ date: daysAgo(365) });
    const late = await aKey({ date: daysAgo(-2) });
    expect(await check(await signedBy(early, update, { date: daysAgo(-1) }), [published(early)])).toMatchObject({
      result: 'INVALID',
    });
    const future = await signedBy(late, update, { date: daysAgo(-2) });
    expect(await check(future, [published(late)])).toMatchObject({ result: 'INVALID' });
    expect(await check(await crafted(early, {}, daysAgo(400)), [published(early)])).toMatchObject({
      result: 'INVALID',
    });
    // A clock that is some minutes ahead is no lie.
    const nearly = await signedBy(early, update, { date: new Date(now.getTime() + 60_000) });
    expect(await check(nearly, [published(early)])).toMatchObject({ result: 'VALID' });
  });

  it('with SHA-1, or by a key too weak for today, is refused without reading the package', async () => {
    const config = { preferredHashAlgorithm: enums.hash.sha1, nonDeterministicSignaturesViaNotation: false };
    const rsa = await aKey({ ...KINDS['RSA 2048'], config });
    const signature = await signedBy(rsa, update, { config });
    expect(await verifyDetached({ signature, keys: [published(rsa)], now }, unread())).toMatchObject({
      result: 'WEAK',
    });
    const minRSABits = 1_024;
    const short = await aKey({ type: 'rsa', rsaBits: 1_024, config: { minRSABits } });
    const options = { signature: await signedBy(short, update, { config: { minRSABits } }), keys: [published(short)] };
    expect(await verifyDetached({ ...options, now }, unread())).toMatchObject({ result: 'WEAK' });
  });

  it('over a text, or no signature at all, is unreadable', async () => {
    const message = await createMessage({ text: update.toString() });
    const overText = await sign({ message, signingKeys: key, detached: true, format: 'binary', date: daysAgo(1) });
    for (const bytes of [Uint8Array.from(overText as Uint8Array), Buffer.from('signature'), Buffer.alloc(0)]) {
      expect(await verifyDetached({ signature: bytes, keys: trusted, now }, unread())).toMatchObject({
        result: 'UNREADABLE',
      });
    }
  });

  it('with a hash algorithm or a salt that nobody knows is unreadable', async () => {
    // The algorithm is the fourth byte of the packet, behind a header of two bytes or three.
    const unknown = Uint8Array.from(signature);
    unknown[(unknown[1] ?? 0) < 192 ? 5 : 6] = 99;
    const modern = await aKey(KINDS['Ed25519 (version 6)']);
    const salt = Buffer.alloc(32, 7);
    const salted = await crafted(modern, { salt });
    const at = Buffer.from(salted).indexOf(salt) - 1;
    const unsalted = Buffer.concat([salted.subarray(0, at), Uint8Array.of(31), salted.subarray(at + 2)]);
    unsalted[1] = (unsalted[1] ?? 0) - 1;
    expect(await check(salted, [published(modern)])).toMatchObject({ result: 'VALID' });
    for (const bytes of [unknown, unsalted]) {
      const keys = [...trusted, published(modern)];
      expect(await verifyDetached({ signature: bytes, keys, now }, unread())).toMatchObject({ result: 'UNREADABLE' });
    }
  });

  it('is valid when one of several is', async () => {
    const stranger = await aKey();
    expect(await check(await signedBy([stranger, key], update), trusted)).toMatchObject({
      result: 'VALID',
      fingerprint: key.getFingerprint(),
    });
    const forged = Buffer.concat([await signedBy(stranger, update), await signedBy(key, otherUpdate)]);
    expect(await check(forged, trusted)).toMatchObject({ result: 'INVALID' });
  });

  it('can end, and is refused from then on', async () => {
    expect(
      await check(await crafted(key, { signatureExpirationTime: 2 * 86_400, signatureNeverExpires: false }), trusted),
    ).toMatchObject({ result: 'VALID' });
    expect(
      await check(await crafted(key, { signatureExpirationTime: 3_600, signatureNeverExpires: false }), trusted),
    ).toMatchObject({ result: 'EXPIRED_SIGNATURE' });
  });

  it('that asks for something unknown to be heeded is refused', async () => {
    const rawNotations = [
      { name: 'only-for@maker.example', value: Buffer.from('x'), humanReadable: true, critical: true },
    ];
    expect(await check(await crafted(key, { rawNotations }), trusted)).toMatchObject({ result: 'INVALID' });
    const [harmless] = rawNotations.map((notation) => ({ ...notation, critical: false }));
    const noted = await crafted(key, { rawNotations: [harmless] });
    expect(await check(noted, trusted)).toMatchObject({ result: 'VALID' });
  });

  it('passes an error of the package on, instead of calling it a bad signature', async () => {
    await expect(verifyDetached({ signature, keys: trusted, now }, unread())).rejects.toThrow('the package was read');
  });

  it('is checked in constant memory', async () => {
    const piece = Buffer.alloc(65_536, 'x');
    async function* large() {
      for (let sent = 0; sent < 128 * 2 ** 20; sent += piece.length) yield piece;
    }
    const before = process.memoryUsage();
    expect(await verifyDetached({ signature, keys: trusted, now }, large())).toMatchObject({ result: 'INVALID' });
    const after = process.memoryUsage();
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(32 * 2 ** 20);
  });
});
