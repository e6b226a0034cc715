import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import { publicationPolicy } from '#libs/publishing';
import { EngagementWorld, refusalOf, type HospitalOfWorld } from '../test/engagement-world.ts';
import { OverviewRepository, type UnansweredFilter } from './overview.repository.ts';
import { OverviewService } from './overview.service.ts';
import { ProgressRepository } from './progress.repository.ts';

let world: EngagementWorld;
let overviews: OverviewService;
beforeAll(async () => {
  world = await EngagementWorld.start();
  world.policies.add(publicationPolicy);
  overviews = new OverviewService(world.uow, new OverviewRepository());
});
afterAll(() => world.stop());

const NOTHING = { comment: null, answers: [] };

/** A vendor, and two hospitals that hold its device. */
async function vendorWithTwoHospitals() {
  const { vendorId, releaseId, hospital } = await world.holder();
  const other = await world.hospital();
  await world.relationship(vendorId, other.id);
  await world.asset(other, releaseId);
  return { vendorId, releaseId, hospital, other, vendor: await world.vendorCtx(vendorId) };
}

async function acknowledge({ ctx, siteId }: HospitalOfWorld, id: Id<'Publication'>): Promise<void> {
  const delivery = await world.delivery(ctx, id);
  await world.answering.markViewed(ctx, delivery.id, null);
  await world.answering.acknowledge(ctx, delivery.id, siteId, NOTHING);
}

/** A publication that was not published yet. */
async function unpublished(vendorId: Id, state: string, contributors: (string | null)[] = []): Promise<void> {
  const id = newId();
  await world.sql(
    `insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id, created_at, updated_at)
     values ($1, $1, 1, $2, 'ADVISORY', $3, 'Draft', 'HIGH', 'AMBER', $1, now(), now())`,
    [id, vendorId, state],
  );
  for (const contributor of contributors) {
    await world.sql(
      'insert into publication_contributor (publication_id, vendor_id, contributor_id) values ($1, $2, $3)',
      [id, vendorId, contributor],
    );
  }
}

const listed = async (ctx: Ctx, filter: Partial<UnansweredFilter> = {}, first = 20, after: string | null = null) =>
  overviews.unansweredPublications(ctx, { overdueOnly: false, ...filter }, { first, after });

