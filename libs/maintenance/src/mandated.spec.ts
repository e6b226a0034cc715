import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calendarDate, type Id } from '#libs/kernel';
import { sendFile } from '../../../test/support/files.ts';
import { World, type Data, type Person, type Vendor } from '../../../test/support/world.ts';
import * as u from '../test/upkeep-world.ts';
import { TONIGHT, Upkeep } from '../test/upkeep-world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { mandate { id } } }`;
const TAKE_BACK = `mutation ($input: RevokeMandateInput!) { revokeMandate(input: $input) { mandate { id } } }`;
const HISTORY = `query ($id: ID!) { updateApplication(id: $id) {
  actingForId steps { toState organisationId onBehalfOfId mandateId userId evidence { name } } } }`;
const PUBLICATION = 'query ($id: ID!) { publication(id: $id) { id artifacts { id } } }';
const DOWNLOAD = 'mutation ($input: RequestDownloadInput!) { requestDownload(input: $input) { url } }';
const DAY_MS = 86_400_000;
const SCHEDULED = { to: 'SCHEDULED', schedule: TONIGHT };
const [HOSPITALS, MANUFACTURERS] = ['hospital', 'manufacturer'] as const;
type Grantor = typeof HOSPITALS | typeof MANUFACTURERS;

let upkeep: Upkeep;
let provider: Vendor;
let engineer: Person;
let device: Id<'Asset'>;
let publicationId: Id<'Publication'>;
beforeEach(() => open('ASSETS'));

/** A hospital with one device, and the engineer of a service provider that nobody granted anything yet. */
async function open(shares: 'ASSETS' | 'COUNTS'): Promise<void> {
  upkeep = await Upkeep.open(world, shares);
  [device] = (await upkeep.devices(1)) as [Id<'Asset'>];
  publicationId = await upkeep.published();
  provider = await world.vendor('SERVICE_PROVIDER');
  engineer = await world.member(provider.id, ['VENDOR_SUPPORT']);
}

const grantorOf = (grantor: Grantor): Person =>
  grantor === HOSPITALS ? upkeep.hospital.person : upkeep.desk.publisher;

async function granted(grantor: Grantor, facts: object = {}): Promise<Id<'Mandate'>> {
  const day = (days: number) => calendarDate(new Date(world.clock.now().getTime() + days * DAY_MS));
  const { rows } = await world.behind.query('select product_id from release where id = $1', [upkeep.desk.releaseId]);
  const productIds = [rows[0].product_id];
  const input = { code: provider.code, productIds, acts: ['APPLY'], from: day(0), until: day(30), ...facts };
  return (await grantorOf(grantor).graphql(GRANT, { input }))['grantMandate'].mandate.id;
}

const seenBy = async (person: Person): Promise<number> =>
  (await person.graphql(u.LIST))['updateApplications'].totalCount;

it('holds an engineer up by an earlier wave at a site that the mandate does not name', async () => {
  const siteId = await world.site(upkeep.hospital.id);
  const [second] = (await upkeep.devices(1)) as [Id<'Asset'>];
  await world.behind.query('update asset set site_id = $2 where id = $1', [second, siteId]);
  await granted(HOSPITALS, { siteIds: [siteId] });
  const waves = [{ size: 1, schedule: TONIGHT }, { schedule: TONIGHT }];
  await upkeep.plan(publicationId, { assetIds: [device, second], waves });
  expect(await seenBy(engineer)).toBe(1);
  expect(await upkeep.refused(second, { to: 'IN_PROGRESS' }, engineer)).toBe('CONFLICT maintenance.earlier_wave_open');
});

