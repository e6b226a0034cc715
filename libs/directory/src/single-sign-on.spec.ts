import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '#libs/kernel';
import { CLIENT, IdentityProvider, type Subject, WebBrowser } from '../../../test/support/identity-provider.ts';
import { type Hospital, PASSWORD, World, type Data } from '../../../test/support/world.ts';
import { invitation } from '../../../test/guarantees/rich-world.ts';
import { localPath } from './single-sign-on.controller.ts';

const SET =
  'mutation ($input: IdentityProviderInput!) { setIdentityProvider(input: $input) { identityProvider { id issuer clientId displayName setAt } } }';
const TEST = 'mutation ($input: IdentityProviderInput!) { testIdentityProvider(input: $input) { issuer } }';
const REMOVE = 'mutation { removeIdentityProvider { identityProvider { id } } }';
const SHOW = '{ identityProvider { redirectUri signInUrl provider { issuer clientId displayName } } }';
const PUBLIC = 'query ($code: String!) { identityProviderOf(organisationCode: $code) { displayName } }';
const VIEWER =
  '{ viewer { userId organisation { id } signedInBy onlyThisOrganisation memberships { organisation { id } } } }';
const ACT_FOR = 'mutation ($id: ID!) { actFor(input: { organisationId: $id }) { organisation { id } } }';
const END = 'mutation ($id: ID!) { endMembership(input: { memberId: $id }) { member { id } } }';
const SESSIONS = '{ mySessions { id device isCurrent signedInBy } }';

let world: World;
let idp: IdentityProvider;
let serial = 0;

beforeAll(async () => {
  world = await World.start();
  idp = await IdentityProvider.start(`${world.url}/auth/sso/callback`);
});
beforeEach(() => {
  idp.person = null;
});
afterAll(async () => {
  await idp.stop();
  await world.stop();
});

const settings = (more: object = {}) => ({
  input: {
    issuer: idp.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    displayName: 'Hospital login',
    ...more,
  },
});

/** A hospital that has set its provider. */
async function hospital(): Promise<Hospital> {
  const one = await world.hospital();
  await one.person.graphql(SET, settings());
  return one;
}

const subjectOf = (person: { email: string }, more: Partial<Subject> = {}): Subject => ({
  sub: `subject-${(serial += 1)}`,
  email: person.email,
  email_verified: true,
  name: 'Somebody',
  ...more,
});

const startAt = (code: string, more = '') => `${world.url}/auth/sso/start?organisation=${code}&returnTo=/inbox${more}`;
const isCallback = (url: URL) => url.pathname === '/auth/sso/callback';
const isDone = (url: URL) => url.origin === world.url && !url.pathname.startsWith('/auth/');
const isReason = (address: string) => new URL(address).searchParams.get('reason');

/** Where a person ends up who signs in by the provider of the organisation with this code. */
async function come(subject: Subject | null, code: string, browser = new WebBrowser()) {
  idp.person = subject;
  const address = await browser.follow(startAt(code), isDone);
  return { browser, address, reason: isReason(address), ask: asking(browser) };
}

const asking = (browser: WebBrowser) => ({
  headers: () => browser.headersFor(world.url),
  graphql: async (query: string, variables: object = {}) => {
    const { data, errors } = await world.ask<Data>(browser.headersFor(world.url), query, variables);
    const [error] = errors;
    if (error || !data) throw new Error(`${error?.extensions.code} ${error?.extensions.reason}`);
    return data;
  },
});

