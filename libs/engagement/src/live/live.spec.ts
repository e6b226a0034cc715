import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient as createEventClient } from 'graphql-sse';
import request from 'supertest';
import { newId, type Id } from '#libs/kernel';
import { asset, Desk, WITHDRAW } from '../../../../test/support/publishing-desk.ts';
import { Subscriber } from '../../../../test/support/subscriber.ts';
import { type Data, type Hospital, type Person, World } from '../../../../test/support/world.ts';

const INBOX = 'subscription { inboxChanged { delivery { id state publication { titleEn } sites { state } } } }';
const REQUEST = `subscription ($id: ID) { informationRequestChanged(requestId: $id) { request { id state title } } }`;
const PROGRESS = `subscription ($id: ID!) { progressChanged(publicationId: $id) { publication { id progress { delivered viewed } } } }`;
const INBOX_LIST = '{ inbox(first: 10) { edges { node { id } } } }';
const VIEW = 'mutation ($input: MarkViewedInput!) { markViewed(input: $input) { delivery { id } } }';
const ASK = 'mutation ($input: AskVendorInput!) { askVendor(input: $input) { request { id } } }';
const REPLY = 'mutation ($input: ReplyToRequestInput!) { replyToRequest(input: $input) { request { id } } }';
const SUSPEND =
  'mutation ($input: SuspendOrganisationInput!) { suspendOrganisation(input: $input) { organisation { id } } }';
const MAKE_KEY = 'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret apiKey { id } } }';
const REVOKE = 'mutation ($input: ApiKeyInput!) { revokeApiKey(input: $input) { apiKey { id } } }';

let world: World;
const open: Subscriber[] = [];
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const subscriberOf = (person: Person, options?: ConstructorParameters<typeof Subscriber>[1]) => {
  const subscriber = new Subscriber(person, options);
  open.push(subscriber);
  return subscriber;
};

/** A vendor that two hospitals deal with, each with a device. */
async function scene() {
  const desk = await Desk.open(world);
  const [hospital, other] = [await world.hospital(), await world.hospital()];
  for (const one of [hospital, other]) {
    await world.relationship(desk.vendor, one);
    await asset(world, one, desk.releaseId);
  }
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  return { desk, hospital, other, support };
}
const delivered = async ({ person }: Hospital): Promise<Id> =>
  world.eventually(async () => (await person.graphql(INBOX_LIST)).inbox.edges[0]?.node.id);
const ask = async (by: Person, releaseId: Id, title = 'Antivirus'): Promise<Id> =>
  (await by.graphql(ASK, { input: { releaseId, urgency: 'NORMAL', title, words: 'Is it allowed?' } })).askVendor.request
    .id;

