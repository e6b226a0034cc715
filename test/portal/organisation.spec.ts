import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { ROLES_OF_KIND } from '#libs/kernel';
import { daysAgo, makersKey, publicHalf } from '../support/signing.ts';
import { type Person, World } from '../support/world.ts';

describeInChromium('what an organisation says about itself', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const arrives = async (person: Person, path: string) => {
    const visitor = await Visitor.arrives(browser, world.url, 'en', person);
    await visitor.goes(path);
    return visitor;
  };
  const leaves = async (visitor: Visitor) => {
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  };

  it('sends no private key, pasted or from a file, and empties the field', async () => {
    const { publisher } = await world.vendor();
    const visitor = await arrives(publisher, '/signing-keys');
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    const armoured = (await makersKey()).armor();
    await visitor.button('dealings:keys.register').click();
    const field = visitor.field('dealings:keys.armoredKey');
    await field.fill(armoured);
    await visitor.text('dealings:keys.secret').waitFor();
    expect(await field.inputValue()).toBe('');

    await field.fill('something else');
    await visitor.text('dealings:keys.secret').waitFor({ state: 'detached' });
    const file = { name: 'secret.asc', mimeType: 'text/plain', buffer: Buffer.from(armoured) };
    await visitor.chooses(visitor.field('dealings:keys.file'), file);
    await visitor.text('dealings:keys.secret').waitFor();
    expect(await field.inputValue()).toBe('');
    expect(await page.getByText('secret.asc').count()).toBe(0);

    await page
      .getByRole('dialog')
      .getByRole('button', { name: visitor.say('dealings:keys.register') })
      .click();
    await visitor.text('dealings:keys.missing').waitFor();
    expect(sent.filter((body) => body.includes('RegisterSigningKey'))).toEqual([]);
    await leaves(visitor);
  });

  it('shows which key was registered, and what is to be known about it', async () => {
    const { publisher } = await world.vendor();
    const key = await makersKey({ date: daysAgo(30), keyExpirationTime: 86_400 });
    const visitor = await arrives(publisher, '/signing-keys');
    const { page } = visitor;
    await visitor.button('dealings:keys.register').click();
    await visitor.field('dealings:keys.armoredKey').fill(publicHalf(key));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: visitor.say('dealings:keys.register') }).click();
    await dialog.getByText(visitor.say('dealings:keys.isRegistered')).waitFor();

    const inFours = key.getFingerprint().toUpperCase().match(/.{4}/g)?.join(' ') ?? '';
    expect(await dialog.getByText(inFours, { exact: true }).count()).toBe(1);
    await dialog.getByText(/^The key expired at/).waitFor();
    expect(await visitor.violations()).toEqual([]);
    await leaves(visitor);
  });

  it('registers a product under every kind of identifier, and says at its own line which one is refused', async () => {
    const { publisher } = await world.vendor();
    const visitor = await arrives(publisher, '/catalogue');
    const { page } = visitor;
    await visitor.button('vendor:catalogue.register').click();
    const dialog = page.getByRole('dialog');
    await visitor.field('vendor:catalogue.name').fill('Pump');
    const values = visitor.field('vendor:product.value');
    // There is no GTIN: the line that the form begins with is removed.
    await visitor.button('vendor:catalogue.removeIdentifier', { number: 1 }).click();
    for (const [index, [scheme, value]] of [
      ['APPROVAL_NUMBER', '30200BZX00012000'],
      ['JMDN', '1234'],
    ].entries()) {
      await visitor.button('vendor:product.addIdentifier').click();
      await values.nth(index).fill(value ?? '');
      await dialog
        .getByRole('combobox', { name: visitor.say('vendor:product.scheme') })
        .nth(index)
        .click();
      await page.getByRole('option', { name: visitor.say(`terms:IdentifierScheme.${scheme}`) }).click();
    }
    expect(await visitor.violations()).toEqual([]);
    const register = dialog.getByRole('button', { name: visitor.say('vendor:catalogue.register') });
    await register.click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    expect(await values.count()).toBe(2);
    expect(await values.nth(1).getAttribute('aria-invalid')).toBe('true');

    await values.nth(1).fill('12345678');
    await register.click();
    await page.waitForURL(/\/catalogue\/[0-9a-f-]{36}$/);
    await page.getByText('30200BZX00012000').waitFor();
    const { product } = await publisher.graphql(
      'query ($id: ID!) { product(id: $id) { identifiers { scheme value } } }',
      {
        id: page.url().slice(-36),
      },
    );
    expect(product.identifiers).toEqual([
      { scheme: 'APPROVAL_NUMBER', value: '30200BZX00012000' },
      { scheme: 'JMDN', value: '12345678' },
    ]);
    await leaves(visitor);
  });

  it('tells every member the code by which the other side names the organisation, to be copied', async () => {
    const { code, person } = await world.hospital();
    const visitor = await arrives(await person.colleague('HOSPITAL_VIEWER'), '/relationships');
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.page.getByText(code, { exact: true }).waitFor();
    await visitor.button('common:copy').click();
    await visitor.button('common:copied').waitFor();
    expect(await visitor.page.evaluate('navigator.clipboard.readText()')).toBe(code);
    await leaves(visitor);
  });

  it('makes a calendar link for a site, shows its address once, to be copied, and revokes it', async () => {
    const hospital = await world.hospital();
    const visitor = await arrives(await hospital.person.colleague('HOSPITAL_DEVICE'), '/');
    const { page, context } = visitor;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.menu('calendarLinks').click();
    await visitor.text('admin:calendars.empty').waitFor();
    await visitor.button('admin:calendars.make').click();
    const dialog = page.getByRole('dialog');
    const make = dialog.getByRole('button', { name: visitor.say('admin:calendars.make') });
    await make.click();
    await visitor.text('admin:calendars.siteMissing').waitFor();
    await visitor.text('admin:calendars.nameMissing').waitFor();
    await dialog.getByRole('combobox', { name: visitor.say('admin:calendars.site') }).click();
    await page.getByRole('option').first().click();
    await visitor.field('admin:calendars.name').fill('Ward 3');
    await make.click();

    await visitor.text('admin:calendars.urlOnce').waitFor();
    expect(await visitor.violations()).toEqual([]);
    await dialog.getByRole('button', { name: visitor.say('common:copy') }).click();
    await dialog.getByRole('button', { name: visitor.say('common:copied') }).waitFor();
    const url = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(await (await fetch(url)).text()).toMatch(/^BEGIN:VCALENDAR/);
    await page.keyboard.press('Escape');
    await page.reload();
    await visitor.text('admin:calendars.working').waitFor();
    expect(await page.content()).not.toContain(url);
    expect(await visitor.violations()).toEqual([]);

    await visitor.button('admin:calendars.revoke').click();
    await dialog.getByRole('button', { name: visitor.say('admin:calendars.revoke') }).click();
    await visitor.text('admin:calendars.empty').waitFor();
    expect((await fetch(url)).status).toBe(404);
    await leaves(visitor);
  });

  it('compares two releases of an own product, and keeps in the address which', async () => {
    const { publisher } = await world.vendor();
    const { registerProduct } = await publisher.graphql(
      `mutation { registerProduct(input: { kind: DEVICE, name: "Pump", isConnectable: true }) { product { id } } }`,
    );
    const { id } = registerProduct.product;
    for (const version of ['1.0', '1.1', '2.0']) {
      await publisher.graphql(`mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }`, {
        input: { productId: id, version },
      });
    }
    const visitor = await arrives(publisher, `/catalogue/${id}`);
    const { page } = visitor;
    const [from, to] = ['from', 'to'].map((side) =>
      page.getByRole('combobox', { name: visitor.say(`common:difference.${side}`), exact: true }),
    );
    await visitor.text('common:difference.nothingToCompare').waitFor();
    expect([await from?.inputValue(), await to?.inputValue()]).toEqual(['1.1', '2.0']);

    await from?.click();
    await page.getByRole('option', { name: '2.0' }).click();
    await visitor.text('common:difference.sameRelease').waitFor();
    await to?.click();
    await page.getByRole('option', { name: '1.0' }).click();
    await visitor.text('common:difference.nothingToCompare').waitFor();
    await page.reload();
    await visitor.text('common:difference.nothingToCompare').waitFor();
    expect([await from?.inputValue(), await to?.inputValue()]).toEqual(['2.0', '1.0']);
    await leaves(visitor);
  });

  it.each(['AUDITOR', 'REGULATOR', 'OPERATOR'] as const)(
    'lets an %s look after its people: invite, take back, end; API keys are for others, and it says so',
    async (kind) => {
      const person = await world.person(kind);
      const [role = 'AUDITOR'] = ROLES_OF_KIND[kind];
      const colleague = await person.colleague(role);
      const visitor = await arrives(person, '/');
      const { page } = visitor;
      await visitor.menu('members').click();
      await visitor.settled();
      const dialog = page.getByRole('dialog');
      await visitor.button('admin:members.invite').click();
      await visitor.field('admin:members.email').fill('newcomer@example.com');
      await dialog.getByRole('checkbox', { name: visitor.say(`terms:Role.${role}`) }).check();
      await dialog.getByRole('button', { name: visitor.say('admin:members.send') }).click();
      await page.getByText('newcomer@example.com').waitFor();
      await visitor.button('admin:members.takeBack').click();
      await visitor.text('admin:invitation.revoked').waitFor();

      await visitor.button('admin:members.end').click();
      await dialog.getByRole('button', { name: visitor.say('admin:members.end') }).click();
      await visitor.text('admin:members.ended').waitFor();
      const { rows } = await world.behind.query('select state from member where id = $1', [colleague.memberId]);
      expect(rows).toEqual([{ state: 'ENDED' }]);

      expect(await visitor.menu('apiKeys').count()).toBe(0);
      await visitor.goes('/api-keys');
      await visitor.text('admin:keys.emptyMember').waitFor();
      expect(await visitor.button('admin:keys.make').count()).toBe(0);
      await leaves(visitor);
    },
  );
});
