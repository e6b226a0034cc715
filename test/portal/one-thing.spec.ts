import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { Desk } from '../support/publishing-desk.ts';
import { type Hospital, type Person, World } from '../support/world.ts';

describeInChromium('what is typed about one thing', () => {
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

  const register = async (hospital: Hospital, facts: object): Promise<string> => {
    const { registerAsset } = await hospital.person.graphql(
      `mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }`,
      { input: { siteId: hospital.siteId, connections: ['NONE'], ...facts } },
    );
    return registerAsset.asset.id;
  };

  it('is not sent for another that one goes to meanwhile', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    const first = await register(hospital, { releaseId: desk.releaseId, name: 'First device' });
    const second = await register(hospital, { releaseId: desk.releaseId, name: 'Second device' });
    const visitor = await arrives(hospital.person, `/assets/${first}`);
    const { page } = visitor;
    await visitor.button('devices:asset.change').click();
    await visitor.field('devices:asset.name').fill('Renamed');
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: visitor.say('common:palette.placeholder') }).fill('Second device');
    await page.getByRole('dialog').getByText('Second device', { exact: true }).click();
    await page.waitForURL(`${world.url}/assets/${second}`);
    await visitor.settled();
    await visitor.button('devices:asset.change').click();
    expect(await visitor.field('devices:asset.name').inputValue()).toBe('Second device');
    await visitor.leaves();
  });

  it('is acknowledged for the site that the dialog names, whatever was begun for another', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    const other = await world.site(hospital.id);
    await world.relationship(desk.vendor, hospital);
    for (const siteId of [hospital.siteId, other]) {
      await register(hospital, { releaseId: desk.releaseId, siteId });
    }
    const id = await desk.published({ severity: 'CRITICAL' });
    await world.settled();
    const visitor = await arrives(hospital.person, `/publications/${id}`);
    const dialog = visitor.page.getByRole('dialog');
    const opens = visitor.button('inbox:site.acknowledge');
    await opens.first().click();
    await dialog.getByRole('textbox').fill('Meant for the first');
    await dialog.getByRole('button', { name: visitor.say('common:cancel') }).click();
    await dialog.waitFor({ state: 'detached' });

    await opens.last().click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('');
    const named = (await dialog.getByRole('heading').first().textContent()) ?? '';
    await dialog.getByRole('button', { name: visitor.say('inbox:answer.acknowledge') }).click();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await world.behind.query<{ name: string }>(
      `select coalesce(s.english_name, s.name) as name from acknowledgement a join site s on s.id = a.site_id where a.publication_id = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(named).toContain(rows[0]?.name);
    await visitor.leaves();
  });

  it('stays with the person: where they sign out, no other tab holds anything of it', async () => {
    const hospital = await world.hospital();
    const visitor = await arrives(hospital.person, '/assets/new');
    await visitor.field('devices:asset.name').fill('Typed by the first');
    const tab = await visitor.context.newPage();
    await tab.goto(`${world.url}/account`);
    await tab.getByRole('button', { name: new RegExp(visitor.say('common:account')) }).click();
    await tab.getByRole('menuitem', { name: visitor.say('common:signOut') }).click();
    await tab.waitForURL(/\/sign-in/);
    await visitor.page.waitForURL(/\/sign-in/);
    expect(await visitor.page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('Typed by the first');
    await visitor.leaves();
  });
});
