import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { Desk } from '../../../../../test/support/publishing-desk.ts';
import { World, type Data, type Person } from '../../../../../test/support/world.ts';
import { CHECKLIST_NOW, itemsOf } from './checklists.ts';

const ASK = `mutation ($input: AskVendorsInput!) { askVendors(input: $input) {
  round { id kind title items { id ja en } counts { asked answered declined open overdue } }
  notAsked { vendorId releaseId reason } } }`;
const ROUND = `query ($id: ID!) { requestRound(id: $id) { id counts { asked answered declined open overdue } } }`;
const REQUESTS = `query ($roundId: ID!) { informationRequests(first: 100, roundId: $roundId) { edges { node {
  id state component vulnerability vendor { id } release { id } round { id title } answer { words }
  checklist { item answer confirmedOn targetOn remark } } } } }`;
const ANSWER = 'mutation ($input: AnswerRequestInput!) { answerRequest(input: $input) { request { id state } } }';
const PROPOSE =
  'mutation ($input: ProposePublishedAnswerInput!) { proposePublishedAnswer(input: $input) { answer { id } } }';
const ITEMS = itemsOf(CHECKLIST_NOW);
const DAY = '2026-11-20';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** A hospital that deals with two vendors, and knows of a third. */
async function scene() {
  const [first, second, stranger] = [await Desk.open(world), await Desk.open(world), await Desk.open(world)];
  const hospital = await world.hospital();
  for (const { vendor } of [first, second]) await world.relationship(vendor, hospital);
  const input = (facts: object = {}) => ({
    input: {
      key: newId(),
      kind: 'CHECKLIST',
      urgency: 'NORMAL',
      title: 'Checklist of the year',
      words: 'Please confirm each item.',
      vendors: [first, second].map(({ vendor }) => ({ vendorId: vendor.id })),
      ...facts,
    },
  });
  const ask = async (facts: object = {}, by: Person = hospital.person): Promise<Data> =>
    (await by.graphql(ASK, input(facts))).askVendors;
  const requests = async (roundId: Id, by: Person = hospital.person): Promise<Data[]> =>
    (await by.graphql(REQUESTS, { roundId })).informationRequests.edges.map(({ node }: { node: Data }) => node);
  const supportOf = ({ publisher }: Desk) => publisher.colleague('VENDOR_SUPPORT');
  return { first, second, stranger, hospital, input, ask, requests, supportOf };
}
const allYes = (but: Record<string, object> = {}) =>
  ITEMS.map(({ id }) => ({ item: id, answer: 'YES', confirmedOn: DAY, ...but[id] }));

describe('a question to many vendors', () => {
  it('reaches each by a request of its own, and says at once who cannot be asked', async () => {
    const { first, second, stranger, ask, requests, supportOf } = await scene();
    const vendors = [first, second, stranger].map(({ vendor, releaseId }) => ({ vendorId: vendor.id, releaseId }));
    const { round, notAsked } = await ask({ kind: 'COMPONENT', component: 'OpenSSL', vendors });

    expect(round.counts).toEqual({ asked: 2, answered: 0, declined: 0, open: 2, overdue: 0 });
    expect(notAsked).toEqual([
      { vendorId: stranger.vendor.id, releaseId: stranger.releaseId, reason: 'engagement.request_needs_relationship' },
    ]);
    const asked = await requests(round.id);
    expect(asked.map(({ vendor }) => vendor.id).toSorted()).toEqual([first.vendor.id, second.vendor.id].toSorted());
    expect(asked.map(({ component }) => component)).toEqual(['OpenSSL', 'OpenSSL']);
    // A vendor sees its own, and not who else is asked.
    expect(await requests(round.id, await supportOf(first))).toHaveLength(1);
  });

  it('is asked once, however often it is sent, and each release of a vendor once', async () => {
    const { first, ask, requests } = await scene();
    const key = newId();
    const one = { vendorId: first.vendor.id, releaseId: first.releaseId };
    const facts = { key, kind: 'QUESTION', vendors: [one, one, { vendorId: first.vendor.id }] };
    const [round, again] = [(await ask(facts)).round, (await ask(facts)).round];
    expect(again.id).toBe(round.id);
    expect(await requests(round.id)).toHaveLength(2);
  });

  it('stands in the records of the hospital alone; each request in those of both sides', async () => {
    const { hospital, ask } = await scene();
    const { round } = await ask();
    await world.settled();
    const { rows } = await world.behind.query(
      `select kind, organisation_id, counterpart_id from trail.event where subject_id = $1`,
      [round.id],
    );
    expect(rows).toEqual([{ kind: 'request_round.asked', organisation_id: hospital.id, counterpart_id: null }]);
  });

  it.each([
    ['nobody who can be asked', { vendors: [] }, 'INVALID_INPUT input.invalid'],
    ['a component that is not named', { kind: 'COMPONENT' }, 'INVALID_INPUT input.invalid'],
    ['what is no CVE', { vulnerability: 'CVE-1' }, 'INVALID_INPUT input.invalid'],
  ])('is refused with %s', async (_what, facts, refusal) => {
    const { hospital, input } = await scene();
    expect(await hospital.person.refusal(ASK, input(facts))).toBe(refusal);
  });

  it('is refused where nobody of all can be asked, and to who may not ask', async () => {
    const { first, second, stranger, hospital, input } = await scene();
    const vendors = [{ vendorId: stranger.vendor.id }];
    expect(await hospital.person.refusal(ASK, input({ vendors }))).toBe('CONFLICT engagement.nobody_to_ask');
    const mixed = [{ vendorId: first.vendor.id, releaseId: second.releaseId }];
    expect(await hospital.person.refusal(ASK, input({ vendors: mixed }))).toBe('NOT_FOUND not_found');
    const viewer = await hospital.person.colleague('HOSPITAL_VIEWER');
    expect(await viewer.refusal(ASK, input())).toBe('FORBIDDEN access.forbidden');
  });

  it('about no product is answered to its hospital alone', async () => {
    const { first, ask, requests, supportOf } = await scene();
    const support = await supportOf(first);
    const { round } = await ask({ kind: 'QUESTION' });
    const [own] = await requests(round.id, support);
    await support.graphql(ANSWER, { input: { requestId: own!.id, words: 'Yes.' } });
    const input = { requestId: own!.id, title: 'Yes', question: 'Is it?', words: 'Yes.' };
    expect(await support.refusal(PROPOSE, { input })).toBe('CONFLICT engagement.answer_about_no_product');
  });

  it('is nothing to another hospital, nor its table', async () => {
    const { ask } = await scene();
    const { round } = await ask();
    const other = await world.hospital();
    expect(await other.person.refusal(ROUND, { id: round.id })).toBe('NOT_FOUND not_found');
    const answer = await fetch(`${world.url}/exports/request-rounds/${round.id}.csv`, {
      headers: other.person.headers,
    });
    expect(answer.status).toBe(404);
  });
});

