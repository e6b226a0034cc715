import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import * as d from '../../../test/support/publishing-desk.ts';
import { World, type Hospital } from '../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
let hospital: Hospital;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
  hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital);
  await d.asset(world, hospital, desk.releaseId);
});

const INBOX = `query ($filter: InboxFilterInput, $sort: InboxSort! = NEWEST, $first: Int! = 20, $after: String) {
  inboxCounts { unread open overdue criticalOpen }
  inbox(filter: $filter, sort: $sort, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node {
    id state notice dueOn isOverdue isSecondCheckMissed severity kind deliveredAt isForInformation isOpenedFirst closedAt openSites siteCount
    affectedAssets actions { kind dueOn } publication { id titleEn myDelivery { id } withdrawalOf: myDelivery(notice: WITHDRAWAL) { id notice } progress { hospitals } }
    sites { siteId site { name } state isAnswered coverage coveredBy { id } viewedAt acknowledgedAt acknowledgement { comment answers { action answer comment } } } } } } }`;
const PROGRESS = `query ($id: ID!) {
  publication(id: $id) { myDelivery { id } progress { isDelivering hospitals delivered viewed acknowledged overdue outside forInformation } withdrawal: progress(notice: WITHDRAWAL) { delivered } }
  recipients(publicationId: $id, state: ALL) { totalCount edges { node {
    hospital { id name } state isOverdue siteCount unseenSites openSites answers { action answer sites } sites { site { name } state acknowledgement { comment } } } } } }`;
