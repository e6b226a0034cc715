import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { sendFile } from '../../../test/support/files.ts';
import { invitedIn, mailsTo } from '../../../test/support/mails.ts';
import { WITHDRAW } from '../../../test/support/publishing-desk.ts';
import { World } from '../../../test/support/world.ts';
import * as u from '../test/upkeep-world.ts';
import { TONIGHT, Upkeep } from '../test/upkeep-world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

let upkeep: Upkeep;
let device: Id<'Asset'>;
let publicationId: Id<'Publication'>;
beforeEach(async () => {
  upkeep = await Upkeep.open(world);
  [device] = (await upkeep.devices(1)) as [Id<'Asset'>];
  publicationId = await upkeep.published();
});

const SCHEDULED = { to: 'SCHEDULED', schedule: TONIGHT };
const reasonsOf = (planned: { refused: { assetId: string; refusal: { reason: string } }[] }) =>
  planned.refused.map(({ assetId, refusal }) => [assetId, refusal.reason]);

describe('an update of one device', () => {
  it('goes step by step from the plan to verified, moves the release, and is on record with who and when', async () => {
    await upkeep.plan(publicationId);
    expect(await upkeep.of(device)).toMatchObject({
      state: 'PLANNED',
      publication: { id: publicationId },
      wave: 1,
      possibleSteps: ['SCHEDULED', 'DEFERRED', 'NOT_APPLICABLE'],
      fromRelease: { version: '1.0' },
      toRelease: { version: '1.1' },
      prerequisites: [{ text: 'Battery above 50 %', doneAt: null }],
    });
    expect(await upkeep.answer(publicationId)).toEqual({ state: 'ANSWERED', answer: 'WILL_APPLY' });

    const applied = await upkeep.applied(device);
    expect(await upkeep.refused(device, { to: 'VERIFIED' })).toBe('CONFLICT maintenance.verification_incomplete');
    const ticks = {
      applicationId: applied['id'],
      version: applied['version'],
      list: 'VERIFICATION_STEPS',
      places: [0, 1],
    };
    await upkeep.hospital.person.graphql(u.CHECK, { input: ticks });
    expect(await upkeep.releaseOf(device)).toBe('1.0');
    const verified = await upkeep.take(device, [{ to: 'VERIFIED', note: 'works' }]);

    expect(await upkeep.releaseOf(device)).toBe('1.1');
    expect(await upkeep.answer(publicationId)).toEqual({ state: 'ANSWERED', answer: 'APPLIED' });
    expect(verified['steps'].map((step: { act: string; toState: string }) => `${step.act} ${step.toState}`)).toEqual([
      'MOVED PLANNED',
      'MOVED SCHEDULED',
      'MOVED IN_PROGRESS',
      'MOVED APPLIED',
      'CHECKED APPLIED',
      'MOVED VERIFIED',
    ]);
    expect(verified['steps'].at(-1)).toMatchObject({ note: 'works', userId: upkeep.hospital.person.userId });
    const trail = await upkeep.trailOf(verified['id']);
    expect(trail.map(({ kind }) => kind)).toEqual(
      ['planned', 'scheduled', 'started', 'applied', 'checked', 'verified'].map((word) => `update.${word}`),
    );
    // The hospital shares counts: the vendor reads none of it.
    for (const event of trail)
      expect(event).toMatchObject({ organisation_id: upkeep.hospital.id, counterpart_id: null });
  });

  it('is verified without every tick when somebody says why, and keeps the words', async () => {
    await upkeep.plan(publicationId);
    await upkeep.applied(device);
    const step = { to: 'VERIFIED', unverifiedReason: 'the menu is locked' };
    expect(await upkeep.take(device, [step])).toMatchObject({
      state: 'VERIFIED',
      unverifiedReason: 'the menu is locked',
    });
  });

  it('returns to the former release when it is rolled back, and the site has it put off then', async () => {
    await upkeep.plan(publicationId);
    await upkeep.applied(device);
    await upkeep.take(device, [{ to: 'VERIFIED', unverifiedReason: 'in a hurry' }]);
    expect(await upkeep.refused(device, { to: 'ROLLED_BACK' })).toBe('INVALID_INPUT maintenance.reason_missing');
    await upkeep.take(device, [{ to: 'ROLLED_BACK', note: 'alarms are lost' }]);
    expect(await upkeep.releaseOf(device)).toBe('1.0');
    expect(await upkeep.answer(publicationId)).toMatchObject({ answer: 'DEFERRED' });
    expect((await upkeep.of(device))['possibleSteps']).toEqual([]);
  });

  it('is refused a step out of order, with what is possible', async () => {
    await upkeep.plan(publicationId);
    const { id: applicationId, version } = await upkeep.of(device);
    const { errors } = await upkeep.hospital.person.ask(u.STEP, {
      input: { applicationId, version, step: { to: 'VERIFIED' } },
    });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('Possible now: SCHEDULED, DEFERRED, NOT_APPLICABLE.'),
      extensions: { code: 'CONFLICT', reason: 'maintenance.step_out_of_order' },
    });
  });

  it('is put off only with a reason, controls and a day to come, and comes back on that day, once', async () => {
    await upkeep.plan(publicationId);
    const deferral = { to: 'DEFERRED', note: 'in use', controls: ['NETWORK_ISOLATION'], reviewOn: '2099-12-31' };
    const today = new Date(world.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
    expect(await upkeep.refused(device, { ...deferral, note: null })).toBe('INVALID_INPUT maintenance.reason_missing');
    expect(await upkeep.refused(device, { ...deferral, controls: [] })).toBe(
      'INVALID_INPUT maintenance.controls_missing',
    );
    expect(await upkeep.refused(device, { ...deferral, reviewOn: today })).toBe(
      'INVALID_INPUT maintenance.review_not_in_future',
    );
    await upkeep.take(device, [deferral]);
    expect(await upkeep.answer(publicationId)).toEqual({ state: 'ANSWERED', answer: 'DEFERRED' });

    await upkeep.lookAfter();
    expect(await upkeep.of(device)).toMatchObject({ state: 'DEFERRED', compensatingControls: ['NETWORK_ISOLATION'] });
    await world.behind.query('update update_application set review_on = $2 where asset_id = $1', [device, today]);
    await upkeep.lookAfter();
    await upkeep.lookAfter();
    const back = await upkeep.of(device);
    expect(back).toMatchObject({ state: 'PLANNED', reviewOn: null });
    const returns = back['steps'].filter((step: { fromState: string }) => step.fromState === 'DEFERRED');
    expect(returns).toMatchObject([{ toState: 'PLANNED', note: 'in use', organisationId: null, userId: null }]);
    expect(await upkeep.answer(publicationId)).toMatchObject({ answer: 'WILL_APPLY' });
  });

  it('moved by two people at once is moved by one, and the other sees why', async () => {
    await upkeep.plan(publicationId);
    const { id: applicationId, version } = await upkeep.of(device);
    const colleague = await upkeep.hospital.person.colleague('HOSPITAL_DEVICE');
    const answers = await Promise.all([
      upkeep.hospital.person.ask(u.STEP, { input: { applicationId, version, step: SCHEDULED } }),
      colleague.ask(u.STEP, { input: { applicationId, version, step: { to: 'NOT_APPLICABLE', note: 'sold' } } }),
    ]);
    const [error, ...others] = answers.flatMap(({ errors }) => errors);
    expect(others).toEqual([]);
    expect(error).toMatchObject({
      message: expect.stringMatching(/it is (SCHEDULED|NOT_APPLICABLE) since .* Possible now/),
      extensions: { code: 'CONFLICT', reason: 'maintenance.moved_meanwhile' },
    });
    expect((await upkeep.of(device))['steps']).toHaveLength(2);
  });

  it('tells when what was installed is no file of the package', async () => {
    const [other] = (await upkeep.devices(1)) as [Id<'Asset'>];
    await upkeep.plan(publicationId);
    const { rows } = await world.behind.query('select sha256 from artifact where publication_id = $1', [publicationId]);
    for (const [assetId, installedSha256] of [
      [device, rows[0].sha256],
      [other, 'ab'.repeat(32)],
    ]) {
      await upkeep.take(assetId, [SCHEDULED, { to: 'IN_PROGRESS' }, { to: 'APPLIED', installedSha256 }]);
    }
    expect(await upkeep.of(device)).toMatchObject({ isPublishedPackage: true });
    expect(await upkeep.of(other)).toMatchObject({ isPublishedPackage: false });
    expect((await upkeep.support.graphql(u.FIGURES, { publicationId })).updateFigures).toMatchObject({
      otherPackage: 1,
    });
    expect(await upkeep.refused(device, { to: 'VERIFIED', installedSha256: 'no hash' })).toBe(
      'INVALID_INPUT input.invalid',
    );
  });
});

