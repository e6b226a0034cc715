import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { mailsTo } from '../support/mails.ts';
import { Desk, asset } from '../support/publishing-desk.ts';
import { type Person, World } from '../support/world.ts';

const CASE = 'case { id state version clocks { id isOverdue } parties { id } }';
const act = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) { ${CASE} } }`;
const REPORT = act('reportIncident', 'ReportIncidentInput');
const MOVE = act('moveCase', 'MoveCaseInput');
const START = act('startCaseClock', 'StartCaseClockInput');
const MEET = act('meetCaseClock', 'MeetCaseClockInput');
const OPEN = act('openDisclosure', 'OpenDisclosureInput');
const INVITE = act('inviteCaseParty', 'InviteCasePartyInput');
const ACCEPT = act('acceptCaseInvitation', 'CasePartyInput');
const WRITE = 'mutation ($input: WriteCaseEntryInput!) { writeCaseEntry(input: $input) { entry { id } } }';
const ONE = 'query ($id: ID!) { case(id: $id) { state publication { id } clocks { isOverdue metAt } } }';
const WORDS = 'query ($id: ID!) { caseEntries(caseId: $id, first: 100) { edges { node { kind words } } } }';
const LIST = '{ cases(first: 50) { totalCount } }';
const HOUR = 3_600_000;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const does = async (by: Person, mutation: string, input: object) =>
  Object.values(await by.graphql(mutation, { input }))[0].case;
const words = async (by: Person, id: Id): Promise<string[]> =>
  (await by.graphql(WORDS, { id })).caseEntries.edges.map(({ node }: { node: { words: string } }) => node.words);

it('leads from what a hospital noticed to an advisory and what was learned, and shows the uninvited nothing', async () => {
  const desk = await Desk.open(world);
  const [hospital, other] = [await world.hospital(), await world.hospital()];
  await world.relationship(desk.vendor, hospital);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  await asset(world, hospital, desk.releaseId);
  const { assets } = await hospital.person.graphql('{ assets(first: 1) { edges { node { id } } } }');

  const reported = await does(hospital.person, REPORT, {
    kind: 'SUSPECTED_VULNERABILITY',
    assetIds: [assets.edges[0].node.id],
    title: 'The viewer restarts',
    words: 'It restarts when a certain packet arrives.',
    noticedAt: new Date(world.clock.now().getTime() - HOUR).toISOString(),
    patientImpact: 'NONE',
  });
  const caseId: Id = reported.id;
  const move = async (by: Person, id: Id, version: number, to: string, more: object = {}): Promise<number> =>
    (await does(by, MOVE, { caseId: id, version, to, words: `${to}.`, ...more })).version;
  let version = await move(support, caseId, reported.version, 'ACKNOWLEDGED');
  const awareAt = world.clock.now().toISOString();
  const { clocks } = await does(support, START, { caseId, basis: 'EU_24_HOURS', awareAt });

  world.clock.advance(25 * HOUR);
  const noteOverdue = world.app
    .get(JobRegistry)
    .all()
    .find(({ kind }) => kind === 'cases.note_overdue')!;
  await noteOverdue.run({} as never);
  await world.settled();
  expect(await mailsTo(world, support.email)).toHaveLength(1);
  expect((await hospital.person.graphql(ONE, { id: caseId })).case.clocks).toEqual([{ isOverdue: true, metAt: null }]);
  await does(support, MEET, { caseClockId: clocks[0].id, words: 'Told by form, late.' });

  const disclosure = await does(support, OPEN, {
    title: 'Restart by packet',
    words: 'Reported.',
    sourceCaseId: caseId,
  });
  const { parties } = await does(support, INVITE, {
    caseId: disclosure.id,
    code: other.code,
    email: other.person.email,
    seesWhole: false,
  });
  expect(await other.person.refusal(ONE, { id: disclosure.id })).toBe('NOT_FOUND not_found');
  await does(other.person, ACCEPT, { casePartyId: parties[0].id });
  await other.person.graphql(WRITE, { input: { caseId: disclosure.id, kind: 'REMARK', words: 'It is so here.' } });

  let state: number = disclosure.version;
  state = (await support.graphql('query ($id: ID!) { case(id: $id) { version } }', { id: disclosure.id })).case.version;
  for (const to of ['CONFIRMED', 'EVALUATED', 'FIX_OR_MITIGATION'])
    state = await move(support, disclosure.id, state, to);
  const publicationId = await desk.published();
  state = await move(support, disclosure.id, state, 'ADVISORY_PUBLISHED', { publicationId });
  await move(support, disclosure.id, state, 'CLOSED');
  expect((await support.graphql(ONE, { id: disclosure.id })).case).toMatchObject({
    state: 'CLOSED',
    publication: { id: publicationId },
  });
  expect(await words(other.person, disclosure.id)).toEqual([
    'It is so here.',
    'CONFIRMED.',
    'EVALUATED.',
    'FIX_OR_MITIGATION.',
    'ADVISORY_PUBLISHED.',
    'CLOSED.',
  ]);

  version = await move(support, caseId, version, 'INVESTIGATING');
  version = await move(support, caseId, version, 'MITIGATED');
  await move(hospital.person, caseId, version, 'CLOSED');
  const lesson = { caseId, kind: 'LESSON', words: 'Scan new devices before they are used.' };
  await hospital.person.graphql(WRITE, { input: lesson });
  expect(await words(support, caseId)).toContain(lesson.words);

  const stranger = (await world.hospital()).person;
  for (const [by, id] of [
    [stranger, caseId],
    [stranger, disclosure.id],
    [other.person, caseId],
    [hospital.person, disclosure.id],
    [await other.person.colleague('HOSPITAL_SECURITY'), disclosure.id],
  ] as const) {
    expect(await by.refusal(ONE, { id })).toBe('NOT_FOUND not_found');
  }
  expect((await stranger.graphql(LIST)).cases.totalCount).toBe(0);
  world.clock.returnToPresent();
});
