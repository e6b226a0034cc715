import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { systemCtx } from '#libs/platform';
import { EngagementWorld, refusalOf } from '../test/engagement-world.ts';
import { FanOutRepository } from './fan-out.repository.ts';
import { StandingRepository } from './standing.repository.ts';

let world: EngagementWorld;
beforeAll(async () => {
  world = await EngagementWorld.start();
});
afterAll(() => world.stop());

const NOTHING = { comment: null, answers: [] };
const registered = async (hospitalId: Id<'Organisation'>, releaseId: Id<'Release'>) => {
  const subject = { type: 'Asset', id: newId() };
  await world.happens({
    kind: 'asset.registered',
    subject,
    organisationId: hospitalId,
    facts: { hospitalId, releaseId },
  });
  await world.settle();
};
const confirmed = (vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>) =>
  world.happens({
    kind: 'relationship.confirmed',
    subject: { type: 'Relationship', id: newId() },
    organisationId: vendorId,
    facts: { vendorId, hospitalId },
  });
const siteEvent = (kind: string, siteId: Id, organisationId: Id<'Organisation'>, counterpartId?: Id<'Organisation'>) =>
  world.happens({
    kind,
    subject: { type: 'Site', id: siteId },
    organisationId,
    ...(counterpartId && { counterpartId }),
    facts: { isActive: true },
  });

describe('a hospital that could not be reached', () => {
  it('receives what was published while it was suspended, also in place of a former revision alone', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const former = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    await world.sql(`update organisation set state = 'SUSPENDED' where id = $1`, [hospital.id]);
    const revision = await world.publish(vendorId, { seriesId: former, revision: 2, supersedes: former });
    const other = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    expect(await world.events('delivery.delivered', other)).toEqual([]);

    await world.sql(`update organisation set state = 'ADMITTED' where id = $1`, [hospital.id]);
    await world.happens({
      kind: 'organisation.readmitted',
      subject: { type: 'Organisation', id: hospital.id },
      organisationId: newId<'Organisation'>(),
      counterpartId: hospital.id,
      facts: { kind: 'HOSPITAL' },
    });
    await world.settle(2);
    expect(await world.delivery(hospital.ctx, other)).toMatchObject({ state: 'OPEN', openSites: 1 });
    expect(await world.delivery(hospital.ctx, revision)).toMatchObject({ state: 'OPEN', openSites: 1 });
  });

  it('receives it at a site that is in use again, and names count at a new site', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    await world.sql('update site set is_active = false where id = $1', [hospital.siteId]);
    const held = await world.publish(vendorId, { releaseIds: [releaseId] });
    const named = await world.publish(vendorId, { named: [{ hospitalId: hospital.id }] });
    await world.settle();
    expect(await world.inbox(hospital.ctx)).toEqual([]);

    await world.sql('update site set is_active = true where id = $1', [hospital.siteId]);
    await siteEvent('site.changed', hospital.siteId, hospital.id);
    await world.settle(2);
    expect(await world.delivery(hospital.ctx, held)).toMatchObject({ openSites: 1 });
    expect(await world.delivery(hospital.ctx, named)).toMatchObject({ openSites: 1 });

    const added = await world.site(hospital.id);
    await siteEvent('site.added', added, newId<'Organisation'>(), hospital.id);
    await world.settle(2);
    expect(await world.delivery(hospital.ctx, held)).toMatchObject({ siteCount: 1 });
    expect(await world.delivery(hospital.ctx, named)).toMatchObject({ siteCount: 2, openSites: 2 });

    await siteEvent('site.changed', newId(), vendorId);
    await world.settle();
  });
});

