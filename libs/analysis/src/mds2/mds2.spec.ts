import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import * as d from '../../../../test/support/publishing-desk.ts';
import { type Person, World } from '../../../../test/support/world.ts';
import { AnalysisDesk, mds2 } from '../../test/analysis-desk.ts';

let world: World;
let a: AnalysisDesk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  a = await AnalysisDesk.open(world);
});

const COMPARE = `query ($releaseIds: [ID!]!, $section: String, $differencesOnly: Boolean = false) {
  mds2Comparison(releaseIds: $releaseIds, section: $section, differencesOnly: $differencesOnly) {
    sources { edition isConfirmed release { id } publication { id } filedDocument { id } }
    rows { edition questionId section isDifferent answers { answer note } } } }`;
const ASSETS = `query ($questionId: String!, $answers: [Mds2Choice!]!, $includeUnknown: Boolean = false, $first: Int = 20, $after: String) {
  assetsByMds2Answer(questionId: $questionId, answers: $answers, includeUnknown: $includeUnknown, first: $first, after: $after) {
    totalCount pageInfo { endCursor } edges { node { answer isConfirmed asset { id } publication { id } filedDocument { id } } } } }`;

interface Row {
  edition: string;
  questionId: string;
  section: string;
  isDifferent: boolean;
  answers: ({ answer: string } | null)[];
}
const compare = async (releaseIds: Id[], asked: object = {}, by: Person = a.reader) => {
  const { mds2Comparison } = await by.graphql(COMPARE, { releaseIds, ...asked });
  return mds2Comparison as { sources: Record<string, unknown>[]; rows: Row[] };
};
const publish = (releaseId: Id<'Release'>, answers: Record<string, string>, edition?: 'HN 1-2013') =>
  a.publish('MDS2', mds2(answers, edition), { releaseIds: [releaseId] });

describe('forms side by side', () => {
  it('show what differs first, one section or all, and nothing of a release without one', async () => {
    const [second, third] = [await a.release({ version: '2.0' }), await a.release({ version: '3.0' })];
    const first = await publish(a.releaseId, { 'MLDP-1': 'YES', 'MLDP-2': 'YES', 'ALOF-1': 'YES' });
    await publish(second, { 'MLDP-1': 'YES', 'MLDP-2': 'NO', 'ALOF-1': 'NO' });
    const { rows, sources } = await compare([second, a.releaseId, third], { section: 'mldp' });
    expect(rows[0]).toMatchObject({
      questionId: 'MLDP-2',
      isDifferent: true,
      answers: [{ answer: 'NO' }, { answer: 'YES' }, null],
    });
    expect(new Set(rows.map(({ section }) => section))).toEqual(new Set(['MLDP']));
    expect(rows.find(({ questionId }) => questionId === 'MLDP-1')).toMatchObject({ isDifferent: false });
    expect(sources).toMatchObject([
      { edition: 'HN 1-2019', release: { id: second } },
      { edition: 'HN 1-2019', release: { id: a.releaseId }, publication: { id: first }, isConfirmed: true },
      { edition: null, release: { id: third }, publication: null, isConfirmed: false },
    ]);
    const different = await compare([second, a.releaseId], { differencesOnly: true });
    expect(different.rows.map(({ questionId }) => questionId)).toEqual(['ALOF-1', 'MLDP-2']);
    expect((await compare([second, a.releaseId])).rows).toHaveLength(240);
  });

  it('are those in force: the newest, the vendor’s own before one that was filed', async () => {
    const second = await a.release({ version: '2.0' });
    const filed = await a.file('MDS2', mds2({ 'MLDP-2': 'NO' }), { releaseIds: [second] });
    const older = await publish(a.releaseId, { 'MLDP-2': 'NO' });
    const newer = await publish(a.releaseId, { 'MLDP-2': 'YES' });
    await a.file('MDS2', mds2({ 'MLDP-2': 'NO' }));
    const read = async () => {
      const { rows, sources } = await compare([a.releaseId, second], { section: 'MLDP' });
      const row = rows.find(({ questionId }) => questionId === 'MLDP-2');
      return { answers: row?.answers.map((one) => one?.answer), sources };
    };
    expect(await read()).toMatchObject({
      answers: ['YES', 'NO'],
      sources: [
        { publication: { id: newer }, isConfirmed: true },
        { filedDocument: { id: filed }, isConfirmed: false },
      ],
    });
    await a.withdraw(newer);
    expect(await read()).toMatchObject({ answers: ['NO', 'NO'], sources: [{ publication: { id: older } }, {}] });
    await a.removeFiled(filed);
    expect((await read()).sources).toMatchObject([{}, { edition: null }]);
  });

  it('do not mix editions', async () => {
    const second = await a.release({ version: '2.0' });
    await publish(a.releaseId, { 'MLDP-2': 'YES' });
    await publish(second, { '5-1': 'NO' }, 'HN 1-2013');
    const { rows } = await compare([a.releaseId, second]);
    expect(rows.some(({ isDifferent }) => isDifferent)).toBe(false);
    expect(rows.find(({ questionId }) => questionId === '5-1')).toMatchObject({
      edition: 'HN 1-2013',
      answers: [null, { answer: 'NO' }],
    });
  });

  it('are of two to ten releases that there are', async () => {
    const refusal = (releaseIds: Id[], by = a.reader) => by.refusal(COMPARE, { releaseIds });
    expect(await refusal([a.releaseId])).toBe('INVALID_INPUT input.invalid');
    expect(await refusal([a.releaseId, a.releaseId])).toBe('INVALID_INPUT input.invalid');
    expect(await refusal(Array.from({ length: 11 }, () => newId()))).toBe('INVALID_INPUT input.invalid');
    expect(await refusal([a.releaseId, newId()])).toBe('NOT_FOUND not_found');
  });

  it('show a hospital only what it may read, and a vendor its own', async () => {
    const second = await a.release({ version: '2.0' });
    await publish(a.releaseId, { 'MLDP-2': 'YES' });
    await publish(second, { 'MLDP-2': 'NO' });
    const stranger = await world.hospital();
    for (const releaseId of [a.releaseId, second]) await d.asset(world, stranger, releaseId);
    expect((await compare([a.releaseId, second], {}, stranger.person)).rows).toEqual([]);
    expect((await compare([a.releaseId, second], {}, a.desk.publisher)).rows[0]).toMatchObject({ isDifferent: true });
  });
});