describe('what waits for a vendor', () => {
  it('is what hospitals have not answered, the gravest first, and what is late', async () => {
    const { vendorId, releaseId, hospital, other, vendor } = await vendorWithTwoHospitals();
    const facts = { releaseIds: [releaseId] };
    const late = await world.publish(vendorId, { ...facts, actions: { ACKNOWLEDGE: '2026-11-22' } });
    const critical = await world.publish(vendorId, { ...facts, severity: 'CRITICAL' });
    const answered = await world.publish(vendorId, facts);
    await world.publish(vendorId, { ...facts, actions: {} });
    await world.settle();
    await acknowledge(hospital, late);
    for (const one of [hospital, other]) await acknowledge(one, answered);

    expect((await overviews.vendorOverview(vendor)).unanswered).toEqual([
      { severity: 'CRITICAL', publications: 1, hospitals: 2, overdue: 0 },
      { severity: 'HIGH', publications: 1, hospitals: 1, overdue: 1 },
    ]);
    const all = await listed(vendor);
    expect(all.edges.map(({ node }) => node)).toEqual([
      { publicationId: critical, hospitals: 2, overdue: 0, soonestDueOn: '2026-12-24' },
      { publicationId: late, hospitals: 1, overdue: 1, soonestDueOn: '2026-11-22' },
    ]);
    expect(await all.totalCount()).toBe(2);
    const ids = async (filter: Partial<UnansweredFilter>) =>
      (await listed(vendor, filter)).edges.map(({ node }) => node.publicationId);
    expect(await ids({ severity: 'HIGH' })).toEqual([late]);
    expect(await ids({ overdueOnly: true })).toEqual([late]);
    expect(await ids({ severity: 'LOW' })).toEqual([]);

    const first = await listed(vendor, {}, 1);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await listed(vendor, {}, 1, first.pageInfo.endCursor);
    expect(second.edges.map(({ node }) => node.publicationId)).toEqual([late]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('holds nothing of hospitals that it is not told of, nor of other vendors', async () => {
    const { vendorId, releaseId, vendor } = await vendorWithTwoHospitals();
    const holder = await world.hospital();
    await world.asset(holder, releaseId);
    await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    expect((await overviews.vendorOverview(vendor)).unanswered).toMatchObject([{ hospitals: 2 }]);
    const stranger = await world.vendorCtx(await world.vendor());
    expect((await overviews.vendorOverview(stranger)).unanswered).toEqual([]);
    expect((await listed(stranger)).edges).toEqual([]);
  });

  it('counts drafts, reviews, those that one may approve oneself, and second checks', async () => {
    const vendorId = await world.vendor();
    const approver = await world.member(vendorId, 'MANUFACTURER', ['VENDOR_APPROVER']);
    const publisher = await world.vendorCtx(vendorId);
    await unpublished(vendorId, 'DRAFT');
    await unpublished(vendorId, 'IN_REVIEW', [publisher.actor.userId]);
    await unpublished(vendorId, 'IN_REVIEW', [publisher.actor.userId, approver.actor.userId]);
    const urgent = await world.publish(vendorId, { severity: 'CRITICAL' });
    const withdrawn = await world.publish(vendorId, { severity: 'CRITICAL' });
    await world.sql('update publication set is_emergency = true where id = any ($1)', [[urgent, withdrawn]]);
    await world.withdraw(vendorId, withdrawn);

    const waiting = { drafts: 1, inReview: 2, secondChecksPending: 1 };
    expect(await overviews.vendorOverview(approver)).toMatchObject({ ...waiting, awaitingMyApproval: 1 });
    expect(await overviews.vendorOverview(publisher)).toMatchObject({ ...waiting, awaitingMyApproval: 0 });
  });

  it('is not paged by a cursor that the list did not give out', async () => {
    const vendor = await world.vendorCtx(await world.vendor());
    for (const after of ['nonsense', 'WyJ4Il0', 'W10']) {
      expect(await refusalOf(listed(vendor, {}, 1, after))).toBe('INVALID_INPUT page.bad_cursor');
    }
    expect(await refusalOf(listed(vendor, {}, 101))).toBe('INVALID_INPUT page.first_out_of_range');
  });
});

describe('the answers to a publication', () => {
  it('are counted by the hour in the first two days, later by the day, for its vendor alone', async () => {
    const { vendorId, releaseId, hospital, other, vendor } = await vendorWithTwoHospitals();
    const annex = await world.site(hospital.id);
    await world.asset({ id: hospital.id, siteId: annex }, releaseId);
    const unknown = await world.hospital();
    await world.asset(unknown, releaseId);
    const id = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    const began = world.clock.at;
    const hours = (count: number) => (world.clock.at = new Date(began.getTime() + count * 3_600_000));

    hours(5.5);
    await acknowledge(other, id);
    hours(50);
    const delivery = await world.delivery(hospital.ctx, id);
    await world.answering.markViewed(hospital.ctx, delivery.id, null);
    await world.answering.acknowledge(hospital.ctx, delivery.id, hospital.siteId, NOTHING);
    hours(80);
    await world.answering.acknowledge(hospital.ctx, delivery.id, annex, NOTHING);

    const read = (ctx: Ctx) =>
      world.uow
        .run(ctx, (tx) => new ProgressRepository().responses(tx, [id], 'PUBLICATION'))
        .then((rows) => rows.map(({ response, hour, hospitals }) => `${response} ${hour}: ${hospitals}`).toSorted());
    expect(await read(vendor)).toEqual([
      'acknowledged 6: 1',
      'acknowledged 96: 1',
      'delivered 1: 2',
      'viewed 6: 1',
      'viewed 72: 1',
    ]);
    expect(await read(hospital.ctx)).toEqual([]);
    expect(await read(await world.vendorCtx(await world.vendor()))).toEqual([]);
    world.clock.at = began;
  });
});
