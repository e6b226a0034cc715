import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { json, sendFile } from '../../../test/support/files.ts';
import { invitedIn, mailsTo } from '../../../test/support/mails.ts';
import { Desk } from '../../../test/support/publishing-desk.ts';
import { World, type Hospital, type Person } from '../../../test/support/world.ts';

const OF = `case { id kind title state version closedAt assetCount patientImpact noticedAt cveIds jvnIds reporterName embargoUntil
  nextSteps { to side } vendor { id } hospital { id } releases { id } assets { id } publication { id } source { id }
  clocks { id basis dueAt isOverdue metAt metWords organisation { id } } internals { notes contacts measures version }
  parties { id name email state seesFrom } }`;
const act = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) { ${OF} } }`;
const REPORT = act('reportIncident', 'ReportIncidentInput');
const OPEN = act('openDisclosure', 'OpenDisclosureInput');
const CHANGE = act('changeDisclosure', 'ChangeDisclosureInput');
const MOVE = act('moveCase', 'MoveCaseInput');
const KEEP = act('keepCaseInternals', 'KeepCaseInternalsInput');
const START = act('startCaseClock', 'StartCaseClockInput');
const MEET = act('meetCaseClock', 'MeetCaseClockInput');
const INVITE = act('inviteCaseParty', 'InviteCasePartyInput');
const ACCEPT = act('acceptCaseInvitation', 'CasePartyInput');
const REMOVE = act('removeCaseParty', 'CasePartyInput');
const WRITE = `mutation ($input: WriteCaseEntryInput!) { writeCaseEntry(input: $input) { entry {
  id kind words isInternal correctsId toldWhom toldMeans toldAt files { uploadId sha256 } } } }`;
const ONE = `query ($id: ID!) { ${OF.replace('case {', 'case(id: $id) {')} }`;
const ENTRIES = `query ($id: ID!, $first: Int!, $after: String) { caseEntries(caseId: $id, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id kind words toState organisationId organisationName } } } }`;
const LIST = `query ($kinds: [CaseKind!], $states: [CaseState!], $isMine: Boolean) {
  cases(first: 50, kinds: $kinds, states: $states, isMine: $isMine) { edges { node { id } } } }`;
const INVITATIONS = '{ caseInvitations { id vendor { id } } }';
const DOWNLOAD = 'mutation ($input: RequestDownloadInput!) { requestDownload(input: $input) { url } }';
const REGISTER = 'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }';
const HOUR = 3_600_000;
const DENIED = 'FORBIDDEN access.forbidden';
const INVALID = 'INVALID_INPUT input.invalid';
const UNKNOWN = 'NOT_FOUND not_found';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const ago = (hours: number) => new Date(world.clock.now().getTime() - hours * HOUR).toISOString();
const device = async ({ person, siteId }: Hospital, releaseId: Id): Promise<Id> => {
  const input = { siteId, releaseId, connections: ['NETWORK'] };
  return (await person.graphql(REGISTER, { input })).registerAsset.asset.id;
};
const codeOf = async (organisationId: Id): Promise<string> =>
  (await world.behind.query<{ code: string }>('select code from organisation where id = $1', [organisationId])).rows[0]!
    .code;
const read = async (id: Id, by: Person) => (await by.graphql(ONE, { id })).case;
const does = async (by: Person, mutation: string, input: object) =>
  Object.values(await by.graphql(mutation, { input }))[0].case;
const writes = async (by: Person, caseId: Id, facts: object) =>
  (await by.graphql(WRITE, { input: { caseId, kind: 'REMARK', words: 'Words.', ...facts } })).writeCaseEntry.entry;
const refused = (by: Person, mutation: string, input: object) => by.refusal(mutation, { input });
const words = async (id: Id, by: Person): Promise<string[]> =>
  (await by.graphql(ENTRIES, { id, first: 100 })).caseEntries.edges.map(
    ({ node }: { node: { words: string } }) => node.words,
  );
const listed = async (by: Person, filter: object = {}): Promise<Id[]> =>
  (await by.graphql(LIST, filter)).cases.edges.map(({ node }: { node: { id: Id } }) => node.id);
const trailOf = async (id: Id) => {
  await world.settled();
  const { rows } = await world.behind.query<{ kind: string; counterpart_id: Id | null; facts: unknown }>(
    'select kind, counterpart_id, facts from trail.event where subject_id = $1 order by id',
    [id],
  );
  return rows;
};
const hourPasses = async () => {
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'cases.note_overdue')!.run({} as never);
  await world.settled();
};

/** A hospital that deals with a vendor, and has a device of it. */
async function scene(shares: 'COUNTS' | 'ASSETS' = 'COUNTS') {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital, shares);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const assetId = await device(hospital, desk.releaseId);
  const reporting = (facts: object = {}) => ({
    kind: 'INCIDENT',
    assetIds: [assetId],
    title: 'The viewer restarts',
    words: 'It restarts <b>every</b> hour.',
    noticedAt: ago(2),
    patientImpact: 'POSSIBLE',
    ...facts,
  });
  const report = (facts: object = {}, by: Person = hospital.person) => does(by, REPORT, reporting(facts));
  const open = (facts: object = {}) => does(support, OPEN, { title: 'Overflow', words: 'Somebody told us.', ...facts });
  return { desk, hospital, support, assetId, reporting, report, open };
}

describe('a report', () => {
  it('tells the vendor what happened, of how many devices of which release, and no device where counts are shared', async () => {
    const { desk, hospital, support, assetId, report } = await scene();
    const uploadId = await sendFile(hospital.person, 'log.json', json({ restarts: 24 }));
    const { id } = await report({ uploadIds: [uploadId] });
    const facts = { kind: 'INCIDENT', state: 'REPORTED', assetCount: 1, patientImpact: 'POSSIBLE' };
    expect(await read(id, hospital.person)).toMatchObject({ ...facts, assets: [{ id: assetId }] });
    expect(await read(id, support)).toMatchObject({
      ...facts,
      assets: [],
      releases: [{ id: desk.releaseId }],
      hospital: { id: hospital.id },
    });
    expect(await words(id, support)).toEqual(['It restarts <b>every</b> hour.']);
    expect((await support.graphql(DOWNLOAD, { input: { artifactId: uploadId } })).requestDownload.url).toContain(
      'http',
    );
    const [first, downloaded] = await trailOf(id);
    expect(first).toMatchObject({ kind: 'case.reported', counterpart_id: desk.vendor.id });
    expect(JSON.stringify(first)).not.toContain('every');
    expect(JSON.stringify(first)).toContain(uploadId);
    expect(downloaded).toMatchObject({ kind: 'case.file_downloaded', counterpart_id: hospital.id });
  });

  it('names its devices to the vendor where devices are shared, until they no longer are', async () => {
    const { desk, support, assetId, report } = await scene('ASSETS');
    const { id } = await report();
    expect((await read(id, support)).assets).toEqual([{ id: assetId }]);
    await world.behind.query(`update relationship set shares = 'COUNTS' where vendor_id = $1`, [desk.vendor.id]);
    expect((await read(id, support)).assets).toEqual([]);
  });

  it('is refused with the reason', async () => {
    const { desk, hospital, support, assetId, reporting } = await scene();
    const refusal = (facts: object, by: Person = hospital.person) => refused(by, REPORT, reporting(facts));
    const other = await scene();
    expect(await refusal({ assetIds: [other.assetId] })).toBe(UNKNOWN);
    expect(await refusal({ assetIds: [newId()] })).toBe(UNKNOWN);
    expect(await refusal({ assetIds: ['device'] })).toBe(INVALID);
    expect(await refusal({ assetIds: [] })).toBe(INVALID);
    expect(await refusal({ noticedAt: ago(-1) })).toBe('INVALID_INPUT cases.in_future');
    expect(await refusal({ kind: 'DISCLOSURE' })).toBe('INVALID_INPUT request.invalid_variables');
    expect(await refusal({ patientImpact: 'SOME' })).toBe('INVALID_INPUT request.invalid_variables');
    expect(await refusal({ words: ' ' })).toBe(INVALID);
    expect(await refusal({ words: 'x'.repeat(20_001) })).toBe(INVALID);
    expect(await refusal({ title: 'x'.repeat(201) })).toBe(INVALID);
    const foreign = await sendFile(other.hospital.person, 'log.json', json({}));
    expect(await refusal({ uploadIds: [foreign] })).toBe('INVALID_INPUT upload.not_ready');
    expect(await refusal({}, await hospital.person.colleague('HOSPITAL_VIEWER'))).toBe(DENIED);
    expect(await refusal({}, support)).toBe(DENIED);
    await world.relationship(other.desk.vendor, hospital);
    const ofOther = await device(hospital, other.desk.releaseId);
    expect(await refusal({ assetIds: [assetId, ofOther] })).toBe('INVALID_INPUT cases.several_vendors');
    await world.behind.query(`update relationship set state = 'ENDED', ended_at = now() where vendor_id = $1`, [
      desk.vendor.id,
    ]);
    expect(await refusal({})).toBe('CONFLICT cases.needs_relationship');
  });

  it('is refused for a device whose maker is not in Tasuki', async () => {
    const { hospital, reporting } = await scene();
    const { registerOutsideProduct } = await hospital.person.graphql(
      'mutation ($input: RegisterOutsideProductInput!) { registerOutsideProduct(input: $input) { product { id } } }',
      { input: { name: 'Pump', makerName: 'Maker abroad', kind: 'DEVICE', isConnectable: true } },
    );
    const { addRelease } = await hospital.person.graphql(
      'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }',
      { input: { productId: registerOutsideProduct.product.id, version: '1' } },
    );
    const assetIds = [await device(hospital, addRelease.release.id)];
    expect(await refused(hospital.person, REPORT, reporting({ assetIds }))).toBe('CONFLICT cases.maker_outside');
  });

  it('is made by an engineer too, who takes no step', async () => {
    const { hospital, report } = await scene();
    const engineer = await hospital.person.colleague('HOSPITAL_DEVICE');
    const { id, version } = await report({}, engineer);
    await writes(engineer, id, {});
    const step = { caseId: id, version, to: 'CLOSED', words: 'Nothing.' };
    expect(await refused(engineer, MOVE, step)).toBe(DENIED);
    expect(await refused(engineer, KEEP, { caseId: id, version: 0, notes: 'Mine.' })).toBe(DENIED);
    expect(await refused(engineer, START, { caseId: id, basis: 'EU_24_HOURS', awareAt: ago(1) })).toBe(DENIED);
  });

  it('is seen by its hospital and its vendor alone, and tells others nothing', async () => {
    const { hospital, support, report } = await scene();
    const { id, version } = await report();
    expect(await listed(hospital.person)).toEqual([id]);
    expect(await listed(support)).toEqual([id]);
    const others = await scene();
    for (const other of [others.hospital.person, others.support]) {
      expect(await other.refusal(ONE, { id })).toBe(UNKNOWN);
      expect(await other.refusal(ENTRIES, { id, first: 5 })).toBe(UNKNOWN);
      expect(await listed(other)).toEqual([]);
      expect(await refused(other, WRITE, { caseId: id, kind: 'REMARK', words: 'Hello' })).toBe(UNKNOWN);
      expect(await refused(other, MOVE, { caseId: id, version, to: 'CLOSED', words: 'End.' })).toBe(UNKNOWN);
      expect(await refused(other, START, { caseId: id, basis: 'EU_24_HOURS', awareAt: ago(1) })).toBe(UNKNOWN);
    }
  });

  it('goes on step by step, each by whose step it is, and of two at once one looks again', async () => {
    const { hospital, support, report } = await scene();
    const { id } = await report();
    const move = (by: Person, version: number, to: string) =>
      does(by, MOVE, { caseId: id, version, to, words: `${to}.` });
    const refusal = (by: Person, version: number, to: string) =>
      refused(by, MOVE, { caseId: id, version, to, words: 'Why.' });
    expect(await refusal(hospital.person, 1, 'ACKNOWLEDGED')).toBe('FORBIDDEN cases.other_side_steps');
    expect(await refusal(support, 1, 'MITIGATED')).toBe('CONFLICT cases.no_such_step');
    const both = await Promise.all(
      [support, await support.colleague('VENDOR_SUPPORT')].map((by) =>
        by.graphql(MOVE, { input: { caseId: id, version: 1, to: 'ACKNOWLEDGED', words: 'We know.' } }).then(
          () => 'done',
          () => 'refused',
        ),
      ),
    );
    expect(both.toSorted()).toEqual(['done', 'refused']);
    expect(await refusal(support, 1, 'INVESTIGATING')).toBe('CONFLICT cases.changed_meanwhile');
    await move(support, 2, 'INVESTIGATING');
    await move(hospital.person, 3, 'MITIGATED');
    expect(await refusal(support, 4, 'CLOSED')).toBe('FORBIDDEN cases.other_side_steps');
    expect((await move(hospital.person, 4, 'CLOSED')).closedAt).not.toBeNull();
    expect(await refused(support, WRITE, { caseId: id, kind: 'REMARK', words: 'More.' })).toBe(
      'CONFLICT cases.case_closed',
    );
    expect(await refused(hospital.person, START, { caseId: id, basis: 'EU_24_HOURS', awareAt: ago(1) })).toBe(
      'CONFLICT cases.case_closed',
    );
    await writes(support, id, { kind: 'LESSON', words: 'We test longer.' });
    expect((await move(support, 5, 'INVESTIGATING')).state).toBe('INVESTIGATING');
    expect((await trailOf(id)).filter(({ kind }) => kind === 'case.moved')).toHaveLength(5);
  });
});

describe('the timeline', () => {
  it('says who was told what, by what means and when', async () => {
    const { hospital, support, report } = await scene();
    const { id } = await report();
    const told = { kind: 'TOLD', toldWhom: 'MINISTRY', toldMeans: 'PHONE', toldAt: ago(1), words: 'Reported.' };
    expect(await writes(hospital.person, id, told)).toMatchObject(told);
    expect(await words(id, support)).toContain('Reported.');
    const refusal = (facts: object) => refused(hospital.person, WRITE, { caseId: id, words: 'Words.', ...facts });
    expect(await refusal({ ...told, toldAt: ago(-1) })).toBe('INVALID_INPUT cases.in_future');
    expect(await refusal({ ...told, toldMeans: null })).toBe(INVALID);
    expect(await refusal({ ...told, kind: 'REMARK' })).toBe(INVALID);
    expect(await refusal({ kind: 'CORRECTION' })).toBe(INVALID);
  });

  it('is corrected by another entry of who wrote it, for whom the first was', async () => {
    const { hospital, support, report } = await scene();
    const { id } = await report();
    const internal = await writes(hospital.person, id, { words: 'Our router.', isInternal: true });
    const shared = await writes(hospital.person, id, { words: 'At noon.' });
    const correct = (correctsId: Id) => ({ kind: 'CORRECTION', words: 'No: at one.', correctsId });
    expect((await writes(hospital.person, id, correct(internal.id))).isInternal).toBe(true);
    expect((await writes(hospital.person, id, correct(shared.id))).isInternal).toBe(false);
    const refusal = (by: Person, correctsId: Id) => refused(by, WRITE, { caseId: id, ...correct(correctsId) });
    expect(await refusal(support, shared.id)).toBe(UNKNOWN);
    expect(await refusal(support, internal.id)).toBe(UNKNOWN);
    expect(await refusal(hospital.person, newId())).toBe(UNKNOWN);
    expect(await words(id, support)).toEqual(['It restarts <b>every</b> hour.', 'At noon.', 'No: at one.']);
  });

  it('keeps from the other side what is internal: entries with their files, notes, contacts and measures', async () => {
    const { hospital, support, report } = await scene();
    const { id } = await report();
    const uploadId = await sendFile(hospital.person, 'network.json', json({ zone: 1 }));
    await writes(hospital.person, id, { words: 'Our firewall.', isInternal: true, uploadIds: [uploadId] });
    await writes(support, id, { words: 'Their log is old.', isInternal: true });
    const kept = { notes: 'Ward 3.', contacts: 'Night desk.', measures: 'Unplugged.' };
    expect((await does(hospital.person, KEEP, { caseId: id, version: 0, ...kept })).internals).toEqual({
      ...kept,
      version: 1,
    });
    expect(await refused(hospital.person, KEEP, { caseId: id, version: 0 })).toBe('CONFLICT cases.changed_meanwhile');
    expect((await does(hospital.person, KEEP, { caseId: id, version: 1, notes: 'Ward 4.' })).internals).toEqual({
      notes: 'Ward 4.',
      contacts: null,
      measures: null,
      version: 2,
    });
    expect((await read(id, support)).internals).toBeNull();
    await does(support, KEEP, { caseId: id, version: 0, notes: 'Ours.' });
    expect((await read(id, hospital.person)).internals.notes).toBe('Ward 4.');
    expect(await words(id, support)).not.toContain('Our firewall.');
    expect(await words(id, hospital.person)).not.toContain('Their log is old.');
    expect(await support.refusal(DOWNLOAD, { input: { artifactId: uploadId } })).toBe(UNKNOWN);
    await hospital.person.graphql(DOWNLOAD, { input: { artifactId: uploadId } });
    const own = (await trailOf(id)).filter(({ kind }) => kind !== 'case.reported');
    expect(own.map(({ counterpart_id }) => counterpart_id)).toEqual(own.map(() => null));
    expect(JSON.stringify(own)).not.toMatch(/firewall|Ward|Night|Unplugged/);
  });

  it('is read page by page, however long', async () => {
    const { hospital, report } = await scene();
    const { id } = await report();
    await world.behind.query(
      `insert into case_entry (id, case_id, kind, organisation_id, organisation_name, words, is_internal, written_at)
       select gen_random_uuid(), $1, 'REMARK', $2, 'Hospital', n::text, false, now() from generate_series(1, 5000) n`,
      [id, hospital.id],
    );
    const seen = new Set<Id>();
    const turn = async (from: string | null): Promise<string> => {
      const { caseEntries } = await hospital.person.graphql(ENTRIES, { id, first: 100, after: from });
      expect([caseEntries.totalCount, caseEntries.edges.length]).toEqual([5_001, 100]);
      for (const { node } of caseEntries.edges) seen.add(node.id);
      return caseEntries.pageInfo.endCursor;
    };
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      after = await turn(after);
    }
    expect(seen.size).toBe(300);
  });
});

describe('a clock of a case', () => {
  it('is started and met by the side that it concerns, once for each basis', async () => {
    const { hospital, support, report } = await scene();
    const { id } = await report();
    const starting = { caseId: id, basis: 'EU_72_HOURS', awareAt: ago(1) };
    const [clock] = (await does(support, START, starting)).clocks;
    expect(Date.parse(clock.dueAt)).toBe(Date.parse(starting.awareAt) + 72 * HOUR);
    expect(clock).toMatchObject({ isOverdue: false, metAt: null });
    expect(await refused(support, START, starting)).toBe('CONFLICT cases.clock_runs');
    expect(await refused(support, START, { ...starting, basis: 'EU_24_HOURS', awareAt: ago(-1) })).toBe(
      'INVALID_INPUT cases.in_future',
    );
    expect(await refused(support, START, { ...starting, basis: 'FOR_EVER' })).toBe(
      'INVALID_INPUT request.invalid_variables',
    );
    await does(hospital.person, START, starting);
    const meeting = { caseClockId: clock.id, words: 'Notified by form.' };
    expect(await refused(hospital.person, MEET, meeting)).toBe(DENIED);
    expect(await refused(support, MEET, { ...meeting, words: '' })).toBe(INVALID);
    const met = (await does(support, MEET, meeting)).clocks.find((one: { id: Id }) => one.id === clock.id);
    expect(met).toMatchObject({ metWords: 'Notified by form.', isOverdue: false });
    expect(await refused(support, MEET, meeting)).toBe('CONFLICT cases.clock_met');
    expect(await refused((await scene()).support, MEET, meeting)).toBe(UNKNOWN);
  });

  it('is told once when it is overdue: to the trail of both, and by mail to those whom it concerns', async () => {
    const { desk, hospital, support, report } = await scene();
    await invitedIn('en', support);
    const { id } = await report();
    await does(support, START, { caseId: id, basis: 'EU_24_HOURS', awareAt: ago(1) });
    await hourPasses();
    expect(await mailsTo(world, support.email)).toEqual([]);
    world.clock.advance(24 * HOUR);
    await hourPasses();
    await hourPasses();
    const [mail, ...more] = await mailsTo(world, support.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('overdue');
    expect(mail?.text).toContain(`/cases/${id}`);
    expect(await mailsTo(world, hospital.person.email)).toEqual([]);
    expect(await mailsTo(world, desk.approver.email)).toEqual([]);
    const told = (await trailOf(id)).filter(({ kind }) => kind === 'case.clock_overdue');
    expect(told.map(({ counterpart_id }) => counterpart_id)).toEqual([hospital.id]);
    expect((await read(id, hospital.person)).clocks[0].isOverdue).toBe(true);
    world.clock.returnToPresent();
  });
});

describe('a disclosure', () => {
  it('is opened from a report, and its hospital learns nothing of it', async () => {
    const { desk, hospital, support, report, open } = await scene();
    const source = await report({ kind: 'SUSPECTED_VULNERABILITY' });
    const facts = {
      sourceCaseId: source.id,
      reporterName: 'A hospital',
      cveIds: ['cve-2026-1000'],
      jvnIds: ['JVN#12345678', 'JVNVU#12345678', 'JVNDB-2026-123456'],
      releaseIds: [desk.releaseId],
      embargoUntil: '2099-12-31',
    };
    const { id, ...opened } = await open(facts);
    expect(opened).toMatchObject({
      state: 'RECEIVED',
      source: { id: source.id },
      cveIds: ['CVE-2026-1000'],
      jvnIds: facts.jvnIds,
      releases: [{ id: desk.releaseId }],
      hospital: null,
    });
    expect(await hospital.person.refusal(ONE, { id })).toBe(UNKNOWN);
    expect(await listed(hospital.person)).toEqual([source.id]);
    expect((await trailOf(id)).map(({ counterpart_id }) => counterpart_id)).toEqual([null]);
    const other = await scene();
    const refusal = (given: object) => refused(support, OPEN, { title: 'One', words: 'Words.', ...given });
    expect(await refusal({ sourceCaseId: (await other.report()).id })).toBe(UNKNOWN);
    expect(await refusal({ sourceCaseId: id })).toBe(UNKNOWN);
    expect(await refusal({ releaseIds: [other.desk.releaseId] })).toBe(UNKNOWN);
    for (const cve of ['Heartbleed', 'CVE-26-1000', 'CVE-2026-1'])
      expect(await refusal({ cveIds: [cve] })).toBe(INVALID);
    for (const jvn of ['JVN#1234567', 'JVNDB-2026-1', 'JVNVU12345678']) {
      expect(await refusal({ jvnIds: [jvn] })).toBe(INVALID);
    }
    expect(await refusal({ embargoUntil: '2026-02-30' })).toBe('INVALID_INPUT request.invalid_variables');
    expect(await refused(desk.approver, OPEN, { title: 'One', words: 'Words.' })).toBe(DENIED);
    expect(await refused(hospital.person, OPEN, { title: 'One', words: 'Words.' })).toBe(DENIED);
  });

  it('is changed until it is closed, and goes on to an advisory of the vendor that is published', async () => {
    const { desk, support, open } = await scene();
    const { id } = await open();
    const facts = { title: 'Overflow in the parser', cveIds: ['CVE-2026-1000'], jvnIds: [], releaseIds: [] };
    expect(await does(support, CHANGE, { caseId: id, version: 1, ...facts })).toMatchObject({
      title: facts.title,
      cveIds: facts.cveIds,
      version: 2,
    });
    expect(await refused(support, CHANGE, { caseId: id, version: 1, ...facts })).toBe(
      'CONFLICT cases.changed_meanwhile',
    );
    let version = 2;
    const move = async (to: string, more: object = {}) => {
      const moved = await does(support, MOVE, { caseId: id, version, to, words: `${to}.`, ...more });
      version = moved.version;
      return moved;
    };
    for (const to of ['CONFIRMED', 'EVALUATED', 'FIX_OR_MITIGATION']) await move(to);
    const publishing = (publicationId: Id | null) =>
      refused(support, MOVE, { caseId: id, version, to: 'ADVISORY_PUBLISHED', words: 'Out.', publicationId });
    expect(await publishing(null)).toBe('CONFLICT cases.advisory_missing');
    expect(await publishing(newId())).toBe('CONFLICT cases.not_an_advisory');
    expect(await publishing(await (await Desk.open(world)).published({ tlp: 'CLEAR' }))).toBe(
      'CONFLICT cases.not_an_advisory',
    );
    expect(
      await refused(support, MOVE, { caseId: id, version, to: 'CLOSED', words: 'End.', publicationId: newId() }),
    ).toBe(INVALID);
    const publicationId = await desk.published();
    expect((await move('ADVISORY_PUBLISHED', { publicationId })).publication).toEqual({ id: publicationId });
    await move('CLOSED');
    expect(await refused(support, CHANGE, { caseId: id, version, ...facts })).toBe('CONFLICT cases.case_closed');
    expect(await refused(support, INVITE, { caseId: id, code: 'x', email: 'a@b.example', seesWhole: true })).toBe(
      'CONFLICT cases.case_closed',
    );
  });

  it('is found by kind, state, and whose it is', async () => {
    const { support, hospital, report, open } = await scene();
    const [reported, disclosed] = [await report(), await open()];
    expect(await listed(support)).toEqual([disclosed.id, reported.id]);
    expect(await listed(support, { kinds: ['DISCLOSURE'] })).toEqual([disclosed.id]);
    expect(await listed(support, { states: ['REPORTED'] })).toEqual([reported.id]);
    expect(await listed(support, { isMine: true })).toEqual([disclosed.id]);
    expect(await listed(hospital.person, { isMine: true })).toEqual([reported.id]);
    const hits = async (by: Person, sought: string) =>
      (
        await by.graphql('query ($text: String!) { search(text: $text, kinds: [CASE]) { id } }', {
          text: sought,
        })
      ).search;
    expect(await hits(hospital.person, 'viewer restarts')).toEqual([{ id: reported.id }]);
    expect(await hits((await scene()).hospital.person, 'restarts')).toEqual([]);
  });
});

describe('somebody who is invited by name', () => {
  async function invited(seesWhole = false) {
    const vendor = await scene();
    const hospital = await world.hospital();
    const named = await hospital.person.colleague('HOSPITAL_SECURITY');
    const { id } = await vendor.open();
    const inviting = { caseId: id, code: await codeOf(hospital.id), email: named.email, seesWhole };
    const { parties } = await does(vendor.support, INVITE, inviting);
    return { ...vendor, invitedHospital: hospital, named, id, inviting, partyId: parties[0].id as Id };
  }

  it('sees the case only after accepting, from the invitation on, and nobody else there does', async () => {
    const { desk, support, invitedHospital, named, id, partyId } = await invited();
    expect(await named.refusal(ONE, { id })).toBe(UNKNOWN);
    expect(await listed(named)).toEqual([]);
    expect((await named.graphql(INVITATIONS)).caseInvitations).toEqual([
      { id: partyId, vendor: { id: desk.vendor.id } },
    ]);
    expect((await invitedHospital.person.graphql(INVITATIONS)).caseInvitations).toEqual([]);
    expect(await refused(invitedHospital.person, ACCEPT, { casePartyId: partyId })).toBe(UNKNOWN);
    const [mail] = await mailsTo(world, named.email);
    expect(mail?.text).toContain('/case-invitations');
    expect(mail?.text).not.toContain('Overflow');

    await does(named, ACCEPT, { casePartyId: partyId });
    await does(named, ACCEPT, { casePartyId: partyId });
    expect((await read(id, named)).parties).toHaveLength(1);
    expect(await words(id, named)).toEqual([]);
    await writes(support, id, { words: 'A fix is near.' });
    await writes(support, id, { words: 'Ours alone.', isInternal: true });
    await writes(named, id, { words: 'We can test it.' });
    expect(await words(id, named)).toEqual(['A fix is near.', 'We can test it.']);
    expect(await words(id, support)).toContain('We can test it.');
    const colleague = invitedHospital.person;
    expect(await colleague.refusal(ONE, { id })).toBe(UNKNOWN);
    expect(await colleague.refusal(ENTRIES, { id, first: 5 })).toBe(UNKNOWN);
    expect(await listed(colleague)).toEqual([]);
    const kinds = (await trailOf(id))
      .filter(({ counterpart_id }) => counterpart_id !== null)
      .map(({ kind, counterpart_id }) => [kind, counterpart_id]);
    expect(kinds).toEqual([
      ['case.party_invited', invitedHospital.id],
      ['case.party_accepted', desk.vendor.id],
      ['case.shared', invitedHospital.id],
      ['case.written', desk.vendor.id],
    ]);
  });

  it('sees the whole where the vendor chose so, and never what another party wrote', async () => {
    const { support, named, id, partyId } = await invited(true);
    await does(named, ACCEPT, { casePartyId: partyId });
    const other = await world.vendor();
    const engineer = await other.publisher.colleague('VENDOR_SUPPORT');
    const { parties } = await does(support, INVITE, {
      caseId: id,
      code: await codeOf(other.id),
      email: engineer.email,
      seesWhole: true,
    });
    const casePartyId = parties.find(({ email }: { email: string }) => email === engineer.email).id;
    expect(await words(id, named)).toEqual(['Somebody told us.']);
    await does(engineer, ACCEPT, { casePartyId });
    await writes(engineer, id, { words: 'Our library.' });
    expect(await words(id, named)).toEqual(['Somebody told us.']);
    expect((await read(id, named)).parties).toHaveLength(1);
    expect(await words(id, engineer)).toEqual(['Somebody told us.', 'Our library.']);
  });

  it('takes no step, starts no clock and keeps nothing', async () => {
    const { named, id, partyId } = await invited();
    await does(named, ACCEPT, { casePartyId: partyId });
    expect(await refused(named, MOVE, { caseId: id, version: 1, to: 'CONFIRMED', words: 'Yes.' })).toBe(DENIED);
    expect(await refused(named, START, { caseId: id, basis: 'EU_24_HOURS', awareAt: ago(1) })).toBe(DENIED);
    expect(await refused(named, KEEP, { caseId: id, version: 0, notes: 'Mine.' })).toBe(DENIED);
    expect(await refused(named, REMOVE, { casePartyId: partyId })).toBe(DENIED);
  });

  it('is let in no longer once removed, and may be invited again', async () => {
    const { support, named, id, inviting, partyId } = await invited();
    await does(named, ACCEPT, { casePartyId: partyId });
    expect(await refused(support, INVITE, inviting)).toBe('CONFLICT cases.already_invited');
    await does(support, REMOVE, { casePartyId: partyId });
    await does(support, REMOVE, { casePartyId: partyId });
    expect(await named.refusal(ONE, { id })).toBe(UNKNOWN);
    expect(await refused(named, WRITE, { caseId: id, kind: 'REMARK', words: 'Hello?' })).toBe(UNKNOWN);
    expect(await refused(named, ACCEPT, { casePartyId: partyId })).toBe(UNKNOWN);
    await does(support, INVITE, inviting);
    expect((await named.graphql(INVITATIONS)).caseInvitations).toHaveLength(1);
  });

  it('is let in no longer once they left, or their organisation is suspended', async () => {
    const left = await invited();
    await does(left.named, ACCEPT, { casePartyId: left.partyId });
    expect((await read(left.id, left.named)).id).toBe(left.id);
    await world.behind.query(`update member set state = 'ENDED' where id = $1`, [left.named.memberId]);
    expect(await left.named.refusal(ONE, { id: left.id })).toMatch(/^(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED)/);
    const suspended = await invited();
    await does(suspended.named, ACCEPT, { casePartyId: suspended.partyId });
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [
      suspended.invitedHospital.id,
    ]);
    expect(await suspended.named.refusal(ONE, { id: suspended.id })).toMatch(/^(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED)/);
  });

  it('is refused where nobody is called so there, or it is an own member', async () => {
    const { desk, support, hospital, id, inviting } = await invited();
    const refusal = (facts: object) => refused(support, INVITE, { ...inviting, ...facts });
    expect(await refusal({ email: 'nobody@hospital.example' })).toBe('CONFLICT cases.no_such_member');
    expect(await refusal({ code: 'no-such-code' })).toBe('CONFLICT cases.no_such_member');
    expect(await refusal({ email: hospital.person.email })).toBe('CONFLICT cases.no_such_member');
    expect(await refusal({ code: await codeOf(desk.vendor.id), email: desk.approver.email })).toBe(
      'CONFLICT cases.own_member',
    );
    expect(await refusal({ email: 'not an address' })).toBe(INVALID);
    expect(await refused(desk.approver, INVITE, inviting)).toBe(DENIED);
    expect(await refused((await scene()).support, INVITE, inviting)).toBe(UNKNOWN);
    const { report } = await scene();
    expect(await refused(support, INVITE, { ...inviting, caseId: (await report()).id })).toBe(UNKNOWN);
    expect(id).toBe(inviting.caseId);
  });
});
