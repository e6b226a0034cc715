import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { enums, type PrivateKey, revokeKey } from 'openpgp';
import { aKey, daysAgo, KINDS, now, published } from './keys.testing.ts';
import { readPublicKey } from './signing-key.ts';

const read = (armored: string) => readPublicKey(armored, now);
const reasons = async (armored: string) =>
  (await read(armored)).findings.map(({ severity, reason }) => `${severity} ${reason}`);

describe('a public key that signs update packages', () => {
  let key: PrivateKey;
  beforeAll(async () => {
    key = await aKey();
  });

  it.each(Object.entries(KINDS))('may be %s', async (name, options) => {
    const { key, findings } = await read(published(await aKey(options)));
    expect(findings).toEqual([]);
    expect(key).toMatchObject({ userIds: ['Release team <release@maker.example>'], expiresAt: null, isRevoked: false });
    expect(key?.algorithm).toBe(name === 'EdDSA legacy' ? 'Ed25519' : name.replace(/ \(.*/, ''));
  });

  it('is known by its fingerprint, its ids and its dates', async () => {
    const lasting = await aKey({ keyExpirationTime: 730 * 86_400, subkeys: [{ sign: true }, {}] });
    const [primary, signing] = lasting.getKeyIDs().map((id) => id.toHex());
    expect((await read(published(lasting))).key).toMatchObject({
      fingerprint: lasting.getFingerprint(),
      keyIds: [primary, signing],
      createdAt: daysAgo(365).toISOString(),
      expiresAt: daysAgo(-365).toISOString(),
    });
  });

  it('vouches for its own names only', async () => {
    const stranger = await aKey({ userIDs: [{ name: 'Famous maker' }] });
    const mixed = key.toPublic();
    mixed.users.push(...stranger.toPublic().users);
    const { key: facts } = await read(mixed.armor());
    expect(facts?.userIds).toEqual(['Release team <release@maker.example>']);
  });

  it('is refused when it is private, in whatever block it comes', async () => {
    expect(await reasons(key.armor())).toEqual(['ERROR formats.key_is_private']);
    const disguised = key.armor().replaceAll('PRIVATE KEY', 'PUBLIC KEY');
    expect(await reasons(disguised)).toEqual(['ERROR formats.key_is_private']);
    expect(await reasons(key.armor().slice(0, 200))).toEqual(['ERROR formats.key_is_private']);
    expect((await read(key.armor())).key).toBeNull();
  });

  it('is refused when several come at once', async () => {
    const other = await aKey();
    expect(await reasons(published(key) + published(other))).toEqual(['ERROR formats.key_several']);
  });

  it('is refused when it is too weak', async () => {
    const short = await aKey({ type: 'rsa', rsaBits: 1_024, config: { minRSABits: 1_024 } });
    const { key: facts, findings } = await read(published(short));
    expect(findings).toMatchObject([{ severity: 'ERROR', reason: 'formats.key_too_weak' }]);
    expect(findings[0]?.detail).toContain('1024');
    expect(facts?.algorithm).toBe('RSA 1024');
    expect(await reasons(DSA_KEY)).toEqual(['ERROR formats.key_too_weak']);
  });

  it('is refused, and not reckoned with, when it has numbers that would take hours', async () => {
    const monstrous = (await aKey(KINDS['RSA 2048'])).toPublic();
    Object.assign(monstrous.keyPacket.publicParams, { e: new Uint8Array(8_000).fill(255) });
    const refusal = [{ severity: 'ERROR', detail: expect.stringContaining('numbers larger than any program uses') }];
    expect((await read(monstrous.armor())).findings).toMatchObject(refusal);
    Object.assign(monstrous.keyPacket.publicParams, { n: new Uint8Array(8_000).fill(255), e: Uint8Array.of(3) });
    expect((await read(monstrous.armor())).findings).toMatchObject(refusal);
  });

  it('is refused when it vouches for itself with SHA-1 only', async () => {
    const config = { preferredHashAlgorithm: enums.hash.sha1, nonDeterministicSignaturesViaNotation: false };
    const old = await aKey({ type: 'rsa', rsaBits: 2_048, config });
    expect(await reasons(published(old))).toEqual(['ERROR formats.key_hash_too_weak']);
  });

  it('is refused when it cannot sign', async () => {
    const encrypting = (await aKey({ subkeys: [{}] })).toPublic();
    for (const signature of encrypting.users.flatMap((user) => user.selfCertifications)) signature.keyFlags = null;
    encrypting.users = [];
    expect(await reasons(encrypting.armor())).toEqual(['ERROR formats.key_cannot_sign']);

    const { findings } = await read(published(await aKey({ date: daysAgo(-1) })));
    expect(findings).toMatchObject([{ severity: 'ERROR', reason: 'formats.key_cannot_sign' }]);
    expect(findings[0]?.detail).toContain('in the future');
  });

  it('is taken for what it was once it has expired or been revoked, with a warning', async () => {
    const expired = await aKey({ keyExpirationTime: 86_400 });
    expect(await reasons(published(expired))).toEqual(['WARNING formats.key_expired']);

    const { publicKey } = await revokeKey({ key, date: daysAgo(3), format: 'object' });
    const { key: facts, findings } = await read(publicKey.armor());
    expect(findings).toMatchObject([{ severity: 'WARNING', reason: 'formats.key_revoked' }]);
    expect(facts?.isRevoked).toBe(true);
  });

  it('is nothing else', async () => {
    const armored = published(key);
    for (const text of ['', 'key', armored.slice(0, 200), armored.replace('PUBLIC KEY BLOCK', 'MESSAGE')]) {
      expect(await reasons(text)).toEqual(['ERROR formats.key_malformed']);
    }
    expect(await reasons(`${armored}${' '.repeat(200_000)}`)).toEqual(['ERROR formats.key_malformed']);
  });

  it('says something of any text, and is never taken when a bit of it is turned', async () => {
    await fc.assert(fc.asyncProperty(fc.string(), async (text) => expect((await read(text)).key).toBeNull()));
    const bytes = key.toPublic().write();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const turned = Buffer.from(bytes);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const body = turned.toString('base64').replace(/.{64}/g, '$&\n');
        const block = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
        const { key: facts, findings } = await read(block);
        const isSame = facts?.fingerprint === key.getFingerprint();
        expect(isSame || findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
      }),
    );
  });
});