describe('evidence of a step', () => {
  it('is kept and given to whoever sees the update, and to nobody else', async () => {
    upkeep = await Upkeep.open(world, 'ASSETS');
    [device] = (await upkeep.devices(1)) as [Id<'Asset'>];
    publicationId = await upkeep.published();
    const { support, hospital } = upkeep;
    const uploadId = await sendFile(support, 'photo.txt', Buffer.from('The menu shows 1.1.'));
    await world.settled();
    await upkeep.plan(publicationId, { assetIds: [device] }, support);
    const refused = await upkeep.refused(device, { ...SCHEDULED, evidenceIds: [uploadId] });
    expect(refused).toBe('INVALID_INPUT upload.not_ready');
    await upkeep.take(device, [{ ...SCHEDULED, evidenceIds: [uploadId] }], support);

    const query = `query ($id: ID!) { updateApplication(id: $id) { steps { evidence { uploadId name } } } }`;
    const { id } = await upkeep.of(device);
    const { updateApplication } = await hospital.person.graphql(query, { id });
    expect(updateApplication.steps.at(-1).evidence).toEqual([{ uploadId, name: 'photo.txt' }]);
    const ask = `mutation ($input: RequestDownloadInput!) { requestDownload(input: $input) { url } }`;
    const input = { artifactId: uploadId };
    const { requestDownload } = await hospital.person.graphql(ask, { input });
    expect(await (await fetch(requestDownload.url)).text()).toBe('The menu shows 1.1.');
    expect((await upkeep.trailOf(id)).at(-1)).toMatchObject({ kind: 'update.evidence_downloaded' });
    expect(await (await Upkeep.open(world)).hospital.person.refusal(ask, { input })).toBe('NOT_FOUND not_found');

    await world.behind.query(`update upload set expires_at = now() - interval '1 day' where id = $1`, [uploadId]);
    await world.behind.query(
      `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs
       where task_identifier = 'publishing.sweep_uploads'`,
    );
    await world.settled();
    expect((await fetch((await hospital.person.graphql(ask, { input })).requestDownload.url)).status).toBe(200);
  });
});

