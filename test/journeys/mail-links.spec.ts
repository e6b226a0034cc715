import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import request from 'supertest';
import { WORDS } from '../../apps/api/src/pages/words.ts';
import { totp } from '../support/browser.ts';
import { type Cookies, Page } from '../support/page.ts';
import { PASSWORD, World } from '../support/world.ts';

const INVITE = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } } }';
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { invitation { id } } }';
const NEW_PASSWORD = 'a long enough password';
const { invitation, reset, refusals } = WORDS.en;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** The link in the newest mail to the address that leads to this page. */
function linkFor(email: string, path: string): Promise<string> {
  const folder = join(world.runtime.config.dataFolder, 'mail');
  return world.eventually(async () => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.includes(email)).toSorted();
    for (const name of names.toReversed()) {
      const { text = '' } = await simpleParser(await readFile(join(folder, name)));
      const link = text.split(/\s/).find((word) => word.startsWith(`${world.url}${path}#`));
      if (link) return link;
    }
    return null;
  });
}

let serial = 0;
const newAddress = () => `invited-${++serial}@vendor.example`;

async function invited(email: string) {
  const { publisher } = await world.vendor();
  const input = { email, roles: ['VENDOR_SUPPORT'] };
  const { inviteMember } = await publisher.graphql(INVITE, { input });
  return { publisher, id: inviteMember.invitation.id as string, link: await linkFor(email, '/invitation') };
}

const signIn = (email: string, password: string) =>
  request(world.url).post('/auth/sign-in/email').set('origin', world.url).send({ email, password });

const membershipsOf = async (email: string) =>
  (await world.behind.query('select from member where email = $1', [email])).rowCount;

describe.each(['/invitation', '/reset-password'])('%s', (path) => {
  it('runs no script and loads nothing but its own', async () => {
    const { headers, text } = await request(world.url)
      .get(path)
      .expect(200)
      .expect('content-type', /^text\/html/);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(text).not.toMatch(/ style=| on\w+=|<style|<script>/);
    const [, script = ''] = /<script src="([^"]+)"/.exec(text) ?? [];
    const [, style = ''] = /href="([^"]+\.css)"/.exec(text) ?? [];
    await request(world.url)
      .get(script)
      .expect(200)
      .expect('content-type', /^text\/javascript/);
    await request(world.url)
      .get(style)
      .expect(200)
      .expect('content-type', /^text\/css/);
  });

  it.each([
    ['ja', path, 'fr'],
    ['en', path, 'en-GB,ja;q=0.5'],
    ['ja', `${path}?lang=ja`, 'en'],
  ])('is in %s at %s for a browser in %s, and every field has a label', async (language, at, accepted) => {
    const { text } = await request(world.url).get(at).set('accept-language', accepted).expect(200);
    expect(text).toContain(`<html lang="${language}">`);
    const fields = [...text.matchAll(/<input id="([\w-]+)"/g)];
    expect(fields.length).toBeGreaterThan(0);
    for (const [, id] of fields) expect(text).toContain(`<label for="${id}">`);
  });
});

it('says everything in both languages', () => {
  const keysOf = (words: object): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? keysOf(value).map((inner) => `${key}/${inner}`) : [key],
    );
  expect(keysOf(WORDS.en)).toEqual(keysOf(WORDS.ja));
});

