import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { calendarDate, type Id } from '#libs/kernel';
import type { Person } from '../../../../test/support/world.ts';
import { World } from '../../../../test/support/world.ts';
import { TONIGHT, Upkeep } from '../../test/upkeep-world.ts';

const LINK = 'calendarLink { id siteId name language makerName isWorking revokedAt site { name } }';
const MAKE = `mutation ($input: MakeCalendarLinkInput!) { makeCalendarLink(input: $input) { url ${LINK} } }`;
const REVOKE = `mutation ($input: CalendarLinkInput!) { revokeCalendarLink(input: $input) { ${LINK} } }`;
const LIST = '{ calendarLinks { id name isWorking mayRevoke } }';
const DECIDE = 'mutation ($input: DecideEndOfSupportInput!) { decideEndOfSupport(input: $input) { decidedCount } }';

const DAY_MS = 86_400_000;
const day = (days: number) => calendarDate(new Date(Date.now() + days * DAY_MS));

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

let upkeep: Upkeep;
let device: Person;
beforeEach(async () => {
  upkeep = await Upkeep.open(world);
  device = await upkeep.hospital.person.colleague('HOSPITAL_DEVICE');
});

const make = async (by = device, facts: object = {}) =>
  (await by.graphql(MAKE, { input: { siteId: upkeep.hospital.siteId, name: 'Ward 3', language: 'en', ...facts } }))[
    'makeCalendarLink'
  ] as { url: string; calendarLink: { id: Id } };
const read = (url: string, headers: Record<string, string> = {}) => request(url).get('').set(headers).buffer(true);
/** What each entry says, by the names of its lines. */
const entriesAt = async (url: string): Promise<Record<string, string>[]> => {
  const answer = await read(url).expect(200);
  const blocks = answer.text.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n').slice(1);
  return blocks.map((block) =>
    Object.fromEntries(block.split('\r\n').map((line) => [line.split(':', 1)[0]!, line.slice(line.indexOf(':') + 1)])),
  );
};

describe('the calendar of a site', () => {
  it('has the windows of its updates, and the days on which what was put off or decided is reviewed', async () => {
    const [first, second, deferred, ending] = (await upkeep.devices(4)) as [Id, Id, Id, Id];
    const [elsewhere] = (await upkeep.devices(1, { siteId: await world.site(upkeep.hospital.id) })) as [Id];
    const publicationId = await upkeep.published();
    const assetIds = [first, second, deferred, elsewhere];
    await upkeep.plan(publicationId, { assetIds, waves: [{ schedule: TONIGHT }] });
    await upkeep.take(deferred, [
      { to: 'DEFERRED', note: 'In use.', controls: ['MONITORING'], reviewOn: '2099-01-31' },
    ]);
    await world.behind.query(`update release set stage = 'END_OF_SUPPORT' where id = $1`, [upkeep.desk.releaseId]);
    const { person } = upkeep.hospital;
    const decision = { kind: 'REPLACE', replaceBy: day(300), reviewOn: day(100), reason: 'A successor is ordered.' };
    await person.graphql(DECIDE, { input: { ...decision, assetIds: [ending], ownerId: person.memberId } });

    const { url, calendarLink } = await make();
    expect(url).toMatch(/\/calendars\/cal_[\w-]{43}\.ics$/);
    expect(calendarLink).toMatchObject({ name: 'Ward 3', language: 'en', isWorking: true, revokedAt: null });
    const answer = await read(url).expect(200).expect('content-type', 'text/calendar; charset=utf-8');
    expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    const entries = await entriesAt(url);
    expect(entries).toMatchObject([
      {
        DTSTART: '20991201T130000Z',
        DTEND: '20991201T170000Z',
        SUMMARY: 'Update: Viewer 1.0 → 1.1',
        DESCRIPTION: String.raw`Devices: 2\nWave 1`,
        URL: `${world.url}/publications/${publicationId}`,
      },
      { 'DTSTART;VALUE=DATE': '20990131', SUMMARY: 'Review of an update put off: Viewer 1.0 → 1.1' },
      {
        'DTSTART;VALUE=DATE': day(100).replaceAll('-', ''),
        SUMMARY: 'Review at the end of support: Viewer 1.0',
        DESCRIPTION: String.raw`Devices: 1\nDecided: replace`,
      },
    ]);
    const japanese = await entriesAt((await make(device, { language: 'ja' })).url);
    expect(japanese[0]).toMatchObject({ SUMMARY: '更新作業: Viewer 1.0 → 1.1' });
    // Each is the same entry, whoever reads it and however often.
    const uids = entries.map(({ UID }) => UID);
    expect(japanese.map(({ UID }) => UID)).toEqual(uids);
    expect(new Set(uids).size).toBe(3);

    await upkeep.take(first, [{ to: 'IN_PROGRESS' }, { to: 'APPLIED' }]);
    expect((await entriesAt(url))[0]).toMatchObject({ UID: uids[0], DESCRIPTION: String.raw`Devices: 1\nWave 1` });
    await upkeep.take(second, [{ to: 'NOT_APPLICABLE', note: 'sold' }]);
    expect((await entriesAt(url)).map(({ UID }) => UID)).toEqual(uids.slice(1));
  });

  it('is told to be as it was, until something of it changes', async () => {
    const [asset] = (await upkeep.devices(1)) as [Id];
    const publicationId = await upkeep.published();
    await upkeep.plan(publicationId, { waves: [{ schedule: TONIGHT }] });
    const { url } = await make();
    const { headers } = await read(url).expect(200);
    const etag = headers['etag']!;
    for (const asked of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await read(url, { 'if-none-match': asked }).expect(304);
      expect(same.text).toBe('');
      expect(same.headers['etag']).toBe(etag);
    }
    await read(url, { 'if-none-match': '"other"' }).expect(200);
    await upkeep.take(asset, [{ to: 'IN_PROGRESS' }, { to: 'APPLIED' }]);
    const changed = await read(url, { 'if-none-match': etag }).expect(200);
    expect(changed.headers['etag']).not.toBe(etag);
  });

  it('has nothing of another hospital, and nothing that is for named members alone', async () => {
    await upkeep.devices(1);
    const named = [{ hospitalId: upkeep.hospital.id, emails: [upkeep.hospital.person.email] }];
    const red = await upkeep.published({ tlp: 'RED', namedHospitals: named });
    expect(await upkeep.plan(red, { waves: [{ schedule: TONIGHT }] })).toMatchObject({ planned: 1 });
    const { url } = await make();
    expect(await entriesAt(url)).toEqual([]);

    const other = await Upkeep.open(world);
    await other.devices(1);
    await other.plan(await other.published(), { waves: [{ schedule: TONIGHT }] });
    expect(await entriesAt(url)).toEqual([]);
  });
});

