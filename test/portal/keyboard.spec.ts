import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { type Hospital, PASSWORD, World } from '../support/world.ts';

/** No page has as many stops on the way to anything. */
const MOST_TABS = 80;

describeInChromium('without a mouse', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const isFocused = async (target: Locator): Promise<boolean> =>
    (await target.and(target.page().locator(':focus')).count()) === 1;
  /** Goes there as somebody does who has a keyboard only. */
  const tabTo = async ({ page }: Visitor, target: Locator) => {
    await target.waitFor();
    for (let stops = 0; stops < MOST_TABS; stops += 1) {
      if (await isFocused(target)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${String(target)} is not reached by the Tab key`);
  };
  /** A hospital with three documents in its inbox, the one due first on top. */
  const withDocuments = async (): Promise<Hospital> => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    for (const [titleEn, dueOn] of [
      ['First notice', '2099-01-01'],
      ['Second notice', '2099-02-01'],
      ['Third notice', '2099-03-01'],
    ]) {
      await desk.published({ titleEn, severity: 'LOW', actions: [{ kind: 'ACKNOWLEDGE', dueOn }] });
    }
    await world.settled();
    return hospital;
  };
  const row = ({ page }: Visitor, title: string) => page.getByRole('row').filter({ hasText: title });
  const leave = async (visitor: Visitor) => {
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  };

  it('signs in, and goes past the menu to what the page is about', async () => {
    const hospital = await withDocuments();
    const visitor = await Visitor.arrives(browser, world.url, 'en');
    const { page } = visitor;
    await visitor.goes('/');
    await tabTo(visitor, visitor.field('account:signIn.email'));
    await page.keyboard.type(hospital.person.email);
    await tabTo(visitor, visitor.field('account:signIn.password'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await visitor.heading('inbox:home.title').waitFor();
    await visitor.settled();

    const skip = visitor.link('common:skipToContent');
    await tabTo(visitor, skip);
    await page.keyboard.press('Enter');
    expect(await isFocused(page.locator('#content'))).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.locator('#content').locator(':focus').count()).toBe(1);
    await leave(visitor);
  });

  it('goes through the inbox, opens a document, comes back to its row, and acknowledges', async () => {
    const hospital = await withDocuments();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/inbox');
    await tabTo(visitor, row(visitor, 'First notice'));
    await page.keyboard.press('j');
    expect(await isFocused(row(visitor, 'Second notice'))).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await isFocused(row(visitor, 'Third notice'))).toBe(true);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Second notice' }).waitFor();
    await visitor.settled();

    await page.goBack();
    await visitor.settled();
    await page.locator('[role=row]:focus').waitFor();
    expect(await isFocused(row(visitor, 'Second notice'))).toBe(true);

    // Chosen ones are acknowledged together, whichever row one is on.
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: visitor.say('inbox:acknowledge.title') });
    await dialog.getByText(visitor.say('inbox:acknowledge.several', { count: 2 })).waitFor();
    const send = dialog.getByRole('button', { name: visitor.say('inbox:acknowledge.send'), exact: true });
    await tabTo(visitor, send);
    await page.keyboard.press('Enter');
    await dialog.getByText(visitor.say('inbox:acknowledge.taken', { count: 2 })).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await row(visitor, 'Second notice').waitFor({ state: 'detached' });
    expect(await page.getByRole('rowgroup').getByRole('row').count()).toBe(1);
    await leave(visitor);
  });

  it('stays within an open dialog, and comes back to where it was opened from', async () => {
    const hospital = await withDocuments();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/inbox');
    await tabTo(visitor, row(visitor, 'First notice'));
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: visitor.say('inbox:acknowledge.title') });
    await dialog.locator(':focus').waitFor();
    for (let stops = 0; stops < 12; stops += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.locator(':focus').count()).toBe(1);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('[role=row]:focus').waitFor();
    expect(await isFocused(row(visitor, 'First notice'))).toBe(true);
    await leave(visitor);
  });

  it('finds a document by the search over everything, and opens it', async () => {
    const hospital = await withDocuments();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/');
    await page.keyboard.press('Control+k');
    const search = page.getByRole('textbox', { name: visitor.say('common:palette.placeholder') });
    await search.waitFor();
    await page.keyboard.type('Third');
    await page.getByRole('dialog').getByText('Third notice').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Third notice' }).waitFor();
    await visitor.settled();
    expect(new URL(page.url()).pathname).toMatch(/^\/publications\//);

    await page.keyboard.press('Control+k');
    await search.waitFor();
    await search.fill('CVE-2026-0001');
    await page
      .getByRole('dialog')
      .getByText(visitor.say('common:palette.exposure', { words: 'CVE-2026-0001' }))
      .click();
    await visitor.heading('devices:exposure.title').waitFor();
    await visitor.settled();
    expect(await visitor.field('devices:exposure.vulnerability').inputValue()).toBe('CVE-2026-0001');
    await leave(visitor);
  });

  it('fills in a form and sends it', async () => {
    const hospital = await world.hospital();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/sites');
    await tabTo(visitor, visitor.button('admin:sites.add'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.locator('input:focus').waitFor();
    await page.keyboard.type('North wing');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row(visitor, 'North wing').waitFor();
    expect(await isFocused(visitor.button('admin:sites.add'))).toBe(true);
    await leave(visitor);
  });

  it('adds a device: chosen from lists, typed, ticked and sent', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await world.behind.query('update product set name = $1 where vendor_id = $2', ['Scanner', desk.vendor.id]);
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page, say } = visitor;
    await visitor.goes('/assets/new');
    for (const [box, words] of [
      ['product', 'Scanner'],
      ['release', '1.0'],
    ] as const) {
      const list = page.getByRole('combobox', { name: say(`devices:asset.${box}`) });
      await tabTo(visitor, list.and(page.locator(':enabled')));
      await page.keyboard.type(words);
      await page.getByRole('option', { name: words }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await tabTo(visitor, page.getByRole('combobox', { name: say('devices:asset.site') }));
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(visitor, visitor.field('devices:asset.name'));
    await page.keyboard.type('Monitor of bed 7');
    await tabTo(visitor, page.getByRole('checkbox', { name: say('terms:ConnectionKind.NETWORK') }));
    await page.keyboard.press('Space');
    await tabTo(visitor, visitor.button('devices:newAsset.submit'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Monitor of bed 7' }).waitFor();
    const { rows } = await world.behind.query('select name, connections from asset where hospital_id = $1', [
      hospital.id,
    ]);
    expect(rows).toEqual([{ name: 'Monitor of bed 7', connections: ['NETWORK'] }]);
    await leave(visitor);
  });
});
