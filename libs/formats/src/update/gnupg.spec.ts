import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey, inPieces, published, signedBy } from './keys.testing.ts';
import { readSignature } from './signature.ts';
import { readPublicKey } from './signing-key.ts';
import { verifyDetached } from './verify-detached.ts';

const PROGRAM = 'gpg';
const DAEMONS = 'gpgconf';
const hasGnupg = spawnSync(PROGRAM, ['--version']).status === 0;
const describeGnupg = hasGnupg ? describe : describe.skip;

describeGnupg('what GnuPG makes (skipped where there is no gpg)', () => {
  let home: string;
  let update: string;
  const now = new Date();
  const bytes = Buffer.from('An update package.\n'.repeat(10_000));
  const gpg = (...options: string[]) =>
    execFileSync(PROGRAM, ['--homedir', home, '--batch', '--quiet', '--yes', '--passphrase', '', ...options], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const exported = (user: string, ...options: string[]) => gpg('--armor', ...options, '--export', user).toString();
  const signed = (user: string, ...options: string[]) =>
    gpg(...options, '--local-user', user, '--output', '-', '--detach-sign', update);
  const check = (signature: Uint8Array, key: string, data = bytes) =>
    verifyDetached({ signature, keys: [key], now }, inPieces(data, 10_000));

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'tasuki-gpg-'));
    update = join(home, 'update.bin');
    writeFileSync(update, bytes);
  });
  afterAll(() => {
    spawnSync(DAEMONS, ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  });

  it.each(['rsa3072', 'ed25519', 'nistp256', 'nistp384'])(
    'with %s is read and checked as GnuPG checks it',
    async (algorithm) => {
      const user = `${algorithm}@maker.example`;
      gpg('--quick-generate-key', user, algorithm, 'sign', 'never');
      const armored = exported(user);
      const { key, findings } = await readPublicKey(armored, now);
      expect(findings).toEqual([]);
      expect(key).toMatchObject({ userIds: [user], isRevoked: false });

      for (const signature of [signed(user), signed(user, '--armor'), signed(user, '--digest-algo', 'SHA384')]) {
        expect((await readSignature(signature)).findings).toEqual([]);
        expect(await check(signature, armored)).toMatchObject({ result: 'VALID', fingerprint: key?.fingerprint });
        expect(await check(signature, armored, bytes.subarray(1))).toMatchObject({ result: 'INVALID' });
      }
    },
  );

  it('with a signing subkey is valid in the name of the key', async () => {
    const user = 'subkey@maker.example';
    gpg('--quick-generate-key', user, 'ed25519', 'cert', 'never');
    const { key } = await readPublicKey(exported(user), now);
    gpg('--quick-add-key', (key?.fingerprint ?? '').toUpperCase(), 'ed25519', 'sign', 'never');
    expect(await check(signed(user), exported(user))).toMatchObject({
      result: 'VALID',
      fingerprint: key?.fingerprint,
    });
  });

  it('is refused after the key was revoked', async () => {
    const user = 'revoked@maker.example';
    gpg('--quick-generate-key', user, 'ed25519', 'sign', 'never');
    const signature = signed(user);
    const { key } = await readPublicKey(exported(user), now);
    const certificate = join(home, 'openpgp-revocs.d', `${(key?.fingerprint ?? '').toUpperCase()}.rev`);
    const revocation = join(home, 'revocation.asc');
    // GnuPG puts a colon before the block, so that nobody revokes a key by mistake.
    writeFileSync(revocation, readFileSync(certificate, 'utf8').replace(/^:/m, ''));
    gpg('--import', revocation);
    expect(await check(signature, exported(user))).toMatchObject({ result: 'REVOKED_KEY' });
  });

  it('stays good when the key is prolonged, also exported without its past', async () => {
    const user = 'prolonged@maker.example';
    const past = (days: number) => ['--faked-system-time', `${Math.floor(now.getTime() / 1_000) - days * 86_400}`];
    gpg(...past(100), '--quick-generate-key', user, 'ed25519', 'sign', '30d');
    const early = signed(user, ...past(90));
    expect(await check(early, exported(user))).toMatchObject({ result: 'VALID' });
    expect((await readPublicKey(exported(user), now)).findings).toMatchObject([{ reason: 'formats.key_expired' }]);

    const { key } = await readPublicKey(exported(user), now);
    gpg('--quick-set-expire', (key?.fingerprint ?? '').toUpperCase(), '1y');
    const armored = exported(user, '--export-options', 'export-minimal');
    expect(await check(early, armored)).toMatchObject({ result: 'VALID' });
    expect(await check(signed(user), armored)).toMatchObject({ result: 'VALID' });
  });

  it('is refused where it is weak, or over a text', async () => {
    const user = 'weak@maker.example';
    gpg('--quick-generate-key', user, 'rsa2048', 'sign', 'never');
    expect(await check(signed(user, '--digest-algo', 'SHA1'), exported(user))).toMatchObject({ result: 'WEAK' });
    expect(await check(signed(user, '--textmode'), exported(user))).toMatchObject({ result: 'UNREADABLE' });

    gpg('--quick-generate-key', 'brainpool@maker.example', 'brainpoolP256r1', 'sign', 'never');
    const { findings } = await readPublicKey(exported('brainpool@maker.example'), now);
    expect(findings).toMatchObject([{ severity: 'ERROR', reason: 'formats.key_cannot_sign' }]);
    expect(findings[0]?.detail).toContain('brainpoolP256r1');
  });

  it('and what is signed here is the same to GnuPG', async () => {
    const key = await aKey({ type: 'ecc', curve: 'ed25519Legacy', userIDs: [{ email: 'here@maker.example' }] });
    const [keyFile, signatureFile] = [join(home, 'key.asc'), join(home, 'update.sig')];
    writeFileSync(keyFile, published(key));
    gpg('--import', keyFile);
    writeFileSync(signatureFile, await signedBy(key, bytes, { date: new Date(now.getTime() - 60_000) }));
    expect(() => gpg('--verify', signatureFile, update)).not.toThrow();
    writeFileSync(update, bytes.subarray(1));
    expect(() => gpg('--verify', signatureFile, update)).toThrow('gpg');
    writeFileSync(update, bytes);
  });
});