describe('whoever looks at the inbox', () => {
  it('is told of what arrives, of what a colleague does with it, and of its withdrawal', async () => {
    const { desk, hospital } = await scene();
    const inbox = await subscriberOf(hospital.person).subscribe(INBOX);
    const publicationId = await desk.published({ titleEn: 'Buffer overflow' });

    const first: Data = (await inbox.next()).data!.inboxChanged;
    expect(first).toMatchObject({ delivery: { publication: { titleEn: 'Buffer overflow' } } });

    await (
      await hospital.person.colleague('HOSPITAL_DEVICE')
    ).graphql(VIEW, { input: { deliveryId: first.delivery.id } });
    expect((await inbox.next()).data!.inboxChanged.delivery).toMatchObject({ sites: [{ state: 'VIEWED' }] });

    await desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'It does not start.' } });
    expect((await inbox.next()).data!.inboxChanged.delivery.id).not.toBe(first.delivery.id);
  });

  it('is told by another server on the same database', async () => {
    const { desk, hospital } = await scene();
    const second = await world.anotherServer();
    try {
      const inbox = await subscriberOf(hospital.person, { url: second.url }).subscribe(INBOX);
      await desk.published({ titleEn: 'Told elsewhere' });
      expect((await inbox.next()).data!.inboxChanged.delivery.publication.titleEn).toBe('Told elsewhere');
    } finally {
      await second.stop();
    }
  });

  it('is told nothing of another hospital, nor of what is for named colleagues alone', async () => {
    const { desk, hospital, other } = await scene();
    const colleague = await hospital.person.colleague('HOSPITAL_SECURITY');
    const [theirs, named, unnamed] = [
      await subscriberOf(other.person).subscribe(INBOX),
      await subscriberOf(hospital.person).subscribe(INBOX),
      await subscriberOf(colleague).subscribe(INBOX),
    ];
    await desk.published({
      tlp: 'RED',
      namedHospitals: [{ hospitalId: hospital.id, emails: [hospital.person.email] }],
    });

    expect((await named.next()).data!.inboxChanged.delivery).not.toBeNull();
    expect(await theirs.settledFor(300)).toEqual([]);
    expect(await unnamed.settledFor(0)).toEqual([]);
  });

  it('is told once of what changed many times before it was taken', async () => {
    const { desk, hospital } = await scene();
    await desk.published();
    const deliveryId = await delivered(hospital);
    await world.settled();
    const inbox = await subscriberOf(hospital.person).subscribe(INBOX);
    await world.behind.query(
      `insert into trail.event (id, recorded_at, kind, organisation_id, subject_type, subject_id, facts)
       select event.id, now(), 'delivery.viewed', $2, 'Delivery', $1,
         trail.event_facts('delivery.viewed', 1, event.id, now(), $2, null, null, 'Delivery', $1, '{}'::jsonb)
       from (select gen_random_uuid() as id from generate_series(1, 500)) as event`,
      [deliveryId, hospital.id],
    );
    expect((await inbox.next()).data!.inboxChanged.delivery.id).toBe(deliveryId);
    expect((await inbox.settledFor(500)).length).toBeLessThan(20);
  });
});

describe('whoever looks at a request', () => {
  it('is told what the other side says, on both sides, and of no note of the other side', async () => {
    const { desk, hospital, support } = await scene();
    const theirs = await subscriberOf(support).subscribe(REQUEST);
    const requestId = await ask(hospital.person, desk.releaseId);
    expect((await theirs.next()).data!.informationRequestChanged.request).toMatchObject({
      id: requestId,
      state: 'OPEN',
    });

    const ours = await subscriberOf(hospital.person).subscribe(REQUEST, { id: requestId });
    await support.graphql(REPLY, { input: { requestId, words: 'A note.', isInternal: true } });
    expect((await theirs.next()).data!.informationRequestChanged.request.id).toBe(requestId);
    expect(await ours.settledFor(200)).toEqual([]);

    await ask(hospital.person, desk.releaseId, 'Another');
    await support.graphql(REPLY, { input: { requestId, words: 'We look.' } });
    expect((await ours.next()).data!.informationRequestChanged.request.id).toBe(requestId);
  });

  it("is refused another hospital's, as one that is not there", async () => {
    const { desk, hospital, other } = await scene();
    const requestId = await ask(hospital.person, desk.releaseId);
    const foreign = await subscriberOf(other.person).subscribe(REQUEST, { id: requestId });
    const nothing = await subscriberOf(other.person).subscribe(REQUEST, { id: newId() });
    expect(await foreign.refusal()).toBe('NOT_FOUND not_found');
    expect(await nothing.refusal()).toBe('NOT_FOUND not_found');
  });
});

