import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Id } from '#libs/kernel';
import { mailsTo } from '../../../../test/support/mails.ts';
import { asset, Desk } from '../../../../test/support/publishing-desk.ts';
import { answers, WebhookReceiver, type Received } from '../../../../test/support/webhook-receiver.ts';
import { World, type Data, type Person, type Vendor } from '../../../../test/support/world.ts';
import { WebhookSender } from './webhook-sender.ts';

const FIELDS = 'webhook { id url kinds pauseCause formerSecretUntil lastStatus lastFailure }';
const MESSAGE = 'delivery { id kind state eventId nextAttemptAt attempts { status failure durationMs at } }';
const MAKE = `mutation ($input: MakeWebhookInput!) { makeWebhook(input: $input) { secret ${FIELDS} } }`;
const CHANGE = `mutation ($input: ChangeWebhookInput!) { changeWebhook(input: $input) { ${FIELDS} } }`;
const ROTATE = `mutation ($input: WebhookInput!) { rotateWebhookSecret(input: $input) { secret ${FIELDS} } }`;
const TEST = `mutation ($input: WebhookInput!) { testWebhook(input: $input) { ${MESSAGE} } }`;
const REMOVE = `mutation ($input: WebhookInput!) { removeWebhook(input: $input) { ${FIELDS} } }`;
const RETRY = `mutation ($input: WebhookDeliveryInput!) { retryWebhookDelivery(input: $input) { ${MESSAGE} } }`;
const LIST = `{ webhooks { id url kinds pauseCause lastStatus lastFailure } }`;
const LOG = `query ($id: ID!) { webhookDeliveries(webhookId: $id, first: 100) { totalCount edges { node {
  id kind state eventId nextAttemptAt attempts { status failure durationMs at } } } } }`;
const REGISTER = 'mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { product { id } } }';
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

let world: World;
let receiver: WebhookReceiver;
let vendor: Vendor;

