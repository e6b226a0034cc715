import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeCursor, newId, type Id } from '#libs/kernel';
import { EngagementWorld, refusalOf, type HospitalOfWorld } from '../test/engagement-world.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';
import { INBOX_SORTS, InboxRepository, type InboxFilter, type InboxSort } from './inbox.repository.ts';
import { ProgressRepository } from './progress.repository.ts';

let world: EngagementWorld;
beforeAll(async () => {
  world = await EngagementWorld.start();
});
afterAll(() => world.stop());

const NOTHING = { comment: null, answers: [] };

describe('an inbox', () => {
  it('finds by state, severity, kind, product, date, site and title', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const otherRelease = await world.release(vendorId);
    const otherSite = await world.site(hospital.id);
    await world.asset({ id: hospital.id, siteId: otherSite }, otherRelease);
    const plain = await world.publish(vendorId, { releaseIds: [releaseId] });
    const critical = await world.publish(vendorId, {
      releaseIds: [releaseId],
      severity: 'CRITICAL',
      kind: 'MDS2',
      titleEn: 'Pump',
    });
    const other = await world.publish(vendorId, { releaseIds: [otherRelease], actions: { ACKNOWLEDGE: '2026-11-30' } });
    const asksNothing = await world.publish(vendorId, { releaseIds: [releaseId], actions: {} });
    await world.settle();
    const answered = await world.delivery(hospital.ctx, plain);
    await world.answering.acknowledge(hospital.ctx, answered.id, hospital.siteId, NOTHING);
    const [product] = await world.sql<{ product_id: Id<'Product'> }>('select product_id from release where id = $1', [
      otherRelease,
    ]);

    const find = async (filter: InboxFilter) => {
      const found = (await world.inbox(hospital.ctx, filter)).map(({ publicationId }) => publicationId);
      const { totalCount } = await world.inboxes.inbox(hospital.ctx, filter, 'NEWEST', { first: 1 });
      expect(await totalCount()).toBe(found.length);
      return found.toSorted();
    };
    expect(await find({})).toEqual([plain, critical, other, asksNothing].toSorted());
    expect(await find({ state: 'UNREAD' })).toEqual([critical, other, asksNothing].toSorted());
    expect(await find({ state: 'OPEN' })).toEqual([critical, other].toSorted());
    expect(await find({ state: 'ANSWERED' })).toEqual([plain]);
    expect(await find({ state: 'OVERDUE' })).toEqual([]);
    expect(await find({ severity: 'CRITICAL' })).toEqual([critical]);
    expect(await find({ kind: 'MDS2' })).toEqual([critical]);
    expect(await find({ vendorId })).toHaveLength(4);
    expect(await find({ vendorId: await world.vendor() })).toEqual([]);
    expect(await find({ productId: product?.product_id })).toEqual([other]);
    expect(await find({ dueBefore: '2026-12-01' })).toEqual([other]);
    expect(await find({ siteId: otherSite })).toEqual([other]);
    expect(await find({ search: 'pUMP' })).toEqual([critical]);

    const counts = () => world.inboxes.counts(hospital.ctx);
    expect(await counts()).toEqual({ unread: 3, open: 2, overdue: 0, dueSoon: 1, criticalOpen: 1 });
    expect(await find({ state: 'DUE_SOON' })).toEqual([other]);
    world.clock.addDays(8);
    expect(await find({ state: 'OVERDUE' })).toEqual([other]);
    expect(await find({ state: 'DUE_SOON' })).toEqual([]);
    expect(await counts()).toMatchObject({ overdue: 1, dueSoon: 0 });
    world.clock.addDays(-8);
  });

  it('counts and finds what is due today and on the seventh day as soon, and no later', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const due: Id<'Publication'>[] = [];
    for (const dueOn of ['2026-11-22', '2026-11-23', '2026-11-30', '2026-12-01']) {
      due.push(await world.publish(vendorId, { releaseIds: [releaseId], actions: { ACKNOWLEDGE: dueOn } }));
    }
    await world.settle();
    expect(await world.inboxes.counts(hospital.ctx)).toMatchObject({ open: 4, overdue: 1, dueSoon: 2 });
    const soon = await world.inbox(hospital.ctx, { state: 'DUE_SOON' }, 'DUE');
    expect(soon.map(({ publicationId }) => publicationId)).toEqual(due.slice(1, 3));
  });

  it('tells for each site what waits there, and finds just that', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const annex = { id: hospital.id, siteId: await world.site(hospital.id) };
    const quiet = { id: hospital.id, siteId: await world.site(hospital.id) };
    await world.asset(annex, releaseId);
    await world.asset(quiet, releaseId, ['NONE']);
    const facts = { releaseIds: [releaseId], actions: { ACKNOWLEDGE: '2026-11-20' } };
    const id = await world.publish(vendorId, { ...facts, severity: 'CRITICAL' });
    await world.publish(vendorId, { ...facts, actions: { ACKNOWLEDGE: '2026-11-25' } });
    await world.settle();
    const delivery = await world.delivery(hospital.ctx, id);
    await world.answering.markViewed(hospital.ctx, delivery.id, [hospital.siteId]);
    await world.answering.acknowledge(hospital.ctx, delivery.id, hospital.siteId, NOTHING);

    const counts = await world.inboxes.siteCounts(hospital.ctx);
    expect(new Map(counts.map(({ siteId, ...rest }) => [siteId, rest]))).toEqual(
      new Map([
        [hospital.siteId, { unread: 1, open: 1, overdue: 0, dueSoon: 1, criticalOpen: 0 }],
        [annex.siteId, { unread: 2, open: 2, overdue: 1, dueSoon: 1, criticalOpen: 1 }],
        // Where nothing is connected nothing is asked, and only what is CRITICAL is told.
        [quiet.siteId, { unread: 1, open: 0, overdue: 0, dueSoon: 0, criticalOpen: 0 }],
      ]),
    );
    const STATES = { UNREAD: 'unread', OPEN: 'open', OVERDUE: 'overdue', DUE_SOON: 'dueSoon' } as const;
    for (const { siteId, ...counted } of counts) {
      for (const [state, name] of Object.entries(STATES)) {
        const found = await world.inbox(hospital.ctx, { siteId, state: state as keyof typeof STATES });
        expect([state, found.length]).toEqual([state, counted[name]]);
      }
    }
    const answered = (siteId: Id<'Site'>) => world.inbox(hospital.ctx, { siteId, state: 'ANSWERED' });
    expect(await answered(hospital.siteId)).toMatchObject([{ publicationId: id }]);
    expect(await answered(annex.siteId)).toEqual([]);
    expect(await world.inboxes.siteCounts((await world.hospital()).ctx)).toEqual([]);
  });

  it('is paged without a gap or a repetition in every order, by what a plain sort says', async () => {
    const hospital = await world.hospital();
    const vendorId = await world.vendor();
    const deliveries = fc.array(
      fc.record({
        gravity: fc.integer({ min: 0, max: 4 }),
        due: fc.option(fc.integer({ min: 1, max: 3 })),
        second: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        deliveries,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...INBOX_SORTS),
        async (rows, first, sort) => {
          await world.sql('delete from delivery where hospital_id = $1', [hospital.id]);
          for (const { gravity, due, second } of rows) {
            await world.sql(
              `insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity, tlp,
               delivered_at, actions, due_on, is_for_information, is_vendor_informed, open_sites, unseen_sites, site_count)
             values ($1, $2, $3, $1, $1, 1, 'PUBLICATION', 'ADVISORY', 'LOW', $4, 'AMBER', $5, '[]', $6, false, true, 1, 1, 1)`,
              [
                newId(),
                hospital.id,
                vendorId,
                gravity,
                new Date(1e12 + second * 1000),
                due === null ? null : `2026-12-0${due}`,
              ],
            );
          }
          const whole = naive(await world.inbox(hospital.ctx, {}, sort), sort);
          expect(await paged(hospital, sort, first)).toEqual(whole);
          expect(whole).toHaveLength(rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a cursor that another order gave out, or nobody', async () => {
    const { ctx } = await world.hospital();
    const ask = (sort: InboxSort, key: (string | number | null)[] | string) =>
      refusalOf(
        world.inboxes.inbox(ctx, {}, sort, { first: 1, after: typeof key === 'string' ? key : encodeCursor(key) }),
      );
    for (const cursor of [
      'nonsense',
      encodeCursor(['2026-12-01', newId()]),
      encodeCursor(['0000-01-01T00:00:00.000Z', newId()]),
      encodeCursor([null, newId()]),
      encodeCursor([new Date(0).toISOString(), 'no id']),
    ]) {
      expect(await ask('NEWEST', cursor)).toBe('INVALID_INPUT page.bad_cursor');
    }
    expect(await ask('SEVERITY', [1e9, new Date().toISOString(), newId()])).toBe('INVALID_INPUT page.bad_cursor');
    expect(await ask('DUE', ['2026-02-30', newId()])).toBe('INVALID_INPUT page.bad_cursor');
  });

  it("shows nothing of another hospital's, not even by its id", async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const id = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    const other = await world.hospital();
    const delivery = await world.delivery(hospital.ctx, id);
    expect(await refusalOf(world.inboxes.delivery(other.ctx, delivery.id))).toBe('NOT_FOUND not_found');
    const seen = await world.uow.run(other.ctx, async (tx) => [
      await tx.manager.count(Delivery),
      await tx.manager.count(DeliverySite),
      (await new InboxRepository().ofPublications(tx, [id], 'PUBLICATION')).length,
    ]);
    expect(seen).toEqual([0, 0, 0]);
  });
});

describe('the vendor', () => {
  it('sees of its recipients who was reached, opened, answered and is late, and what they said', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const vendor = await world.vendorCtx(vendorId);
    const others: HospitalOfWorld[] = [];
    for (const connections of [['NETWORK'], ['NETWORK'], ['NONE']]) {
      const other = await world.hospital();
      await world.relationship(vendorId, other.id);
      await world.asset(other, releaseId, connections);
      others.push(other);
    }
    const id = await world.publish(vendorId, {
      releaseIds: [releaseId],
      severity: 'CRITICAL',
      actions: { REPORT_AFFECTED: '2026-11-25' },
    });
    await world.sql(
      `insert into outside_recipient (id, publication_id, vendor_id, hospital_name, means, sent_on, recorded_by, recorded_at)
       values ($1, $2, $3, 'A clinic', 'FAX', '2026-11-23', $1, now())`,
      [newId(), id, vendorId],
    );
    await world.settle();
    const answer = async ({ ctx, siteId }: HospitalOfWorld) => {
      const { id: deliveryId } = await world.delivery(ctx, id);
      await world.answering.markViewed(ctx, deliveryId, null);
      const answers = [{ action: 'REPORT_AFFECTED' as const, answer: 'AFFECTED' as const, comment: null }];
      await world.answering.acknowledge(ctx, deliveryId, siteId, { comment: null, answers });
    };
    await answer(hospital);
    const first = others[0];
    if (first) await world.answering.markViewed(first.ctx, (await world.delivery(first.ctx, id)).id, null);
    world.clock.addDays(5);
    expect(await world.progress(vendor, id)).toMatchObject({
      hospitals: 5,
      delivered: 4,
      viewed: 2,
      acknowledged: 1,
      overdue: 2,
      forInformation: 1,
      outside: 1,
    });
    world.clock.addDays(-5);

    const repository = new ProgressRepository();
    const recipients = (state: 'ALL' | 'ANSWERED' | 'UNREAD', ctx = vendor) =>
      world.uow.run(ctx, async (tx) => {
        const { edges } = await repository.recipients(tx, id, 'PUBLICATION', state, { first: 10 });
        const nodes = edges.map(({ node }) => node);
        return { hospitals: nodes.map((node) => node.hospitalId), answers: await repository.answersTo(tx, nodes) };
      });
    expect((await recipients('ALL')).hospitals).toEqual([hospital, ...others].map((one) => one.id).toSorted());
    expect((await recipients('UNREAD')).hospitals).toHaveLength(2);
    expect(await recipients('ANSWERED')).toMatchObject({
      hospitals: [hospital.id],
      answers: [{ action: 'REPORT_AFFECTED', answer: 'AFFECTED', sites: 1 }],
    });
    expect((await recipients('ALL', await world.vendorCtx(await world.vendor()))).hospitals).toEqual([]);
  });
});

async function paged({ ctx }: HospitalOfWorld, sort: InboxSort, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await world.inboxes.inbox(ctx, {}, sort, { first, after });
    ids.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

/** The order as the interface tells it. */
function naive(deliveries: Delivery[], sort: InboxSort): string[] {
  const newestFirst = (a: Delivery, b: Delivery) =>
    b.deliveredAt.getTime() - a.deliveredAt.getTime() || (a.id < b.id ? 1 : -1);
  const compare = {
    NEWEST: newestFirst,
    SEVERITY: (a: Delivery, b: Delivery) => b.gravity - a.gravity || newestFirst(a, b),
    DUE: (a: Delivery, b: Delivery) => {
      if (a.dueOn === b.dueOn) return a.id < b.id ? -1 : 1;
      if (a.dueOn === null || b.dueOn === null) return a.dueOn === null ? 1 : -1;
      return a.dueOn < b.dueOn ? -1 : 1;
    },
  }[sort];
  return deliveries.toSorted(compare).map(({ id }) => id);
}
