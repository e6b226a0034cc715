import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { armor, createCleartextMessage, createMessage, enums, type PrivateKey, sign } from 'openpgp';
import { aKey, daysAgo, KINDS, signedBy } from './keys.testing.ts';
import { readSignature } from './signature.ts';

const reasons = async (bytes: Uint8Array) =>
  (await readSignature(bytes)).findings.map(({ severity, reason }) => `${severity} ${reason}`);
const sha1 = { preferredHashAlgorithm: enums.hash.sha1, nonDeterministicSignaturesViaNotation: false };

describe('a detached signature', () => {
  const data = Buffer.from('an update');
  let key: PrivateKey;
  let signature: Uint8Array;
  beforeAll(async () => {
    key = await aKey();
    signature = await signedBy(key, data);
  });
  const armored = () => Buffer.from(armor(enums.armor.signature, signature));

  it('says who signed, when and how, binary or armoured', async () => {
    for (const bytes of [signature, armored(), Buffer.concat([Buffer.from('\ufeff\r\n'), armored()])]) {
      expect(await readSignature(bytes)).toMatchObject({
        format: 'OPENPGP_SIGNATURE',
        formatVersion: '4',
        findings: [],
        facts: {},
        signatures: [
          {
            keyId: key.getKeyID().toHex(),
            fingerprint: key.getFingerprint(),
            signedAt: daysAgo(1).toISOString(),
            expiresAt: null,
            keyAlgorithm: 'Ed25519',
            hashAlgorithm: 'SHA-512',
          },
        ],
      });
    }
  });

  it('may be several', async () => {
    const other = await aKey(KINDS['RSA 2048']);
    const { findings, signatures } = await readSignature(await signedBy([key, other], data));
    expect(findings).toEqual([]);
    expect(signatures.map(({ keyAlgorithm }) => keyAlgorithm)).toEqual(['Ed25519', 'RSA']);

    const many = Buffer.concat(Array.from({ length: 11 }, () => signature));
    expect(await reasons(many)).toEqual(['ERROR formats.signature_several']);
  });

  it('may be of version 6', async () => {
    const modern = await aKey(KINDS['Ed25519 (version 6)']);
    const { formatVersion, signatures } = await readSignature(await signedBy(modern, data));
    expect(formatVersion).toBe('6');
    expect(signatures).toMatchObject([{ fingerprint: modern.getFingerprint() }]);
  });

  it('is refused when it is weak', async () => {
    const rsa = await aKey({ ...KINDS['RSA 2048'], config: sha1 });
    expect(await reasons(await signedBy(rsa, data, { config: sha1 }))).toEqual([
      'ERROR formats.signature_hash_too_weak',
    ]);
  });

  it('is refused when it is one over a text: other bytes would have the same', async () => {
    const message = await createMessage({ text: 'an update' });
    const overText = await sign({ message, signingKeys: key, detached: true, format: 'binary', date: daysAgo(1) });
    expect(await reasons(Uint8Array.from(overText as Uint8Array))).toEqual(['ERROR formats.signature_of_other_kind']);
  });

  it('is refused when it holds the text that it signs', async () => {
    const cleartext = await sign({ message: await createCleartextMessage({ text: 'an update' }), signingKeys: key });
    const message = await sign({ message: await createMessage({ text: 'an update' }), signingKeys: key });
    for (const text of [cleartext, message]) {
      expect(await reasons(Buffer.from(text))).toEqual(['ERROR formats.signature_is_not_detached']);
    }
  });

  it('is refused when it is of a version from another age', async () => {
    const old = Buffer.from(signature);
    old[old[0] === 0xc2 && (old[1] ?? 0) < 192 ? 2 : 3] = 3;
    expect(await reasons(old)).toEqual(['ERROR formats.signature_unsupported']);
  });

  it('is refused when its times are none', async () => {
    const timeless = Buffer.from(signature);
    // The subpacket of the creation time has five bytes: its type, and four. A hundred are no number that is a time.
    timeless[timeless.indexOf(Buffer.from([5, 0x82]))] = 109;
    expect(await reasons(timeless)).toEqual(['ERROR formats.signature_malformed']);
  });

  it('is nothing else', async () => {
    const texts = [
      Buffer.from(''),
      Buffer.from('signature'),
      Buffer.from(key.toPublic().armor()),
      key.toPublic().write(),
    ];
    for (const bytes of [...texts, signature.subarray(0, 40), armored().subarray(0, 100), Buffer.alloc(70_000, 0xc2)]) {
      expect(await reasons(bytes)).toEqual(['ERROR formats.signature_malformed']);
    }
  });

  it('is read without a throw, whatever bytes come', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: 1, maxLength: 100 }).map((rest) => Uint8Array.of(0xc2, rest.length, ...rest)),
      fc
        .nat(signature.length - 1)
        .chain((at) =>
          fc.integer({ min: 0, max: 255 }).map((byte) => Uint8Array.from(signature).fill(byte, at, at + 1)),
        ),
      fc
        .string()
        .map((text) => armored().toString().replace('\n\n', `\n${text}\n\n`))
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (bytes) => {
        const { findings, signatures } = await readSignature(bytes);
        expect(signatures.length > 0 || findings.length > 0).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