beforeAll(async () => {
  world = await World.start({ TASUKI_WEBHOOKS_TO_PRIVATE: 'true' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  vendor = await world.vendor();
});
afterEach(async () => {
  await world.behind.query(`update webhook set pause_cause = 'BY_HAND'`);
  await receiver.stop();
});

const make = async (by: Person, kinds = ['product.registered'], url = receiver.url): Promise<Data & { id: Id }> => {
  const { makeWebhook } = await by.graphql(MAKE, { input: { url, kinds } });
  return { ...makeWebhook.webhook, secret: makeWebhook.secret };
};
/** Something that is told. */
const register = async (by: Person, name = 'Pump'): Promise<Id> =>
  (await by.graphql(REGISTER, { input: { name, kind: 'DEVICE', isConnectable: true } }))['registerProduct'].product.id;
const log = async (by: Person, id: Id): Promise<Data[]> =>
  (await by.graphql(LOG, { id }))['webhookDeliveries'].edges.map(({ node }: { node: Data }) => node);
const arrivals = (count: number): Promise<Received[]> =>
  world.eventually(async () => receiver.received.length >= count && receiver.received);
/** The newest message, once it says this. */
const logged = (by: Person, id: Id, facts: Record<string, unknown>): Promise<Data> =>
  world.eventually(async () => {
    const [newest] = await log(by, id);
    return newest && Object.entries(facts).every(([name, value]) => newest[name] === value) && newest;
  });
const attempted = (by: Person, id: Id, count: number): Promise<Data> =>
  world.eventually(async () => {
    const [newest] = await log(by, id);
    return newest?.['attempts'].length >= count && newest;
  });
/** By somebody else's reading of the specification. */
const isSigned = (secret: string, { body, headers }: Received): boolean => {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

describe('a webhook', () => {
  it('is told, signed, what happened to what, and no name', async () => {
    const { id, secret } = await make(vendor.publisher);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const productId = await register(vendor.publisher, 'Secret project');
    const [received] = await arrivals(1);
    expect(received!.message).toMatchObject({
      type: 'product.registered',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        subjectType: 'Product',
        subjectId: productId,
        organisationId: vendor.id,
        url: `${world.url}/records?subjectId=${productId}`,
      },
    });
    expect(received!.body).not.toMatch(/Secret project|Person|@/);
    expect(isSigned(secret, received!)).toBe(true);
    expect(isSigned(secret, { ...received!, body: received!.body.replace('Product', 'Publication') })).toBe(false);
    expect(await logged(vendor.publisher, id, { state: 'DELIVERED' })).toMatchObject({
      id: received!.id,
      kind: 'product.registered',
      eventId: received!.message.data['eventId'],
      nextAttemptAt: null,
      attempts: [{ status: 204, failure: null, durationMs: expect.any(Number) }],
    });
    expect((await vendor.publisher.graphql(LIST))['webhooks']).toMatchObject([
      { id, lastStatus: 204, lastFailure: null },
    ]);
  });

  it('is told of deliveries too, on both sides, and of nothing that it did not ask for', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    await make(hospital.person, ['delivery.delivered']);
    await make(desk.publisher, ['delivery.delivered', 'publication.published']);
    const publicationId = await desk.published();
    await arrivals(3);
    await world.settled();
    const told = receiver.received.map(({ message }) => message);
    expect(told.map(({ type }) => type).toSorted()).toEqual([
      'delivery.delivered',
      'delivery.delivered',
      'publication.published',
    ]);
    expect(told.every(({ data }) => data['subjectId'] === publicationId)).toBe(true);
    const { data } = told.find(({ type }) => type === 'delivery.delivered')!;
    const { delivery } = await hospital.person.graphql('query ($id: ID!) { delivery(id: $id) { id } }', {
      id: data['deliveryId'],
    });
    expect(delivery).not.toBeNull();
  });

  it('is told each event once, however many there are', async () => {
    const { id } = await make(vendor.publisher);
    const made = await Promise.all(Array.from({ length: 25 }, () => register(vendor.publisher)));
    await arrivals(25);
    await world.eventually(async () => (await log(vendor.publisher, id)).every(({ state }) => state === 'DELIVERED'));
    expect(receiver.received.map(({ message }) => message.data['subjectId']).toSorted()).toEqual(made.toSorted());
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(25);
  });

  it('is not told what others do, nor what was before it', async () => {
    await register(vendor.publisher);
    const { id } = await make(vendor.publisher);
    await register((await world.vendor()).publisher);
    const productId = await register(vendor.publisher);
    await arrivals(1);
    expect(receiver.received.map(({ message }) => message.data['subjectId'])).toEqual([productId]);
    expect(await log(vendor.publisher, id)).toHaveLength(1);
  });

  it('is told nothing while its organisation is suspended', async () => {
    const { id } = await make(vendor.publisher);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [vendor.id]);
    await world.behind.query(
      `insert into webhook_delivery (id, webhook_id, organisation_id, kind, body, created_at, state, next_attempt_at)
       values (gen_random_uuid(), $1, $2, 'product.registered', '{}', now(), 'PENDING', now() - interval '1 hour')`,
      [id, vendor.id],
    );
    const other = await world.vendor();
    await make(other.publisher);
    const productId = await register(other.publisher);
    await arrivals(1);
    expect(receiver.received.map(({ message }) => message.data['subjectId'])).toEqual([productId]);
    await world.behind.query(`update organisation set state = 'ADMITTED' where id = $1`, [vendor.id]);
    await arrivals(2);
  });
});

describe('a secret', () => {
  it('is rotated without a gap: for a day both sign', async () => {
    const { id, secret: former } = await make(vendor.publisher);
    const { rotateWebhookSecret: rotated } = await vendor.publisher.graphql(ROTATE, { input: { webhookId: id } });
    expect(rotated.secret).not.toBe(former);
    expect(Date.parse(rotated.webhook.formerSecretUntil) - world.clock.now().getTime()).toBeGreaterThan(23 * HOUR);
    await register(vendor.publisher);
    const [both] = await arrivals(1);
    expect([former, rotated.secret].map((secret: string) => isSigned(secret, both!))).toEqual([true, true]);
    await world.behind.query(
      `update webhook set former_secret_until = former_secret_until - interval '1 day' where id = $1`,
      [id],
    );
    await register(vendor.publisher);
    const [, one] = await arrivals(2);
    expect([former, rotated.secret].map((secret: string) => isSigned(secret, one!))).toEqual([false, true]);
  });

  it('is kept encrypted, and shown once', async () => {
    const { id, secret } = await make(vendor.publisher);
    const { rows } = await world.behind.query(
      'select w::text as row, d.* from webhook w left join webhook_delivery d on true',
    );
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64').toString('hex');
    for (const trace of [secret, key]) expect(JSON.stringify(rows)).not.toContain(trace);
    const { rows: events } = await world.behind.query('select facts from trail.event where subject_id = $1', [id]);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(await vendor.publisher.ask('{ webhooks { secret } }')).toMatchObject({ status: 400 });
  });
});