describe('a window', () => {
  it('ends after it starts, in a zone that exists, at times that exist', async () => {
    await upkeep.plan(publicationId);
    const at = (schedule: object) => upkeep.refused(device, { to: 'SCHEDULED', schedule: { ...TONIGHT, ...schedule } });
    expect(await at({ end: TONIGHT.start })).toBe('INVALID_INPUT maintenance.ends_before_start');
    expect(await at({ timeZone: 'Asia/Edo' })).toBe('INVALID_INPUT maintenance.unknown_time_zone');
    expect(await at({ start: '2026-02-30T22:00' })).toBe('INVALID_INPUT input.invalid');
    const { id: applicationId, version } = await upkeep.of(device);
    const schedule = { start: '2027-03-14T02:30', end: '2027-03-14T05:00', timeZone: 'America/New_York' };
    const { errors } = await upkeep.hospital.person.ask(u.STEP, {
      input: { applicationId, version, step: { to: 'SCHEDULED', schedule } },
    });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('2027-03-14T01:30 or 2027-03-14T03:30'),
      extensions: { reason: 'maintenance.time_does_not_exist' },
    });
    expect(await upkeep.refused(device, { to: 'SCHEDULED' })).toBe('INVALID_INPUT maintenance.schedule_missing');
  });

  it('outside of those that the site agreed is taken with a warning', async () => {
    const person = upkeep.hospital.person;
    // 2099-12-01 is a Tuesday.
    const window = { siteId: upkeep.hospital.siteId, name: 'Night', weekdays: ['TUESDAY'], from: '2026-01-01' };
    await person.graphql(u.AGREE, { input: { ...window, localStart: '21:00', minutes: 360 } });
    await upkeep.plan(publicationId);
    expect(await upkeep.take(device, [SCHEDULED])).toMatchObject({ isOutsideWindows: false });
    const noon = { start: '2099-12-01T12:00', end: '2099-12-01T13:00', timeZone: 'Asia/Tokyo' };
    expect(await upkeep.take(device, [{ to: 'SCHEDULED', schedule: noon }])).toMatchObject({ isOutsideWindows: true });

    expect(await person.refusal(u.AGREE, { input: { ...window, localStart: '25:00', minutes: 60 } })).toBe(
      'INVALID_INPUT input.invalid',
    );
    const backwards = { ...window, localStart: '21:00', minutes: 60, until: '2025-12-31' };
    expect(await person.refusal(u.AGREE, { input: backwards })).toBe('INVALID_INPUT maintenance.ends_before_start');
    const nowhere = { ...window, localStart: '21:00', minutes: 60, timeZone: '+09:00' };
    expect(await person.refusal(u.AGREE, { input: nowhere })).toBe('INVALID_INPUT maintenance.unknown_time_zone');
  });

  it('of another update of the same device clashes, naming it', async () => {
    const other = await upkeep.published({ titleEn: 'Another update' });
    await upkeep.plan(publicationId, { waves: [{ schedule: TONIGHT }] });
    const first = await upkeep.of(device);
    const overlapping = { start: '2099-12-02T01:00', end: '2099-12-02T03:00', timeZone: 'Asia/Tokyo' };
    const planned = await upkeep.plan(other, { waves: [{ schedule: overlapping }] });
    expect(planned).toMatchObject({
      planned: 0,
      refused: [
        { assetId: device, refusal: { reason: 'maintenance.clash', message: expect.stringContaining(first['id']) } },
      ],
    });
    await upkeep.plan(other);
    const { updateApplications } = await upkeep.hospital.person.graphql(u.LIST, { publicationId: other });
    const { id: applicationId, version } = updateApplications.edges[0].node;
    const schedule = (start: string, end: string) => ({
      to: 'SCHEDULED',
      schedule: { start, end, timeZone: 'Asia/Tokyo' },
    });
    const clashing = { applicationId, version, step: schedule('2099-12-02T01:00', '2099-12-02T03:00') };
    expect(await upkeep.hospital.person.refusal(u.STEP, { input: clashing })).toBe('CONFLICT maintenance.clash');
    const after = { applicationId, version, step: schedule('2099-12-02T02:00', '2099-12-02T03:00') };
    await upkeep.hospital.person.graphql(u.STEP, { input: after });
  });
});