describe('the checklist', () => {
  it('is answered item by item, with a day for what is not so yet, and comes together in one table', async () => {
    const { first, hospital, ask, requests, supportOf } = await scene();
    const { round } = await ask();
    expect(round.items.map(({ id }: { id: string }) => id)).toEqual(ITEMS.map(({ id }) => id));
    const support = await supportOf(first);
    const [own] = await requests(round.id, support);
    const checklist = allYes({ PATCHES: { answer: 'NO', targetOn: '2027-03-31', remark: '=1+1' } });
    await support.graphql(ANSWER, { input: { requestId: own!.id, words: 'Confirmed.', checklist } });

    expect((await hospital.person.graphql(ROUND, { id: round.id })).requestRound.counts).toEqual({
      asked: 2,
      answered: 1,
      declined: 0,
      open: 1,
      overdue: 0,
    });
    const answered = (await requests(round.id)).find(({ id }) => id === own!.id)!;
    expect(answered.answer).toEqual({ words: 'Confirmed.' });
    expect(answered.checklist.find(({ item }: { item: string }) => item === 'PATCHES')).toEqual({
      item: 'PATCHES',
      answer: 'NO',
      confirmedOn: DAY,
      targetOn: '2027-03-31',
      remark: '=1+1',
    });

    const file = (format: string) =>
      fetch(`${world.url}/exports/request-rounds/${round.id}.${format}?language=en`, {
        headers: hospital.person.headers,
      });
    const lines = (await (await file('csv')).text()).split('\r\n');
    expect(lines[0]).toContain('Security updates are applied.');
    const line = lines.find((one) => one.includes('Confirmed.'))!;
    expect(line).toContain('2027-03-31');
    // A cell never becomes a formula.
    expect(line).toContain("'=1+1");
    const workbook = await file('xlsx');
    expect(workbook.headers.get('content-type')).toContain('spreadsheetml');
    expect(
      Buffer.from(await workbook.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it.each([
    ['an item that is missing', () => allYes().slice(1), 'INVALID_INPUT engagement.checklist_incomplete'],
    ['an item twice', () => [...allYes(), allYes()[0]!], 'INVALID_INPUT engagement.checklist_incomplete'],
    [
      'an item that it does not have',
      () => [...allYes(), { ...allYes()[0]!, item: 'X' }],
      'INVALID_INPUT engagement.checklist_incomplete',
    ],
    ['a day for what is so', () => allYes({ PATCHES: { targetOn: DAY } }), 'INVALID_INPUT input.invalid'],
  ])('is refused with %s, and nothing is answered', async (_what, checklist, refusal) => {
    const { first, ask, requests, supportOf } = await scene();
    const support = await supportOf(first);
    const { round } = await ask();
    const [own] = await requests(round.id, support);
    const input = { requestId: own!.id, words: 'Confirmed.', checklist: checklist() };
    expect(await support.refusal(ANSWER, { input })).toBe(refusal);
    expect((await requests(round.id, support))[0]).toMatchObject({ state: 'OPEN', checklist: [], answer: null });
  });

  it('is refused where none is asked', async () => {
    const { first, ask, requests, supportOf } = await scene();
    const support = await supportOf(first);
    const { round } = await ask({ kind: 'QUESTION' });
    const [own] = await requests(round.id, support);
    const input = { requestId: own!.id, words: 'Confirmed.', checklist: allYes() };
    expect(await support.refusal(ANSWER, { input })).toBe('INVALID_INPUT engagement.no_checklist');
  });
});
