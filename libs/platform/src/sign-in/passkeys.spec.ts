import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Id, newId } from '#libs/kernel';
import { Browser, PASSWORD, totp } from '../../../../test/support/browser.ts';
import { Authenticator } from '../../../../test/support/passkey.ts';
import { SignInDesk } from '../../../../test/support/sign-in-desk.ts';
import type { SignIn } from './sign-in.ts';

const PORTAL = 'https://portal.test';
type Options = { challenge: string; userVerification: string };

let desk: SignInDesk;
let signIn: SignIn;
beforeAll(async () => {
  desk = await SignInDesk.open();
});
beforeEach(() => {
  desk.startAnew();
  signIn = desk.another({ baseUrl: PORTAL });
});
afterAll(() => desk.close());

const browserHere = (headers: Record<string, string> = {}) => new Browser(signIn, { origin: PORTAL, ...headers });

async function signedIn() {
  const account = await desk.somebody();
  const browser = browserHere();
  await browser.signIn(account.email);
  return { account, browser };
}

const options = async (browser: Browser, path: string) => (await browser.get(path)).body as unknown as Options;

async function add(browser: Browser, device: Authenticator, more: object = {}) {
  const asked = await options(browser, '/passkey/generate-register-options');
  return browser.post('/passkey/verify-registration', { response: device.register(asked), ...more });
}

async function prove(browser: Browser, device: Authenticator) {
  const asked = await options(browser, '/passkey/generate-authenticate-options');
  return browser.post('/passkey/verify-authentication', { response: device.prove(asked) });
}

async function withPasskey() {
  const { account, browser } = await signedIn();
  const device = new Authenticator(PORTAL);
  const added = await add(browser, device, { name: 'Ward laptop' });
  return { account, browser, device, added };
}