describe('whoever follows a publication', () => {
  it('sees its figures grow', async () => {
    const { desk, hospital } = await scene();
    const publicationId = await desk.published();
    const deliveryId = await delivered(hospital);
    await world.settled();
    const progress = await subscriberOf(desk.publisher).subscribe(PROGRESS, { id: publicationId });
    await hospital.person.graphql(VIEW, { input: { deliveryId } });
    expect((await progress.next()).data!.progressChanged.publication).toEqual({
      id: publicationId,
      progress: { delivered: 2, viewed: 1 },
    });
  });

  it('is refused those of another vendor', async () => {
    const { desk } = await scene();
    const stranger = (await Desk.open(world)).publisher;
    const progress = await subscriberOf(stranger).subscribe(PROGRESS, { id: await desk.published() });
    expect(await progress.refusal()).toBe('NOT_FOUND not_found');
  });
});

describe('a subscription ends', () => {
  it('when the organisation is suspended, although nothing is to be told', async () => {
    const operator = await world.person('OPERATOR');
    const { id, person } = await world.hospital();
    const inbox = await subscriberOf(person).subscribe(INBOX);
    await operator.graphql(SUSPEND, { input: { organisationId: id, reason: 'Asked for it.' } });
    expect(await inbox.refusal()).toBe('CONFLICT live.organisation_changed');
  });

  it('when the session ended', async () => {
    const hospital = await world.hospital();
    const inbox = await subscriberOf(hospital.person).subscribe(INBOX);
    await request(world.url).post('/auth/sign-out').set(hospital.person.headers).set('origin', world.url).send({});
    expect(await inbox.refusal()).toBe('UNAUTHENTICATED sign_in.session_ended');
  });

  it('when the API key was revoked', async () => {
    const { person } = await world.hospital();
    const { makeApiKey: made } = await person.graphql(MAKE_KEY, {
      input: { name: 'Board', roles: ['HOSPITAL_VIEWER'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    });
    const authorization = `Bearer ${made.secret}`;
    const program = subscriberOf(person, { headers: {}, connectionParams: { authorization } });
    const inbox = await program.subscribe(INBOX);
    await person.graphql(REVOKE, { input: { apiKeyId: made.apiKey.id } });
    expect(await inbox.refusal()).toBe('UNAUTHENTICATED sign_in.bad_api_key');
  });

  it('at the next event when they may no longer be told, here because it is no vendor any more', async () => {
    const { desk, hospital } = await scene();
    const reader = await desk.publisher.colleague('VENDOR_SUPPORT');
    const publicationId = await desk.published();
    const deliveryId = await delivered(hospital);
    await world.settled();
    const progress = await subscriberOf(reader).subscribe(PROGRESS, { id: publicationId });
    await world.behind.query(`update organisation set kind = 'AUDITOR' where id = $1`, [desk.vendor.id]);
    await world.behind.query('select auth.announce_revoked($1)', [reader.userId]);
    await hospital.person.graphql(VIEW, { input: { deliveryId } });
    expect(await progress.refusal()).toBe('FORBIDDEN access.forbidden');
  });
});

describe('a connection is refused', () => {
  const closed = async (subscriber: Subscriber) => {
    await subscriber.subscribe(INBOX);
    return world.eventually(() => Promise.resolve(subscriber.closedWith));
  };

  it('to nobody known, and to a key that is not one', async () => {
    const { person } = await world.hospital();
    expect(await closed(subscriberOf(person, { headers: {} }))).toBe('4401 sign_in.required');
    const wrong = { headers: {}, connectionParams: { authorization: 'Bearer tsk_wrong' } };
    expect(await closed(subscriberOf(person, wrong))).toBe('4401 sign_in.bad_api_key');
  });

  it('to a page of another site, which the cookie would come along with', async () => {
    const { person } = await world.hospital();
    const answer = await request(world.url)
      .get('/graphql/live')
      .set({ ...person.headers, origin: 'https://elsewhere.invalid', connection: 'upgrade', upgrade: 'websocket' })
      .set({ 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' });
    expect(answer.status).toBe(403);
    expect(answer.body.error.reason).toBe('live.foreign_origin');
  });
});

describe('what is refused', () => {
  it.each([
    ['a query', '{ viewer { name } }', 'INVALID_INPUT live.only_subscriptions'],
    ['what is no GraphQL', 'subscription {', 'INVALID_INPUT request.invalid_query'],
    ['an unknown field', 'subscription { nothing }', 'INVALID_INPUT request.invalid_query'],
    [
      'one with more aliases than any page needs',
      `subscription { inboxChanged { delivery { ${Array.from({ length: 31 }, (_, at) => `a${at}: id`).join(' ')} } } }`,
      'INVALID_INPUT request.too_many_aliases',
    ],
  ])('is %s', async (_what, query, refusal) => {
    const { person } = await world.hospital();
    expect(await (await subscriberOf(person).subscribe(query)).refusal()).toBe(refusal);
  });

  it('is a role that may not receive, and it is recorded', async () => {
    const { desk } = await scene();
    const inbox = await subscriberOf(desk.publisher).subscribe(INBOX);
    expect(await inbox.refusal()).toBe('FORBIDDEN access.forbidden');
    await world.settled();
    const { rows } = await world.behind.query(
      `select facts from trail.event where kind = 'access.denied' and organisation_id = $1`,
      [desk.vendor.id],
    );
    expect(rows.map(({ facts }) => JSON.parse(facts as string).facts)).toEqual([
      expect.objectContaining({ field: 'Subscription.inboxChanged', verb: 'receive' }),
    ]);
  });

  it('is a subscription at the address of queries', async () => {
    const { person } = await world.hospital();
    const answer = await request(world.url).post('/graphql').set(person.headers).send({ query: INBOX });
    expect(answer.body.errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', reason: 'live.wrong_address' });
  });

  it('is the hundred-and-first subscription of one session, whatever the connection', async () => {
    const { person } = await world.hospital();
    const [one, another] = [subscriberOf(person), subscriberOf(person)];
    const first = await Promise.all(
      Array.from({ length: 1_000 }, (_, at) => (at % 2 ? one : another).subscribe(INBOX)),
    );
    const refused = first.filter(({ isOver }) => isOver);
    expect(first.length - refused.length).toBe(100);
    expect(await refused[0]!.refusal()).toBe('RATE_LIMITED live.too_many');
    first.find(({ isOver }) => !isOver)!.stop();
    const again = await one.subscribe(INBOX);
    expect(again.isOver).toBe(false);
  });
});

describe('server-sent events', () => {
  const eventsOf = ({ headers }: Person) =>
    createEventClient({ url: `${world.url}/graphql/live`, headers, retryAttempts: 0 });

  it('tell the same, to a client of the protocol', async () => {
    const { desk, hospital } = await scene();
    const client = eventsOf(hospital.person);
    const events = client.iterate<Data>({ query: INBOX });
    const first = events.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await desk.published({ titleEn: 'By events' });
    expect((await first).value).toMatchObject({
      data: { inboxChanged: { delivery: { publication: { titleEn: 'By events' } } } },
    });
    client.dispose();
  });

  it('tell why a subscription is refused, and then are complete', async () => {
    const { person } = await world.hospital();
    const client = eventsOf(person);
    const told: Data[] = [];
    for await (const result of client.iterate<Data>({ query: REQUEST, variables: { id: newId() } })) told.push(result);
    expect(told).toEqual([
      { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'NOT_FOUND' }) })] },
    ]);
    client.dispose();
  });

  it.each([
    ['without a session', {}, { accept: 'text/event-stream' }, 401, 'sign_in.required'],
    ['as JSON', null, { accept: 'application/json' }, 406, 'live.event_stream'],
  ])('are refused %s', async (_how, headers, accept, status, reason) => {
    const { person } = await world.hospital();
    const answer = await request(world.url)
      .post('/graphql/live')
      .set({ ...(headers ?? person.headers), ...accept })
      .send({ query: INBOX });
    expect(answer.status).toBe(status);
    expect(answer.body.error.reason).toBe(reason);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
