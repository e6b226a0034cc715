import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { EngagementWorld, refusalOf, type HospitalOfWorld } from '../test/engagement-world.ts';
import type { Delivery } from './delivery.entity.ts';
import { ProgressRepository } from './progress.repository.ts';

let world: EngagementWorld;
beforeAll(async () => {
  world = await EngagementWorld.start();
});
afterAll(() => world.stop());

let vendorId: Id<'Organisation'>;
let releaseId: Id<'Release'>;
let hospital: HospitalOfWorld;
let publicationId: Id<'Publication'>;
let delivery: Delivery;
const NOTHING = { comment: null, answers: [] };

/** A delivery to the hospital, at its one site. */
async function delivered(facts: object = {}): Promise<Delivery> {
  publicationId = await world.publish(vendorId, { releaseIds: [releaseId], ...facts });
  await world.settle();
  return world.delivery(hospital.ctx, publicationId);
}
beforeEach(async () => {
  ({ vendorId, releaseId, hospital } = await world.holder());
  delivery = await delivered();
});

const acknowledge = (said: object = NOTHING, by = hospital.ctx, siteId = hospital.siteId, of = delivery.id) =>
  world.answering.acknowledge(by, of, siteId, { ...NOTHING, ...said });
const rows = () => world.sql('select * from acknowledgement where publication_id = $1 order by id', [publicationId]);

