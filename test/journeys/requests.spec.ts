import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { calendarDate, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { knowledgeScene, ANSWER_REQUEST, ASK, PROMISE, READ } from '../../libs/engagement/test/knowledge-scene.ts';
import { invitedIn, mailsTo } from '../support/mails.ts';
import { wordsIn } from '../support/words.ts';
import { World, type Person } from '../support/world.ts';

const HOUR = 3_600_000;
const REQUEST = 'query ($id: ID!) { informationRequest(id: $id) { state isOverdue dueAt settledAt } }';
const FIGURES = `query ($vendorId: ID!, $from: CalendarDate, $until: CalendarDate) {
  vendorFigures(vendorId: $vendorId, from: $from, until: $until) {
    byUrgency { urgency asked answered overdue medianMinutes } own { urgency asked answered overdue } } }`;
const SEARCH = 'query ($text: String!) { search(text: $text, kinds: [PUBLISHED_ANSWER]) { id title } }';
const GRANT = 'mutation ($input: GrantAuditInput!) { grantAudit(input: $input) { auditGrant { id } } }';
const TRAIL = `query ($filter: TrailFilterInput) { auditTrail(first: 100, filter: $filter) {
  edges { node { kind organisationId counterpartId subjectId logIndex } } } }`;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** What the portal does at every full hour. */
async function hoursPass(hours: number): Promise<void> {
  world.clock.advance(hours * HOUR);
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'engagement.note_overdue')!.run({} as never);
  await world.settled();
}

it('a question from a template is answered late, and the answer reaches everybody it is of use to, but not who asked', async () => {
  const { desk, support, hospitals, published, similar } = await knowledgeScene(world, 6);
  const [asker, ...others] = hospitals.map(({ person }) => person) as [Person, Person];
  const vendorId = desk.vendor.id;
  const say = wordsIn('ja');
  await invitedIn('ja', support);

  // The vendor promises to answer what is urgent within a day. The hospital sees it, and asks by a template.
  await support.graphql(PROMISE, { input: { promises: [{ urgency: 'URGENT', hours: 24 }] } });
  const title = say('requests:templates.antivirus.title');
  const question = { title, words: say('requests:templates.antivirus.words'), urgency: 'URGENT' };
  expect(await similar(asker, `${title}\n${question.words}`)).toEqual([]);
  const asked = await asker.graphql(ASK, { input: { releaseId: desk.releaseId, ...question } });
  const requestId = asked.askVendor.request.id as Id;
  const read = async () => (await asker.graphql(REQUEST, { id: requestId })).informationRequest;

  // Nobody answers. After a day the hour says so, once: in the trail and to the people who answer.
  await hoursPass(23);
  expect(await read()).toMatchObject({ state: 'OPEN', isOverdue: false });
  expect(await mailsTo(world, support.email)).toEqual([]);
  await hoursPass(2);
  await hoursPass(1);
  expect(await read()).toMatchObject({ state: 'OPEN', isOverdue: true });
  const mails = await mailsTo(world, support.email);
  expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('回答期限が過ぎています')]);
  expect(mails[0]!.text).toContain(`/requests/${requestId}`);

  // Four hours later the vendor answers.
  await hoursPass(4);
  await support.graphql(ANSWER_REQUEST, { input: { requestId, words: '動作を確認した製品の一覧をお送りします。' } });
  expect(await read()).toMatchObject({ state: 'ANSWERED', isOverdue: false });

  // The answer is of use to others: support words it anew, and an approver releases it.
  const answerId = await published(requestId, {
    title: 'ウイルス対策ソフトの導入',
    question: '装置にウイルス対策ソフトを導入できますか。',
    words: '動作を確認した製品に限り導入できます。一覧は保守窓口へお問い合わせください。',
  });

  // Another hospital writes its question in its own words, and need not ask any more.
  const [other] = others;
  expect(await similar(other, '院内で使っているウイルス対策ソフトをこの装置にも入れてよいでしょうか')).toEqual([
    answerId,
  ]);
  expect((await other.graphql(SEARCH, { text: 'ウイルス対策' })).search).toEqual([
    { id: answerId, title: 'ウイルス対策ソフトの導入' },
  ]);
  for (const person of others) {
    const { publishedAnswer } = await person.graphql(READ, { id: answerId });
    expect(publishedAnswer).toMatchObject({ state: 'PUBLISHED', request: null, vendor: { id: vendorId } });
    for (const secret of [requestId, hospitals[0]!.id]) expect(JSON.stringify(publishedAnswer)).not.toContain(secret);
    expect(await person.refusal(REQUEST, { id: requestId })).toBe('NOT_FOUND not_found');
  }

  // The figures say that one was late, from what the trail holds: to the vendor, and to the hospital that asked.
  const day = (daysAgo: number) => calendarDate(new Date(world.clock.now().getTime() - daysAgo * 24 * HOUR));
  const period = { vendorId, from: day(3), until: day(0) };
  const urgent = { urgency: 'URGENT', asked: 1, answered: 1, overdue: 1 };
  const whole = (await support.graphql(FIGURES, period)).vendorFigures;
  expect(whole).toMatchObject({
    byUrgency: [{ ...urgent, medianMinutes: 30 * 60 }, { asked: 0 }, { asked: 0 }],
    own: null,
  });
  expect((await asker.graphql(FIGURES, period)).vendorFigures.own[0]).toEqual(urgent);
  expect((await other.graphql(FIGURES, period)).vendorFigures).toMatchObject({
    byUrgency: [{ asked: null }, { asked: null }, { asked: null }],
    own: [{ asked: 0 }, { asked: 0 }, { asked: 0 }],
  });

  // An auditor whom the hospital lets look reads the whole story in order, each sentence in the log, and no more than that.
  const auditor = await world.person('AUDITOR');
  const expiresAt = new Date(world.clock.now().getTime() + 48 * HOUR).toISOString();
  await asker.graphql(GRANT, { input: { auditorId: auditor.organisationId, expiresAt } });
  const about = async (subjectId: Id) =>
    (await auditor.graphql(TRAIL, { filter: { subjectId } })).auditTrail.edges.map(
      ({ node }: { node: object }) => node,
    );
  await world.settled();
  const story = (await about(requestId)).toReversed() as { kind: string; logIndex: number | null }[];
  expect(story.map(({ kind }) => kind)).toEqual(['request.asked', 'request.overdue', 'request.answered']);
  expect(story.every(({ logIndex }) => logIndex !== null)).toBe(true);
  expect(await about(answerId)).toEqual([]);
});