describe('a plan', () => {
  it('is made in waves, of what the update concerns, and says of each other device why not', async () => {
    const [second, third, installed, retired, busy] = await upkeep.devices(5);
    await world.behind.query('update asset set release_id = $2 where id = $1', [installed, upkeep.nextReleaseId]);
    await world.behind.query(`update asset set status = 'RETIRED' where id = $1`, [retired]);
    await upkeep.plan(publicationId, { assetIds: [busy] });
    const stranger = await Upkeep.open(world);
    const [theirs] = (await stranger.devices(1)) as [Id<'Asset'>];

    const assetIds = [device, second, third, installed, retired, busy, theirs];
    const planned = await upkeep.plan(publicationId, {
      assetIds,
      waves: [{ size: 1 }, { size: 1, schedule: TONIGHT }],
    });
    expect(planned).toMatchObject({ planned: 2, waves: [{ planned: 1 }, { planned: 1, outsideWindows: 0 }] });
    expect(reasonsOf(planned as never)).toEqual([
      [third, 'maintenance.no_wave_left'],
      [installed, 'maintenance.already_installed'],
      [retired, 'maintenance.asset_retired'],
      [busy, 'maintenance.already_planned'],
      [theirs, 'not_found'],
    ]);
    expect(await upkeep.of(second as Id)).toMatchObject({ state: 'SCHEDULED', wave: 2 });
  });

  it('takes all of a network zone, as the hospital wrote it', async () => {
    const [inZone] = (await upkeep.devices(2)) as [Id<'Asset'>, Id<'Asset'>];
    await world.behind.query(
      `insert into asset_record (asset_id, hospital_id, zone) select id, hospital_id, 'VLAN 20' from asset where id = $1`,
      [inZone],
    );
    expect(await upkeep.plan(publicationId, { zones: ['VLAN 20'] })).toMatchObject({ planned: 1, refused: [] });
    expect(await upkeep.of(inZone)).toMatchObject({ state: 'PLANNED' });
  });

  it('takes all of a site or product, and leaves what it does not concern unsaid', async () => {
    const siteId = await world.site(upkeep.hospital.id);
    await upkeep.devices(2, { siteId });
    const [other] = (await upkeep.devices(1, { siteId })) as [Id<'Asset'>];
    await world.behind.query('update asset set release_id = $2 where id = $1', [other, upkeep.nextReleaseId]);
    expect(await upkeep.plan(publicationId, { siteIds: [siteId] })).toMatchObject({ planned: 2, refused: [] });
    const { rows } = await world.behind.query('select product_id from release where id = $1', [upkeep.nextReleaseId]);
    const rest = await upkeep.plan(publicationId, { productId: rows[0].product_id });
    expect(rest).toMatchObject({ planned: 1 });
    expect(reasonsOf(rest as never).map(([, reason]) => reason)).toEqual([
      'maintenance.already_planned',
      'maintenance.already_planned',
    ]);
  });

  it('is refused for what is no update in force, a release of another product, and a wave without end', async () => {
    const person = upkeep.hospital.person;
    const refusal = (facts: object) => person.refusal(u.PLAN, { input: { publicationId, ...facts } });
    const advisory = await upkeep.desk.published();
    await world.settled();
    expect(await refusal({ publicationId: advisory })).toBe('CONFLICT maintenance.not_an_update');
    const others = await Upkeep.open(world);
    expect(await refusal({ toReleaseId: others.nextReleaseId })).toBe('INVALID_INPUT maintenance.other_product');
    expect(await refusal({ waves: [{}, { size: 1 }] })).toBe('INVALID_INPUT maintenance.wave_without_size');
    expect(await refusal({ responsibleId: others.hospital.person.memberId })).toBe('NOT_FOUND not_found');
    expect(await refusal({ publicationId: await others.published() })).toBe('NOT_FOUND not_found');
    await upkeep.desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'wrong file' } });
    expect(await refusal({})).toBe('CONFLICT maintenance.package_withdrawn');
  });

  it('holds the second wave back while the first is open or failed, unless somebody says why', async () => {
    const [second] = (await upkeep.devices(1)) as [Id<'Asset'>];
    await upkeep.plan(publicationId, {
      assetIds: [device, second],
      waves: [{ size: 1, schedule: TONIGHT }, { schedule: TONIGHT }],
    });
    const begin = { to: 'IN_PROGRESS' };
    expect(await upkeep.refused(second, begin)).toBe('CONFLICT maintenance.earlier_wave_open');
    await upkeep.take(device, [begin, { to: 'FAILED', note: 'battery' }]);
    expect(await upkeep.refused(second, begin)).toBe('CONFLICT maintenance.earlier_wave_open');
    expect((await upkeep.support.graphql(u.FIGURES, { publicationId })).updateFigures).toMatchObject({ failures: 1 });

    const begun = await upkeep.take(second, [{ ...begin, despiteEarlierWave: 'the battery was the device’s' }]);
    expect(begun['steps'].at(-1)).toMatchObject({ note: 'the battery was the device’s' });
    const { publication } = await upkeep.hospital.person.graphql(
      `query ($id: ID!) { publication(id: $id) { updatePlan { wave applications open counts { state applications } } } }`,
      { id: publicationId },
    );
    expect(publication.updatePlan).toEqual([
      { wave: 1, applications: 1, open: 1, counts: [{ state: 'FAILED', applications: 1 }] },
      { wave: 2, applications: 1, open: 1, counts: [{ state: 'IN_PROGRESS', applications: 1 }] },
    ]);
    expect(await upkeep.take(device, [{ to: 'PLANNED' }])).toMatchObject({ state: 'PLANNED' });
  });

  it('is carried over to a later revision, whose answer it gives too', async () => {
    await upkeep.plan(publicationId);
    const revision = await upkeep.revised(publicationId);
    expect(await world.eventually(async () => (await upkeep.answer(revision)).answer)).toBe('WILL_APPLY');
    expect(await upkeep.of(device)).toMatchObject({ state: 'PLANNED', publicationId: revision, revision: 2 });
    expect((await upkeep.of(device))['steps'].at(-1)).toMatchObject({ act: 'REVISED', organisationId: null });
    expect(await upkeep.hospital.person.refusal(u.PLAN, { input: { publicationId } })).toBe(
      'CONFLICT maintenance.package_superseded',
    );
  });
});

