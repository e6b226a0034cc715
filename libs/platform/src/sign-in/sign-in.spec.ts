import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getMigrations } from 'better-auth/db/migration';
import { Client, Pool } from 'pg';
import { Browser, PASSWORD, totp } from '../../../../test/support/browser.ts';
import { TEST_SECRET } from '../../../../test/support/database.ts';
import { SignInDesk } from '../../../../test/support/sign-in-desk.ts';
import { roleUrl } from '../database/roles.ts';
import type { MailOrder } from '../mail/index.ts';

let desk: SignInDesk;
beforeAll(async () => {
  desk = await SignInDesk.open();
});
beforeEach(() => desk.startAnew());
afterAll(() => desk.close());

it('leaves better-auth nothing to migrate', async () => {
  const { toBeCreated, toBeAdded, compileMigrations } = await getMigrations(desk.signIn.betterAuth.options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  await expect(compileMigrations()).resolves.toBe(';');
});

describe('an account', () => {
  it('signs in with its address in any case, and is known by its cookie', async () => {
    const { email, userId } = await desk.somebody();
    const browser = desk.browser();
    const { status } = await browser.signIn(email.toUpperCase());

    expect(status).toBe(200);
    await expect(browser.whoAmI()).resolves.toEqual({
      userId,
      sessionId: expect.any(String),
      email,
      name: 'Security desk',
      authenticatedAt: expect.anything(),
      activeOrganisationId: null,
      twoFactorEnabled: false,
      signedInBy: 'PASSWORD',
      ssoOrganisationId: null,
    });
  });

  it.each([
    ['http://portal.test', /^tasuki\.session_token=.*HttpOnly.*SameSite=Strict$/],
    ['https://portal.test', /^__Secure-tasuki\.session_token=.*HttpOnly; Secure; SameSite=Strict$/],
  ])('gets a cookie that scripts and other sites cannot use, at %s', async (baseUrl, shape) => {
    const { email } = await desk.somebody();
    const { headers } = await new Browser(desk.another({ baseUrl }), { origin: baseUrl }).signIn(email);
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(shape)]);
  });

  it('cannot be made by the public', async () => {
    const { status } = await desk.browser().post('/sign-up/email', {
      email: 'me@anywhere.test',
      name: 'Me',
      password: PASSWORD,
    });
    expect(status).toBe(404);
    await expect(desk.signIn.accountByEmail('me@anywhere.test')).resolves.toBeNull();
  });

  it('exists once for an address', async () => {
    const { email } = await desk.somebody();
    const again = desk.signIn.createAccount({ email: ` ${email.toUpperCase()} `, name: 'Twin', password: PASSWORD });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', reason: 'sign_in.account_exists' });
  });

  it('is not left behind by a transaction that fails', async () => {
    const client = await desk.pool.connect();
    const tx = {
      sql: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
        (await client.query<Row>(text, [...parameters])).rows,
    };
    await client.query('begin');
    await desk.signIn.createAccount({ email: 'halfway@hospital.test', name: 'Halfway', password: PASSWORD }, tx);
    await client.query('rollback');
    client.release();
    await expect(desk.signIn.accountByEmail('halfway@hospital.test')).resolves.toBeNull();
  });

  it.each([
    ['too short', 'elevenchars', 'sign_in.password_too_short'],
    ['too long', 'x'.repeat(129), 'sign_in.password_too_long'],
    ['its address', 'DESK@hospital.test', 'sign_in.password_is_email'],
  ])('is refused a password that is %s', async (_why, password, reason) => {
    const account = desk.signIn.createAccount({ email: 'desk@hospital.test', name: 'Desk', password });
    await expect(account).rejects.toMatchObject({ code: 'INVALID_INPUT', reason });
  });

  it.each(['no-address', 'a@b', ''])('is refused the address "%s"', async (email) => {
    const account = desk.signIn.createAccount({ email, name: 'Desk', password: PASSWORD });
    await expect(account).rejects.toMatchObject({ reason: 'sign_in.bad_account' });
  });

  it('may not change to its address as password', async () => {
    const { account, browser } = await desk.signedIn();
    const answer = await browser.post('/change-password', { currentPassword: PASSWORD, newPassword: account.email });
    expect(answer).toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.password_is_email' },
    });
  });
});