describe('an acknowledgement', () => {
  it('is recorded once, with what was said, for the vendor to read', async () => {
    expect(await acknowledge({ comment: 'read' })).toMatchObject({ state: 'ANSWERED', openSites: 0, unseenSites: 0 });
    await acknowledge({ comment: 'read' });
    const colleague = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_SECURITY']);
    await acknowledge({ comment: 'read' }, colleague);

    expect(await rows()).toMatchObject([{ comment: 'read', user_id: hospital.ctx.actor.userId, corrects_id: null }]);
    const [event, ...others] = await world.events('delivery.acknowledged', publicationId);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      organisation_id: hospital.id,
      counterpart_id: vendorId,
      facts: {
        publicationId,
        revision: 1,
        answers: [{ action: 'ACKNOWLEDGE', answer: 'DONE' }],
        wordsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('is corrected by saying something else, and the former stays', async () => {
    delivery = await delivered({ actions: { REPORT_AFFECTED: '2026-12-01' } });
    const report = (answer: string) => ({ answers: [{ action: 'REPORT_AFFECTED', answer, comment: null }] });
    await acknowledge(report('INVESTIGATING'));
    await acknowledge(report('AFFECTED'));
    await acknowledge(report('INVESTIGATING'));
    const [first, second, third] = (await rows()) as { id: string; corrects_id: string | null }[];
    expect([first?.corrects_id, second?.corrects_id, third?.corrects_id]).toEqual([null, first?.id, second?.id]);
    expect(await world.events('acknowledgement.corrected', publicationId)).toHaveLength(2);
    expect((await world.delivery(hospital.ctx, publicationId)).openSites).toBe(0);
  });

  it('corrects nothing that whoever says it has not read', async () => {
    const colleague = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_SECURITY']);
    await acknowledge({ comment: 'by a colleague', correctsId: null }, colleague);
    const refused = acknowledge({ comment: 'at the same time', correctsId: null });
    expect(await refusalOf(refused)).toBe('CONFLICT engagement.answered_meanwhile');
    const [result] = await world.answering.acknowledgeMany(hospital.ctx, [delivery.id], hospital.siteId, 'with others');
    expect(result).toMatchObject({ delivery: null, refusal: { reason: 'engagement.answered_meanwhile' } });
    const [first] = (await rows()) as { id: string }[];
    expect(await rows()).toHaveLength(1);

    await acknowledge({ comment: 'having read it', correctsId: first?.id });
    expect(await refusalOf(acknowledge({ comment: 'late', correctsId: first?.id }))).toBe(
      'CONFLICT engagement.answered_meanwhile',
    );
    expect(await rows()).toMatchObject([{ comment: 'by a colleague' }, { comment: 'having read it' }]);
  });

  it('said by many at once is one', async () => {
    await Promise.all(Array.from({ length: 6 }, () => acknowledge({ comment: 'read' })));
    expect(await rows()).toHaveLength(1);
    expect(await world.delivery(hospital.ctx, publicationId)).toMatchObject({ openSites: 0, unseenSites: 0 });
  });

  it('of each site at once leaves the sums right', async () => {
    const sites = [hospital.siteId];
    for (let i = 0; i < 7; i += 1) {
      const siteId = await world.site(hospital.id);
      await world.asset({ id: hospital.id, siteId }, releaseId);
      sites.push(siteId);
    }
    delivery = await delivered();
    expect(delivery.openSites).toBe(8);
    await Promise.all(
      sites.map((siteId, i) =>
        i % 2
          ? acknowledge(NOTHING, hospital.ctx, siteId)
          : world.answering.markViewed(hospital.ctx, delivery.id, [siteId]),
      ),
    );
    expect(await world.delivery(hospital.ctx, publicationId)).toMatchObject({ openSites: 4, unseenSites: 0 });
  });

  it('is refused of what was withdrawn or superseded, also before the job has closed it', async () => {
    await world.withdraw(vendorId, publicationId);
    expect(await refusalOf(acknowledge())).toBe('CONFLICT engagement.publication_withdrawn');
    await world.settle();
    expect(await refusalOf(acknowledge())).toBe('CONFLICT engagement.publication_withdrawn');

    delivery = await delivered();
    const former = publicationId;
    await world.publish(vendorId, { seriesId: former, revision: 2, supersedes: former, releaseIds: [releaseId] });
    expect(await refusalOf(acknowledge())).toBe('CONFLICT engagement.publication_superseded');
    await world.settle();
    expect(await refusalOf(acknowledge())).toBe('CONFLICT engagement.publication_superseded');
    expect(await rows()).toEqual([]);
  });

  it('is refused of what is CRITICAL until somebody opened it', async () => {
    delivery = await delivered({ severity: 'CRITICAL' });
    expect(await refusalOf(acknowledge())).toBe('CONFLICT engagement.open_first');
    await world.answering.markViewed(hospital.ctx, delivery.id, null);
    await world.answering.markViewed(hospital.ctx, delivery.id, null);
    expect(await acknowledge()).toMatchObject({ state: 'ANSWERED' });
    expect(await world.events('delivery.viewed', publicationId)).toMatchObject([
      { facts: { siteIds: [hospital.siteId] } },
    ]);
  });

  it("is refused of another hospital's delivery or site as if there were none", async () => {
    const other = await world.hospital();
    expect(await refusalOf(acknowledge(NOTHING, other.ctx))).toBe('NOT_FOUND not_found');
    expect(await refusalOf(acknowledge(NOTHING, other.ctx, other.siteId))).toBe('NOT_FOUND not_found');
    expect(await refusalOf(acknowledge(NOTHING, hospital.ctx, other.siteId))).toBe('NOT_FOUND not_found');
    expect(await refusalOf(acknowledge(NOTHING, hospital.ctx, newId()))).toBe('NOT_FOUND not_found');
    expect(
      await refusalOf(world.answering.markViewed(hospital.ctx, delivery.id, [hospital.siteId, other.siteId])),
    ).toBe('NOT_FOUND not_found');
    expect(await refusalOf(world.answering.coverSite(other.ctx, delivery.id, hospital.siteId, null))).toBe(
      'NOT_FOUND not_found',
    );
  });

  it('is given by security for any site, by device managers for theirs, by programs with those roles, and by nobody else', async () => {
    const elsewhere = await world.site(hospital.id);
    const limited = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], { siteIds: [elsewhere] });
    expect(await refusalOf(acknowledge(NOTHING, limited))).toBe('FORBIDDEN engagement.not_your_site');
    expect(await refusalOf(world.answering.acknowledgeMany(limited, [delivery.id], hospital.siteId, null))).toBe(
      'FORBIDDEN engagement.not_your_site',
    );
    const viewer = await world.member(hospital.id, 'HOSPITAL', [
      'HOSPITAL_VIEWER',
      'HOSPITAL_ADMIN',
      'HOSPITAL_MANAGER',
    ]);
    expect(await refusalOf(acknowledge(NOTHING, viewer))).toBe('FORBIDDEN access.forbidden');
    expect(await world.delivery(viewer, publicationId)).toMatchObject({ state: 'OPEN' });

    await world.answering.markViewed(limited, delivery.id, null);
    expect(await world.delivery(limited, publicationId)).toMatchObject({ unseenSites: 1 });
    const device = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], { siteIds: [hospital.siteId] });
    await world.answering.markViewed(device, delivery.id, null);
    expect(await acknowledge(NOTHING, world.program(hospital.id, 'HOSPITAL_SECURITY'))).toMatchObject({
      state: 'ANSWERED',
    });
    expect(await rows()).toMatchObject([{ user_id: null, api_key_id: expect.any(String) }]);
  });
});