describe('a receiver', () => {
  it('that fails and recovers gets the same message under the same id', async () => {
    const { id } = await make(vendor.publisher);
    let first = true;
    receiver.answer = (response, received) => {
      answers(first ? 500 : 200)(response, received);
      first = false;
    };
    await register(vendor.publisher);
    const pending = await attempted(vendor.publisher, id, 1);
    expect(pending).toMatchObject({ state: 'PENDING', attempts: [{ status: 500, failure: 'REFUSED' }] });
    const { at, durationMs } = pending['attempts'][0];
    expect(Date.parse(pending['nextAttemptAt']) - Date.parse(at) - durationMs).toBe(5 * SECOND);
    const delivered = await logged(vendor.publisher, id, { state: 'DELIVERED' });
    expect(delivered['attempts']).toMatchObject([{ status: 500 }, { status: 200, failure: null }]);
    const [one, other] = receiver.received;
    expect([other!.id, other!.body]).toEqual([one!.id, one!.body]);
    expect(receiver.received).toHaveLength(2);
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await WebhookReceiver.start();
    receiver.answer = answers(302, { location: elsewhere.url });
    const { id } = await make(vendor.publisher);
    const { testWebhook } = await vendor.publisher.graphql(TEST, { input: { webhookId: id } });
    expect(testWebhook.delivery).toMatchObject({ state: 'FAILED', attempts: [{ status: 302, failure: 'REDIRECTED' }] });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  it('that answers 100 MB is cut off after some of it', async () => {
    const { id } = await make(vendor.publisher);
    const chunk = Buffer.alloc(64 * 1024);
    let sent = 0;
    const isCut = new Promise<void>((resolve) => {
      receiver.answer = (response) => {
        response.writeHead(200).on('close', resolve).on('error', resolve);
        const flood = () => {
          while (sent < 100 * 1024 * 1024) {
            sent += chunk.length;
            if (!response.write(chunk)) return response.once('drain', flood);
          }
          return response.end();
        };
        flood();
      };
    });
    const { testWebhook } = await vendor.publisher.graphql(TEST, { input: { webhookId: id } });
    expect(testWebhook.delivery).toMatchObject({ state: 'DELIVERED', attempts: [{ status: 200 }] });
    await isCut;
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('that hangs is given 15 seconds, and holds up no other one', async () => {
    const { id } = await make(vendor.publisher);
    receiver.answer = () => undefined;
    for (let made = 0; made < 8; made += 1) await register(vendor.publisher);
    await arrivals(4);
    const prompt = await WebhookReceiver.start();
    const other = await world.vendor();
    await make(other.publisher, ['product.registered'], prompt.url);
    await register(other.publisher);
    await world.eventually(async () => prompt.received.length === 1, 5_000);
    expect(receiver.received).toHaveLength(4);
    await prompt.stop();
    const { rows } = await world.eventually(async () => {
      const answer = await world.behind.query<{ attempts: Data[] }>(
        'select attempts from webhook_delivery where webhook_id = $1 and tries > 0',
        [id],
      );
      return answer.rows.length >= 4 && answer;
    });
    expect(rows[0]!.attempts).toMatchObject([{ status: null, failure: 'TIMED_OUT' }]);
    expect(rows[0]!.attempts[0]!['durationMs']).toBeGreaterThanOrEqual(14_900);
    // While it fails it is asked one at a time.
    await arrivals(5);
    expect(receiver.received).toHaveLength(5);
  });

  it('gets the same message again when the sending process ended in the middle', async () => {
    const { id } = await make(vendor.publisher);
    receiver.answer = () => undefined;
    await register(vendor.publisher);
    const [cutOff] = await arrivals(1);
    const sender = world.app.get(WebhookSender, { strict: false });
    await sender.stop();
    expect((await log(vendor.publisher, id))[0]).toMatchObject({ state: 'PENDING', attempts: [] });
    receiver.answer = answers(200);
    sender.start();
    await world.behind.query(
      `update webhook_delivery set leased_until = leased_until - interval '1 minute' where webhook_id = $1`,
      [id],
    );
    const [, again] = await arrivals(2);
    expect([again!.id, again!.body]).toEqual([cutOff!.id, cutOff!.body]);
    expect(await logged(vendor.publisher, id, { state: 'DELIVERED' })).toMatchObject({ attempts: [{ status: 200 }] });
  });

  it('that takes nothing for three days is given up, and its administrators are told', async () => {
    const admin = await world.member(vendor.id, ['VENDOR_ADMIN']);
    const { id } = await make(vendor.publisher);
    receiver.answer = answers(503);
    await register(vendor.publisher);
    const pauses: number[] = [];
    for (let count = 1; count <= 9; count += 1) {
      const { nextAttemptAt, attempts } = await attempted(vendor.publisher, id, count);
      const { at, durationMs } = attempts.at(-1);
      pauses.push(Date.parse(nextAttemptAt) - Date.parse(at) - durationMs);
      await world.behind.query(
        `update webhook_delivery set next_attempt_at = now() where webhook_id = $1 and state = 'PENDING'`,
        [id],
      );
    }
    expect(pauses).toEqual([
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ]);
    await logged(vendor.publisher, id, { state: 'FAILED' });
    expect((await vendor.publisher.graphql(LIST))['webhooks']).toMatchObject([
      { pauseCause: 'GAVE_UP', lastStatus: 503, lastFailure: 'REFUSED' },
    ]);
    for (const { email } of [admin, vendor.publisher]) {
      const [mail] = await world.eventually(async () => {
        const mails = await mailsTo(world, email);
        return mails.length > 0 && mails;
      });
      expect(mail!.subject).toContain('127.0.0.1');
    }
    expect(await mailsTo(world, vendor.approver.email)).toEqual([]);
    const retry = { input: { webhookDeliveryId: receiver.received[0]!.id } };
    expect(await vendor.publisher.refusal(RETRY, retry)).toBe('CONFLICT interop.webhook_paused');
    receiver.answer = answers(200);
    await register(vendor.publisher);
    await vendor.publisher.graphql(CHANGE, { input: { webhookId: id, isPaused: false } });
    await vendor.publisher.graphql(RETRY, retry);
    const ids = new Set((await arrivals(12)).map((one) => one.id));
    expect(ids.size).toBe(2);
  });

  it('that is gone is asked no more', async () => {
    const { id } = await make(vendor.publisher);
    receiver.answer = answers(410);
    await register(vendor.publisher);
    expect(await logged(vendor.publisher, id, { state: 'FAILED' })).toMatchObject({ attempts: [{ failure: 'GONE' }] });
    expect((await vendor.publisher.graphql(LIST))['webhooks']).toMatchObject([{ pauseCause: 'GONE' }]);
    const query = 'query ($id: ID!) { trail(filter: { subjectId: $id }) { edges { node { kind } } } }';
    const { trail } = await vendor.publisher.graphql(query, { id });
    expect(trail.edges.map(({ node }: { node: Data }) => node['kind'])).toEqual(['webhook.paused', 'webhook.made']);
  });

  it('is sent nothing while the webhook is paused, and then what waited', async () => {
    const { id } = await make(vendor.publisher);
    await vendor.publisher.graphql(CHANGE, { input: { webhookId: id, isPaused: true } });
    const productId = await register(vendor.publisher);
    await logged(vendor.publisher, id, { state: 'PENDING' });
    expect(receiver.received).toEqual([]);
    const { testWebhook } = await vendor.publisher.graphql(TEST, { input: { webhookId: id } });
    expect(testWebhook.delivery).toMatchObject({ kind: 'webhook.test', state: 'DELIVERED', eventId: null });
    await vendor.publisher.graphql(CHANGE, { input: { webhookId: id, isPaused: false } });
    const [test, told] = await arrivals(2);
    expect(test!.message).toMatchObject({ type: 'webhook.test', data: { webhookId: id } });
    expect(told!.message.data['subjectId']).toBe(productId);
  });
});

describe('administrators', () => {
  it('alone see and make webhooks, in person', async () => {
    const { id } = await make(vendor.publisher);
    const hospital = await world.hospital();
    const manager = await hospital.person.colleague('HOSPITAL_DEVICE', 'HOSPITAL_SECURITY', 'HOSPITAL_MANAGER');
    for (const person of [vendor.approver, manager, await world.person('OPERATOR')]) {
      expect(await person.refusal(LIST)).toBe('FORBIDDEN access.forbidden');
      expect(await person.refusal(LOG, { id })).toBe('FORBIDDEN access.forbidden');
      expect(await person.refusal(MAKE, { input: { url: receiver.url, kinds: ['product.registered'] } })).toBe(
        'FORBIDDEN access.forbidden',
      );
      for (const act of [ROTATE, TEST, REMOVE]) {
        expect(await person.refusal(act, { input: { webhookId: id } })).toBe('FORBIDDEN access.forbidden');
      }
    }
    const { makeApiKey } = await vendor.publisher.graphql(
      'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
      { input: { name: 'Key', roles: ['VENDOR_ADMIN'], expiresAt: new Date(Date.now() + HOUR).toISOString() } },
    );
    const { errors } = await world.ask({ authorization: `Bearer ${makeApiKey.secret}` }, LIST);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('do not find those of another organisation', async () => {
    const { id } = await make(vendor.publisher);
    await register(vendor.publisher);
    const { id: webhookDeliveryId } = await logged(vendor.publisher, id, { state: 'DELIVERED' });
    const { person: other } = await world.hospital();
    expect((await other.graphql(LIST))['webhooks']).toEqual([]);
    expect(await other.refusal(LOG, { id })).toBe('NOT_FOUND not_found');
    for (const act of [ROTATE, TEST, REMOVE, CHANGE]) {
      expect(await other.refusal(act, { input: { webhookId: id } })).toBe('NOT_FOUND not_found');
    }
    expect(await other.refusal(RETRY, { input: { webhookDeliveryId } })).toBe('NOT_FOUND not_found');
  });

  it('give it a kind of event that there is, and an address that is one', async () => {
    const refusal = (facts: object) =>
      vendor.publisher.refusal(MAKE, { input: { url: receiver.url, kinds: ['product.registered'], ...facts } });
    for (const facts of [
      { kinds: [] },
      { kinds: ['member.joined'] },
      { url: 'hooks.example.jp' },
      { url: 'ftp://hooks.example.jp' },
      { url: 'https://user:secret@hooks.example.jp' },
      { url: 'https://hooks.example.jp/#here' },
      { url: `https://hooks.example.jp/${'a'.repeat(500)}` },
    ]) {
      expect(await refusal(facts)).toBe('INVALID_INPUT input.invalid');
    }
    const { webhookKinds } = await vendor.publisher.graphql('{ webhookKinds }');
    expect(webhookKinds).toContain('delivery.delivered');
    expect(await make(vendor.publisher, webhookKinds)).toMatchObject({ kinds: webhookKinds });
  });

  it('have twenty of them at most', async () => {
    for (let made = 0; made < 20; made += 1) await make(vendor.publisher);
    expect(await vendor.publisher.refusal(MAKE, { input: { url: receiver.url, kinds: ['asset.changed'] } })).toBe(
      'CONFLICT interop.too_many_webhooks',
    );
  });

  it('remove one with its log', async () => {
    const { id } = await make(vendor.publisher);
    await register(vendor.publisher);
    await arrivals(1);
    await vendor.publisher.graphql(REMOVE, { input: { webhookId: id } });
    expect((await vendor.publisher.graphql(LIST))['webhooks']).toEqual([]);
    expect(await vendor.publisher.refusal(LOG, { id })).toBe('NOT_FOUND not_found');
    const { rows } = await world.behind.query('select from webhook_delivery where webhook_id = $1', [id]);
    expect(rows).toEqual([]);
  });
});

describe('the log of webhooks', () => {
  it('reaches back 30 days', async () => {
    const { id } = await make(vendor.publisher);
    await vendor.publisher.graphql(TEST, { input: { webhookId: id } });
    await vendor.publisher.graphql(TEST, { input: { webhookId: id } });
    const [newest, oldest] = await log(vendor.publisher, id);
    await world.behind.query(`update webhook_delivery set created_at = now() - interval '31 days' where id = $1`, [
      oldest!['id'],
    ]);
    await world.app.get(WebhookSender, { strict: false }).clearLog();
    expect(await log(vendor.publisher, id)).toMatchObject([{ id: newest!['id'] }]);
  });
});