describe('the audience', () => {
  it('counts lines that nobody has decided on: once confirmed, the device tells where it is', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    await world.site(hospital.id);
    const [asset] = await world.sql<{ id: string }>('select id from asset where hospital_id = $1', [hospital.id]);
    await world.sql(
      `insert into installed_base_line (id, vendor_id, hospital_id, release_id, state, asset_id, created_at, decided_at)
       values ($1, $2, $3, $4, 'CONFIRMED', $5, now(), now())`,
      [newId(), vendorId, hospital.id, releaseId, asset?.id],
    );
    const first = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    expect(await world.delivery(hospital.ctx, first)).toMatchObject({ siteCount: 1 });

    await world.sql(`update asset set status = 'RETIRED' where hospital_id = $1`, [hospital.id]);
    const second = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    expect(await world.events('delivery.delivered', second)).toEqual([]);
    const inForce = await world.uow.runAsSystem(systemCtx('test'), (tx) =>
      new FanOutRepository().inForceAt(tx, hospital.id, vendorId),
    );
    expect(inForce).toEqual([]);
  });
});

describe('a revision withdrawn before it was delivered', () => {
  it('closes the former one, and who has only that is told of the withdrawal', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const vendor = await world.vendorCtx(vendorId);
    const first = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const second = await world.publish(vendorId, {
      seriesId: first,
      revision: 2,
      supersedes: first,
      releaseIds: [releaseId],
    });
    await world.withdraw(vendorId, second);
    await world.settle(2);

    expect(await world.delivery(hospital.ctx, first)).toMatchObject({ state: 'CLOSED' });
    const notice = await world.delivery(hospital.ctx, second, 'WITHDRAWAL');
    expect(notice).toMatchObject({ state: 'OPEN', openSites: 1, revision: 2, isVendorInformed: true });
    await world.answering.acknowledge(hospital.ctx, notice.id, hospital.siteId, NOTHING);
    expect(await world.progress(vendor, second)).toMatchObject({ delivered: 0, isDelivering: false });
  });

  it('between two chunks tells each hospital once, and none that the revision was not for', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const second = await world.hospital();
    await world.relationship(vendorId, second.id);
    await world.asset(second, releaseId);
    const stranger = await world.hospital();
    await world.asset(stranger, releaseId);
    const former = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    const id = await world.publish(vendorId, {
      seriesId: former,
      revision: 2,
      supersedes: former,
      releaseIds: [releaseId],
    });
    await world.uow.runAsSystem(systemCtx('test'), (tx) =>
      new FanOutRepository().deliver(tx, id, { after: null, limit: 1 }),
    );
    await world.withdraw(vendorId, id);
    await world.settle(2);
    const notices = await world.sql<{ hospital_id: string }>(
      `select hospital_id from delivery where publication_id = $1 and notice = 'WITHDRAWAL' order by 1`,
      [id],
    );
    expect(notices.map((one) => one.hospital_id)).toEqual([hospital.id, second.id].toSorted());
    expect(await world.delivery(stranger.ctx, former)).toMatchObject({ state: 'CLOSED' });
  });
});

describe('a relationship', () => {
  it('that ended again before its job runs discloses nothing', async () => {
    const { vendorId, releaseId } = await world.holder();
    const stranger = await world.hospital();
    await world.asset(stranger, releaseId);
    const id = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    await world.relationship(vendorId, stranger.id);
    await confirmed(vendorId, stranger.id);
    await world.sql(`update relationship set state = 'ENDED', ended_at = now() where hospital_id = $1`, [stranger.id]);
    await world.settle();
    expect(await world.events('delivery.disclosed', id)).toEqual([]);
    expect(await world.delivery(stranger.ctx, id)).toMatchObject({ isVendorInformed: false });
  });

  it.each(['PUBLICATION', 'WITHDRAWAL'] as const)(
    'discloses what a chunk delivers at that moment too: %s',
    async (notice) => {
      const { vendorId, releaseId } = await world.holder();
      const stranger = await world.hospital();
      await world.asset(stranger, releaseId);
      const id = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
      if (notice === 'WITHDRAWAL') {
        await world.settle();
        await world.sql(`update publication set state = 'WITHDRAWN', withdrawal_reason = 'wrong' where id = $1`, [id]);
      }
      const fanOut = new FanOutRepository();
      const delivered = Promise.withResolvers<void>();
      const mayCommit = Promise.withResolvers<void>();
      const chunk = world.uow.runAsSystem(systemCtx('test'), async (tx) => {
        await fanOut.holdState(tx, id);
        const range = { after: null, limit: 10 };
        await (notice === 'WITHDRAWAL' ? fanOut.deliverWithdrawal(tx, id, range) : fanOut.deliver(tx, id, range));
        delivered.resolve();
        await mayCommit.promise;
      });
      await delivered.promise;
      await world.relationship(vendorId, stranger.id);
      const told = world.fanOut.deliverToPartner(systemCtx('test'), vendorId, stranger.id);
      await new Promise((resolve) => setTimeout(resolve, 200));
      mayCommit.resolve();
      await Promise.all([chunk, told]);
      expect(await world.delivery(stranger.ctx, id, notice)).toMatchObject({ isVendorInformed: true });
      await world.settle();
    },
  );
});

