import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { systemCtx } from '#libs/platform';
import { EngagementWorld, refusalOf } from '../test/engagement-world.ts';
import { FanOutRepository } from './fan-out.repository.ts';

let world: EngagementWorld;
beforeAll(async () => {
  world = await EngagementWorld.start();
});
afterAll(() => world.stop());

describe('a publication', () => {
  it('is delivered once to each hospital concerned, however often and at once its job runs', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const second = await world.hospital();
    await world.relationship(vendorId, second.id);
    await world.asset(second, releaseId);
    await world.asset({ id: second.id, siteId: await world.site(second.id) }, releaseId);
    const bystander = await world.hospital();

    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle(3);
    await world.runJob('engagement.deliver', { version: 1, publicationId: id, after: null });

    expect(await world.delivery(hospital.ctx, id)).toMatchObject({
      siteCount: 1,
      openSites: 1,
      unseenSites: 1,
      state: 'OPEN',
    });
    expect(await world.delivery(second.ctx, id)).toMatchObject({ siteCount: 2, openSites: 2, dueOn: '2026-12-24' });
    expect(await world.inbox(bystander.ctx)).toEqual([]);
    const events = await world.events('delivery.delivered', id);
    expect(events.map((event) => [event.organisation_id, event.counterpart_id]).toSorted()).toEqual(
      [hospital, second].map(({ id: hospitalId }) => [vendorId, hospitalId]).toSorted(),
    );
    expect(events.find((event) => event.counterpart_id === hospital.id)?.facts).toEqual({
      deliveryId: expect.any(String),
      notice: 'PUBLICATION',
      revision: 1,
      siteCount: 1,
    });
  });

  it('goes out in chunks, each queueing the next', async () => {
    const { vendorId, releaseId } = await world.holder();
    for (let i = 0; i < 4; i += 1) {
      const hospital = await world.hospital();
      await world.relationship(vendorId, hospital.id);
      await world.asset(hospital, releaseId);
    }
    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    const chunk = (after: string | null) =>
      world.uow.runAsSystem(systemCtx('test'), (tx) => new FanOutRepository().deliver(tx, id, { after, limit: 2 }));
    const first = await chunk(null);
    const secondChunk = await chunk(first.last);
    const third = await chunk(secondChunk.last);
    expect([first, secondChunk, third].map(({ delivered }) => delivered)).toEqual([2, 2, 1]);
    expect(third.last).toBeNull();
    await world.settle();
    expect(await world.events('delivery.delivered', id)).toHaveLength(5);
  });

  it('asks nothing of devices without connections, which receive what is CRITICAL only', async () => {
    const { vendorId, releaseId } = await world.holder();
    const offline = await world.hospital();
    await world.relationship(vendorId, offline.id);
    await world.asset(offline, releaseId, ['NONE']);
    const high = await world.publish(vendorId, { releaseIds: [releaseId] });
    const critical = await world.publish(vendorId, { releaseIds: [releaseId], severity: 'CRITICAL' });
    await world.settle();
    expect((await world.inbox(offline.ctx)).map(({ publicationId }) => publicationId)).toEqual([critical]);
    expect(await world.delivery(offline.ctx, critical)).toMatchObject({
      isForInformation: true,
      openSites: 0,
      unseenSites: 1,
      dueOn: null,
    });
    expect(await world.events('delivery.delivered', high)).toHaveLength(1);
  });

  it('reaches a holder without a relationship when it is TLP:CLEAR, unseen by the vendor until they deal with each other', async () => {
    const { vendorId, releaseId } = await world.holder();
    const vendor = await world.vendorCtx(vendorId);
    const stranger = await world.hospital();
    await world.asset(stranger, releaseId);
    const amber = await world.publish(vendorId, { releaseIds: [releaseId] });
    const clear = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    expect((await world.inbox(stranger.ctx)).map((one) => one.publicationId)).toEqual([clear]);
    expect(await world.progress(vendor, clear)).toMatchObject({ delivered: 1, hospitals: 1 });
    const seen = await world.sql<{ organisation_id: string }>(
      `select organisation_id from trail.event where subject_id = $1 and kind = 'delivery.delivered' and $2 in (organisation_id, counterpart_id)`,
      [clear, stranger.id],
    );
    expect(seen).toEqual([{ organisation_id: stranger.id }]);

    await world.relationship(vendorId, stranger.id);
    const subject = { type: 'Relationship', id: newId() };
    await world.happens({
      kind: 'relationship.confirmed',
      subject,
      organisationId: vendorId,
      facts: { vendorId, hospitalId: stranger.id },
    });
    await world.settle(2);
    expect(await world.progress(vendor, clear)).toMatchObject({ delivered: 2 });
    expect(await world.progress(vendor, amber)).toMatchObject({ delivered: 2 });
    expect(await world.events('delivery.disclosed', clear)).toMatchObject([
      { organisation_id: stranger.id, counterpart_id: vendorId },
    ]);
  });

  it('is read by the members named alone when it is TLP:RED', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const named = await world.member(hospital.id, 'HOSPITAL', ['HOSPITAL_SECURITY'], {
      email: `red-${hospital.id}@example.jp`,
    });
    const other = await world.holder();
    const id = await world.publish(vendorId, {
      releaseIds: [releaseId],
      tlp: 'RED',
      named: [{ hospitalId: hospital.id, emails: [`RED-${hospital.id}@example.jp`] }],
    });
    await world.settle();
    const delivery = await world.delivery(named, id);
    expect(await world.inbox(hospital.ctx)).toEqual([]);
    expect(await world.inbox(world.program(hospital.id, 'HOSPITAL_SECURITY'))).toEqual([]);
    expect(await refusalOf(world.inboxes.delivery(hospital.ctx, delivery.id))).toBe('NOT_FOUND not_found');
    expect(await refusalOf(world.answering.markViewed(hospital.ctx, delivery.id, null))).toBe('NOT_FOUND not_found');
    expect(await world.inbox(other.hospital.ctx)).toEqual([]);
    expect(await world.inboxes.counts(hospital.ctx)).toEqual({
      unread: 0,
      open: 0,
      overdue: 0,
      dueSoon: 0,
      criticalOpen: 0,
    });
  });

  it('is not delivered any more once it was withdrawn or superseded', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.withdraw(vendorId, id);
    await world.settle();
    expect(await world.inbox(hospital.ctx)).toEqual([]);
  });
});