describe('several at once', () => {
  it('are each taken or refused by themselves, also for whoever looks after some sites only', async () => {
    const siteId = await world.site(upkeep.hospital.id);
    const [elsewhere] = (await upkeep.devices(1, { siteId })) as [Id<'Asset'>];
    await upkeep.plan(publicationId);
    const limited = await world.member(upkeep.hospital.id, ['HOSPITAL_DEVICE'], { siteIds: [upkeep.hospital.siteId] });
    const [here, there] = [await upkeep.of(device), await upkeep.of(elsewhere)];
    const named = ({ id: applicationId, version }: Record<string, unknown>) => ({ applicationId, version });
    const applications = [named(here), named(there)];
    const { recordUpdateSteps } = await limited.graphql(u.STEPS, { input: { applications, step: SCHEDULED } });
    expect(recordUpdateSteps.results).toMatchObject([
      { application: { state: 'SCHEDULED' }, refusal: null },
      { application: null, refusal: { code: 'FORBIDDEN', reason: 'maintenance.not_your_site' } },
    ]);
    const again = await upkeep.hospital.person.graphql(u.STEPS, { input: { applications, step: SCHEDULED } });
    expect(again.recordUpdateSteps.results).toMatchObject([
      { refusal: { reason: 'maintenance.moved_meanwhile' } },
      { application: { state: 'SCHEDULED' } },
    ]);
    const planned = await upkeep.plan(await upkeep.published(), {}, limited);
    expect(planned).toMatchObject({ planned: 1, refused: [{ assetId: elsewhere, refusal: { code: 'FORBIDDEN' } }] });
  });

  it('are found for a calendar, by responsible, state, site and time', async () => {
    const { person, siteId } = upkeep.hospital;
    await upkeep.plan(publicationId, { responsibleId: person.memberId, waves: [{ schedule: TONIGHT }] });
    const count = async (filter: object) => (await person.graphql(u.LIST, filter)).updateApplications.totalCount;
    expect(await count({ from: '2099-12-01T00:00:00Z', to: '2099-12-01T13:30:00Z' })).toBe(1);
    expect(await count({ from: '2099-12-02T00:00:00Z' })).toBe(0);
    expect(await count({ responsibleId: person.memberId, states: ['SCHEDULED'], siteId })).toBe(1);
    expect(await count({ states: ['PLANNED'] })).toBe(0);
    const { asset } = await person.graphql(`query ($id: ID!) { asset(id: $id) { updateApplications { state } } }`, {
      id: device,
    });
    expect(asset.updateApplications).toEqual([{ state: 'SCHEDULED' }]);
  });
});