describe('a site that is connected since', () => {
  it('is asked although another one answered for it', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const siteId = await world.site(hospital.id);
    const assetId = await world.asset({ id: hospital.id, siteId }, releaseId, ['NONE']);
    const id = await world.publish(vendorId, { releaseIds: [releaseId], severity: 'CRITICAL' });
    await world.settle();
    const { id: deliveryId } = await world.delivery(hospital.ctx, id);
    await world.answering.coverSite(hospital.ctx, deliveryId, siteId, hospital.siteId);

    await world.sql(`update asset set connections = '{NETWORK}' where id = $1`, [assetId]);
    await registered(hospital.id, releaseId);
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ openSites: 2, unseenSites: 2 });
  });

  it.each([false, true])(
    'is asked although it acknowledged for information; by an editorial revision: %s',
    async (isEditorial) => {
      const { vendorId, releaseId, hospital } = await world.holder();
      await world.sql(`update asset set connections = '{NONE}' where hospital_id = $1`, [hospital.id]);
      const facts = { releaseIds: [releaseId], severity: 'CRITICAL', actions: { REPORT_AFFECTED: '2026-12-24' } };
      const first = await world.publish(vendorId, facts);
      await world.settle();
      const before = await world.delivery(hospital.ctx, first);
      await world.answering.markViewed(hospital.ctx, before.id, null);
      await world.answering.acknowledge(hospital.ctx, before.id, hospital.siteId, NOTHING);

      await world.sql(`update asset set connections = '{NETWORK}' where hospital_id = $1`, [hospital.id]);
      const revision = { ...facts, isEditorial, seriesId: first, revision: 2, supersedes: first };
      const id = isEditorial ? await world.publish(vendorId, revision) : first;
      await registered(hospital.id, releaseId);
      const after = await world.delivery(hospital.ctx, id);
      expect(after).toMatchObject({ state: 'OPEN', openSites: 1, isForInformation: false });

      const answers = [{ action: 'REPORT_AFFECTED' as const, answer: 'AFFECTED' as const, comment: null }];
      const said = { comment: null, answers };
      expect(await world.answering.acknowledge(hospital.ctx, after.id, hospital.siteId, said)).toMatchObject({
        state: 'ANSWERED',
        openSites: 0,
      });
      expect(await refusalOf(world.answering.coverSite(hospital.ctx, after.id, hospital.siteId, null))).toBe(
        'CONFLICT engagement.already_acknowledged',
      );
    },
  );
});

describe('a member named for TLP:RED', () => {
  it('reads it although they join after it was delivered, and nobody else does', async () => {
    const { vendorId, hospital } = await world.holder();
    const email = `late-${hospital.id}@example.jp`;
    const id = await world.publish(vendorId, {
      tlp: 'RED',
      named: [{ hospitalId: hospital.id, emails: [email.toUpperCase()] }],
    });
    await world.settle();
    const join = async (facts: { email?: string }) => {
      const ctx = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_SECURITY'], facts);
      const [member] = await world.sql<{ id: Id }>('select id from member where user_id = $1', [ctx.actor.userId]);
      if (!member) throw new Error('no member');
      const event = { subject: { type: 'Member', id: member.id }, organisationId: hospital.id, facts: {} };
      await world.happens({ kind: 'member.joined', ...event });
      await world.happens({ kind: 'member.joined', ...event });
      await world.settle(2);
      return ctx;
    };
    const bystander = await join({});
    expect(await world.inbox(bystander)).toEqual([]);
    const named = await join({ email });
    const delivery = await world.delivery(named, id);
    expect(delivery.readerIds).toEqual([named.actor.userId]);
    expect(await world.answering.acknowledge(named, delivery.id, hospital.siteId, NOTHING)).toMatchObject({
      state: 'ANSWERED',
    });
    expect(await world.inbox(bystander)).toEqual([]);
  });
});