describe('a hospital that comes later', () => {
  const registers = async (hospitalId: string, releaseId: string) => {
    const subject = { type: 'Asset', id: newId() };
    await world.happens({
      kind: 'asset.registered',
      subject,
      organisationId: hospitalId,
      facts: { hospitalId, releaseId },
    });
    await world.settle(2);
  };

  it('receives what is in force, with as many days as the others had', async () => {
    const { vendorId, releaseId } = await world.holder();
    const former = await world.publish(vendorId, { releaseIds: [releaseId] });
    const inForce = await world.publish(vendorId, {
      releaseIds: [releaseId],
      seriesId: former,
      revision: 2,
      supersedes: former,
    });
    const withdrawn = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.withdraw(vendorId, withdrawn);
    await world.settle();

    world.clock.addDays(40);
    const late = await world.hospital();
    await world.relationship(vendorId, late.id);
    await world.asset(late, releaseId);
    await registers(late.id, releaseId);
    const [delivery, ...others] = await world.inbox(late.ctx);
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      publicationId: inForce,
      dueOn: '2027-02-02',
      actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2027-02-02' }],
    });
    expect(await world.events('delivery.delivered', inForce)).toHaveLength(2);
  });

  it('is asked for a further site too, and for one whose devices are connected since', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const id = await world.publish(vendorId, { releaseIds: [releaseId], severity: 'CRITICAL' });
    const offline = await world.hospital();
    await world.relationship(vendorId, offline.id);
    const assetId = await world.asset(offline, releaseId, ['NONE']);
    await world.settle();

    await world.asset({ id: hospital.id, siteId: await world.site(hospital.id) }, releaseId);
    await registers(hospital.id, releaseId);
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ siteCount: 2, openSites: 2, unseenSites: 2 });
    expect(await world.events('delivery.extended', id)).toMatchObject([
      { organisation_id: vendorId, counterpart_id: hospital.id },
    ]);

    world.clock.addDays(10);
    await world.sql(`update asset set connections = '{NETWORK}' where id = $1`, [assetId]);
    await registers(offline.id, releaseId);
    expect(await world.delivery(offline.ctx, id)).toMatchObject({
      isForInformation: false,
      openSites: 1,
      dueOn: expect.stringMatching(/^20/),
    });
  });

  it("receives it by the vendor's installed-base list alone", async () => {
    const { vendorId, releaseId } = await world.holder();
    const id = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const listed = await world.hospital();
    await world.relationship(vendorId, listed.id);
    await world.sql(
      `insert into installed_base_line (id, vendor_id, hospital_id, release_id, created_at) values ($1, $2, $3, $4, now())`,
      [newId(), vendorId, listed.id, releaseId],
    );
    const subject = { type: 'InstalledBaseLine', id: newId() };
    await world.happens({
      kind: 'installed_base.listed',
      subject,
      organisationId: vendorId,
      facts: { hospitalId: listed.id, releaseId },
    });
    await world.settle();
    expect(await world.delivery(listed.ctx, id)).toMatchObject({ openSites: 1 });
  });
});