describe('a withdrawn package', () => {
  it('halts what is open, and asks what becomes of what was applied', async () => {
    const [finished, rolledBack] = (await upkeep.devices(2)) as [Id<'Asset'>, Id<'Asset'>];
    await upkeep.plan(publicationId);
    for (const one of [finished, rolledBack]) await upkeep.applied(one);
    await upkeep.take(finished, [{ to: 'VERIFIED', unverifiedReason: 'later' }]);
    await upkeep.desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'bricks devices' } });
    await world.settled();

    expect(await upkeep.of(device)).toMatchObject({
      state: 'PLANNED',
      isHalted: true,
      possibleSteps: ['NOT_APPLICABLE'],
    });
    const listed = async (isHalted: boolean) => {
      const { updateApplications } = await upkeep.hospital.person.graphql(u.LIST, { publicationId, isHalted });
      return updateApplications.totalCount as number;
    };
    expect([await listed(true), await listed(false)]).toEqual([3, 0]);
    expect(await upkeep.refused(device, SCHEDULED)).toBe('CONFLICT maintenance.step_out_of_order');
    expect((await upkeep.of(device))['steps'].at(-1)).toMatchObject({ act: 'HALTED', note: 'bricks devices' });
    const decide = async (assetId: Id, decision: string) => {
      const { id: applicationId, version } = await upkeep.of(assetId);
      const input = { applications: [{ applicationId, version }], decision, reason: 'looked at it' };
      const { decideWithdrawnUpdates } = await upkeep.hospital.person.graphql(u.DECIDE, { input });
      return decideWithdrawnUpdates.results[0];
    };
    expect(await upkeep.of(finished)).toMatchObject({ isDecisionAwaited: true, possibleSteps: ['ROLLED_BACK'] });
    expect((await upkeep.support.graphql(u.FIGURES, { publicationId })).updateFigures).toMatchObject({
      halted: 3,
      undecided: 2,
    });
    expect((await decide(finished, 'KEEP')).application).toMatchObject({
      isDecisionAwaited: false,
      withdrawalDecision: 'KEEP',
    });
    expect((await decide(finished, 'KEEP')).refusal).toMatchObject({ reason: 'maintenance.nothing_to_decide' });
    await decide(rolledBack, 'ROLL_BACK');
    expect(await upkeep.take(rolledBack, [{ to: 'ROLLED_BACK', note: 'as decided' }])).toMatchObject({
      state: 'ROLLED_BACK',
    });
    const security = await upkeep.hospital.person.colleague('HOSPITAL_DEVICE');
    const input = { applications: [{ applicationId: device, version: 1 }], decision: 'KEEP', reason: 'r' };
    expect(await security.refusal(u.DECIDE, { input })).toBe('FORBIDDEN access.forbidden');
  });
});

