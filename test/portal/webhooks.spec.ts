import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { answers, WebhookReceiver } from '../support/webhook-receiver.ts';
import { World } from '../support/world.ts';

describeInChromium('webhooks in the portal', () => {
  let world: World;
  let receiver: WebhookReceiver;
  let browser: Browser;
  beforeAll(async () => {
    [world, receiver, browser] = await Promise.all([
      World.start({ TASUKI_WEBHOOKS_TO_PRIVATE: 'true' }),
      WebhookReceiver.start(),
      openChromium(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await receiver.stop();
    await world.stop();
  });

  it('are made with a secret shown once, tried, paused, given another secret, and removed', async () => {
    const { publisher } = await world.vendor();
    const visitor = await Visitor.arrives(browser, world.url, 'en', publisher);
    const { page } = visitor;
    await visitor.goes('/');
    await visitor.menu('webhooks').click();
    await visitor.text('webhooks:empty').waitFor();
    await visitor.button('webhooks:make').click();
    const dialog = page.getByRole('dialog');
    const make = dialog.getByRole('button', { name: visitor.say('webhooks:make'), exact: true });
    await make.click();
    await visitor.text('webhooks:urlMissing').waitFor();
    await visitor.text('webhooks:kindsMissing').waitFor();
    await dialog.getByRole('textbox', { name: visitor.say('webhooks:url') }).fill(receiver.url);
    const kinds = dialog.getByRole('combobox', { name: visitor.say('webhooks:kinds') });
    await kinds.click();
    await page.getByRole('option', { name: visitor.say('kinds:TrailKind.product_registered'), exact: true }).click();
    await kinds.press('Escape');
    expect(await visitor.violations()).toEqual([]);
    await make.click();
    await visitor.text('webhooks:secret.once').waitFor();
    const secret = await dialog.getByLabel(visitor.say('webhooks:secret.title'), { exact: true }).last().innerText();
    expect(secret).toMatch(/^whsec_/);
    expect(await visitor.violations()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: receiver.url }).click();
    await visitor.heading('webhooks:log.title').waitFor();
    expect(await page.content()).not.toContain(secret);
    await visitor.button('webhooks:test').click();
    await visitor.text('webhooks:tested').waitFor();
    await page.getByRole('status').getByText('Taken (204)').waitFor();
    expect(receiver.received.map(({ message }) => message.type)).toEqual(['webhook.test']);
    expect(await visitor.violations()).toEqual([]);

    await visitor.button('webhooks:rotate').click();
    await dialog.getByRole('button', { name: visitor.say('webhooks:rotate') }).click();
    await visitor.text('webhooks:secret.once').waitFor();
    expect(await dialog.getByLabel(visitor.say('webhooks:secret.title'), { exact: true }).last().innerText()).not.toBe(
      secret,
    );
    await page.keyboard.press('Escape');
    await page.getByText(visitor.say('webhooks:formerUntil')).waitFor();

    await visitor.button('webhooks:pause').click();
    await visitor.button('webhooks:resume').waitFor();
    await visitor.text('terms:WebhookPauseCause.BY_HAND').waitFor();
    await visitor.button('webhooks:resume').click();
    await visitor.text('webhooks:active').waitFor();

    await visitor.button('webhooks:remove').click();
    await dialog.getByRole('button', { name: visitor.say('webhooks:remove') }).click();
    await visitor.text('webhooks:empty').waitFor();
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  it('show what was not taken, and send it again', async () => {
    const { publisher } = await world.vendor();
    const { makeWebhook } = await publisher.graphql(
      'mutation ($input: MakeWebhookInput!) { makeWebhook(input: $input) { webhook { id } } }',
      { input: { url: receiver.url, kinds: ['product.registered'] } },
    );
    receiver.answer = answers(410);
    await publisher.graphql(
      'mutation { registerProduct(input: { kind: DEVICE, name: "Pump", isConnectable: true }) { product { id } } }',
    );
    await world.eventually(async () => {
      const { rows } = await world.behind.query(
        `select from webhook_delivery where state = 'FAILED' and webhook_id = $1`,
        [makeWebhook.webhook.id],
      );
      return rows.length === 1;
    });
    receiver.answer = answers(200);
    const visitor = await Visitor.arrives(browser, world.url, 'ja', publisher);
    await visitor.goes(`/webhooks/${makeWebhook.webhook.id}`);
    await visitor.text('terms:WebhookPauseCause.GONE').waitFor();
    expect(await visitor.button('webhooks:log.retry').count()).toBe(0);
    await visitor.button('webhooks:resume').click();
    await visitor.button('webhooks:log.retry').click();
    await world.eventually(
      async () => receiver.received.filter(({ message }) => message.type !== 'webhook.test').length === 2,
    );
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  it('are an administrator’s: others are told whom to ask', async () => {
    const { approver } = await world.vendor();
    const visitor = await Visitor.arrives(browser, world.url, 'en', approver);
    await visitor.goes('/webhooks');
    await visitor.text('webhooks:notYours').waitFor();
    expect(await visitor.menu('webhooks').count()).toBe(0);
    await visitor.goes('/webhooks/0190a0a0-0000-7000-8000-000000000000');
    await visitor.text('webhooks:notYours').waitFor();
    expect(await visitor.violations()).toEqual([]);
    await visitor.leaves();
  });
});