describe('a calendar link', () => {
  it('is listed, and no more once it is revoked: its address then is like one that never was', async () => {
    const { url, calendarLink } = await make();
    expect((await device.graphql(LIST))['calendarLinks']).toEqual([
      { id: calendarLink.id, name: 'Ward 3', isWorking: true, mayRevoke: true },
    ]);
    const { rows } = await world.behind.query<{ kept: string }>(
      'select row_to_json(l)::text as kept from calendar_link l where id = $1',
      [calendarLink.id],
    );
    expect(rows[0]!.kept).not.toContain(/cal_[\w-]+/.exec(url)![0]);

    const input = { calendarLinkId: calendarLink.id };
    const administrator = await device.colleague('HOSPITAL_ADMIN');
    const { revokeCalendarLink } = await administrator.graphql(REVOKE, { input });
    expect(revokeCalendarLink.calendarLink).toMatchObject({ isWorking: false, revokedAt: expect.any(String) });
    expect(await device.refusal(REVOKE, { input })).toBe('CONFLICT maintenance.calendar_link_already_revoked');
    expect((await device.graphql(LIST))['calendarLinks']).toEqual([]);
    const gone = await read(url).expect(404);
    const never = await read(`${world.url}/calendars/cal_${'A'.repeat(43)}.ics`).expect(404);
    const { requestId, ...like } = never.body.error;
    expect(gone.body.error).toMatchObject(like);
    expect(gone.body.error.requestId).not.toBe(requestId);
    for (const nonsense of ['cal_.ics', url.split('/').at(-1)!.replace('.ics', ''), `${'a'.repeat(200)}.ics`]) {
      await read(`${world.url}/calendars/${nonsense}`).expect(404);
    }
    const { rows: trail } = await world.behind.query('select kind from trail.event where subject_id = $1 order by id', [
      calendarLink.id,
    ]);
    expect(trail).toEqual([{ kind: 'calendar_link.made' }, { kind: 'calendar_link.revoked' }]);
  });

  it('is good only as long as whoever made it may plan updates at the site', async () => {
    const { id, siteId } = upkeep.hospital;
    const second = await world.site(id);
    const { url, calendarLink } = await make();
    const states: [string, string][] = [
      [`update member set state = 'ENDED' where id = $1`, `update member set state = 'ACTIVE' where id = $1`],
      [
        `update member set roles = '{HOSPITAL_VIEWER}' where id = $1`,
        `update member set roles = '{HOSPITAL_DEVICE}' where id = $1`,
      ],
      [
        `update member set site_ids = array['${second}'::uuid] where id = $1`,
        'update member set site_ids = null where id = $1',
      ],
    ];
    for (const [end, again] of states) {
      await world.behind.query(end, [device.memberId]);
      await read(url).expect(404);
      const { calendarLinks } = await upkeep.hospital.person.graphql(LIST);
      expect(calendarLinks).toMatchObject([{ id: calendarLink.id, isWorking: false }]);
      await world.behind.query(again, [device.memberId]);
      await read(url).expect(200);
    }
    await world.behind.query('update site set is_active = false where id = $1', [siteId]);
    await read(url).expect(404);
    await world.behind.query('update site set is_active = true where id = $1', [siteId]);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [id]);
    await read(url).expect(404);
  });

  it('is made and revoked for the sites that one answers for, and for no site of others', async () => {
    const { id, siteId } = upkeep.hospital;
    const second = await world.site(id);
    const limited = await world.member(id, ['HOSPITAL_DEVICE'], { siteIds: [siteId] });
    const { calendarLink } = await make(device, { siteId: second });
    const refused = (by: Person, facts: object) => by.refusal(MAKE, { input: { siteId, name: 'Ward 3', ...facts } });
    expect(await refused(limited, { siteId: second })).toBe('FORBIDDEN access.forbidden');
    expect((await limited.graphql(LIST))['calendarLinks']).toMatchObject([{ mayRevoke: false }]);
    const input = { calendarLinkId: calendarLink.id };
    expect(await limited.refusal(REVOKE, { input })).toBe('FORBIDDEN access.forbidden');
    const stranger = await world.hospital();
    expect(await stranger.person.refusal(REVOKE, { input })).toBe('NOT_FOUND not_found');
    expect(await refused(stranger.person, {})).toBe('NOT_FOUND not_found');
    expect(await refused(device, { name: ' ' })).toBe('INVALID_INPUT input.invalid');
  });
});