describe('a new password by mail', () => {
  const ask = async (email: string, language = 'en-GB,ja;q=0.5') => {
    const answer = await desk.browser({ 'accept-language': language }).post('/request-password-reset', {
      email,
    });
    await desk.signIn.drain();
    return answer;
  };
  const tokenOf = (mail: MailOrder | undefined) => new URL(mail?.values.url ?? '').hash.replace('#token=', '');

  it('ends every session and the lockout, and works once', async () => {
    const { account, browser } = await desk.signedIn();
    for (let i = 0; i < 6; i += 1) await desk.browser().signIn(account.email, 'wrong password');
    await ask(account.email);
    expect(desk.mails).toMatchObject([{ to: account.email, template: 'passwordReset', language: 'en' }]);

    const reset = { token: tokenOf(desk.mails[0]), newPassword: 'another long password' };
    await expect(desk.browser().post('/reset-password', reset)).resolves.toMatchObject({ status: 200 });
    await expect(browser.whoAmI()).resolves.toBeNull();
    expect(desk.revoked).toContain(account.userId);
    await expect(desk.browser().signIn(account.email)).resolves.toMatchObject({ status: 401 });
    await expect(desk.browser().signIn(account.email, reset.newPassword)).resolves.toMatchObject({ status: 200 });
    await expect(desk.browser().post('/reset-password', reset)).resolves.toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.bad_token' },
    });
  });

  it('is answered alike where there is no account', async () => {
    const { email } = await desk.somebody();
    const { headers: _known, ...known } = await ask(email);
    const { headers: _unknown, ...unknown } = await ask('nobody@nowhere.test');
    expect(unknown).toEqual(known);
    expect(desk.mails).toHaveLength(1);
  });

  it('follows the same rules as the first', async () => {
    const { email } = await desk.somebody();
    await ask(email, 'fr');
    expect(desk.mails[0]?.language).toBe('ja');
    const answer = await desk.browser().post('/reset-password', { token: tokenOf(desk.mails[0]), newPassword: email });
    expect(answer).toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.password_is_email' },
    });
  });
});