const auth = async (browser: WebBrowser, method: string, path: string, body?: object) => {
  const response = await fetch(`${world.url}/auth${path}`, {
    method,
    headers: { ...browser.headersFor(world.url), 'content-type': 'application/json', origin: world.url },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { error?: { reason: string } };
  return `${response.status} ${answer?.error?.reason}`;
};

describe('the provider of an organisation', () => {
  it('is set by its administrator, shown without its secret, changed and removed, on record', async () => {
    const { person, code, id } = await world.hospital();
    await expect(person.graphql(TEST, settings())).resolves.toEqual({ testIdentityProvider: { issuer: idp.issuer } });
    await expect(person.graphql(SHOW)).resolves.toMatchObject({ identityProvider: { provider: null } });

    await person.graphql(SET, settings({ issuer: `${idp.issuer}/.well-known/openid-configuration` }));
    await person.graphql(SET, settings({ clientSecret: undefined, displayName: 'Login of the ward' }));
    await expect((await person.colleague('HOSPITAL_VIEWER')).graphql(SHOW)).resolves.toEqual({
      identityProvider: {
        redirectUri: `${world.url}/auth/sso/callback`,
        signInUrl: `${world.url}/sign-in/sso/${code}`,
        provider: { issuer: idp.issuer, clientId: CLIENT.id, displayName: 'Login of the ward' },
      },
    });
    const anybody = await world.ask({}, PUBLIC, { code: ` ${code.toLowerCase()} ` });
    expect(anybody.data).toEqual({ identityProviderOf: { displayName: 'Login of the ward' } });

    await person.graphql(REMOVE);
    expect(await person.refusal(REMOVE)).toBe('NOT_FOUND not_found');
    expect((await world.ask({}, PUBLIC, { code })).data).toEqual({ identityProviderOf: null });
    await world.settled();
    const { rows } = await world.behind.query<{ kind: string; text: string }>(
      `select kind, e::text as text from trail.event e where organisation_id = $1 and kind like 'identity%' order by id`,
      [id],
    );
    expect(rows.map((row) => row.kind)).toEqual([
      'identity_provider.set',
      'identity_provider.set',
      'identity_provider.removed',
    ]);
    expect(rows.map((row) => row.text).join()).not.toContain(CLIENT.secret);
  });

  it('keeps its secret encrypted, and bound to its organisation', async () => {
    const [one, another] = [await hospital(), await hospital()];
    const { rows } = await world.behind.query<{ client_secret: Buffer }>(
      'select client_secret from identity_provider where organisation_id = $1',
      [one.id],
    );
    expect(rows[0]!.client_secret.toString('latin1')).not.toContain(CLIENT.secret);
    await world.behind.query('update identity_provider set client_secret = $1 where organisation_id = $2', [
      rows[0]!.client_secret,
      another.id,
    ]);
    await expect(come(subjectOf(another.person), another.code)).resolves.toMatchObject({ reason: 'internal' });
  });

  it.each([
    ['over http elsewhere', { issuer: 'http://login.example.jp' }, 'directory.issuer_not_allowed'],
    ['at a private address', { issuer: 'https://10.0.0.1' }, 'directory.issuer_not_allowed'],
    ['at the address of a cloud’s metadata', { issuer: 'https://169.254.169.254' }, 'directory.issuer_not_allowed'],
    ['at a private address written as IPv6', { issuer: 'https://[::ffff:10.0.0.1]' }, 'directory.issuer_not_allowed'],
    ['where nobody listens', { issuer: 'http://127.0.0.1:1' }, 'directory.issuer_unreachable'],
    ['where there is no such name', { issuer: 'https://login.invalid' }, 'directory.issuer_unreachable'],
    ['that is no address', { issuer: 'login' }, 'input.invalid'],
    ['with a password in its address', { issuer: 'https://a:b@login.example.jp' }, 'input.invalid'],
    ['with a wrong secret', { clientSecret: 'wrong' }, 'directory.client_refused'],
    ['with an unknown client', { clientId: 'another' }, 'directory.client_refused'],
    ['without a secret', { clientSecret: undefined }, 'directory.client_secret_needed'],
    ['without a name', { displayName: ' ' }, 'input.invalid'],
  ])('is refused %s', async (_what, more, reason) => {
    const { person } = await world.hospital();
    for (const mutation of [TEST, SET]) {
      expect(await person.refusal(mutation, settings(more))).toBe(`INVALID_INPUT ${reason}`);
    }
  });

  it('is refused by another name than it calls itself, and when it is a web server', async () => {
    const { person } = await world.hospital();
    const byName = settings({ issuer: idp.issuer.replace('127.0.0.1', 'localhost') });
    expect(await person.refusal(SET, byName)).toBe('INVALID_INPUT directory.issuer_mismatch');
    expect(await person.refusal(SET, settings({ issuer: world.url }))).toBe(
      'INVALID_INPUT directory.issuer_unreachable',
    );
  });

  it('is refused with an answer without end, and where it leads on to another address', async () => {
    const { person } = await world.hospital();
    for (const answer of [endless, leadingOn(idp.issuer)]) {
      const server = await serve(answer);
      expect(await person.refusal(SET, settings({ issuer: server.issuer }))).toBe(
        'INVALID_INPUT directory.issuer_unreachable',
      );
      await server.stop();
    }
  });

  it.each<[Role, boolean]>([
    ['HOSPITAL_MANAGER', false],
    ['HOSPITAL_SECURITY', false],
    ['HOSPITAL_ADMIN', true],
  ])('is for administrators to set: %s %s', async (role, isAllowed) => {
    const { person } = await world.hospital();
    const colleague = await person.colleague(role);
    if (isAllowed) await colleague.graphql(SET, settings());
    else expect(await colleague.refusal(SET, settings())).toMatch(/^FORBIDDEN/);
  });
});

describe('a member', () => {
  it('signs in by it with the state in a cookie that returns from elsewhere, and acts for the organisation', async () => {
    const { person, code, id } = await hospital();
    const browser = new WebBrowser();
    idp.person = subjectOf(person);
    const callback = await browser.follow(startAt(code), isCallback);
    expect(idp.lastAsked).toMatchObject({ code_challenge_method: 'S256', scope: 'openid email profile' });
    expect(idp.lastAsked['nonce']).toEqual(expect.any(String));

    await expect(browser.step(callback)).resolves.toBe(`${world.url}/inbox`);
    expect(browser.setCookies).toEqual([
      expect.stringMatching(/^tasuki\.sso=; Path=\/auth\/sso; Max-Age=0; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^tasuki\.session_token=.*HttpOnly.*SameSite=Strict/),
    ]);
    await expect(asking(browser).graphql(VIEWER)).resolves.toEqual({
      viewer: {
        userId: person.userId,
        organisation: { id },
        signedInBy: 'SSO',
        onlyThisOrganisation: true,
        memberships: [{ organisation: { id } }],
      },
    });
  });

  it('is known by the subject from then on, whatever the address', async () => {
    const { person, code } = await hospital();
    const subject = subjectOf(person);
    await come(subject, code);
    const { reason } = await come({ ...subject, email: 'moved@elsewhere.example', email_verified: false }, code);
    expect(reason).toBeNull();
    const impostor = await come(subjectOf(person), code);
    expect(impostor.reason).toBe('sign_in.sso_linked_otherwise');
  });

  it('is found by what the token says, where the provider puts it there', async () => {
    const talkative = await IdentityProvider.start(`${world.url}/auth/sso/callback`, { isTokenTalkative: true });
    const { person, code } = await world.hospital();
    await person.graphql(SET, settings({ issuer: talkative.issuer }));
    talkative.person = subjectOf(person);
    await expect(new WebBrowser().follow(startAt(code), isDone)).resolves.toBe(`${world.url}/inbox`);
    await talkative.stop();
  });

  it('has signed in when the provider asked, not when it led back', async () => {
    const { person, code } = await hospital();
    const { browser } = await come(subjectOf(person), code);
    // The provider remembers the person: nobody types anything the second time.
    world.clock.advance(3_600_000);
    await browser.follow(startAt(code), isDone);
    const { rows } = await world.behind.query<{ at: Date }>(
      `select "authenticatedAt" as at from auth.session where "ssoOrganisationId" is not null and "userId" = $1`,
      [person.userId],
    );
    expect(rows).toHaveLength(2);
    for (const { at } of rows) expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);

    const outward = new URL((await browser.step(startAt(code, '&fresh=true')))!);
    expect(Object.fromEntries(outward.searchParams)).toMatchObject({ max_age: '0', prompt: 'login' });
  });

  it.each([
    ['whose address is not verified', { email_verified: false }, 'sign_in.sso_email_unverified'],
    ['whose address is not told to be verified', { email_verified: undefined }, 'sign_in.sso_email_unverified'],
    ['without an address', { email: undefined }, 'sign_in.sso_email_unverified'],
    ['of nowhere', { email: 'nobody@elsewhere.example' }, 'sign_in.sso_no_member'],
  ])('%s is not let in', async (_who, more, reason) => {
    const { person, code } = await hospital();
    const { browser, ...came } = await come(subjectOf(person, more as Partial<Subject>), code);
    expect(came.reason).toBe(reason);
    expect([...browser.cookiesOf(world.url).keys()]).toEqual([]);
  });

  it('of another organisation is not let in, nor one from elsewhere, nor one who left', async () => {
    const { person, code, id } = await hospital();
    const other = await world.hospital();
    expect((await come(subjectOf(other.person), code)).reason).toBe('sign_in.sso_no_member');

    const outside = await world.member(id, ['HOSPITAL_SECURITY']);
    await world.behind.query('update member set is_outside = true where id = $1', [outside.memberId]);
    expect((await come(subjectOf(outside), code)).reason).toBe('sign_in.sso_no_member');

    const leaver = await world.member(id, ['HOSPITAL_SECURITY']);
    const subject = subjectOf(leaver);
    const { ask } = await come(subject, code);
    await person.graphql(END, { id: leaver.memberId });
    await expect(ask.graphql(VIEWER)).rejects.toThrow('UNAUTHENTICATED sign_in.session_ended');
    expect((await come(subject, code)).reason).toBe('sign_in.sso_no_member');
  });

  it('says no at the provider, and nothing happens', async () => {
    const { code } = await hospital();
    expect((await come(null, code)).reason).toBe('sign_in.sso_provider_refused');
  });
});

describe('a session by single sign-on', () => {
  it('acts for its organisation alone, and learns of no other', async () => {
    const { person, code, id } = await hospital();
    const other = await world.hospital();
    await world.behind.query(
      `insert into member (id, organisation_id, user_id, name, email, roles, state, created_at)
       values (gen_random_uuid(), $1, $2, 'x', $3, '{HOSPITAL_VIEWER}', 'ACTIVE', now())`,
      [other.id, person.userId, person.email],
    );
    const { ask } = await come(subjectOf(person), code);
    await expect(ask.graphql(ACT_FOR, { id: other.id })).rejects.toThrow('FORBIDDEN directory.sso_other_organisation');
    await expect(ask.graphql(ACT_FOR, { id })).resolves.toBeTruthy();
    expect((await ask.graphql(VIEWER)).viewer.memberships).toEqual([{ organisation: { id } }]);
  });

  it('does not change the account, nor take up an invitation elsewhere', async () => {
    const { person, code } = await hospital();
    const { browser, ask } = await come(subjectOf(person), code);
    for (const [method, path, body] of [
      ['POST', '/change-password', { currentPassword: PASSWORD, newPassword: 'another long password' }],
      ['POST', '/two-factor/enable', { password: PASSWORD }],
      ['POST', '/two-factor/verify-totp', { code: '123456' }],
      ['POST', '/two-factor/disable', { password: PASSWORD }],
    ] as const) {
      expect(await auth(browser, method, path, body)).toBe('403 sign_in.sso_session');
    }
    const confirm = 'mutation ($p: String!) { confirmPassword(input: { password: $p }) { authenticatedAt } }';
    await expect(ask.graphql(confirm, { p: PASSWORD })).rejects.toThrow('FORBIDDEN sign_in.sso_sign_in_anew');

    const { createHash } = await import('node:crypto');
    const other = await world.hospital();
    const token = 'a-token-of-an-invitation';
    await world.behind.query(
      `insert into invitation (id, organisation_id, email, roles, token_hash, expires_at, created_at)
       values (gen_random_uuid(), $1, $2, '{HOSPITAL_VIEWER}', $3, now() + interval '1 day', now())`,
      [other.id, person.email, createHash('sha256').update(token).digest()],
    );
    const accept = 'mutation ($t: String!) { acceptInvitation(input: { token: $t }) { member { id } } }';
    await expect(ask.graphql(accept, { t: token })).rejects.toThrow('FORBIDDEN directory.sso_other_organisation');
  });

  it('shows and ends those by the same provider only, and none of them another person’s', async () => {
    const { person, code } = await hospital();
    const subject = subjectOf(person);
    const [one, two] = [await come(subject, code), await come(subject, code)];
    const listed = (await one.ask.graphql(SESSIONS)).mySessions as { id: string; isCurrent: boolean }[];
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual({
      id: expect.any(String),
      device: 'Web browser',
      isCurrent: true,
      signedInBy: 'SSO',
    });
    const all = (await person.graphql(SESSIONS)).mySessions as { id: string; isCurrent: boolean }[];
    expect(all).toHaveLength(3);

    const end = 'mutation ($id: ID!) { endSession(input: { sessionId: $id }) { sessions { id } } }';
    const own = all.find((session) => session.isCurrent)!;
    await expect(one.ask.graphql(end, { id: own.id })).rejects.toThrow('NOT_FOUND');
    expect(await (await world.hospital()).person.refusal(end, { id: own.id })).toBe('NOT_FOUND not_found');
    const second = listed.find((session) => !session.isCurrent)!;
    await expect(one.ask.graphql(end, { id: second.id })).resolves.toMatchObject({ endSession: { sessions: [{}] } });
    await expect(two.ask.graphql(VIEWER)).rejects.toThrow('UNAUTHENTICATED');

    await expect(person.graphql('mutation { endOtherSessions { ended } }')).resolves.toEqual({
      endOtherSessions: { ended: 1 },
    });
    await expect(one.ask.graphql(VIEWER)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('ends with its provider, and when another takes its place', async () => {
    for (const change of [REMOVE, SET]) {
      const { person, code } = await hospital();
      const { ask } = await come(subjectOf(person), code);
      const successor = await IdentityProvider.start(`${world.url}/auth/sso/callback`);
      await person.graphql(change, change === SET ? settings({ issuer: successor.issuer }) : {});
      // Another process would hear of it within moments; this one hears it the same way.
      const refusal = await world.eventually(() => ask.graphql(VIEWER).then(() => null, String));
      expect(refusal).toContain('UNAUTHENTICATED sign_in.session_ended');
      await successor.stop();
    }
  });
});

describe('what comes back', () => {
  it('is taken once, in the browser that went out, within ten minutes, with the state that it was given', async () => {
    const { person, code } = await hospital();
    idp.person = subjectOf(person);
    const browser = new WebBrowser();
    const callback = await browser.follow(startAt(code), isCallback);
    const kept = new Map(browser.cookiesOf(world.url));
    expect(isReason((await new WebBrowser().step(callback))!)).toBe('sign_in.sso_start_again');

    const changed = new URL(callback);
    changed.searchParams.set('state', 'another');
    expect(isReason((await browser.step(changed.href))!)).toBe('sign_in.sso_start_again');
    // The wrong state spent the errand: it may be somebody who tries.
    for (const [name, value] of kept) browser.cookiesOf(world.url).set(name, value);
    expect(isReason((await browser.step(callback))!)).toBe('sign_in.sso_start_again');

    const second = await browser.follow(startAt(code), isCallback);
    const cookies = new Map(browser.cookiesOf(world.url));
    expect(isReason((await browser.step(second))!)).toBeNull();
    for (const [name, value] of cookies) browser.cookiesOf(world.url).set(name, value);
    expect(isReason((await browser.step(second))!)).toBe('sign_in.sso_start_again');

    const third = await browser.follow(startAt(code), isCallback);
    world.clock.advance(11 * 60_000);
    expect(isReason((await browser.step(third))!)).toBe('sign_in.sso_start_again');
  });

  it.each([
    ['a code of nobody', (url: URL) => url.searchParams.set('code', 'made-up')],
    ['the name of another issuer', (url: URL) => url.searchParams.set('iss', 'https://elsewhere.example')],
    ['no name of its issuer', (url: URL) => url.searchParams.delete('iss')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
  ])('with %s is refused', async (_what, spoil) => {
    const { person, code } = await hospital();
    idp.person = subjectOf(person);
    const browser = new WebBrowser();
    const callback = new URL(await browser.follow(startAt(code), isCallback));
    spoil(callback);
    expect(isReason((await browser.step(callback.href))!)).toBe('sign_in.sso_bad_answer');
  });

  it('with a code that was used already is refused', async () => {
    const { person, code } = await hospital();
    idp.person = subjectOf(person);
    const [first, second] = [new WebBrowser(), new WebBrowser()];
    const spent = new URL(await first.follow(startAt(code), isCallback));
    await first.step(spent.href);
    const callback = new URL(await second.follow(startAt(code), isCallback));
    callback.searchParams.set('code', spent.searchParams.get('code')!);
    expect(isReason((await second.step(callback.href))!)).toBe('sign_in.sso_bad_answer');
  });

  it('from a provider that calls itself otherwise by now is refused', async () => {
    const { person, code, id } = await hospital();
    await world.behind.query('update identity_provider set issuer = $1 where organisation_id = $2', [
      idp.issuer.replace('127.0.0.1', 'localhost'),
      id,
    ]);
    expect((await come(subjectOf(person), code)).reason).toBe('sign_in.sso_bad_answer');
  });

  it('finds the client’s secret renewed, and says whom to tell', async () => {
    const { person, code, id } = await hospital();
    idp.person = subjectOf(person);
    const browser = new WebBrowser();
    const callback = await browser.follow(startAt(code), isCallback);
    await world.behind.query(`update identity_provider set client_id = 'another' where organisation_id = $1`, [id]);
    expect(isReason((await browser.step(callback))!)).toBe('sign_in.sso_client_refused');
  });

  it('finds the organisation suspended, or without a provider', async () => {
    const { person, code, id } = await hospital();
    idp.person = subjectOf(person);
    const browser = new WebBrowser();
    const callback = await browser.follow(startAt(code), isCallback);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [id]);
    expect(isReason((await browser.step(callback))!)).toBe('directory.organisation_suspended');
    expect((await come(subjectOf(person), code)).reason).toBe('sign_in.sso_not_offered');
    expect((await world.ask({}, PUBLIC, { code })).data).toEqual({ identityProviderOf: null });

    const another = await hospital();
    const late = await browser.follow(startAt(another.code), isCallback);
    await another.person.graphql(REMOVE);
    expect(isReason((await browser.step(late))!)).toBe('sign_in.sso_not_offered');
  });

  it('is awaited in vain while the provider is away', async () => {
    const passing = await IdentityProvider.start(`${world.url}/auth/sso/callback`);
    const { person, code } = await world.hospital();
    await person.graphql(SET, settings({ issuer: passing.issuer }));
    passing.person = subjectOf(person);
    const browser = new WebBrowser();
    const callback = await browser.follow(startAt(code), isCallback);
    await passing.stop();
    expect(isReason((await browser.step(callback))!)).toBe('sign_in.sso_provider_away');
    expect((await come(subjectOf(person), code)).reason).toBe('sign_in.sso_provider_away');
  });
});

describe('the way out', () => {
  it.each(['', 'ZZZZ-ZZZZ', 'nonsense', '00000000-0000-7000-8000-000000000000', '%00'])(
    'is closed for the organisation "%s"',
    async (named) => {
      const location = await new WebBrowser().step(startAt(named));
      expect(isReason(location!)).toBe('sign_in.sso_not_offered');
    },
  );

  it('is the same by an organisation’s id, and begins where the portal is called by its one name', async () => {
    const { id } = await hospital();
    await expect(new WebBrowser().step(startAt(id))).resolves.toContain(`${idp.issuer}/auth?`);
    const elsewhere = startAt(id).replace('127.0.0.1', 'localhost');
    await expect(new WebBrowser().step(elsewhere)).resolves.toBe(startAt(id));
  });

  it.each([
    ['/inbox?severity=HIGH#first', '/inbox?severity=HIGH#first'],
    ['', '/'],
    ['inbox', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/\t/elsewhere.example', '/'],
    ['/.//elsewhere.example', '/'],
    ['/a/..//elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/inbox\r\nset-cookie: a=b', '/inboxset-cookie:%20a=b'],
  ])('to %j ends at %j', (returnTo, place) => {
    expect(localPath(returnTo, 'https://portal.example')).toBe(place);
  });
});

describe('somebody invited', () => {
  const INVITE = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } } }';
  const invite = async (one: Hospital, more: object = {}) => {
    const email = `invited-${(serial += 1)}@hospital.example`;
    await one.person.graphql(INVITE, { input: { email, roles: ['HOSPITAL_DEVICE'], ...more } });
    return { email };
  };

  it('joins by signing in, without a password', async () => {
    const one = await hospital();
    const invited = await invite(one);
    const { ask, reason } = await come(subjectOf(invited, { name: '鈴木 花子' }), one.code);
    expect(reason).toBeNull();
    await expect(ask.graphql('{ viewer { name roles organisation { id } } }')).resolves.toEqual({
      viewer: { name: '鈴木 花子', roles: ['HOSPITAL_DEVICE'], organisation: { id: one.id } },
    });
  });

  it('is told before by whom, and whether to sign in, to join by the provider or to choose a password', async () => {
    const [one, plain] = [await hospital(), await world.hospital()];
    const OFFER = `query ($t: String!) { invitationBehind(token: $t) { organisationName organisationCode hasAccount
      identityProvider { displayName } } }`;
    const offer = async (organisation: Hospital, email: string, isOutside = false) => {
      const { id, token } = await invitation(world, organisation.id, 'HOSPITAL_DEVICE');
      await world.behind.query('update invitation set email = $1, is_outside = $2 where id = $3', [
        email,
        isOutside,
        id,
      ]);
      const ask = async () => (await world.ask<Data>({}, OFFER, { t: token })).data?.['invitationBehind'];
      return { id, ask, ...(await ask()) };
    };
    const provider = { displayName: 'Hospital login' };
    const fresh = await offer(one, 'fresh@hospital.example');
    expect(fresh).toMatchObject({ organisationCode: one.code, hasAccount: false, identityProvider: provider });
    expect(await offer(one, one.person.email)).toMatchObject({ hasAccount: true, identityProvider: null });
    expect(await offer(one, 'out@hospital.example', true)).toMatchObject({ identityProvider: null });
    expect(await offer(plain, 'plain@hospital.example')).toMatchObject({ hasAccount: false, identityProvider: null });

    for (const column of ['revoked_at', 'accepted_at', 'expires_at']) {
      const closed = await offer(one, `${column}@hospital.example`);
      await world.behind.query(`update invitation set ${column} = now() - interval '1 day' where id = $1`, [closed.id]);
      await expect(closed.ask()).resolves.toBeNull();
    }
  });

  it('as an outside approver, to another organisation, or with an account already does not', async () => {
    const one = await hospital();
    const outside = await invite(one, { isOutside: true });
    expect((await come(subjectOf(outside), one.code)).reason).toBe('sign_in.sso_no_member');
    const elsewhere = await invite(await world.hospital());
    expect((await come(subjectOf(elsewhere), one.code)).reason).toBe('sign_in.sso_no_member');

    const { person } = await world.hospital();
    await one.person.graphql(INVITE, { input: { email: person.email, roles: ['HOSPITAL_DEVICE'] } });
    expect((await come(subjectOf(person), one.code)).reason).toBe('sign_in.sso_account_exists');
  });

  it('too long ago does not', async () => {
    const one = await hospital();
    const invited = await invite(one);
    await world.behind.query(`update invitation set expires_at = now() - interval '1 day' where email = $1`, [
      invited.email,
    ]);
    expect((await come(subjectOf(invited), one.code)).reason).toBe('sign_in.sso_no_member');
  });
});

type Listener = NonNullable<Parameters<typeof createServer>[1]>;

const endless: Listener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', pour);
  pour();
};

const leadingOn =
  (issuer: string): Listener =>
  (request, response) => {
    response.writeHead(302, { location: `${issuer}${request.url}` }).end();
  };

async function serve(answer: Listener) {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
