import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, totp } from '../../../../test/support/browser.ts';
import { SignInDesk } from '../../../../test/support/sign-in-desk.ts';

let desk: SignInDesk;
beforeAll(async () => {
  desk = await SignInDesk.open();
});
beforeEach(() => desk.startAnew());
afterAll(() => desk.close());

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('the second factor', () => {
  it('is asked for after the password, and only then is there a session', async () => {
    const { account, totpURI } = await desk.withSecondFactor();
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Tasuki:/);

    const browser = desk.browser();
    await expect(browser.signIn(account.email)).resolves.toMatchObject({ status: 200, twoFactorRedirect: true });
    await expect(browser.whoAmI()).resolves.toBeNull();

    await expect(browser.post('/two-factor/verify-totp', { code: totp(totpURI) })).resolves.toMatchObject({
      status: 200,
    });
    await expect(browser.whoAmI()).resolves.toMatchObject({
      email: account.email,
      twoFactorEnabled: true,
      signedInBy: 'TOTP',
    });
  });

  it('may be a backup code, each once', async () => {
    const { account, backupCodes } = await desk.withSecondFactor();
    const useIt = async () => {
      const browser = desk.browser();
      await browser.signIn(account.email);
      return browser.post('/two-factor/verify-backup-code', { code: backupCodes[0] });
    };
    await expect(useIt()).resolves.toMatchObject({ status: 200 });
    await expect(useIt()).resolves.toMatchObject({
      status: 401,
      error: { code: 'UNAUTHENTICATED', reason: 'sign_in.wrong_code' },
    });
  });

  it('locks out after five wrong codes, however often the password is given in between', async () => {
    const { account, totpURI } = await desk.withSecondFactor();
    for (let i = 0; i < 5; i += 1) {
      const browser = desk.browser();
      await expect(browser.signIn(account.email)).resolves.toMatchObject({ twoFactorRedirect: true });
      const answer = await browser.post('/two-factor/verify-totp', { code: wrong(totp(totpURI)) });
      expect(answer).toMatchObject({ status: 401, error: { code: 'UNAUTHENTICATED', reason: 'sign_in.wrong_code' } });
    }
    await expect(desk.browser().signIn(account.email)).resolves.toMatchObject({
      status: 429,
      error: { code: 'RATE_LIMITED', reason: 'sign_in.locked_out' },
    });
  });

  it('is not left out where a fresh sign-in is asked for', async () => {
    const { account, totpURI } = await desk.withSecondFactor();
    const browser = desk.browser();
    await browser.signIn(account.email);
    await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
    const identity = await browser.whoAmI();
    await expect(
      desk.signIn.confirmPassword(identity?.sessionId ?? '', account.userId, PASSWORD),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'sign_in.sign_in_anew' });
  });

  it('cannot be waived for a computer', async () => {
    const { account, totpURI } = await desk.withSecondFactor();
    const browser = desk.browser();
    await browser.signIn(account.email);
    const answer = await browser.post('/two-factor/verify-totp', { code: totp(totpURI), trustDevice: true });
    expect(answer).toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.no_trusted_devices' },
    });
  });
});