describe('a session', () => {
  it('says when the password was proven last', async () => {
    const { account, browser, identity } = await desk.signedIn();
    desk.clock.passes(30);
    const proven = await desk.signIn.confirmPassword(identity.sessionId, account.userId, PASSWORD);
    expect(proven.getTime() - identity.authenticatedAt.getTime()).toBeGreaterThanOrEqual(30 * 60_000);
    await expect(browser.whoAmI()).resolves.toMatchObject({ authenticatedAt: proven });
  });

  it('of an account without a password says what to prove instead', async () => {
    const email = `${randomUUID()}@hospital.test`;
    const { userId } = await desk.signIn.createAccount({ email, name: 'By a provider', password: null });
    await expect(desk.browser().signIn(email)).resolves.toMatchObject({
      status: 401,
      error: { reason: 'sign_in.wrong_credentials' },
    });
    await expect(desk.signIn.confirmPassword(randomUUID(), userId, PASSWORD)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'sign_in.no_password',
    });
  });

  it('cannot be proven by somebody else', async () => {
    const { identity } = await desk.signedIn();
    const { account: other } = await desk.signedIn();
    const proving = desk.signIn.confirmPassword(identity.sessionId, other.userId, PASSWORD);
    await expect(proving).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('remembers the organisation acted for, also when the second factor is set up', async () => {
    const { browser, identity, account } = await desk.signedIn();
    const organisationId = randomUUID();
    await desk.signIn.setActiveOrganisation(identity.sessionId, organisationId);
    await expect(browser.whoAmI()).resolves.toMatchObject({ activeOrganisationId: organisationId });
    expect(desk.revoked).toContain(account.userId);

    const { totpURI } = await browser.post('/two-factor/enable', { password: PASSWORD });
    await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
    await expect(browser.whoAmI()).resolves.toMatchObject({
      activeOrganisationId: organisationId,
      twoFactorEnabled: true,
    });
  });

  it('is told to no page in a form that it could be used in', async () => {
    const { browser } = await desk.signedIn();
    const answers = [await browser.get('/get-session'), await desk.browser().signIn((await desk.somebody()).email)];
    for (const { body, status } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain('token');
    }
    for (const path of ['/revoke-session', '/revoke-sessions', '/revoke-other-sessions']) {
      expect((await browser.post(path, { token: 'x' })).status).toBe(404);
    }
    expect((await browser.get('/list-sessions')).status).toBe(404);
  });

  it('keeps its organisation when the password changes and all others end', async () => {
    const { account, browser, identity } = await desk.signedIn();
    const organisationId = randomUUID();
    await desk.signIn.setActiveOrganisation(identity.sessionId, organisationId);
    const other = desk.browser();
    await other.signIn(account.email);
    const change = { currentPassword: PASSWORD, newPassword: 'another long password', revokeOtherSessions: true };
    await expect(browser.post('/change-password', change)).resolves.toMatchObject({ status: 200 });
    await expect(browser.whoAmI()).resolves.toMatchObject({
      activeOrganisationId: organisationId,
      signedInBy: 'PASSWORD',
    });
    await expect(other.whoAmI()).resolves.toBeNull();
  });

  it('lets nobody write what it remembers', async () => {
    const { browser, identity } = await desk.signedIn();
    await browser.post('/update-session', { activeOrganisationId: randomUUID(), authenticatedAt: new Date() });
    await expect(browser.whoAmI()).resolves.toEqual(identity);
  });

  it('ends by signing out, at once in this process', async () => {
    const { account, browser } = await desk.signedIn();
    const cookie = browser.cookieHeader;
    await browser.post('/sign-out');
    expect(desk.revoked).toEqual([account.userId]);
    await expect(desk.signIn.identify({ cookie })).resolves.toBeNull();
  });

  it('ends everywhere when the person is shut out, a half-finished sign-in included', async () => {
    const { account, browser, totpURI } = await desk.withSecondFactor();
    const halfway = desk.browser();
    await halfway.signIn(account.email);
    await desk.signIn.endSessions(account.userId);
    await expect(browser.whoAmI()).resolves.toBeNull();
    const answer = await halfway.post('/two-factor/verify-totp', { code: totp(totpURI) });
    expect(answer).toMatchObject({ status: 401, error: { code: 'UNAUTHENTICATED', reason: 'sign_in.start_again' } });
  });

  it('is nobody with a forged, foreign or expired cookie', async () => {
    const { browser, identity } = await desk.signedIn();
    await expect(desk.signIn.identify({})).resolves.toBeNull();
    await expect(desk.signIn.identify({ cookie: 'tasuki.session_token=made.up' })).resolves.toBeNull();
    await expect(desk.signIn.identify({ cookie: browser.cookieHeader.slice(0, -8) })).resolves.toBeNull();
    await desk.pool.query(`update auth."session" set "expiresAt" = now() - interval '1 second' where "id" = $1`, [
      identity.sessionId,
    ]);
    await expect(browser.whoAmI()).resolves.toBeNull();
  });

  it('is told apart by the cookie that a memo goes by', async () => {
    const { browser } = await desk.signedIn();
    const credential = await desk.signIn.credentialOf({ cookie: `other=1; ${browser.cookieHeader}` });
    expect(browser.cookies.get('tasuki.session_token')).toBe(credential);
    await expect(desk.signIn.credentialOf({ cookie: 'other=1' })).resolves.toBeNull();
  });

  it('is swept away when it has run out, with everything else that has', async () => {
    const { identity, account } = await desk.signedIn();
    await desk.browser().signIn(account.email, 'wrong password');
    await desk.pool.query(`update auth."session" set "expiresAt" = now() - interval '1 second' where "id" = $1`, [
      identity.sessionId,
    ]);
    desk.clock.passes(25 * 60);
    await desk.signIn.sweep();
    const { rows } = await desk.pool.query(
      `select from auth."session" where "id" = $1 union all select from auth.sign_in_failure`,
      [identity.sessionId],
    );
    expect(rows).toHaveLength(0);
  });
});

describe('a request', () => {
  it('from another site is refused', async () => {
    const { browser } = await desk.signedIn();
    const foreign = desk.browser({ origin: 'https://elsewhere.test' });
    for (const [name, value] of browser.cookies) foreign.cookies.set(name, value);
    await expect(foreign.post('/sign-out')).resolves.toMatchObject({
      status: 403,
      error: { code: 'FORBIDDEN', reason: 'sign_in.bad_origin' },
    });
    await expect(browser.whoAmI()).resolves.not.toBeNull();
  });

  it.each([
    ['no JSON', '{"email":', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
  ])('with %s as body is refused in the one form', async (_what, body, status) => {
    const answer = await desk.browser().post('/sign-in/email', body);
    expect(answer).toMatchObject({ status, error: { code: 'INVALID_INPUT' } });
    expect(Object.keys(answer.error).toSorted()).toEqual(['code', 'fields', 'message', 'reason', 'requestId']);
    expect(desk.errors).toEqual([]);
  });

  it('is held back by its client address', async () => {
    const limited = desk.another({ rateLimited: true });
    const from = (address: string) => new Browser(limited, { 'x-tasuki-client-address': address });
    for (let i = 0; i < 5; i += 1) await from('192.0.2.1').post('/request-password-reset', { email: 'a@b.test' });
    const held = await from('192.0.2.1').post('/request-password-reset', { email: 'a@b.test' });
    expect(held).toMatchObject({ status: 429, error: { code: 'RATE_LIMITED', reason: 'sign_in.rate_limited' } });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await from('192.0.2.2').post('/request-password-reset', { email: 'a@b.test' });
    expect(other.status).toBe(200);
  });

  it('is answered UNAVAILABLE while the database is away', async () => {
    const nowhere = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const away = desk.another({ pool: nowhere });
    await expect(new Browser(away).signIn('a@b.test')).resolves.toMatchObject({
      status: 503,
      error: { code: 'UNAVAILABLE', reason: 'sign_in.unavailable' },
    });
    const { browser } = await desk.signedIn();
    await expect(away.identify({ cookie: browser.cookieHeader })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(desk.errors).toHaveLength(2);
    await nowhere.end();
  });
});

it('keeps the role that serves requests from changing the tables', async () => {
  const client = new Client({ connectionString: roleUrl(desk.database.adminUrl, 'app', TEST_SECRET) });
  await client.connect();
  await expect(client.query('alter table auth."user" add column x int')).rejects.toThrow('must be owner');
  await client.end();
});
