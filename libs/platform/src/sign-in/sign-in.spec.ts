import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getMigrations } from 'better-auth/db/migration';
import { Client, Pool } from 'pg';
import { Clock } from '#libs/kernel';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { roleUrl } from '../database/roles.ts';
import type { MailOrder } from '../mail/index.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

const BASE_URL = 'http://portal.test';
const PASSWORD = 'correct horse battery';

/** What of better-auth's answers is looked at here. */
interface Answer {
  code: string;
  message: string;
  endsAt: string;
  totpURI: string;
  backupCodes: string[];
}

class TestClock extends Clock {
  ahead = 0;
  override now = () => new Date(Date.now() + this.ahead);
  passes(minutes: number) {
    this.ahead += minutes * 60_000;
  }
}

let database: TestDatabase;
let pool: Pool;
let clock: TestClock;
let mails: MailOrder[];
let errors: unknown[];
let revoked: string[];
let signIn: SignIn;

const newSignIn = (options: { pool?: Pool; baseUrl?: string; rateLimited?: boolean } = {}) =>
  createSignIn({
    pool,
    secret: TEST_SECRET,
    baseUrl: BASE_URL,
    clock,
    sendMail: async (mail) => void mails.push(mail),
    reportError: (error) => void errors.push(error),
    onRevoked: (userId) => void revoked.push(userId),
    rateLimited: false,
    ...options,
  });