describe('what a vendor applied', () => {
  it('counts once the hospital countersigned it, and says so when it is disputed', async () => {
    upkeep = await Upkeep.open(world, 'ASSETS');
    [device] = (await upkeep.devices(1)) as [Id<'Asset'>];
    publicationId = await upkeep.published();
    const { support, hospital } = upkeep;
    expect(await support.refusal(u.PLAN, { input: { publicationId } })).toBe(
      'INVALID_INPUT maintenance.devices_not_named',
    );
    expect(
      await upkeep.plan(publicationId, { assetIds: [device], performer: 'VENDOR_ON_SITE' }, support),
    ).toMatchObject({
      planned: 1,
    });
    await upkeep.take(device, [SCHEDULED, { to: 'IN_PROGRESS' }, { to: 'APPLIED' }], support);
    const verified = await upkeep.take(device, [{ to: 'VERIFIED', unverifiedReason: 'seen on site' }], support);
    expect(verified).toMatchObject({ countersignature: 'AWAITED', countersigner: 'HOSPITAL' });
    await world.settled();
    expect(await upkeep.answer(publicationId)).toMatchObject({ answer: 'WILL_APPLY' });
    expect(await upkeep.releaseOf(device)).toBe('1.0');

    const say = async (verdict: string, note: string | null, by = hospital.person) => {
      const { id: applicationId, version } = await upkeep.of(device);
      const input = { applications: [{ applicationId, version }], verdict, note };
      return (await by.graphql(u.COUNTERSIGN, { input })).countersignUpdates.results[0];
    };
    expect((await say('COUNTERSIGNED', null, support)).refusal).toMatchObject({
      reason: 'maintenance.no_countersignature_awaited',
    });
    expect((await say('DISPUTED', null)).refusal).toMatchObject({ reason: 'maintenance.note_missing' });
    expect((await say('DISPUTED', 'the menu shows 1.0')).application).toMatchObject({
      state: 'VERIFIED',
      countersignature: 'DISPUTED',
      countersignatureNote: 'the menu shows 1.0',
    });
    expect(await upkeep.releaseOf(device)).toBe('1.0');
    await say('COUNTERSIGNED', 'looked again');
    expect(await upkeep.releaseOf(device)).toBe('1.1');
    expect(await upkeep.answer(publicationId)).toMatchObject({ answer: 'APPLIED' });
    const parties = (await upkeep.trailOf(verified['id'])).map((event) => [
      event.organisation_id,
      event.counterpart_id,
    ]);
    expect(new Set(parties.map((pair) => pair.toSorted().join()))).toEqual(
      new Set([[hospital.id, upkeep.desk.vendor.id].toSorted().join()]),
    );

    await upkeep.take(device, [{ to: 'ROLLED_BACK', note: 'wrong country' }], support);
    await world.settled();
    expect(await upkeep.releaseOf(device)).toBe('1.0');
  });

  it('and the hospital recorded, the vendor countersigns', async () => {
    upkeep = await Upkeep.open(world, 'ASSETS');
    [device] = (await upkeep.devices(1)) as [Id<'Asset'>];
    publicationId = await upkeep.published();
    await upkeep.plan(publicationId, { performer: 'VENDOR_REMOTE' });
    const { id: applicationId, version, ...applied } = await upkeep.applied(device);
    expect(applied).toMatchObject({ countersignature: 'AWAITED', countersigner: 'VENDOR' });
    const input = { applications: [{ applicationId, version }], verdict: 'COUNTERSIGNED' };
    const { countersignUpdates } = await upkeep.support.graphql(u.COUNTERSIGN, { input });
    expect(countersignUpdates.results[0].application).toMatchObject({ countersignature: 'COUNTERSIGNED' });
  });

  it('is seen by counts where the hospital shares counts, and nothing of it by others', async () => {
    await upkeep.plan(publicationId);
    const { id: applicationId, version } = await upkeep.of(device);
    expect((await upkeep.support.graphql(u.LIST)).updateApplications.totalCount).toBe(0);
    const input = { applicationId, version, step: SCHEDULED };
    for (const person of [upkeep.support, (await Upkeep.open(world)).hospital.person]) {
      expect(await person.refusal(u.ONE, { id: applicationId })).toBe('NOT_FOUND not_found');
      expect(await person.refusal(u.STEP, { input })).toBe('NOT_FOUND not_found');
    }
    expect((await upkeep.support.graphql(u.FIGURES, { publicationId })).updateFigures).toMatchObject({
      applications: 1,
      counts: [{ state: 'PLANNED', applications: 1 }],
    });
    const other = await Upkeep.open(world);
    expect(await other.support.refusal(u.FIGURES, { publicationId })).toBe('NOT_FOUND not_found');
  });

  it('is reported by serial number, with the same answer whether there is such a device or not', async () => {
    const [known] = (await upkeep.devices(1, { serialNumber: 'S-1' })) as [Id<'Asset'>];
    const report = (serialNumber: string) =>
      upkeep.support.graphql(u.REPORT, {
        input: {
          publicationId,
          hospitalId: upkeep.hospital.id,
          serialNumber,
          performer: 'VENDOR_ON_SITE',
          note: 'done',
        },
      });
    const shape = async (serialNumber: string) =>
      JSON.stringify(await report(serialNumber)).replace(serialNumber, 'SERIAL');
    expect(await shape('S-1')).toBe(await shape('S-9'));
    await world.settled();
    const application = await upkeep.of(known);
    expect(application).toMatchObject({
      state: 'APPLIED',
      performer: 'VENDOR_ON_SITE',
      countersignature: 'AWAITED',
      countersigner: 'HOSPITAL',
    });
    expect((await upkeep.support.graphql(u.LIST)).updateApplications.totalCount).toBe(0);
    for (const event of await upkeep.trailOf(application['id'])) {
      expect(event).toMatchObject({ organisation_id: upkeep.hospital.id, counterpart_id: null });
    }
    const { updateReports } = await upkeep.hospital.person.graphql(
      `{ updateReports { edges { node { serialNumber } } } }`,
    );
    expect(updateReports.edges).toHaveLength(2);
    const stranger = await Upkeep.open(world);
    const input = { publicationId, hospitalId: stranger.hospital.id, serialNumber: 'S-1', performer: 'VENDOR_REMOTE' };
    expect(await upkeep.support.refusal(u.REPORT, { input })).toBe('NOT_FOUND not_found');
  });
});