describe('a passkey', () => {
  it('signs in by itself, and counts as both factors', async () => {
    const { account, browser, device, added } = await withPasskey();
    expect(added).toMatchObject({ status: 200, body: { name: 'Ward laptop' } });
    const { totpURI } = await browser.post('/two-factor/enable', { password: PASSWORD });
    await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });

    const another = browserHere();
    const { status, body } = await prove(another, device);
    expect([status, Object.keys(body).toSorted()]).toEqual([200, ['session', 'user']]);
    await expect(another.whoAmI()).resolves.toMatchObject({ userId: account.userId, signedInBy: 'PASSKEY' });
  });

  it('asks for a PIN or biometry, whether it is added or used', async () => {
    const { browser } = await signedIn();
    const asked = await options(browser, '/passkey/generate-register-options');
    expect(asked).toMatchObject({ authenticatorSelection: { userVerification: 'required', residentKey: 'required' } });
    await expect(add(browser, new Authenticator(PORTAL, false))).resolves.toMatchObject({
      status: 401,
      error: { reason: 'sign_in.passkey_unverified' },
    });

    const { device } = await withPasskey();
    const stranger = browserHere();
    await expect(options(stranger, '/passkey/generate-authenticate-options')).resolves.toMatchObject({
      userVerification: 'required',
    });
    Object.assign(device, { isVerifying: false });
    await expect(prove(stranger, device)).resolves.toMatchObject({
      status: 401,
      error: { code: 'UNAUTHENTICATED', reason: 'sign_in.passkey_unverified' },
    });
    await expect(stranger.whoAmI()).resolves.toBeNull();
  });

  it('proves a session anew, which keeps its organisation and is replaced', async () => {
    const { browser, device } = await withPasskey();
    const before = await browser.whoAmI();
    const cookie = browser.cookieHeader;
    const organisationId = randomUUID();
    await signIn.setActiveOrganisation(before!.sessionId, organisationId);
    desk.clock.passes(30);
    await expect(prove(browser, device)).resolves.toMatchObject({ status: 200 });

    const after = await browser.whoAmI();
    expect(after).toMatchObject({ activeOrganisationId: organisationId, signedInBy: 'PASSKEY' });
    expect(after!.authenticatedAt.getTime() - before!.authenticatedAt.getTime()).toBeGreaterThanOrEqual(30 * 60_000);
    await expect(signIn.identify({ cookie })).resolves.toBeNull();
  });

  it('of another person in the same browser leaves the first person’s session alone', async () => {
    const { browser } = await signedIn();
    const cookie = browser.cookieHeader;
    const { device, account } = await withPasskey();
    await prove(browser, device);
    await expect(browser.whoAmI()).resolves.toMatchObject({ userId: account.userId });
    await expect(signIn.identify({ cookie })).resolves.not.toBeNull();
  });

  it('is listed, renamed and removed by its owner alone', async () => {
    const { browser, device, added } = await withPasskey();
    const { id } = added.body as unknown as { id: string };
    const { browser: stranger } = await signedIn();
    for (const [path, body] of [
      ['/passkey/update-passkey', { id, name: 'Mine' }],
      ['/passkey/delete-passkey', { id }],
    ] as const) {
      expect((await stranger.post(path, body)).status).toBe(401);
    }
    await browser.post('/passkey/update-passkey', { id, name: 'Night desk' });
    expect((await browser.get('/passkey/list-user-passkeys')).body).toMatchObject([{ id, name: 'Night desk' }]);
    expect((await stranger.get('/passkey/list-user-passkeys')).body).toEqual([]);

    await browser.post('/passkey/delete-passkey', { id });
    await expect(prove(browserHere(), device)).resolves.toMatchObject({
      status: 401,
      error: { reason: 'sign_in.passkey_unknown' },
    });
  });

  it.each(['', '   ', 'x'.repeat(101), 'two\nlines'])('is not named %j', async (name) => {
    const { browser, added } = await withPasskey();
    const { id } = added.body as unknown as { id: string };
    await expect(browser.post('/passkey/update-passkey', { id, name })).resolves.toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.passkey_name' },
    });
  });

  it('is added and removed only right after signing in', async () => {
    const { browser, added } = await withPasskey();
    const { id } = added.body as unknown as { id: string };
    desk.clock.passes(16);
    for (const answer of [
      await browser.get('/passkey/generate-register-options'),
      await browser.post('/passkey/delete-passkey', { id }),
    ]) {
      expect(answer).toMatchObject({ status: 403, error: { reason: 'sign_in.fresh_sign_in_needed' } });
    }
    expect((await browserHere().get('/passkey/generate-register-options')).status).toBe(401);
  });

  it('is one of twenty at most', async () => {
    const { browser, account } = await withPasskey();
    await desk.pool.query(
      `insert into auth."passkey" ("publicKey", "userId", "credentialID", "counter", "deviceType", "backedUp")
       select 'x', $1, gen_random_uuid()::text, 0, 'singleDevice', false from generate_series(1, 19)`,
      [account.userId],
    );
    await expect(browser.get('/passkey/generate-register-options')).resolves.toMatchObject({
      status: 409,
      error: { code: 'CONFLICT', reason: 'sign_in.too_many_passkeys' },
    });
  });

  it.each([
    ['a wrong signature', (answer: Answer) => ({ ...answer, response: { ...answer.response, signature: 'AAAA' } })],
    ['another’s challenge', (_: Answer, device: Authenticator) => device.prove({ challenge: 'AAAA' })],
    [
      'the page of another site',
      (_: Answer, device: Authenticator, asked: Options) => {
        Object.assign(device, { origin: 'https://elsewhere.test' });
        return device.prove(asked);
      },
    ],
  ])('with %s does not sign in, and five of them lock the account', async (_what, spoil) => {
    const { device, account } = await withPasskey();
    const tryOnce = async () => {
      const browser = browserHere();
      const asked = await options(browser, '/passkey/generate-authenticate-options');
      const response = spoil(device.prove(asked), device, asked);
      return browser.post('/passkey/verify-authentication', { response });
    };
    for (let i = 0; i < 5; i += 1) {
      await expect(tryOnce()).resolves.toMatchObject({ status: 401, error: { reason: 'sign_in.wrong_passkey' } });
    }
    await expect(tryOnce()).resolves.toMatchObject({ status: 429, error: { reason: 'sign_in.locked_out' } });
    await expect(browserHere().signIn(account.email)).resolves.toMatchObject({ status: 429 });
    expect(desk.errors).toEqual([]);
  });

  it('is proven once for each challenge, and not without one', async () => {
    const { device } = await withPasskey();
    const browser = browserHere();
    const asked = await options(browser, '/passkey/generate-authenticate-options');
    const kept = new Map(browser.cookies);
    const proof = { response: device.prove(asked) };
    await expect(browser.post('/passkey/verify-authentication', proof)).resolves.toMatchObject({ status: 200 });
    const again = browserHere();
    for (const [name, value] of kept) again.cookies.set(name, value);
    for (const one of [again, browserHere()]) {
      await expect(one.post('/passkey/verify-authentication', proof)).resolves.toMatchObject({
        status: 400,
        error: { reason: 'sign_in.passkey_start_again' },
      });
    }
  });

  it.each([[{}], [{ response: {} }], [{ response: 'text' }], [{ response: { id: 7 } }]])(
    'sent as %j is refused as malformed',
    async (body) => {
      const { browser } = await withPasskey();
      for (const path of ['/passkey/verify-authentication', '/passkey/verify-registration']) {
        await expect(browser.post(path, body)).resolves.toMatchObject({
          status: 400,
          error: { code: 'INVALID_INPUT' },
        });
      }
      expect(desk.errors).toEqual([]);
    },
  );

  it('is not added with an answer to something else', async () => {
    const { browser } = await signedIn();
    await options(browser, '/passkey/generate-register-options');
    const response = new Authenticator(PORTAL).register({ challenge: 'AAAA' });
    await expect(browser.post('/passkey/verify-registration', { response })).resolves.toMatchObject({
      status: 400,
      error: { code: 'INVALID_INPUT', reason: 'sign_in.passkey_not_added' },
    });
    expect(desk.errors).toEqual([]);
  });
});

