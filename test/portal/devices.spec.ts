import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

describeInChromium('the devices of a hospital', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  it('have somebody who answers for each, and the system that each is a part of', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    for (let i = 0; i < 2; i += 1) await asset(world, hospital, desk.releaseId);
    const { assets } = await hospital.person.graphql('{ assets(first: 2) { edges { node { id } } } }');
    const [wholeId, partId] = assets.edges.map(({ node }: { node: { id: string } }) => node.id);
    await hospital.person.graphql(
      'mutation ($input: ChangeAssetInput!) { changeAsset(input: $input) { asset { id } } }',
      { input: { assetId: wholeId, name: 'Server of the monitors' } },
    );
    const { members } = await hospital.person.graphql('{ members(first: 1) { edges { node { id name } } } }');
    const [{ node: colleague }] = members.edges;
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes(`/assets/${partId}`);
    await visitor.button('devices:asset.change').click();
    await page.getByRole('combobox', { name: visitor.say('devices:record.responsible') }).click();
    await page.getByRole('option', { name: colleague.name, exact: true }).click();
    const partOf = page.getByRole('combobox', { name: visitor.say('devices:record.partOf'), exact: true });
    await partOf.fill('Server of');
    await page.getByRole('option', { name: /^Server of the monitors/ }).click();
    expect(await visitor.violations()).toEqual([]);
    await visitor.button('devices:asset.save').click();
    await page.getByRole('link', { name: /^Server of the monitors/ }).waitFor();
    await page.getByText(colleague.name, { exact: true }).first().waitFor();
    const { asset: changed } = await hospital.person.graphql(
      'query ($id: ID!) { asset(id: $id) { record { responsibleId partOf { id name } } } }',
      { id: partId },
    );
    expect(changed.record).toEqual({
      responsibleId: colleague.id,
      partOf: { id: wholeId, name: 'Server of the monitors' },
    });

    // The system is no part of its own part: the refusal stands in the form.
    await visitor.goes(`/assets/${wholeId}`);
    await visitor.button('devices:asset.change').click();
    await partOf.click();
    await page.getByRole('option').first().click();
    await visitor.button('devices:asset.save').click();
    await page.getByText('An asset is no part of itself').first().waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  }, 120_000);

  it('become devices of what a vendor has registered since, when the hospital says so', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await world.behind.query(
      `update product set name = 'Pump of its own' where id = (select product_id from release where id = $1)`,
      [desk.releaseId],
    );
    const {
      rows: [named],
    } = await world.behind.query<{ product: string; version: string }>(
      'select p.name as product, r.version from release r join product p on p.id = r.product_id where r.id = $1',
      [desk.releaseId],
    );
    const keep = async (makerName: string, version: string) => {
      const input = { makerName, name: named?.product, kind: 'DEVICE', isConnectable: true };
      const { registerOutsideProduct } = await hospital.person.graphql(
        'mutation ($input: RegisterOutsideProductInput!) { registerOutsideProduct(input: $input) { product { id } } }',
        { input },
      );
      const productId = registerOutsideProduct.product.id;
      const { addRelease } = await hospital.person.graphql(
        'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }',
        { input: { productId, version } },
      );
      await asset(world, hospital, addRelease.release.id);
    };
    await keep('Maker of one', named?.version ?? '');
    await keep('Maker of another', 'Called otherwise');
    const publicationId = await desk.published({ severity: 'HIGH' });
    await world.settled();

    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/assets');
    await visitor.link('devices:matches.look').click();
    await visitor.heading('devices:matches.title').waitFor();
    const cards = page.locator('section').filter({ hasText: visitor.say('devices:match.registered') });
    const [one, another] = [cards.filter({ hasText: 'Maker of one' }), cards.filter({ hasText: 'Maker of another' })];
    await one.getByText(visitor.say('devices:match.nameOnly')).waitFor();
    expect(await visitor.violations()).toEqual([]);
    // Of a version that the vendor calls otherwise one says first which it is.
    const confirm = { name: visitor.say('devices:match.confirm') };
    expect(await another.getByRole('button', confirm).isDisabled()).toBe(true);
    const reject = { name: visitor.say('devices:match.reject') };
    await another.getByRole('button', reject).click();
    await page.getByRole('dialog').getByRole('button', reject).click();
    await another.waitFor({ state: 'detached' });

    await one.getByRole('button', confirm).click();
    await page.getByRole('dialog').getByRole('button', confirm).click();
    await visitor.text('devices:matches.empty').waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();

    // What is in force about the vendor's product reaches the hospital, for that device alone.
    await world.settled();
    const { inbox } = await hospital.person.graphql(
      '{ inbox { edges { node { publication { id } affectedAssets } } } }',
    );
    expect(inbox.edges.map(({ node }: { node: object }) => node)).toEqual([
      { publication: { id: publicationId }, affectedAssets: 1 },
    ]);
  }, 120_000);
});
