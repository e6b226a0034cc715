import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { WebhookReceiver } from '../../../../test/support/webhook-receiver.ts';
import { World, type Vendor } from '../../../../test/support/world.ts';

const MAKE = `mutation ($input: MakeWebhookInput!) { makeWebhook(input: $input) { webhook { id } } }`;
const CHANGE = `mutation ($input: ChangeWebhookInput!) { changeWebhook(input: $input) { webhook { id } } }`;
const TEST = `mutation ($input: WebhookInput!) { testWebhook(input: $input) { delivery { attempts { status failure } } } }`;

let world: World;
let vendor: Vendor;
beforeAll(async () => {
  world = await World.start();
  vendor = await world.vendor();
});
afterAll(() => world.stop());

const make = (url: string) => ({ input: { url, kinds: ['product.registered'] } });

describe('where the operator does not allow private addresses', () => {
  it.each([
    'http://hooks.example.jp/tasuki',
    'http://127.0.0.1:8420/',
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:192.168.0.1]/',
    'https://[fd00::1]/',
    'https://0.0.0.0/',
  ])('no webhook goes to %s', async (url) => {
    expect(await vendor.publisher.refusal(MAKE, make(url))).toBe('INVALID_INPUT interop.address_not_allowed');
    const { makeWebhook } = await vendor.publisher.graphql(MAKE, make('https://hooks.example.jp/tasuki'));
    const webhookId = makeWebhook.webhook.id;
    expect(await vendor.publisher.refusal(CHANGE, { input: { webhookId, url } })).toBe(
      'INVALID_INPUT interop.address_not_allowed',
    );
  });

  it('a name that leads to one is judged when it is asked, and nobody there hears of it', async () => {
    const receiver = await WebhookReceiver.start();
    const url = new URL(receiver.url);
    const { makeWebhook } = await vendor.publisher.graphql(MAKE, make(`https://localhost:${url.port}/${newId()}`));
    const { testWebhook } = await vendor.publisher.graphql(TEST, { input: { webhookId: makeWebhook.webhook.id } });
    expect(testWebhook.delivery.attempts).toEqual([{ status: null, failure: 'ADDRESS_NOT_ALLOWED' }]);
    expect(receiver.received).toEqual([]);
    await receiver.stop();
  });
});