describe('several at once', () => {
  it('are each taken or refused by themselves', async () => {
    const [plain, again] = [delivery, await delivered()];
    const critical = await delivered({ severity: 'CRITICAL' });
    const asking = await delivered({ actions: { ACKNOWLEDGE: '2026-12-01', REPLY: '2026-12-01' } });
    const nobodys = newId<'Delivery'>();
    await world.answering.acknowledge(hospital.ctx, again.id, hospital.siteId, { comment: 'all read', answers: [] });

    const ids = [asking.id, nobodys, plain.id, again.id, critical.id];
    const results = await world.answering.acknowledgeMany(hospital.ctx, ids, hospital.siteId, 'all read');
    expect(results.map((one) => [one.deliveryId, one.refusal?.reason ?? one.delivery?.state])).toEqual([
      [asking.id, 'engagement.answers_missing'],
      [nobodys, 'not_found'],
      [plain.id, 'ANSWERED'],
      [again.id, 'ANSWERED'],
      [critical.id, 'engagement.open_first'],
    ]);
    const said = await world.sql('select delivery_id from acknowledgement where hospital_id = $1', [hospital.id]);
    expect(said).toHaveLength(2);
    expect((await world.inboxes.counts(hospital.ctx)).open).toBe(2);
  });
});

describe('an answer that follows from what is recorded on devices', () => {
  const derive = (answer: 'WILL_APPLY' | 'APPLIED' | null) =>
    world.uow.run(hospital.ctx, (tx) =>
      world.answering.derive(
        tx,
        { hospitalId: hospital.id, publicationId },
        'APPLY_UPDATE',
        new Map([[hospital.siteId, answer]]),
      ),
    );
  const counted = async () => {
    const vendorCtx = await world.vendorCtx(vendorId);
    return world.uow.run(vendorCtx, (tx) => new ProgressRepository().answersTo(tx, [delivery]));
  };

  it('takes the place of the one by hand, for the inbox and for the vendor, as long as there is one', async () => {
    delivery = await delivered({ actions: { APPLY_UPDATE: '2026-12-24' } });
    const willApply = { answers: [{ action: 'APPLY_UPDATE', answer: 'WILL_APPLY', comment: null }] };
    await derive('APPLIED');
    expect(await world.delivery(hospital.ctx, publicationId)).toMatchObject({ state: 'ANSWERED', openSites: 0 });
    expect(await counted()).toMatchObject([{ action: 'APPLY_UPDATE', answer: 'APPLIED', sites: 1 }]);
    expect(await refusalOf(acknowledge(willApply))).toBe('INVALID_INPUT engagement.wrong_answers');

    await derive(null);
    expect(await world.delivery(hospital.ctx, publicationId)).toMatchObject({ state: 'OPEN', openSites: 1 });
    await acknowledge(willApply);
    await derive('APPLIED');
    expect(await counted()).toMatchObject([{ action: 'APPLY_UPDATE', answer: 'APPLIED', sites: 1 }]);
  });

  it('stays with an editorial revision, and is not taken over by what is withdrawn', async () => {
    delivery = await delivered({ actions: { APPLY_UPDATE: '2026-12-24' } });
    await derive('APPLIED');
    const former = publicationId;
    publicationId = await world.publish(vendorId, {
      seriesId: former,
      revision: 2,
      supersedes: former,
      isEditorial: true,
      releaseIds: [releaseId],
      actions: { APPLY_UPDATE: '2026-12-24' },
    });
    await world.settle();
    expect(await world.delivery(hospital.ctx, publicationId)).toMatchObject({ state: 'ANSWERED' });

    await world.withdraw(vendorId, publicationId);
    await world.settle();
    await derive(null);
    const [row] = await world.sql<{ derived_answers: object[] }>(
      'select derived_answers from delivery_site where publication_id = $1 and derived_answers <> $2',
      [publicationId, '[]'],
    );
    expect(row?.derived_answers).toEqual([{ action: 'APPLY_UPDATE', answer: 'APPLIED', comment: null }]);
  });
});

describe('coverage', () => {
  it('by another site is on record, and takes the site out of what is asked', async () => {
    const covered = await world.site(hospital.id);
    await world.asset({ id: hospital.id, siteId: covered }, releaseId);
    delivery = await delivered();
    const after = await world.answering.coverSite(hospital.ctx, delivery.id, covered, hospital.siteId);
    expect(after).toMatchObject({ openSites: 1, unseenSites: 1 });
    await world.answering.coverSite(hospital.ctx, delivery.id, covered, hospital.siteId);
    expect(await world.events('delivery.site_covered', publicationId)).toMatchObject([
      { counterpart_id: vendorId, facts: { coverage: 'COVERED_BY', coveredById: hospital.siteId } },
    ]);
    expect(await acknowledge()).toMatchObject({ state: 'ANSWERED' });
    expect(await refusalOf(world.answering.coverSite(hospital.ctx, delivery.id, hospital.siteId, null))).toBe(
      'CONFLICT engagement.already_acknowledged',
    );
  });
});