describe('a session by single sign-on', () => {
  async function bySso(userId: Id<'User'>) {
    const browser = browserHere();
    const session = { userId, organisationId: newId<'Organisation'>(), authenticatedAt: desk.clock.now() };
    for (const cookie of await signIn.beginSsoSession(session, new Headers())) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=', 2);
      browser.cookies.set(name, value);
    }
    return { browser, ...session };
  }

  it('neither sees, adds, renames nor removes passkeys', async () => {
    const { account, added } = await withPasskey();
    const { id } = added.body as unknown as { id: string };
    const { browser, organisationId } = await bySso(account.userId);
    await expect(browser.whoAmI()).resolves.toMatchObject({ signedInBy: 'SSO', ssoOrganisationId: organisationId });
    for (const answer of [
      await browser.get('/passkey/list-user-passkeys'),
      await browser.get('/passkey/generate-register-options'),
      await browser.post('/passkey/verify-registration', { response: { id: 'x' } }),
      await browser.post('/passkey/update-passkey', { id, name: 'Mine' }),
      await browser.post('/passkey/delete-passkey', { id }),
    ]) {
      expect(answer).toMatchObject({ status: 403, error: { code: 'FORBIDDEN', reason: 'sign_in.sso_session' } });
    }
  });

  it('becomes one of the whole account by proving a passkey', async () => {
    const { account, device } = await withPasskey();
    const { browser, organisationId } = await bySso(account.userId);
    const { cookieHeader } = browser;
    await expect(prove(browser, device)).resolves.toMatchObject({ status: 200 });
    await expect(browser.whoAmI()).resolves.toMatchObject({
      signedInBy: 'PASSKEY',
      ssoOrganisationId: null,
      activeOrganisationId: organisationId,
    });
    await expect(signIn.identify({ cookie: cookieHeader })).resolves.toBeNull();
  });
});

interface Answer {
  response: { signature: string };
}

describe('where passkeys work', () => {
  it.each([
    ['http://127.0.0.1:8420', '127.0.0.1:8420', 'http://localhost:8420'],
    ['http://localhost:8420', '127.0.0.1:8420', 'http://localhost:8420'],
    ['http://192.0.2.7:8420', '192.0.2.7:8420', 'https'],
    ['https://192.0.2.7', '192.0.2.7', 'https'],
    ['http://portal.test', 'portal.test', 'https'],
  ])('the portal of %s opened at %s says where to go', async (baseUrl, host, told) => {
    const browser = new Browser(desk.another({ baseUrl }), { origin: `http://${host}`, host });
    const answer = await browser.get('/passkey/generate-authenticate-options');
    expect(answer).toMatchObject({ status: 400, error: { reason: 'sign_in.passkeys_not_here' } });
    expect(answer.error.message).toContain(told);
  });

  it('is at localhost on one’s own machine', async () => {
    const local = desk.another({ baseUrl: 'http://127.0.0.1:8420' });
    const browser = new Browser(local, { origin: 'http://localhost:8420', host: 'localhost:8420' });
    const { email } = await desk.somebody();
    await browser.signIn(email);
    const device = new Authenticator('http://localhost:8420');
    await expect(add(browser, device)).resolves.toMatchObject({ status: 200 });
    await expect(prove(browser, device)).resolves.toMatchObject({ status: 200 });
  });
});