describe.each([HOSPITALS, MANUFACTURERS])('under a mandate of the %s, an engineer', (grantor) => {
  it('plans and records, and every step names who did it and for whom', async () => {
    const mandateId = await granted(grantor);
    const planned = await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    expect(planned).toMatchObject({ planned: 1, refused: [] });
    const photo = await sendFile(engineer, 'photo.txt', Buffer.from('The menu shows 1.1.'));
    await world.settled();
    await upkeep.take(device, [SCHEDULED, { to: 'IN_PROGRESS' }, { to: 'APPLIED', evidenceIds: [photo] }], engineer);

    const grantorId = grantorOf(grantor).organisationId;
    const { id } = await upkeep.of(device);
    for (const person of [upkeep.hospital.person, upkeep.support, engineer]) {
      const { updateApplication } = await person.graphql(HISTORY, { id });
      expect(updateApplication.actingForId).toBe(person === engineer ? grantorId : null);
      expect(updateApplication.steps).toMatchObject(
        ['PLANNED', 'SCHEDULED', 'IN_PROGRESS', 'APPLIED'].map((toState) => ({
          toState,
          organisationId: provider.id,
          onBehalfOfId: grantorId,
          mandateId,
          userId: engineer.userId,
          evidence: toState === 'APPLIED' ? [{ name: 'photo.txt' }] : [],
        })),
      );
    }
  });

  it('leaves a record that hospital, manufacturer and service provider read', async () => {
    const mandateId = await granted(grantor);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    await world.settled();
    const { id } = await upkeep.of(device);
    const trail = `query ($id: ID!) { trail(filter: { subjectId: $id }) {
      edges { node { kind organisationId onBehalfOfId counterpartId facts } } } }`;
    const grantorId = grantorOf(grantor).organisationId;
    const other = grantor === HOSPITALS ? upkeep.desk.vendor.id : upkeep.hospital.id;
    for (const person of [upkeep.hospital.person, upkeep.support, engineer]) {
      const answer = await person.graphql(trail, { id });
      const [{ node }] = answer['trail'].edges;
      expect(node).toMatchObject({
        kind: 'update.planned',
        organisationId: provider.id,
        onBehalfOfId: grantorId,
        counterpartId: other,
      });
      expect(JSON.parse(node.facts)).toMatchObject({ onBehalfOfId: grantorId, facts: { mandateId } });
    }
    const stranger = await Upkeep.open(world);
    expect((await stranger.hospital.person.graphql(trail, { id })).trail.edges).toEqual([]);
  });

  it('is countersigned by the hospital, which the answer and the release wait for', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    const applied = await upkeep.take(device, [SCHEDULED, { to: 'IN_PROGRESS' }, { to: 'APPLIED' }], engineer);
    expect(applied).toMatchObject({ countersignature: 'AWAITED', countersigner: 'HOSPITAL' });
    const { id: applicationId, version } = applied;
    const ticks = { applicationId, version, list: 'VERIFICATION_STEPS', places: [0, 1] };
    await engineer.graphql(u.CHECK, { input: ticks });
    const verified = await upkeep.take(device, [{ to: 'VERIFIED' }], engineer);
    await world.settled();
    expect(await upkeep.releaseOf(device)).toBe('1.0');
    expect((await upkeep.answer(publicationId)).answer).toBe('WILL_APPLY');

    const input = {
      applications: [{ applicationId, version: verified['version'] }],
      verdict: 'COUNTERSIGNED',
    };
    const byEngineer = await engineer.graphql(u.COUNTERSIGN, { input });
    expect(byEngineer['countersignUpdates'].results).toMatchObject([
      { application: null, refusal: { code: 'FORBIDDEN', reason: 'maintenance.mandatary_decides_nothing' } },
    ]);
    await upkeep.hospital.person.graphql(u.COUNTERSIGN, { input });
    expect(await upkeep.releaseOf(device)).toBe('1.1');
  });

  it('accepts no risk and decides nothing', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    expect((await upkeep.of(device, engineer))['possibleSteps']).toEqual(['SCHEDULED']);
    expect((await upkeep.of(device))['possibleSteps']).toEqual(['SCHEDULED', 'DEFERRED', 'NOT_APPLICABLE']);
    const refusal = 'FORBIDDEN maintenance.mandatary_accepts_no_risk';
    const deferral = { to: 'DEFERRED', note: 'n', controls: ['NETWORK_ISOLATION'], reviewOn: '2099-12-31' };
    expect(await upkeep.refused(device, deferral, engineer)).toBe(refusal);
    expect(await upkeep.refused(device, { to: 'NOT_APPLICABLE', note: 'n' }, engineer)).toBe(refusal);
    await upkeep.take(device, [SCHEDULED], engineer);
    const early = { to: 'IN_PROGRESS', despiteEarlierWave: 'in a hurry' };
    expect(await upkeep.refused(device, early, engineer)).toBe(refusal);
    await upkeep.take(device, [{ to: 'IN_PROGRESS' }, { to: 'APPLIED' }], engineer);
    const unseen = { to: 'VERIFIED', unverifiedReason: 'the menu is locked' };
    expect(await upkeep.refused(device, unseen, engineer)).toBe(refusal);
    const input = { applications: [{ applicationId: device, version: 1 }], decision: 'KEEP', reason: 'r' };
    expect(await engineer.refusal(u.DECIDE, { input })).toBe('FORBIDDEN access.forbidden');
  });

  it('does not take back what was put off or left undone', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId);
    const deferral = { to: 'DEFERRED', note: 'n', controls: ['NETWORK_ISOLATION'], reviewOn: '2099-12-31' };
    for (const step of [deferral, { to: 'NOT_APPLICABLE', note: 'n' }]) {
      await upkeep.take(device, [step]);
      expect((await upkeep.of(device, engineer))['possibleSteps']).toEqual([]);
      const refusal = 'maintenance.mandatary_decides_nothing';
      expect(await upkeep.refused(device, { to: 'PLANNED' }, engineer)).toBe(`FORBIDDEN ${refusal}`);
      const planned = await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
      expect(planned['refused']).toMatchObject([{ refusal: { reason: refusal } }]);
    }
  });

  it('is stopped at once when it is revoked or over, also in the middle of a page', async () => {
    const mandateId = await granted(grantor);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    const { id: applicationId, version } = await upkeep.of(device, engineer);
    const step = () => engineer.refusal(u.STEP, { input: { applicationId, version, step: SCHEDULED } });
    const from = 'update mandate set from_on = $2, until_on = $2 where id = $1';
    await world.behind.query(from, [mandateId, '2020-01-01']);
    expect(await step()).toBe('FORBIDDEN maintenance.mandate_over');
    await world.behind.query(from, [mandateId, '2099-01-01']);
    expect(await step()).toBe('NOT_FOUND not_found');
    await world.behind.query(from, [mandateId, calendarDate(new Date())]);

    await grantorOf(grantor).graphql(TAKE_BACK, { input: { mandateId, reason: 'The contract ended.' } });
    expect(await step()).toBe('FORBIDDEN maintenance.mandate_over');
    const several = { applications: [{ applicationId, version }], step: { to: 'SCHEDULED', schedule: TONIGHT } };
    const { recordUpdateSteps } = await engineer.graphql(u.STEPS, { input: several });
    expect(recordUpdateSteps.results).toMatchObject([{ refusal: { reason: 'maintenance.mandate_over' } }]);
    const planning = { publicationId, assetIds: [device] };
    expect(await engineer.refusal(u.PLAN, { input: planning })).toBe('NOT_FOUND not_found');
    expect(await seenBy(engineer)).toBe(0);
    expect((await upkeep.of(device))['steps']).toMatchObject([{ organisationId: provider.id, toState: 'PLANNED' }]);
  });

  it('who only reads for the service provider records nothing, and a program records as an engineer does', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId);
    const { id: applicationId, version } = await upkeep.of(device, provider.publisher);
    const input = { applicationId, version, step: SCHEDULED };
    expect(await provider.publisher.refusal(u.STEP, { input })).toBe('FORBIDDEN access.forbidden');
    const { makeApiKey } = await provider.publisher.graphql(
      'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
      { input: { name: 'Key', roles: ['VENDOR_SUPPORT'], expiresAt: new Date(Date.now() + DAY_MS).toISOString() } },
    );
    const headers = { authorization: `Bearer ${makeApiKey.secret}` };
    const { data } = await world.ask<Data>(headers, u.STEP, { input });
    expect(data?.['recordUpdateStep'].application.steps.at(-1)).toMatchObject({ organisationId: provider.id });
  });

  it('reads the package, unless it is to stay with whom it was sent to', async () => {
    const packages: Record<string, Id> = {};
    for (const tlp of ['GREEN', 'AMBER', 'AMBER_STRICT', 'RED']) {
      const named = { namedHospitals: [{ hospitalId: upkeep.hospital.id, emails: [upkeep.hospital.person.email] }] };
      packages[tlp] = await upkeep.published({ tlp, ...(tlp === 'RED' && named) });
    }
    const elsewhere = await (await Upkeep.open(world, 'ASSETS')).published();
    const advisory = await upkeep.desk.published();
    await world.settled();
    const all = [...Object.values(packages), elsewhere, advisory];
    for (const id of all) expect(await engineer.refusal(PUBLICATION, { id })).toBe('NOT_FOUND not_found');

    const mandateId = await granted(grantor);
    const reads = async (id: Id | undefined) => (await engineer.ask<Data>(PUBLICATION, { id })).data?.['publication'];
    const read = await Promise.all(all.map(reads));
    expect(read.map((one) => one?.id ?? null)).toEqual([packages['GREEN'], packages['AMBER'], null, null, null, null]);
    const [green] = read;
    // Bytes for the file that was put in the place of an upload.
    await world.behind.query(
      `insert into stored_object (sha256, object_key, size_bytes, created_at)
       select sha256, 'kept/' || sha256, size_bytes, now() from artifact where publication_id = $1 on conflict do nothing`,
      [green.id],
    );
    const input = { artifactId: green.artifacts[0].id };
    expect((await engineer.graphql(DOWNLOAD, { input })).requestDownload.url).toEqual(expect.any(String));

    await grantorOf(grantor).graphql(TAKE_BACK, { input: { mandateId, reason: 'r' } });
    expect(await engineer.refusal(DOWNLOAD, { input })).toBe('NOT_FOUND not_found');
    expect(await engineer.refusal(PUBLICATION, { id: green.id })).toBe('NOT_FOUND not_found');
  });

  it('sees nothing of what is done by a package that is to stay with whom it was sent to', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId);
    const { id: applicationId, version } = await upkeep.of(device);
    expect(await seenBy(engineer)).toBe(1);
    await world.behind.query(`update publication set tlp = 'AMBER_STRICT' where id = $1`, [publicationId]);
    expect(await seenBy(engineer)).toBe(0);
    expect(await engineer.refusal(u.STEP, { input: { applicationId, version, step: SCHEDULED } })).toBe(
      'NOT_FOUND not_found',
    );
  });

  it('sees nothing of what is for named members alone', async () => {
    await granted(grantor);
    await upkeep.plan(publicationId);
    expect(await seenBy(engineer)).toBe(1);
    const { id: applicationId, version } = await upkeep.of(device);
    await world.behind.query('update update_application set reader_ids = $2 where id = $1', [
      applicationId,
      [upkeep.hospital.person.userId],
    ]);
    expect(await seenBy(engineer)).toBe(0);
    expect(await engineer.refusal(u.STEP, { input: { applicationId, version, step: SCHEDULED } })).toBe(
      'NOT_FOUND not_found',
    );
  });

  it('sees devices of the products named, and of no others', async () => {
    const { rows } = await world.behind.query(
      `insert into product (id, vendor_id, kind, name, is_connectable, created_at)
       values (gen_random_uuid(), $1, 'DEVICE', 'Another', true, now()) returning id`,
      [upkeep.desk.vendor.id],
    );
    await upkeep.plan(publicationId);
    expect(await seenBy(engineer)).toBe(0);
    const mandateId = await granted(grantor);
    expect(await seenBy(engineer)).toBe(1);
    const assets = '{ assets { edges { node { id hospitalId } } } }';
    expect((await engineer.graphql(assets)).assets.edges).toMatchObject([{ node: { id: device } }]);
    const organisation = 'query ($id: ID!) { organisation(id: $id) { name } }';
    expect((await engineer.graphql(organisation, { id: upkeep.hospital.id })).organisation.name).toBeTruthy();
    await world.behind.query('update mandate set product_ids = $2 where id = $1', [mandateId, [rows[0].id]]);
    expect(await seenBy(engineer)).toBe(0);
    expect((await engineer.graphql(assets)).assets.edges).toEqual([]);
  });
});

