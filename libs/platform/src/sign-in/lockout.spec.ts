import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, PASSWORD } from '../../../../test/support/browser.ts';
import { SignInDesk } from '../../../../test/support/sign-in-desk.ts';

let desk: SignInDesk;
beforeAll(async () => {
  desk = await SignInDesk.open();
});
beforeEach(() => desk.startAnew());
afterAll(() => desk.close());

describe('repeated failure', () => {
  const fail = async (browser: Browser, email: string, times: number) => {
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const { status, error } = await browser.signIn(email, 'wrong password');
      answers.push({ status, error });
    }
    return answers;
  };

  it('locks for 15 minutes, says until when, and answers alike where there is no account', async () => {
    const { email } = await desk.somebody();
    const known = await fail(desk.browser(), email, 5);
    const unknown = await fail(desk.browser(), `${randomUUID()}@nowhere.test`, 5);
    expect(unknown).toEqual(known);
    expect(known[4]).toMatchObject({ status: 401, error: { reason: 'sign_in.wrong_credentials' } });

    const locked = await desk.browser().signIn(email);
    const endsAt = new Date(desk.clock.now().getTime() + 15 * 60_000);
    expect(locked).toMatchObject({ status: 429, error: { code: 'RATE_LIMITED', reason: 'sign_in.locked_out' } });
    expect(Math.abs(new Date(locked.error.endsAt).getTime() - endsAt.getTime())).toBeLessThan(10_000);
    expect(locked.error.message).toContain(locked.error.endsAt);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('is over after 15 minutes', async () => {
    const { email } = await desk.somebody();
    await fail(desk.browser(), email, 7);
    desk.clock.passes(15);
    await expect(desk.browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('is forgiven by a success, and after 15 minutes without one', async () => {
    const { email } = await desk.somebody();
    await fail(desk.browser(), email, 4);
    await desk.browser().signIn(email);
    await fail(desk.browser(), email, 4);
    desk.clock.passes(15);
    await fail(desk.browser(), email, 4);
    await expect(desk.browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('counts guesses sent at once', async () => {
    const { email } = await desk.somebody();
    const guesses = await Promise.all(Array.from({ length: 20 }, () => desk.browser().signIn(email, 'wrong password')));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('does not count what was no guess', async () => {
    const { email } = await desk.somebody();
    for (let i = 0; i < 8; i += 1) await desk.browser().post('/sign-in/email', { email, password: 12 });
    await expect(desk.browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('counts inside a session too', async () => {
    const { account, browser, identity } = await desk.signedIn();
    for (let i = 0; i < 3; i += 1) {
      const { error } = await browser.post('/two-factor/enable', { password: 'wrong password' });
      expect(error).toMatchObject({ code: 'FORBIDDEN', reason: 'sign_in.wrong_password' });
    }
    for (let i = 0; i < 2; i += 1) {
      const confirming = desk.signIn.confirmPassword(identity.sessionId, account.userId, 'wrong password');
      await expect(confirming).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'sign_in.wrong_password' });
    }
    const confirming = desk.signIn.confirmPassword(identity.sessionId, account.userId, PASSWORD);
    await expect(confirming).rejects.toMatchObject({ code: 'RATE_LIMITED', reason: 'sign_in.locked_out' });
    await expect(desk.browser().signIn(account.email)).resolves.toMatchObject({ status: 429 });
  });

  it('keeps no address in the clear', async () => {
    await fail(desk.browser(), 'typo@hospital.test', 1);
    const { rows } = await desk.pool.query('select f::text as row from auth.sign_in_failure f');
    expect(rows.map(({ row }) => row).join()).not.toContain('typo');
  });
});
