import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import request from 'supertest';
import { totp } from '../support/browser.ts';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { mailsTo } from '../support/mails.ts';
import { PASSWORD, type Person, World } from '../support/world.ts';

const INVITE = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } } }';
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { invitation { id } } }';
const NEW_PASSWORD = 'a long enough password';

describeInChromium('what mails lead to', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  /** The link in the newest mail to the address that leads to this page. */
  function linkFor(email: string, path: string): Promise<string> {
    return world.eventually(async () => {
      for (const { text = '' } of (await mailsTo(world, email)).toReversed()) {
        const link = text.split(/\s/).find((word) => word.startsWith(`${world.url}${path}#`));
        if (link) return link.slice(world.url.length);
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

  async function opens(link: string, person?: Pick<Person, 'headers'>, language: 'en' | 'ja' = 'en') {
    const visitor = await Visitor.arrives(browser, world.url, language, person);
    await visitor.goes(link);
    return visitor;
  }

  const signIn = (email: string, password: string) =>
    request(world.url).post('/auth/sign-in/email').set('origin', world.url).send({ email, password });

  const membershipsOf = async (email: string) =>
    (await world.behind.query('select from member where email = $1', [email])).rowCount;

  async function signInBy({ page }: Visitor, password: string) {
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  describe('the link of an invitation', () => {
    it('keeps its secret out of the address bar and the history', async () => {
      const visitor = await opens((await invited(newAddress())).link);

      await visitor.page.getByRole('button', { name: 'Make an account and join' }).waitFor();
      expect(visitor.page.url()).toBe(`${world.url}/invitation`);
      expect(visitor.said).toEqual([]);
      expect(await visitor.violations()).toEqual([]);
      await visitor.leaves();
    });

    it('makes an account with a name and a password, and signs in with it', async () => {
      const email = newAddress();
      const visitor = await opens((await invited(email)).link);
      const { page } = visitor;
      await page.getByText(`For ${email}.`).waitFor();
      await page.getByLabel('Your name').fill('Support');
      await page.getByLabel('New password').fill('too short');
      await page.getByRole('button', { name: 'Make an account and join' }).click();
      await page.getByText('Use at least 12 characters.').waitFor();
      await page.getByLabel('New password').fill(email);
      await page.getByRole('button', { name: 'Make an account and join' }).click();
      await page.getByText('Use a password that is not your e-mail address.').first().waitFor();
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      await page.getByRole('button', { name: 'Make an account and join' }).click();
      await page.getByText('You have joined.').waitFor();
      await page.getByRole('button', { name: 'Continue to Tasuki' }).click();

      await page.getByRole('button', { name: 'Account and organisation' }).waitFor();
      await signIn(email, NEW_PASSWORD).expect(200);
      await visitor.leaves();
    });

    it('lets whoever has an account sign in, with the second factor too, and joins', async () => {
      const { person } = await world.hospital();
      const uri = await secondFactorOf(world, person);
      const visitor = await opens((await invited(person.email)).link);
      const { page } = visitor;
      await page.getByText('There is an account with this address already.').waitFor();
      expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
      await signInBy(visitor, 'not the password');
      await page.getByText('The e-mail address or the password is not right.').waitFor();
      await signInBy(visitor, PASSWORD);
      await page.getByLabel('Code').fill('no-code');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('This code is not right, or no longer.').waitFor();
      await page.getByLabel('Code').fill(totp(uri));
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('You have joined.').waitFor();

      expect(await membershipsOf(person.email)).toBe(2);
      await visitor.leaves();
    });

    it('joins whoever is signed in as the one invited at one press', async () => {
      const { person } = await world.hospital();
      const visitor = await opens((await invited(person.email)).link, person);
      await visitor.page.getByRole('button', { name: 'Join', exact: true }).click();
      await visitor.page.getByText('You have joined.').waitFor();

      expect(await membershipsOf(person.email)).toBe(2);
      await visitor.leaves();
    });

    it('asks whoever is signed in as somebody else to sign in as the one invited', async () => {
      const [{ person }, { person: other }] = [await world.hospital(), await world.hospital()];
      const visitor = await opens((await invited(person.email)).link, other);
      await visitor.page.getByText(`You are signed in as ${other.email}, but`).waitFor();
      await signInBy(visitor, PASSWORD);
      await visitor.page.getByText('You have joined.').waitFor();

      expect(await membershipsOf(other.email)).toBe(1);
      expect(await membershipsOf(person.email)).toBe(2);
      await visitor.leaves();
    });

    it('is not held up by the cookie of a session long over', async () => {
      const { person } = await world.hospital();
      await world.behind.query('delete from auth.session where "userId" = $1', [person.userId]);
      const email = newAddress();
      const visitor = await opens((await invited(email)).link, person);
      const { page } = visitor;
      await page.getByLabel('Your name').fill('Support');
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      await page.getByRole('button', { name: 'Make an account and join' }).click();
      await page.getByText('You have joined.').waitFor();

      expect(await membershipsOf(email)).toBe(1);
      await visitor.leaves();
    });

    it('says in a sentence when it was revoked, was used, or is none', async () => {
      const revoked = await invited(newAddress());
      await revoked.publisher.graphql(REVOKE, { id: revoked.id });
      const { person } = await world.hospital();
      const used = await invited(person.email);
      const first = await opens(used.link, person);
      await first.page.getByRole('button', { name: 'Join', exact: true }).click();
      await first.page.getByText('You have joined.').waitFor();
      for (const [link, sentence] of [
        [revoked.link, 'This invitation has expired. Ask for a new one.'],
        [used.link, 'This invitation was already accepted. Sign in.'],
        ['/invitation#nonsense', 'Check that you opened the whole link of the mail.'],
        ['/invitation', 'Check that you opened the whole link of the mail.'],
      ] as const) {
        const visitor = await opens(link);
        await visitor.page.getByText(sentence).waitFor();
        expect(visitor.page.url()).toBe(`${world.url}/invitation`);
        await visitor.leaves();
      }
      await first.leaves();
    });
  });

  describe('the link for a new password', () => {
    it('is asked for on the same page, sets the password, and works once', async () => {
      const { person } = await world.hospital();
      const visitor = await opens('/reset-password');
      const { page } = visitor;
      await page.getByLabel('E-mail address').fill(person.email);
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByText('If there is an account with this address').waitFor();

      const link = await linkFor(person.email, '/reset-password');
      await visitor.goes(link);
      expect(page.url()).toBe(`${world.url}/reset-password`);
      await page.getByLabel('New password').fill(person.email);
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Use a password that is not your e-mail address.').first().waitFor();
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Your new password is set.').waitFor();
      await signIn(person.email, NEW_PASSWORD).expect(200);

      const again = await opens(link);
      await again.page.getByLabel('New password').fill('yet another password');
      await again.page.getByRole('button', { name: 'Set the password' }).click();
      await again.page.getByText('This link is not valid, was used already or has run out.').waitFor();
      await again.page.getByRole('button', { name: 'Send me a link' }).waitFor();
      expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain(NEW_PASSWORD);
      await Promise.all([visitor.leaves(), again.leaves()]);
    });
  });
});

/** Switches the second factor on; gives the address of its secret. */
async function secondFactorOf(world: World, person: Person): Promise<string> {
  const post = (path: string, body: object) =>
    request(world.url)
      .post(`/auth/two-factor/${path}`)
      .set({ ...person.headers, origin: world.url })
      .send(body);
  const { body } = await post('enable', { password: PASSWORD }).expect(200);
  await post('verify-totp', { code: totp(body.totpURI) }).expect(200);
  return body.totpURI as string;
}