describe('a second check that was missed', () => {
  it('is told to each recipient once: unread again, and answers stand', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const other = await world.hospital();
    await world.relationship(vendorId, other.id);
    await world.asset(other, releaseId);
    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const { id: deliveryId } = await world.delivery(hospital.ctx, id);
    await world.answering.acknowledge(hospital.ctx, deliveryId, hospital.siteId, NOTHING);
    await world.answering.markViewed(other.ctx, (await world.delivery(other.ctx, id)).id, null);
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ isSecondCheckMissed: false, unseenSites: 0 });

    const missed = async () => {
      await world.sql('update publication set second_check_missed_at = now() where id = $1', [id]);
      const subject = { type: 'Publication', id };
      await world.happens({
        kind: 'publication.second_check_missed',
        subject,
        organisationId: vendorId,
        facts: {},
      });
      await world.settle(2);
    };
    await missed();
    const told = { isSecondCheckMissed: true, unseenSites: 1 };
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ ...told, openSites: 0, state: 'ANSWERED' });
    expect(await world.delivery(other.ctx, id)).toMatchObject({ ...told, openSites: 1 });
    const events = await world.events('delivery.second_check_missed', id);
    expect(events.map((one) => [one.organisation_id, one.counterpart_id]).toSorted()).toEqual(
      [hospital, other].map((one) => [vendorId, one.id]).toSorted(),
    );

    await world.answering.markViewed(hospital.ctx, deliveryId, null);
    await missed();
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ unseenSites: 0, openSites: 0 });
    expect(await world.events('delivery.second_check_missed', id)).toHaveLength(2);

    const late = await world.hospital();
    await world.relationship(vendorId, late.id);
    await world.asset(late, releaseId);
    await registered(late.id, releaseId);
    expect(await world.delivery(late.ctx, id)).toMatchObject(told);
  });

  it('is told in chunks', async () => {
    const { vendorId, releaseId } = await world.holder();
    const second = await world.hospital();
    await world.relationship(vendorId, second.id);
    await world.asset(second, releaseId);
    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const chunk = (after: Id<'Organisation'> | null) =>
      world.uow.runAsSystem(systemCtx('test'), (tx) =>
        new StandingRepository().tellSecondCheckMissed(tx, id, { after, limit: 1 }),
      );
    const first = await chunk(null);
    const last = await chunk(first);
    expect([first, last].toSorted()).toEqual(
      (await world.sql<{ hospital_id: string }>('select hospital_id from delivery where publication_id = $1', [id]))
        .map((one) => one.hospital_id)
        .toSorted(),
    );
    expect(await chunk(last)).toBeNull();
  });
});

it('tells the vendor that it is still being delivered, until the last hospital has it', async () => {
  const { vendorId, releaseId } = await world.holder();
  const vendor = await world.vendorCtx(vendorId);
  const id = await world.publish(vendorId, { releaseIds: [releaseId] });
  expect(await world.progress(vendor, id)).toMatchObject({ delivered: 0, isDelivering: true });
  await world.settle(2);
  expect(await world.progress(vendor, id)).toMatchObject({ delivered: 1, isDelivering: false });
  await world.withdraw(vendorId, id);
  expect(await world.progress(vendor, id, 'WITHDRAWAL')).toMatchObject({ delivered: 0, isDelivering: true });
  await world.settle(2);
  expect(await world.progress(vendor, id, 'WITHDRAWAL')).toMatchObject({ delivered: 1, isDelivering: false });
});