describe('a revision', () => {
  it('asks everyone again whom the former reached, also who holds nothing any more', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const first = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const before = await world.delivery(hospital.ctx, first);
    await world.answering.acknowledge(hospital.ctx, before.id, hospital.siteId, { comment: null, answers: [] });
    await world.sql(`update asset set status = 'RETIRED' where hospital_id = $1`, [hospital.id]);

    const second = await world.publish(vendorId, {
      seriesId: first,
      revision: 2,
      supersedes: first,
      releaseIds: [releaseId],
    });
    await world.settle(3);
    expect(await world.delivery(hospital.ctx, first)).toMatchObject({ state: 'CLOSED' });
    expect(await world.delivery(hospital.ctx, second)).toMatchObject({ state: 'OPEN', openSites: 1, unseenSites: 1 });
    expect(await world.events('delivery.delivered', second)).toHaveLength(1);
  });

  it('does not show anew as TLP:RED to whom a former revision reached under a lower TLP', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const first = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const second = await world.publish(vendorId, {
      seriesId: first,
      revision: 2,
      supersedes: first,
      releaseIds: [releaseId],
      tlp: 'RED',
    });
    await world.settle();
    expect((await world.inbox(hospital.ctx)).map(({ publicationId, state }) => [publicationId, state])).toEqual([
      [first, 'CLOSED'],
    ]);
    expect(await world.events('delivery.delivered', second)).toEqual([]);
  });

  it('above TLP:CLEAR is not for whom the former reached without a relationship: the former is only closed', async () => {
    const { vendorId, releaseId } = await world.holder();
    const stranger = await world.hospital();
    await world.asset(stranger, releaseId);
    const first = await world.publish(vendorId, { releaseIds: [releaseId], tlp: 'CLEAR' });
    await world.settle();
    await world.publish(vendorId, { seriesId: first, revision: 2, supersedes: first, releaseIds: [releaseId] });
    await world.settle();
    expect((await world.inbox(stranger.ctx)).map(({ publicationId, state }) => [publicationId, state])).toEqual([
      [first, 'CLOSED'],
    ]);
  });

  it('that is editorial takes over what each site said, and goes on asking who said nothing', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const silentSite = await world.site(hospital.id);
    await world.asset({ id: hospital.id, siteId: silentSite }, releaseId);
    const first = await world.publish(vendorId, { releaseIds: [releaseId] });
    await world.settle();
    const before = await world.delivery(hospital.ctx, first);
    await world.answering.acknowledge(hospital.ctx, before.id, hospital.siteId, { comment: 'read', answers: [] });

    world.clock.addDays(3);
    const second = await world.publish(vendorId, {
      seriesId: first,
      revision: 2,
      supersedes: first,
      isEditorial: true,
      releaseIds: [releaseId],
    });
    await world.settle(2);
    const after = await world.delivery(hospital.ctx, second);
    expect(after).toMatchObject({ openSites: 1, unseenSites: 1, siteCount: 2, dueOn: before.dueOn });
    expect(
      await world.answering.acknowledge(hospital.ctx, after.id, hospital.siteId, { comment: 'read', answers: [] }),
    ).toMatchObject({ openSites: 1 });
    expect(await world.events('delivery.acknowledged', second)).toEqual([]);
    expect(
      await world.answering.acknowledge(hospital.ctx, after.id, silentSite, { comment: null, answers: [] }),
    ).toMatchObject({ openSites: 0 });
  });
});

describe('a withdrawal', () => {
  it('reaches everyone whom the revision reached, once, and asks to acknowledge it', async () => {
    const { vendorId, releaseId, hospital } = await world.holder();
    const id = await world.publish(vendorId, { releaseIds: [releaseId], actions: {} });
    await world.settle();
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ isForInformation: true });
    await world.sql(`update asset set status = 'RETIRED' where hospital_id = $1`, [hospital.id]);

    await world.withdraw(vendorId, id);
    await world.settle(3);
    expect(await world.delivery(hospital.ctx, id)).toMatchObject({ state: 'CLOSED' });
    const notice = await world.delivery(hospital.ctx, id, 'WITHDRAWAL');
    expect(notice).toMatchObject({ state: 'OPEN', openSites: 1, actions: [{ kind: 'ACKNOWLEDGE' }] });
    expect(await world.events('delivery.delivered', id)).toHaveLength(2);
    const answered = await world.answering.acknowledge(hospital.ctx, notice.id, hospital.siteId, {
      comment: null,
      answers: [],
    });
    expect(answered.state).toBe('ANSWERED');
  });
});

it('refuses a job whose payload has another version', async () => {
  for (const kind of [
    'engagement.deliver',
    'engagement.deliver_withdrawal',
    'engagement.deliver_late',
    'engagement.deliver_to_partner',
    'engagement.deliver_to_hospital',
    'engagement.admit_reader',
    'engagement.tell_second_check_missed',
  ]) {
    const ids = { publicationId: newId(), after: null, releaseId: newId(), hospitalId: newId(), vendorId: newId() };
    expect(await refusalOf(world.runJob(kind, { version: 2, ...ids }))).toBe('INVALID_INPUT jobs.unknown_payload');
  }
});