describe('a mandate of the hospital', () => {
  it('is for its sites, and binds to their windows', async () => {
    const siteId = await world.site(upkeep.hospital.id);
    const [elsewhere] = (await upkeep.devices(1, { siteId })) as [Id<'Asset'>];
    await upkeep.plan(publicationId);
    await granted(HOSPITALS, { siteIds: [upkeep.hospital.siteId] });
    expect(await seenBy(engineer)).toBe(1);
    const { id: applicationId, version } = await upkeep.of(elsewhere);
    expect(await engineer.refusal(u.STEP, { input: { applicationId, version, step: SCHEDULED } })).toBe(
      'NOT_FOUND not_found',
    );
    // 2099-12-01 is a Tuesday.
    const window = { siteId: upkeep.hospital.siteId, name: 'Night', weekdays: ['TUESDAY'], from: '2026-01-01' };
    await upkeep.hospital.person.graphql(u.AGREE, { input: { ...window, localStart: '21:00', minutes: 360 } });
    const noon = { start: '2099-12-01T12:00', end: '2099-12-01T13:00', timeZone: 'Asia/Tokyo' };
    expect(await upkeep.refused(device, { to: 'SCHEDULED', schedule: noon }, engineer)).toBe(
      'CONFLICT maintenance.outside_windows',
    );
    const second = await upkeep.published({ titleEn: 'Another update' });
    const planned = await upkeep.plan(second, { assetIds: [device], waves: [{ schedule: noon }] }, engineer);
    expect(planned['refused']).toMatchObject([{ refusal: { reason: 'maintenance.outside_windows' } }]);
    expect(await upkeep.take(device, [SCHEDULED], engineer)).toMatchObject({ state: 'SCHEDULED' });
  });

  it('tells a manufacturer that sees counts nothing', async () => {
    await open('COUNTS');
    await granted(HOSPITALS);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    const { id } = await upkeep.of(device);
    expect(await seenBy(upkeep.support)).toBe(0);
    const { rows } = await world.behind.query(
      'select organisation_id, on_behalf_of_id, counterpart_id from trail.event where subject_id = $1',
      [id],
    );
    const parties = { organisation_id: provider.id, on_behalf_of_id: upkeep.hospital.id, counterpart_id: null };
    expect(rows).toEqual([parties]);
  });

  it('goes before the manufacturer’s where both hold', async () => {
    await granted(MANUFACTURERS);
    const mandateId = await granted(HOSPITALS);
    await upkeep.plan(publicationId, { assetIds: [device] }, engineer);
    const { updateApplication } = await engineer.graphql(HISTORY, { id: (await upkeep.of(device))['id'] });
    expect(updateApplication.steps).toMatchObject([{ mandateId, onBehalfOfId: upkeep.hospital.id }]);
  });
});

describe('a mandate of the manufacturer', () => {
  it('shows what the manufacturer sees, and no hospital that shares counts', async () => {
    await open('COUNTS');
    await granted(MANUFACTURERS);
    await upkeep.plan(publicationId);
    expect(await seenBy(engineer)).toBe(0);
    const organisation = 'query ($id: ID!) { organisation(id: $id) { name } }';
    expect(await engineer.refusal(organisation, { id: upkeep.hospital.id })).toBe('NOT_FOUND not_found');
    const relationship = 'update relationship set shares = $2 where hospital_id = $1';
    await world.behind.query(relationship, [upkeep.hospital.id, 'ASSETS']);
    expect(await seenBy(engineer)).toBe(1);
  });

  it('waits while its manufacturer is kept out', async () => {
    await granted(MANUFACTURERS);
    await upkeep.plan(publicationId);
    expect(await seenBy(engineer)).toBe(1);
    const vendorId = upkeep.desk.vendor.id;
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [vendorId]);
    expect(await seenBy(engineer)).toBe(0);
  });
});
