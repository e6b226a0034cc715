import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { Desk } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

describeInChromium('a table of devices', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  it('is brought, its columns said, its rows checked, corrected and applied, without words of the API', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    const {
      rows: [named],
    } = await world.behind.query<{ product: string; version: string; site: string }>(
      `select p.name as product, r.version, (select name from site where id = $2) as site
       from release r join product p on p.id = r.product_id where r.id = $1`,
      [desk.releaseId, hospital.siteId],
    );
    if (!named) throw new Error('the release is there');
    await world.behind.query('update product set name = $1 where name = $2', ['Only pump', named.product]);
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/assets');
    await visitor.link('devices:assets.import').click();
    await visitor.button('imports:bring.submit').click();
    await visitor.text('imports:bring.missing').waitFor();

    const table = [
      'Where,Product,Version,Serial number,VLAN',
      `${named.site},Only pump,${named.version},S1,OR`,
      `${named.site},Never heard of,1,S2,OR`,
      `${named.site},Only pump,99,S3,OR`,
    ].join('\n');
    const file = { name: 'devices.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
    await visitor.chooses(visitor.field('imports:bring.file'), file);
    await visitor.button('imports:bring.submit').click();
    await page.waitForURL(/\/assets\/import\/[0-9a-f-]{36}$/);

    // The header that nobody knows is said to be the site.
    await page.getByRole('combobox', { name: visitor.say('imports:columns.meaningOf', { header: 'Where' }) }).click();
    await page.getByRole('option', { name: visitor.say('terms:AssetImportColumn.SITE'), exact: true }).click();
    await visitor.button('imports:columns.submit').click();
    await visitor.text('imports:outcome.checked').waitFor();
    await visitor.text('imports:ofDevices.new', { number: '1' }).waitFor();
    await visitor.text('imports:outcome.wrong', { number: '2' }).waitFor();
    expect(await visitor.violations()).toEqual([]);

    const saving = page.waitForEvent('download');
    await visitor.button('imports:wrong.save').click();
    const saved = await readFile(await (await saving).path(), 'utf8');
    expect(saved).toContain('Never heard of,1,S2,OR,');
    expect(saved).toContain('Its vendor knows no such version');

    await visitor.button('imports:products.keepFor', { words: 'Never heard of' }).click();
    await visitor.field('imports:products.maker').fill('Sample Works');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: visitor.say('imports:products.keep') })
      .click();
    await visitor.text('imports:ofDevices.new', { number: '2' }).waitFor();

    await visitor.button('imports:ofDevices.label').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: visitor.say('imports:ofDevices.label') })
      .click();
    await visitor.text('imports:outcome.applied').waitFor();
    const { assets } = await hospital.person.graphql(
      '{ assets(first: 10) { edges { node { serialNumber record { zone } } } } }',
    );
    expect(assets.edges.map(({ node }: { node: object }) => node)).toEqual([
      { serialNumber: 'S1', record: { zone: 'OR' } },
      { serialNumber: 'S2', record: { zone: 'OR' } },
    ]);

    await visitor.goes('/network');
    await page.getByRole('link', { name: 'OR', exact: true }).waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  }, 120_000);

  it('of where its devices are is brought by a vendor likewise', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    const {
      rows: [named],
    } = await world.behind.query<{ product: string; version: string }>(
      'select p.name as product, r.version from release r join product p on p.id = r.product_id where r.id = $1',
      [desk.releaseId],
    );
    const visitor = await Visitor.arrives(browser, world.url, 'en', desk.publisher);
    const { page } = visitor;
    await visitor.goes('/installed-base');
    await visitor.link('dealings:base.import').click();
    const table = [
      'Hospital,Product,Version,Serial number',
      `${hospital.code},${named?.product},${named?.version},S1`,
      `Elsewhere,${named?.product},${named?.version},S2`,
      `${hospital.code},What we call it,${named?.version},S3`,
    ].join('\n');
    const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
    await visitor.chooses(visitor.field('imports:bring.file'), file);
    await visitor.button('imports:bring.submit').click();
    await page.waitForURL(/\/installed-base\/import\/[0-9a-f-]{36}$/);
    await visitor.button('imports:columns.submit').click();
    await visitor.text('imports:ofList.new', { number: '1' }).waitFor();
    await visitor.text('imports:outcome.wrong', { number: '2' }).waitFor();
    // A vendor keeps no record of what is not its own.
    expect(await visitor.button('imports:products.keepFor', { words: 'What we call it' }).count()).toBe(0);
    expect(await visitor.violations()).toEqual([]);

    await visitor.button('imports:ofList.label').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: visitor.say('imports:ofList.label') })
      .click();
    await visitor.text('imports:outcome.applied').waitFor();
    await visitor.link('imports:ofList.to').click();
    await page.getByText(visitor.say('dealings:base.serial', { serial: 'S1' })).waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  }, 120_000);
});