/** A person at a browser: keeps cookies, sends its origin. */
class Browser {
  readonly cookies = new Map<string, string>();
  constructor(
    private readonly server: SignIn = signIn,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async post(path: string, body: unknown = {}) {
    const response = await this.server.handler(
      new Request(`${BASE_URL}/auth${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: BASE_URL,
          ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
          ...this.headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value.join('='));
    }
    const answer = (await response.json().catch(() => null)) as Answer;
    return { ...answer, status: response.status, headers: response.headers };
  }

  signIn(email: string, password = PASSWORD) {
    return this.post('/sign-in/email', { email, password });
  }

  whoAmI() {
    return this.server.identify({ cookie: this.cookieHeader });
  }
}

const somebody = () =>
  signIn.createAccount({ email: `${randomUUID()}@hospital.test`, name: 'Security desk', password: PASSWORD });

const signedIn = async () => {
  const account = await somebody();
  const browser = new Browser();
  await browser.signIn(account.email);
  const identity = await browser.whoAmI();
  if (!identity) throw new Error('not signed in');
  return { account, browser, identity };
};

/** RFC 6238 with SHA-1, 6 digits and 30 seconds, from the secret of an otpauth URI. */
function totp(uri: string): string {
  const bits = [...(new URL(uri).searchParams.get('secret') ?? '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

const withSecondFactor = async () => {
  const { account, browser } = await signedIn();
  const { totpURI, backupCodes } = await browser.post('/two-factor/enable', { password: PASSWORD });
  await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
  return { account, browser, totpURI, backupCodes };
};

beforeAll(async () => {
  database = await freshDatabase();
  pool = new Pool({ connectionString: roleUrl(database.adminUrl, 'app', TEST_SECRET), max: 8 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(() => {
  clock = new TestClock();
  mails = [];
  errors = [];
  revoked = [];
  signIn = newSignIn();
});

it('leaves better-auth nothing to migrate', async () => {
  const { toBeCreated, toBeAdded, compileMigrations } = await getMigrations(signIn.betterAuth.options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  await expect(compileMigrations()).resolves.toBe(';');
});

describe('an account', () => {
  it('signs in with its address in any case, and is known by its cookie', async () => {
    const { email, userId } = await somebody();
    const browser = new Browser();
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
    });
  });

  it.each([
    ['http://portal.test', /^tasuki\.session_token=.*HttpOnly.*SameSite=Strict$/],
    ['https://portal.test', /^__Secure-tasuki\.session_token=.*HttpOnly; Secure; SameSite=Strict$/],
  ])('gets a cookie that scripts and other sites cannot use, at %s', async (baseUrl, shape) => {
    const { email } = await somebody();
    const { headers } = await new Browser(newSignIn({ baseUrl }), { origin: baseUrl }).signIn(email);
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(shape)]);
  });

  it('cannot be made by the public', async () => {
    const { status } = await new Browser().post('/sign-up/email', {
      email: 'me@anywhere.test',
      name: 'Me',
      password: PASSWORD,
    });
    expect(status).toBe(404);
    await expect(signIn.accountByEmail('me@anywhere.test')).resolves.toBeNull();
  });

  it('exists once for an address', async () => {
    const { email } = await somebody();
    const again = signIn.createAccount({ email: ` ${email.toUpperCase()} `, name: 'Twin', password: PASSWORD });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', reason: 'sign_in.account_exists' });
  });

  it('is not left behind by a transaction that fails', async () => {
    const client = await pool.connect();
    const tx = {
      sql: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
        (await client.query<Row>(text, [...parameters])).rows,
    };
    await client.query('begin');
    await signIn.createAccount({ email: 'halfway@hospital.test', name: 'Halfway', password: PASSWORD }, tx);
    await client.query('rollback');
    client.release();
    await expect(signIn.accountByEmail('halfway@hospital.test')).resolves.toBeNull();
  });

  it.each([
    ['too short', 'elevenchars', 'sign_in.password_too_short'],
    ['too long', 'x'.repeat(129), 'sign_in.password_too_long'],
    ['its address', 'DESK@hospital.test', 'sign_in.password_is_email'],
  ])('is refused a password that is %s', async (_why, password, reason) => {
    const account = signIn.createAccount({ email: 'desk@hospital.test', name: 'Desk', password });
    await expect(account).rejects.toMatchObject({ code: 'INVALID_INPUT', reason });
  });

  it.each(['no-address', 'a@b', ''])('is refused the address "%s"', async (email) => {
    const account = signIn.createAccount({ email, name: 'Desk', password: PASSWORD });
    await expect(account).rejects.toMatchObject({ reason: 'sign_in.bad_account' });
  });

  it('may not change to its address as password', async () => {
    const { account, browser } = await signedIn();
    const answer = await browser.post('/change-password', { currentPassword: PASSWORD, newPassword: account.email });
    expect(answer).toMatchObject({ status: 400, code: 'sign_in.password_is_email' });
  });
});

describe('repeated failure', () => {
  const fail = async (browser: Browser, email: string, times: number) => {
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const { status, code, message } = await browser.signIn(email, 'wrong password');
      answers.push({ status, code, message });
    }
    return answers;
  };

  it('locks for 15 minutes, says until when, and answers alike where there is no account', async () => {
    const { email } = await somebody();
    const known = await fail(new Browser(), email, 5);
    const unknown = await fail(new Browser(), `${randomUUID()}@nowhere.test`, 5);
    expect(unknown).toEqual(known);
    expect(known[4]).toMatchObject({ status: 401 });

    const locked = await new Browser().signIn(email);
    const endsAt = new Date(clock.now().getTime() + 15 * 60_000);
    expect(locked).toMatchObject({ status: 429, code: 'sign_in.locked_out' });
    expect(Math.abs(new Date(locked.endsAt).getTime() - endsAt.getTime())).toBeLessThan(10_000);
    expect(locked.message).toContain(locked.endsAt);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('is over after 15 minutes', async () => {
    const { email } = await somebody();
    await fail(new Browser(), email, 7);
    clock.passes(15);
    await expect(new Browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('is forgiven by a success, and after 15 minutes without one', async () => {
    const { email } = await somebody();
    await fail(new Browser(), email, 4);
    await new Browser().signIn(email);
    await fail(new Browser(), email, 4);
    clock.passes(15);
    await fail(new Browser(), email, 4);
    await expect(new Browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('counts guesses sent at once', async () => {
    const { email } = await somebody();
    const guesses = await Promise.all(Array.from({ length: 20 }, () => new Browser().signIn(email, 'wrong password')));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('does not count what was no guess', async () => {
    const { email } = await somebody();
    for (let i = 0; i < 8; i += 1) await new Browser().post('/sign-in/email', { email, password: 12 });
    await expect(new Browser().signIn(email)).resolves.toMatchObject({ status: 200 });
  });

  it('counts inside a session too', async () => {
    const { account, browser, identity } = await signedIn();
    for (let i = 0; i < 3; i += 1) await browser.post('/two-factor/enable', { password: 'wrong password' });
    for (let i = 0; i < 2; i += 1) {
      const confirming = signIn.confirmPassword(identity.sessionId, account.userId, 'wrong password');
      await expect(confirming).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'sign_in.wrong_password' });
    }
    const confirming = signIn.confirmPassword(identity.sessionId, account.userId, PASSWORD);
    await expect(confirming).rejects.toMatchObject({ code: 'RATE_LIMITED', reason: 'sign_in.locked_out' });
    await expect(new Browser().signIn(account.email)).resolves.toMatchObject({ status: 429 });
  });

  it('keeps no address in the clear', async () => {
    await fail(new Browser(), 'typo@hospital.test', 1);
    const { rows } = await pool.query('select f::text as row from auth.sign_in_failure f');
    expect(rows.map(({ row }) => row).join()).not.toContain('typo');
  });
});

describe('the second factor', () => {
  it('is asked for after the password, and only then is there a session', async () => {
    const { account, totpURI } = await withSecondFactor();
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Tasuki:/);

    const browser = new Browser();
    await expect(browser.signIn(account.email)).resolves.toMatchObject({ status: 200, twoFactorRedirect: true });
    await expect(browser.whoAmI()).resolves.toBeNull();

    await expect(browser.post('/two-factor/verify-totp', { code: totp(totpURI) })).resolves.toMatchObject({
      status: 200,
    });
    await expect(browser.whoAmI()).resolves.toMatchObject({ email: account.email, twoFactorEnabled: true });
  });

  it('may be a backup code, each once', async () => {
    const { account, backupCodes } = await withSecondFactor();
    const useIt = async () => {
      const browser = new Browser();
      await browser.signIn(account.email);
      return browser.post('/two-factor/verify-backup-code', { code: backupCodes[0] });
    };
    await expect(useIt()).resolves.toMatchObject({ status: 200 });
    await expect(useIt()).resolves.toMatchObject({ status: 401, code: 'INVALID_BACKUP_CODE' });
  });

  it('locks out after five wrong codes, however often the password is given in between', async () => {
    const { account, totpURI } = await withSecondFactor();
    for (let i = 0; i < 5; i += 1) {
      const browser = new Browser();
      await expect(browser.signIn(account.email)).resolves.toMatchObject({ twoFactorRedirect: true });
      const answer = await browser.post('/two-factor/verify-totp', { code: wrong(totp(totpURI)) });
      expect(answer).toMatchObject({ status: 401, code: 'INVALID_CODE' });
    }
    await expect(new Browser().signIn(account.email)).resolves.toMatchObject({
      status: 429,
      code: 'sign_in.locked_out',
    });
  });

  it('cannot be waived for a computer', async () => {
    const { account, totpURI } = await withSecondFactor();
    const browser = new Browser();
    await browser.signIn(account.email);
    const answer = await browser.post('/two-factor/verify-totp', { code: totp(totpURI), trustDevice: true });
    expect(answer).toMatchObject({ status: 400, code: 'sign_in.no_trusted_devices' });
  });
});

describe('a new password by mail', () => {
  const ask = async (email: string, language = 'en-GB,ja;q=0.5') => {
    const answer = await new Browser(signIn, { 'accept-language': language }).post('/request-password-reset', {
      email,
    });
    await signIn.drain();
    return answer;
  };
  const tokenOf = (mail: MailOrder | undefined) => new URL(mail?.values.url ?? '').hash.replace('#token=', '');

  it('ends every session and the lockout, and works once', async () => {
    const { account, browser } = await signedIn();
    for (let i = 0; i < 6; i += 1) await new Browser().signIn(account.email, 'wrong password');
    await ask(account.email);
    expect(mails).toMatchObject([{ to: account.email, template: 'passwordReset', language: 'en' }]);

    const reset = { token: tokenOf(mails[0]), newPassword: 'another long password' };
    await expect(new Browser().post('/reset-password', reset)).resolves.toMatchObject({ status: 200 });
    await expect(browser.whoAmI()).resolves.toBeNull();
    expect(revoked).toContain(account.userId);
    await expect(new Browser().signIn(account.email)).resolves.toMatchObject({ status: 401 });
    await expect(new Browser().signIn(account.email, reset.newPassword)).resolves.toMatchObject({ status: 200 });
    await expect(new Browser().post('/reset-password', reset)).resolves.toMatchObject({ status: 400 });
  });

  it('is answered alike where there is no account', async () => {
    const { email } = await somebody();
    const { headers: _known, ...known } = await ask(email);
    const { headers: _unknown, ...unknown } = await ask('nobody@nowhere.test');
    expect(unknown).toEqual(known);
    expect(mails).toHaveLength(1);
  });

  it('follows the same rules as the first', async () => {
    const { email } = await somebody();
    await ask(email, 'fr');
    expect(mails[0]?.language).toBe('ja');
    const answer = await new Browser().post('/reset-password', { token: tokenOf(mails[0]), newPassword: email });
    expect(answer).toMatchObject({ status: 400, code: 'sign_in.password_is_email' });
  });
});

describe('a session', () => {
  it('says when the password was proven last', async () => {
    const { account, browser, identity } = await signedIn();
    clock.passes(30);
    const proven = await signIn.confirmPassword(identity.sessionId, account.userId, PASSWORD);
    expect(proven.getTime() - identity.authenticatedAt.getTime()).toBeGreaterThanOrEqual(30 * 60_000);
    await expect(browser.whoAmI()).resolves.toMatchObject({ authenticatedAt: proven });
  });

  it('cannot be proven by somebody else', async () => {
    const { identity } = await signedIn();
    const { account: other } = await signedIn();
    const proving = signIn.confirmPassword(identity.sessionId, other.userId, PASSWORD);
    await expect(proving).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('remembers the organisation acted for, also when the second factor is set up', async () => {
    const { browser, identity, account } = await signedIn();
    const organisationId = randomUUID();
    await signIn.setActiveOrganisation(identity.sessionId, organisationId);
    await expect(browser.whoAmI()).resolves.toMatchObject({ activeOrganisationId: organisationId });
    expect(revoked).toContain(account.userId);

    const { totpURI } = await browser.post('/two-factor/enable', { password: PASSWORD });
    await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
    await expect(browser.whoAmI()).resolves.toMatchObject({
      activeOrganisationId: organisationId,
      twoFactorEnabled: true,
    });
  });

  it('lets nobody write what it remembers', async () => {
    const { browser, identity } = await signedIn();
    await browser.post('/update-session', { activeOrganisationId: randomUUID(), authenticatedAt: new Date() });
    await expect(browser.whoAmI()).resolves.toEqual(identity);
  });

  it('ends by signing out, at once in this process', async () => {
    const { account, browser } = await signedIn();
    const cookie = browser.cookieHeader;
    await browser.post('/sign-out');
    expect(revoked).toEqual([account.userId]);
    await expect(signIn.identify({ cookie })).resolves.toBeNull();
  });

  it('ends everywhere when the person is shut out, a half-finished sign-in included', async () => {
    const { account, browser, totpURI } = await withSecondFactor();
    const halfway = new Browser();
    await halfway.signIn(account.email);
    await signIn.endSessions(account.userId);
    await expect(browser.whoAmI()).resolves.toBeNull();
    const answer = await halfway.post('/two-factor/verify-totp', { code: totp(totpURI) });
    expect(answer).toMatchObject({ status: 401 });
  });

  it('is nobody with a forged, foreign or expired cookie', async () => {
    const { browser, identity } = await signedIn();
    await expect(signIn.identify({})).resolves.toBeNull();
    await expect(signIn.identify({ cookie: 'tasuki.session_token=made.up' })).resolves.toBeNull();
    await expect(signIn.identify({ cookie: browser.cookieHeader.slice(0, -8) })).resolves.toBeNull();
    await pool.query(`update auth."session" set "expiresAt" = now() - interval '1 second' where "id" = $1`, [
      identity.sessionId,
    ]);
    await expect(browser.whoAmI()).resolves.toBeNull();
  });

  it('is told apart by the cookie that a memo goes by', async () => {
    const { browser } = await signedIn();
    const credential = await signIn.credentialOf({ cookie: `other=1; ${browser.cookieHeader}` });
    expect(browser.cookies.get('tasuki.session_token')).toBe(credential);
    await expect(signIn.credentialOf({ cookie: 'other=1' })).resolves.toBeNull();
  });

  it('is swept away when it has run out, with everything else that has', async () => {
    const { identity, account } = await signedIn();
    await new Browser().signIn(account.email, 'wrong password');
    await pool.query(`update auth."session" set "expiresAt" = now() - interval '1 second' where "id" = $1`, [
      identity.sessionId,
    ]);
    clock.passes(25 * 60);
    await signIn.sweep();
    const { rows } = await pool.query(
      `select from auth."session" where "id" = $1 union all select from auth.sign_in_failure`,
      [identity.sessionId],
    );
    expect(rows).toHaveLength(0);
  });
});

describe('a request', () => {
  it('from another site is refused', async () => {
    const { browser } = await signedIn();
    const foreign = new Browser(signIn, { origin: 'https://elsewhere.test' });
    for (const [name, value] of browser.cookies) foreign.cookies.set(name, value);
    await expect(foreign.post('/sign-out')).resolves.toMatchObject({ status: 403, code: 'INVALID_ORIGIN' });
    await expect(browser.whoAmI()).resolves.not.toBeNull();
  });

  it.each([
    ['no JSON', '{"email":', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
  ])('with %s as body is refused in the one form', async (_what, body, status) => {
    const answer = await new Browser().post('/sign-in/email', body);
    expect(answer).toMatchObject({ status, code: expect.any(String), message: expect.any(String) });
    expect(errors).toEqual([]);
  });

  it('is held back by its client address', async () => {
    const limited = newSignIn({ rateLimited: true });
    const from = (address: string) => new Browser(limited, { 'x-tasuki-client-address': address });
    for (let i = 0; i < 5; i += 1) await from('192.0.2.1').post('/request-password-reset', { email: 'a@b.test' });
    const held = await from('192.0.2.1').post('/request-password-reset', { email: 'a@b.test' });
    expect(held).toMatchObject({ status: 429, code: 'sign_in.too_many_requests' });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await from('192.0.2.2').post('/request-password-reset', { email: 'a@b.test' });
    expect(other.status).toBe(200);
  });

  it('is answered UNAVAILABLE while the database is away', async () => {
    const nowhere = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const away = newSignIn({ pool: nowhere });
    await expect(new Browser(away).signIn('a@b.test')).resolves.toMatchObject({
      status: 503,
      code: 'sign_in.unavailable',
    });
    const { browser } = await signedIn();
    await expect(away.identify({ cookie: browser.cookieHeader })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(errors).toHaveLength(2);
    await nowhere.end();
  });
});

it('keeps the role that serves requests from changing the tables', async () => {
  const client = new Client({ connectionString: roleUrl(database.adminUrl, 'app', TEST_SECRET) });
  await client.connect();
  await expect(client.query('alter table auth."user" add column x int')).rejects.toThrow('must be owner');
  await client.end();
});