const mutation = (name: string, input: string, payload = 'delivery { id state openSites unseenSites }') =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${payload} } }`;
const VIEW = mutation('markViewed', 'MarkViewedInput');
const ACKNOWLEDGE = mutation('acknowledge', 'AcknowledgeInput');
const MANY = mutation(
  'acknowledgeMany',
  'AcknowledgeManyInput',
  'results { deliveryId delivery { state } refusal { code reason message } }',
);
const COVER = mutation('coverSite', 'CoverSiteInput');

it('brings a publication into the inbox, and what is said about it back to the vendor', async () => {
  const id = await desk.published();
  await world.settled();
  const { inbox, inboxCounts } = await hospital.person.graphql(INBOX, { filter: { state: 'UNREAD' } });
  expect(inboxCounts).toEqual({ unread: 1, open: 1, overdue: 0, criticalOpen: 1 });
  const { node } = inbox.edges[0];
  expect(node).toMatchObject({
    state: 'OPEN',
    severity: 'CRITICAL',
    isOpenedFirst: true,
    isSecondCheckMissed: false,
    affectedAssets: 1,
    actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-12-24' }],
    publication: { id, myDelivery: { id: node.id }, progress: null },
    sites: [
      { siteId: hospital.siteId, state: 'UNSEEN', isAnswered: false, coverage: 'COVERED', acknowledgement: null },
    ],
  });

  const input = { deliveryId: node.id, siteId: hospital.siteId, comment: 'read' };
  expect(await hospital.person.refusal(ACKNOWLEDGE, { input })).toBe('CONFLICT engagement.open_first');
  await hospital.person.graphql(VIEW, { input: { deliveryId: node.id } });
  const { acknowledge } = await hospital.person.graphql(ACKNOWLEDGE, { input });
  expect(acknowledge.delivery).toMatchObject({ state: 'ANSWERED', openSites: 0 });

  const seen = await desk.publisher.graphql(PROGRESS, { id });
  expect(seen.publication).toMatchObject({
    myDelivery: null,
    progress: {
      isDelivering: false,
      hospitals: 1,
      delivered: 1,
      viewed: 1,
      acknowledged: 1,
      overdue: 0,
      outside: 0,
      forInformation: 0,
    },
    withdrawal: { delivered: 0 },
  });
  expect(seen.recipients).toMatchObject({
    totalCount: 1,
    edges: [
      {
        node: {
          hospital: { id: hospital.id },
          answers: [{ action: 'ACKNOWLEDGE', answer: 'DONE', sites: 1 }],
          sites: [{ acknowledgement: { comment: 'read' } }],
        },
      },
    ],
  });
});

it('keeps the recipients of a publication from other vendors and from hospitals', async () => {
  const id = await desk.published({ tlp: 'CLEAR' });
  await world.settled();
  const ask = 'query ($id: ID!) { recipients(publicationId: $id) { totalCount } }';
  expect(await (await world.vendor()).publisher.refusal(ask, { id })).toBe('NOT_FOUND not_found');
  expect(await hospital.person.refusal(ask, { id })).toBe('FORBIDDEN access.forbidden');
  expect(await desk.publisher.refusal('{ inbox { totalCount } }')).toBe('FORBIDDEN access.forbidden');
});

it('answers in bulk and covers sites, and refuses nonsense with its closed code', async () => {
  const second = await world.site(hospital.id);
  await d.asset(world, hospital, desk.releaseId, { siteId: second });
  await desk.published({ severity: 'HIGH' });
  await desk.published();
  await world.settled();
  const { inbox } = await hospital.person.graphql(INBOX, { sort: 'SEVERITY' });
  const [critical, high] = inbox.edges.map((edge: { node: { id: string } }) => edge.node.id) as [string, string];

  const { coverSite } = await hospital.person.graphql(COVER, {
    input: { deliveryId: high, siteId: second, coveredById: hospital.siteId },
  });
  expect(coverSite.delivery).toMatchObject({ openSites: 1 });
  const { acknowledgeMany } = await hospital.person.graphql(MANY, {
    input: { deliveryIds: [critical, high], siteId: hospital.siteId },
  });
  expect(acknowledgeMany.results).toMatchObject([
    { deliveryId: critical, delivery: null, refusal: { code: 'CONFLICT', reason: 'engagement.open_first' } },
    { deliveryId: high, delivery: { state: 'ANSWERED' }, refusal: null },
  ]);

  const { person, siteId } = hospital;
  expect(await person.refusal(VIEW, { input: { deliveryId: 'nonsense' } })).toBe('INVALID_INPUT input.invalid');
  expect(await person.refusal(VIEW, { input: { deliveryId: newId() } })).toBe('NOT_FOUND not_found');
  expect(await person.refusal(INBOX, { after: 'nonsense' })).toBe('INVALID_INPUT page.bad_cursor');
  expect(await person.refusal(INBOX, { first: 101 })).toBe('INVALID_INPUT page.first_out_of_range');
  const wrong = { deliveryId: critical, siteId, answers: [{ action: 'APPLY_UPDATE', answer: 'APPLIED' }] };
  expect(await person.refusal(ACKNOWLEDGE, { input: wrong })).toBe('INVALID_INPUT engagement.wrong_answers');
});

it('delivers to a hospital that registers a device later, and what was withdrawn asks for the notice', async () => {
  const id = await desk.published({ severity: 'LOW' });
  const late = await world.hospital();
  await world.relationship(desk.vendor, late);
  const input = { siteId: late.siteId, releaseId: desk.releaseId, connections: ['UNKNOWN'] };
  await late.person.graphql(
    'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }',
    { input },
  );
  await world.settled();
  const { inbox } = await late.person.graphql(INBOX);
  expect(inbox.edges).toMatchObject([{ node: { publication: { id }, state: 'OPEN' } }]);

  await desk.approver.graphql(d.WITHDRAW, { input: { publicationId: id, reason: 'Wrong file' } });
  const deliveryId = inbox.edges[0].node.id as string;
  expect(await late.person.refusal(ACKNOWLEDGE, { input: { deliveryId, siteId: late.siteId } })).toBe(
    'CONFLICT engagement.publication_withdrawn',
  );
  await world.settled();
  const after = await late.person.graphql(INBOX, { filter: { state: 'OPEN' } });
  expect(after.inbox.edges).toMatchObject([{ node: { notice: 'WITHDRAWAL', publication: { id } } }]);
  const { id: noticeId, publication } = after.inbox.edges[0].node;
  expect(publication).toMatchObject({ myDelivery: { id: deliveryId }, withdrawalOf: { id: noticeId } });
});