describe('people', () => {
  it('are reminded a day before, and once more when the time passed without a word', async () => {
    const { person } = upkeep.hospital;
    await upkeep.plan(publicationId, { responsibleId: person.memberId, waves: [{ schedule: TONIGHT }] });
    const kinds = async () => (await upkeep.trailOf((await upkeep.of(device))['id'])).map(({ kind }) => kind).slice(2);
    const move = (from: string, to: string) =>
      world.behind.query(
        'update update_application set starts_at = $2::timestamptz + $3::interval, ends_at = $2::timestamptz + $4::interval where asset_id = $1',
        [device, world.clock.now(), from, to],
      );
    await upkeep.lookAfter();
    expect(await kinds()).toEqual([]);
    await move('20 hours', '22 hours');
    await upkeep.lookAfter();
    await upkeep.lookAfter();
    expect(await kinds()).toEqual(['update.reminded']);
    await move('-3 hours', '-1 hours');
    await upkeep.lookAfter();
    await upkeep.lookAfter();
    expect(await kinds()).toEqual(['update.reminded', 'update.chased']);
  });

  it('are written to in the language in which they were invited, in Japanese where nobody said', async () => {
    const { person } = upkeep.hospital;
    const colleague = await person.colleague('HOSPITAL_DEVICE');
    await invitedIn('en', colleague);
    const [other] = (await upkeep.devices(1)) as [Id<'Asset'>];
    for (const [one, by] of [
      [device, person],
      [other, colleague],
    ] as const) {
      const waves = [{ schedule: TONIGHT }];
      await upkeep.plan(publicationId, { assetIds: [one], responsibleId: by.memberId, waves });
    }
    await world.behind.query(
      `update update_application set starts_at = $2::timestamptz + interval '20 hours', ends_at = $2::timestamptz + interval '22 hours'
       where asset_id = any ($1)`,
      [[device, other], world.clock.now()],
    );
    await upkeep.lookAfter();
    await world.settled();
    const subjects = async ({ email }: { email: string }) =>
      (await mailsTo(world, email)).map(({ subject }) => subject);
    expect(await subjects(person)).toEqual(['【Tasuki】まもなく実施する更新が 1 件あります']);
    expect(await subjects(colleague)).toEqual(['[Tasuki] Updates that begin soon: 1']);
  });
});
