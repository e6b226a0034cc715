import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

describeInChromium('a device that goes to another hospital', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  it('is offered by one on its page, taken over by the other, and shows there what was before', async () => {
    const desk = await Desk.open(world);
    const [from, to] = [await world.hospital(), await world.hospital()];
    await asset(world, from, desk.releaseId);
    const { rows } = await world.behind.query<{ id: string }>('select id from asset where hospital_id = $1', [from.id]);

    const giver = await Visitor.arrives(browser, world.url, 'ja', from.person);
    await giver.goes(`/assets/${rows[0]!.id}`);
    await giver.button('handovers:offer.do').click();
    await giver.field('handovers:offer.code').fill(to.code.toLowerCase());
    await giver.field('handovers:handedOverOn').fill(new Date().toISOString().slice(0, 10));
    await giver.button('handovers:offer.submit').click();
    await giver.text('terms:HandoverState.OFFERED').first().waitFor();
    expect(await giver.button('handovers:offer.do').count()).toBe(0);

    const receiver = await Visitor.arrives(browser, world.url, 'en', to.person);
    await receiver.goes('/handovers');
    await receiver.page.getByRole('row').nth(1).getByRole('link').click();
    await receiver.button('handovers:takeOver.do').click();
    await receiver.page.getByRole('textbox', { name: receiver.say('devices:asset.location') }).fill('ICU');
    await receiver.page.getByRole('checkbox', { name: receiver.say('terms:ConnectionKind.NETWORK') }).check();
    await receiver.field('devices:asset.site').click();
    await receiver.page.getByRole('option').first().click();
    await receiver.page
      .getByRole('dialog')
      .getByRole('button', { name: receiver.say('handovers:takeOver.do'), exact: true })
      .click();
    await receiver.page.getByRole('heading', { name: receiver.say('handovers:history.before') }).waitFor();

    await giver.goes(`/assets/${rows[0]!.id}`);
    await giver.text('terms:HandoverState.TAKEN_OVER').first().waitFor();
    for (const visitor of [giver, receiver]) {
      expect(visitor.said).toEqual([]);
      await visitor.leaves();
    }
  });
});
