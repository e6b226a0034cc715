import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { totp } from '../support/browser.ts';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { CLIENT, IdentityProvider } from '../support/identity-provider.ts';
import { PASSWORD, type Person, World } from '../support/world.ts';

describeInChromium('signing in', () => {
  let world: World;
  let browser: Browser;
  let provider: IdentityProvider;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
    provider = await IdentityProvider.start(`${world.url}/auth/sso/callback`);
  });
  afterAll(async () => {
    await browser.close();
    await provider.stop();
    await world.stop();
  });

  async function arrives(path: string, person?: Person, url = world.url) {
    const visitor = await Visitor.arrives(browser, url, 'en', person);
    await visitor.goes(path);
    return visitor;
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  async function signIn(page: Page, email: string, password = PASSWORD) {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page, 'Sign in');
  }

  /** Sets the second factor up on the account's page, as people do. */
  async function secondFactor(visitor: Visitor) {
    const { page } = visitor;
    await press(page, 'Set up an authenticator app');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    expect(await visitor.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await page.getByRole('img', { name: 'QR code with the key for your authenticator app' }).waitFor();
    expect(await visitor.violations()).toEqual([]);
    const secret = (await page.locator('[data-secret]').innerText()).replaceAll(' ', '');
    const uri = `otpauth://totp/Tasuki?secret=${secret}`;
    await page.getByLabel('Code', { exact: true }).fill(totp(uri));
    await press(page, 'Switch on');
    await page.getByText('Your backup codes').waitFor();
    const codes = await page.getByRole('status').getByRole('listitem').allInnerTexts();
    return { uri, codes };
  }

  it('comes back to where one was going, and keeps a password nowhere', async () => {
    const { person } = await world.hospital();
    const visitor = await arrives('/inbox?state=ALL');
    const { page } = visitor;
    await signIn(page, person.email, 'wrong');
    await page.getByText('The e-mail address or the password is not right.').waitFor();
    await signIn(page, person.email);
    await page.waitForURL(`${world.url}/inbox?state=ALL`);

    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain(PASSWORD);
    await visitor.leaves();
  });

  it('says until when it is locked after repeated failures', async () => {
    const { person } = await world.hospital();
    const visitor = await arrives('/sign-in');
    const { page } = visitor;
    for (let attempt = 0; attempt < 7; attempt++) {
      await signIn(page, person.email, `wrong ${attempt}`);
      await page.getByRole('alert').waitFor();
      await page.waitForLoadState('networkidle');
    }
    expect(await page.getByText(/^Until .+\d{2}:\d{2}\.$/).count()).toBe(1);
    await visitor.leaves();
  });

  it('asks for the code of the app, or for a backup code', async () => {
    const { person } = await world.hospital();
    const visitor = await arrives('/account', person);
    const { uri, codes } = await secondFactor(visitor);
    expect(codes).toHaveLength(10);
    await visitor.leaves();

    const byApp = await arrives('/sign-in');
    await signIn(byApp.page, person.email);
    await byApp.page.getByLabel('Code', { exact: true }).fill(totp(uri));
    await press(byApp.page, 'Sign in');
    await byApp.page.waitForURL(`${world.url}/`);
    await byApp.leaves();

    const byBackup = await arrives('/sign-in');
    await signIn(byBackup.page, person.email);
    await press(byBackup.page, 'Use a backup code instead');
    await byBackup.page.getByLabel('Backup code').fill(codes[0] ?? '');
    await press(byBackup.page, 'Sign in');
    await byBackup.page.waitForURL(`${world.url}/`);
    await byBackup.leaves();
  });

  it('takes a passkey, which the account page adds and removes', async () => {
    const { person } = await world.hospital();
    const visitor = await arrives('/account', person, world.url.replace('127.0.0.1', 'localhost'));
    const { page } = visitor;
    await holdsPasskeys(page);
    await press(page, 'Add a passkey');
    await page.getByLabel('Name', { exact: true }).fill('Laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Laptop', { exact: true }).waitFor();

    // The device answers whatever asks first: here nothing may be offered before the button is pressed.
    await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)');
    await page.getByRole('button', { name: /^Account and organisation/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await press(page, 'Sign in with a passkey');
    await page.waitForURL((url) => url.pathname === '/');
    const { rows } = await world.behind.query(`select "signedInBy" from auth.session where "userId" = $1`, [
      person.userId,
    ]);
    expect(rows).toEqual([{ signedInBy: 'PASSKEY' }]);

    await page.goto(page.url().replace(/\/$/, '/account'));
    await press(page, 'Remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('There is no passkey yet.').waitFor();
    await visitor.leaves();
  });

  it('says at a bare address why there are no passkeys, and where there are', async () => {
    const { person } = await world.hospital();
    const visitor = await arrives('/account', person);
    await visitor.text('account:passkeys.hindered.address').waitFor();
    expect(await visitor.button('account:passkeys.add').count()).toBe(0);
    await visitor.leaves();
  });

  it('asks whether it is really you before a passkey is added by an old sign-in, and then lets you press again', async () => {
    const { person } = await world.hospital();
    await world.behind.query(
      `update auth.session set "authenticatedAt" = now() - interval '1 hour' where "userId" = $1`,
      [person.userId],
    );
    const visitor = await arrives('/account', person, world.url.replace('127.0.0.1', 'localhost'));
    const { page } = visitor;
    await holdsPasskeys(page);
    await press(page, 'Add a passkey');
    await page.getByLabel('Name', { exact: true }).fill('Laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByLabel('Your password').fill('wrong');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('This is not your password.').waitFor();
    await dialog.getByText('Something has to be corrected').waitFor();
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Laptop', { exact: true }).waitFor();
    const { rows } = await world.behind.query('select name from auth.passkey where "userId" = $1', [person.userId]);
    expect(rows).toEqual([{ name: 'Laptop' }]);
    await visitor.leaves();
  });

  it('asks of whoever belongs to several organisations for which one, and changes it later', async () => {
    const [first, second] = [await world.hospital(), await world.hospital()];
    await alsoIn(second.id, first.person);
    const visitor = await arrives('/sign-in?returnTo=/inbox');
    const { page } = visitor;
    await signIn(page, first.person.email);
    await page.getByRole('heading', { name: 'Choose an organisation' }).waitFor();
    const [{ name }] = await nameOf(first.id);
    const [{ name: other }] = await nameOf(second.id);
    await press(page, `Choose ${name}`);
    await page.waitForURL(`${world.url}/inbox`);
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.getByRole('menuitem', { name: 'Change organisation' }).click();
    await press(page, `Choose ${other}`);
    await page.waitForURL(`${world.url}/`);
    await page.getByRole('button', { name: new RegExp(other) }).waitFor();
    const { rows } = await world.behind.query(
      'select "activeOrganisationId" from auth.session where "userId" = $1 and "activeOrganisationId" is not null',
      [first.person.userId],
    );
    expect(rows).toEqual([{ activeOrganisationId: second.id }]);
    await visitor.leaves();
  });

  it('asks over the page when the session ended, second factor too, and nothing is lost', async () => {
    const [first, second] = [await world.hospital(), await world.hospital()];
    const { person } = first;
    await alsoIn(second.id, person);
    const visitor = await arrives('/account', person);
    const { page } = visitor;
    const { uri } = await secondFactor(visitor);
    await press(page, 'I have kept them');
    await page.goto(`${world.url}/choose-organisation`);
    const [{ name }] = await nameOf(first.id);
    await press(page, `Choose ${name}`);
    await page.waitForURL(`${world.url}/`);

    await page.goto(`${world.url}/identity-provider`);
    await page.getByLabel('Name on the sign-in page').fill('Login of the house');
    await page.getByLabel('Issuer').fill('https://login.invalid');
    await page.getByLabel('Client id').fill('tasuki');
    await world.behind.query('delete from auth.session where "userId" = $1', [person.userId]);
    await press(page, 'Try these settings');

    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    expect(await dialog.getByLabel('E-mail address').inputValue()).toBe(person.email);
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    expect(await visitor.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.getByLabel('Code', { exact: true }).fill(totp(uri));
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    expect(page.url()).toBe(`${world.url}/identity-provider`);
    expect(await page.getByLabel('Client id').inputValue()).toBe('tasuki');
    await page.getByRole('button', { name: new RegExp(name) }).waitFor();
    await visitor.leaves();
  });

  it('ends the other sessions, and leaves this one', async () => {
    const { person } = await world.hospital();
    const elsewhere = await arrives('/sign-in');
    await signIn(elsewhere.page, person.email);
    await elsewhere.page.waitForURL(`${world.url}/`);
    await elsewhere.leaves();
    const visitor = await arrives('/account', person);
    const { page } = visitor;
    await press(page, 'Sign out everywhere else');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
    const button = page.locator('#content').getByRole('button', { name: 'Sign out everywhere else' });
    await button.waitFor({ state: 'detached' });

    const { rows } = await world.behind.query('select from auth.session where "userId" = $1', [person.userId]);
    expect(rows).toHaveLength(1);
    await visitor.leaves();
  });

  it('leads by an organisation’s code to its provider, or says that there is none', async () => {
    const { code } = await world.hospital();
    const visitor = await arrives('/sign-in');
    await visitor.page.getByLabel('Code of your organisation').fill(code.toLowerCase());
    await press(visitor.page, 'Continue');
    await visitor.page.getByText(`No organisation with the code ${code} offers single sign-on.`).waitFor();

    expect(visitor.page.url()).toBe(`${world.url}/sign-in/sso/${code}`);
    await visitor.leaves();
  });

  it('signs in by the organisation’s own provider, as its administrator set it up, and ends where one was going', async () => {
    const { person, code } = await world.hospital();
    const administrator = await arrives('/identity-provider', person);
    const settings = administrator.page;
    await settings.getByLabel('Name on the sign-in page').fill('Login of the house');
    await settings.getByLabel('Issuer').fill(provider.issuer);
    await settings.getByLabel('Client id').fill(CLIENT.id);
    await settings.getByLabel('Client secret').fill(CLIENT.secret);
    await press(settings, 'Try these settings');
    await settings.getByText(`${provider.issuer} answered: the settings would do.`).waitFor();
    await press(settings, 'Set');
    const link = settings.getByText(`${world.url}/sign-in/sso/${code}`);
    await link.waitFor();
    // What was typed as the secret is shown to nobody again.
    await settings.reload();
    await link.waitFor();
    expect(await settings.getByLabel('Client secret').inputValue()).toBe('');
    expect(administrator.said).toEqual([]);
    await administrator.leaves();

    const visitor = await arrives('/inbox?state=ALL');
    const { page } = visitor;
    const goesToProvider = async () => {
      await page.getByLabel('Code of your organisation').fill(code);
      await press(page, 'Continue');
      await page.getByRole('link', { name: 'Continue to Login of the house' }).click();
    };
    provider.person = { sub: 'a stranger', email: 'stranger@hospital.example', email_verified: true };
    await goesToProvider();
    await page.getByText('You are no member of this organisation.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    // At the provider, too, another person sits before the browser now.
    await visitor.context.clearCookies({ domain: '127.0.0.1' });

    provider.person = { sub: 'a member', email: person.email, email_verified: true };
    await visitor.goes('/inbox?state=ALL');
    await goesToProvider();
    await page.waitForURL(`${world.url}/inbox?state=ALL`);
    await visitor.heading('inbox:title').waitFor();
    // The provider vouches for this session: what the account's password is for stays as it is.
    await visitor.goes('/account');
    await page.getByText('Your organisation signs you in').waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  }, 60_000);

  it('says why a provider did not sign one in', async () => {
    const visitor = await arrives('/sign-in?reason=sign_in.sso_no_member');
    await visitor.page.getByText('You are no member of this organisation.').waitFor();
    await visitor.goes('/sign-in?reason=nonsense');
    await visitor.page.getByText('Signing in did not work. Try again.').waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  const nameOf = async (id: string) =>
    (await world.behind.query<{ name: string }>('select name from organisation where id = $1', [id])).rows as [
      { name: string },
    ];

  /** Makes a person a member of a further hospital. */
  const alsoIn = (organisationId: string, { userId, email }: Person) =>
    world.behind.query(
      `insert into member (id, organisation_id, user_id, name, email, roles, state, created_at)
       values (gen_random_uuid(), $1, $2, 'Person', $3, '{HOSPITAL_ADMIN}', 'ACTIVE', now())`,
      [organisationId, userId, email],
    );
});

/** A device of its own that keeps passkeys and is always unlocked. */
async function holdsPasskeys(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