describe('devices by an answer', () => {
  interface Found {
    answer: string | null;
    asset: { id: string };
    [field: string]: unknown;
  }
  const find = async (asked: object, by = a.reader) => {
    const { assetsByMds2Answer: found } = await by.graphql(ASSETS, asked);
    const nodes = found.edges.map(({ node }: { node: Found }) => node) as Found[];
    return { nodes, totalCount: found.totalCount as number, endCursor: found.pageInfo.endCursor as string };
  };

  it('are found by the form in force, and with those that nobody answers for when asked', async () => {
    const [second, third] = [
      await a.release({ version: '2.0', held: 0 }),
      await a.release({ version: '3.0', held: 0 }),
    ];
    const [no, yes, unknown] = [await a.hold(a.releaseId), await a.hold(second), await a.hold(third)];
    const lent = await a.hold(second);
    await world.behind.query(`update asset set status = 'LENT_OUT' where id = $1`, [lent]);
    await publish(a.releaseId, { 'MLDP-2': 'NO' });
    await publish(second, { 'MLDP-2': 'YES' });
    await world.behind.query(`update asset set status = 'RETIRED' where hospital_id = $1 and id <> all($2)`, [
      a.hospital.id,
      [no, yes, unknown, lent],
    ]);
    const ids = async (asked: object) => (await find(asked)).nodes.map(({ asset, answer }) => [asset.id, answer]);
    expect(await ids({ questionId: 'mldp-2', answers: ['NO'] })).toEqual([[no, 'NO']]);
    expect(await ids({ questionId: 'MLDP-2', answers: ['NO', 'YES'] })).toEqual([
      [no, 'NO'],
      [yes, 'YES'],
    ]);
    expect(await ids({ questionId: 'MLDP-2', answers: ['NO'], includeUnknown: true })).toEqual([
      [no, 'NO'],
      [unknown, null],
    ]);
    expect(await ids({ questionId: 'MLDP-2', answers: [], includeUnknown: true })).toEqual([[unknown, null]]);
    expect(await ids({ questionId: '5-1', answers: ['YES', 'NO', 'BLANK'], includeUnknown: false })).toEqual([]);
  });

  it('rest on the newest form of the vendor, or on one that was filed', async () => {
    const filed = await a.file('MDS2', mds2({ 'MLDP-2': 'NO' }));
    const asked = { questionId: 'MLDP-2', answers: ['NO'] };
    expect((await find(asked)).nodes).toMatchObject([{ isConfirmed: false, filedDocument: { id: filed } }]);
    await publish(a.releaseId, { 'MLDP-2': 'YES' });
    expect((await find(asked)).nodes).toEqual([]);
  });

  it('are paged, and counted', async () => {
    await publish(a.releaseId, { 'MLDP-2': 'NO' });
    for (let n = 0; n < 4; n += 1) await a.hold(a.releaseId);
    const asked = { questionId: 'MLDP-2', answers: ['NO'] };
    const all = await find(asked);
    expect(all).toMatchObject({ totalCount: 5 });
    const first = await find({ ...asked, first: 3 });
    const rest = await find({ ...asked, first: 3, after: first.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect(first.totalCount).toBe(5);
  });

  it.each([
    [{ questionId: 'malware?', answers: ['NO'] }, 'INVALID_INPUT input.invalid'],
    [{ questionId: 'MLDP-2', answers: ['NO'], after: 'eA' }, 'INVALID_INPUT page.bad_cursor'],
  ])('are refused for %j', async (asked, refusal) => {
    expect(await a.reader.refusal(ASSETS, asked)).toBe(refusal);
  });

  it('are a hospital’s own', async () => {
    await publish(a.releaseId, { 'MLDP-2': 'NO' });
    const asked = { questionId: 'MLDP-2', answers: ['NO'], includeUnknown: true };
    expect(await a.desk.publisher.refusal(ASSETS, asked)).toBe('FORBIDDEN access.forbidden');
    expect((await find(asked, (await world.hospital()).person)).nodes).toEqual([]);
  });
});