/** Made for this test; openpgp makes no DSA keys. */
const DSA_KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mQMuBGsJLccRCACWyfXDTHC5Ma83pye+/U+MaI1UfSApIJk2/GpsNiWboVEz4Xgt
knKowXKlzEmUpKALW7tYi3xMUyyrmMVBIR0hY7mX4TNdTwa/3RvdwmG0a83V61ao
4GxhXoACDjySrhtrf+1u1GiwMuAWeUhXJenvcgOsUgCW77oSyvsZmmE4a1u8zYkc
wC46fdczap3GwoWhXnSDrxStRYpnoZh4aAqs2qtc5Ze90wvKsmDAiiUuhhq+iSaS
UMRdHSQZjD0C1+YsXHL/wMSsH/uxJmo0JDMUxIKIqN4r8RF93ViggS6W5RwtzRXB
CmpSEQncyAR13yB70OgCrHtIdlwZrmLrLC9jAQDwrpf/GqP2ND1Rwtzp4nDynmcT
YxItq9aR6L9YtMGuewf8DfGpNjiEWS4kr9zjaTjrEnyAkUucGzF88CcGJB7dzvBU
wWYvb3LOx/gl8f9etdu7SCn7iV/P4KVMUhtA55p2ooFJwl7DYJq1OkPnkhxuURa7
fUikNJgcaQZb9aY5bS2LiQEZ6YOzuXOP8gtSHLFXwGiIkRZvrr7fHQn1zXzGm/PE
QgvUHvFsFVyhwC0jI/Uj9BRPb1Ts/1Xx74/rKPgL4AJIcwJN0Ph2NRgZiDsmpAPD
QYuzDxCioPD815Q5Ap0RXN7FZY4Oi6LrmJ1HBhSXLI7EB3WyvWsN3T1s4imu+Rdm
9UzbZuwLDLuETFNY+tZ7l1x2QAXUFFshEeu3giVTnwf/aD0vCJr68qQTpLy/j1Wx
rqfapTHJVOijkLNwyGCB61IAUiM4MyJfm1cRUuLuSfH5a56fIQi+IoYGQ2Yk5m3L
KLsdaIyYhrDJEkWzs8blOsw93b6Ds+j7UbxULeW/vZSESJ46o8dXoLkfmoHkQab7
+jbemqjCzsId21lbjlWU2gEXm0jXDd9ig7Y/jhx66cWGQgSJvyErRqYc6nPp6lNr
J+NS6E3HRR3KSqFuFF8OGIA23TQIciLpSG9Uh9BhN3mEAgn2jb27HyZEV67sGjtF
zqqUkVIBFFtVqY+DggrdCy/GuPHtErT55j3Atse2+KLWH3l9ms7yc3gvD4St5Sd0
IrQdT2xkIG1ha2VyIDxvbGRAbWFrZXIuZXhhbXBsZT6IkAQTEQgAOBYhBCzlSElL
aGTBDs03vJ2Ws8QQsDzwBQJrCS3HAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheA
AAoJEJ2Ws8QQsDzw1N8A/RwjLJZVFGa4UevFNJCquhRQXMqSTdthA4f3mSvCH+R+
AP91eGc/iJoZG18/95LyMMuIior1/wkisTh97WKxM/XSHg==
=Vkze
-----END PGP PUBLIC KEY BLOCK-----
`;