describe('the link of an invitation', () => {
  it('makes an account with a name and a password, which then signs in', async () => {
    const email = newAddress();
    const page = await Page.open((await invited(email)).link);
    expect(page.step).toBe('begin');
    await page.submit();
    expect(page.step).toBe('join');
    await page.submit({ name: 'Support', password: 'too short' });
    expect(page.refusal).toBe(refusals['sign_in.password_too_short']);
    await page.submit({ name: 'Support', password: NEW_PASSWORD });
    expect([page.step, page.refusal, page.done]).toEqual([null, '', invitation.done]);
    await signIn(email, NEW_PASSWORD).expect(200);
  });

  it('lets whoever has an account sign in, with the second factor too, and joins', async () => {
    const { person } = await world.hospital();
    const cookies: Cookies = new Map();
    const post = (path: string, body: object) =>
      request(world.url)
        .post(`/auth/two-factor/${path}`)
        .set({ ...person.headers, origin: world.url })
        .send(body);
    const { body } = await post('enable', { password: PASSWORD }).expect(200);
    await post('verify-totp', { code: totp(body.totpURI) }).expect(200);

    const page = await Page.open((await invited(person.email)).link, cookies);
    await page.submit();
    expect(page.step).toBe('sign-in');
    await page.submit({ email: person.email, 'current-password': 'not the password' });
    expect(page.refusal).toBe(refusals['sign_in.wrong_credentials']);
    await page.submit({ email: person.email, 'current-password': PASSWORD });
    expect(page.step).toBe('second-factor');
    await page.submit({ code: 'no-code' });
    expect(page.refusal).toBe(refusals['sign_in.wrong_code']);
    await page.submit({ code: totp(body.totpURI) });
    expect(page.done).toBe(invitation.done);
    expect(await membershipsOf(person.email)).toBe(2);
  });

  it('asks whoever is signed in as somebody else to sign in as the one invited', async () => {
    const [{ person }, { person: other }] = [await world.hospital(), await world.hospital()];
    const [name = '', value = ''] = /^([^=]+)=(.*)$/.exec(other.headers['cookie'] ?? '')?.slice(1) ?? [];
    const page = await Page.open((await invited(person.email)).link, new Map([[name, value]]));
    await page.submit();
    expect([page.step, page.refusal]).toEqual(['sign-in', refusals['directory.invitation_of_another']]);
    await page.submit({ email: person.email, 'current-password': PASSWORD });
    expect(page.done).toBe(invitation.done);
  });

  it('is not held up by the cookie of a session long over', async () => {
    const { person } = await world.hospital();
    const [name = '', value = ''] = /^([^=]+)=(.*)$/.exec(person.headers['cookie'] ?? '')?.slice(1) ?? [];
    await world.behind.query('delete from auth.session where "userId" = $1', [person.userId]);
    const page = await Page.open((await invited(newAddress())).link, new Map([[name, value]]));
    await page.submit();
    expect([page.step, page.refusal]).toEqual(['join', '']);
    expect(page.calls).toEqual(['POST /graphql', 'POST /auth/sign-out', 'POST /graphql']);
  });

  it('says in a sentence when it was revoked, was used, or is none', async () => {
    const revoked = await invited(newAddress());
    await revoked.publisher.graphql(REVOKE, { id: revoked.id });
    const used = await invited(newAddress());
    const first = await Page.open(used.link);
    await first.submit();
    await first.submit({ name: 'Support', password: NEW_PASSWORD });
    for (const [link, reason] of [
      [revoked.link, 'directory.invitation_expired'],
      [used.link, 'directory.invitation_used'],
      [`${world.url}/invitation#nonsense`, 'not_found'],
    ] as const) {
      const page = await Page.open(link);
      await page.submit();
      expect(page.refusal).toBe(refusals[reason]);
    }
    const japanese = await Page.open(`${world.url}/invitation`, new Map(), 'ja');
    expect([japanese.step, japanese.refusal]).toEqual([null, WORDS.ja.refusals['not_found']]);
  });
});

describe('the link for a new password', () => {
  it('is asked for on the same page, sets the password, and works once', async () => {
    const { person } = await world.hospital();
    const asking = await Page.open(`${world.url}/reset-password`);
    expect(asking.step).toBe('ask');
    await asking.submit({ email: person.email });
    expect(asking.done).toBe(reset.asked);

    const link = await linkFor(person.email, '/reset-password');
    const page = await Page.open(link);
    expect(page.step).toBe('set');
    await page.submit({ password: person.email });
    expect(page.refusal).toBe(refusals['sign_in.password_is_email']);
    await page.submit({ password: NEW_PASSWORD });
    expect([page.refusal, page.done]).toEqual(['', reset.done]);
    await signIn(person.email, NEW_PASSWORD).expect(200);

    const again = await Page.open(link);
    await again.submit({ password: 'yet another password' });
    expect([again.step, again.refusal]).toEqual(['ask', refusals['sign_in.bad_token']]);
  });
});
