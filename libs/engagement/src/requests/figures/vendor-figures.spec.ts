import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDate, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { World, type Person } from '../../../../../test/support/world.ts';
import { ANSWER_REQUEST, DECLINE, knowledgeScene, PROMISE, REOPEN, REPLY } from '../../../test/knowledge-scene.ts';

const FIGURES = `query ($vendorId: ID!, $days: Int, $from: CalendarDate, $until: CalendarDate) {
  vendorFigures(vendorId: $vendorId, days: $days, from: $from, until: $until) { from until
    byUrgency { urgency isWithheld asked answered declined reopened overdue medianMinutes p90Minutes }
    own { urgency isWithheld asked answered declined reopened overdue medianMinutes p90Minutes } } }`;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** As many others besides the one that reads. */
const HOSPITALS = 6;

let world: World;
let scene: Awaited<ReturnType<typeof knowledgeScene>>;
let vendorId: Id;
let people: Person[];
beforeAll(async () => {
  world = await World.start();
  scene = await knowledgeScene(world, HOSPITALS);
  vendorId = scene.desk.vendor.id;
  people = scene.hospitals.map(({ person }) => person);
  await dealWithRequests();
});
afterAll(() => world.stop());

const does = (by: Person, mutation: string, requestId: Id, facts: object = {}) =>
  by.graphql(mutation, { input: { requestId, words: 'x', ...facts } });
const hoursPass = async (hours: number) => {
  world.clock.advance(hours * HOUR);
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'engagement.note_overdue')!.run({} as never);
};

/** A month with a vendor that promises a day for what is urgent: on time, late, paused, declined, reopened, silent. */
async function dealWithRequests(): Promise<void> {
  const { support, ask } = scene;
  await support.graphql(PROMISE, { input: { promises: [{ urgency: 'URGENT', hours: 24 }] } });
  const urgent = { urgency: 'URGENT' };
  const asked: Id[] = [];
  for (const person of people) asked.push(await ask(person, urgent));
  const [onTime, late, paused, declined, reopened] = asked as [Id, Id, Id, Id, Id];
  const low = await ask(people[0]!, { urgency: 'LOW' });
  await hoursPass(2);
  await does(support, ANSWER_REQUEST, onTime);
  await does(support, REPLY, paused, { waitsForHospital: true });
  await does(support, DECLINE, declined, { reason: 'CONFIDENTIAL' });
  await does(support, DECLINE, reopened, { reason: 'OTHER' });
  await hoursPass(30);
  await does(people[2]!, REPLY, paused);
  await does(people[4]!, REOPEN, reopened, { reason: 'x', words: undefined });
  await hoursPass(3);
  await does(support, ANSWER_REQUEST, late);
  await does(support, ANSWER_REQUEST, paused);
  await does(support, ANSWER_REQUEST, reopened);
  await does(support, ANSWER_REQUEST, low);
  await world.settled();
  world.clock.advance(2 * DAY);
}

const figures = async (by: Person, variables: object = { days: 90 }) =>
  (await by.graphql(FIGURES, { vendorId, ...variables })).vendorFigures;
const since = () => calendarDate(new Date(world.clock.now().getTime() - 10 * DAY));
const today = () => calendarDate(world.clock.now());

/** The same, from the events one by one, as somebody would who does not trust the portal. */
async function recomputed(hospitalId: Id | null, urgency: string) {
  const { rows } = await world.behind.query<{ subject_id: Id; kind: string; at: Date; facts: string }>(
    `select subject_id, kind, recorded_at as at, facts from trail.event
     where $1 in (organisation_id, counterpart_id) and kind like 'request.%' order by recorded_at, id`,
    [vendorId],
  );
  const sums = { asked: 0, answered: 0, declined: 0, reopened: 0, overdue: 0 };
  const minutes: number[] = [];
  for (const events of Map.groupBy(rows, (row) => row.subject_id).values()) {
    const { organisationId, facts } = JSON.parse(events[0]!.facts) as {
      organisationId: Id;
      facts: { urgency: string; promisedHours: number | null };
    };
    if (facts.urgency !== urgency || (hospitalId && organisationId !== hospitalId)) continue;
    let runsSince: number | null = null;
    let ran = 0;
    let toAnswer: number | null = null;
    let toSettle: number | null = null;
    for (const { kind, at } of events) {
      const now = at.getTime();
      if (runsSince !== null && /paused|answered|declined/.test(kind)) {
        ran += now - runsSince;
        runsSince = null;
      }
      if (/asked|resumed|reopened/.test(kind)) runsSince = now;
      if (kind === 'request.answered') toAnswer ??= ran;
      if (/answered|declined/.test(kind)) toSettle ??= ran;
    }
    const had = (verb: string) => events.some(({ kind }) => kind === `request.${verb}`);
    const isLate = facts.promisedHours !== null && toSettle !== null && toSettle > facts.promisedHours * HOUR;
    sums.asked += 1;
    for (const verb of ['answered', 'declined', 'reopened'] as const) sums[verb] += Number(had(verb));
    sums.overdue += Number(had('overdue') || isLate);
    if (toAnswer !== null) minutes.push(toAnswer / 60_000);
  }
  const at = (share: number) => {
    if (minutes.length === 0) return null;
    const place = share * (minutes.length - 1);
    const sorted = minutes.toSorted((a, b) => a - b);
    const below = sorted[Math.floor(place)]!;
    return Math.round(below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place)));
  };
  return { urgency, isWithheld: false, ...sums, medianMinutes: at(0.5), p90Minutes: at(0.9) };
}

describe('the figures of a vendor', () => {
  it('say how many were asked, answered, declined and late, and how long the first answer took without pauses', async () => {
    const { byUrgency, own } = await figures(scene.support);
    expect(own).toBeNull();
    expect(byUrgency[0]).toEqual({
      urgency: 'URGENT',
      isWithheld: false,
      asked: 6,
      answered: 4,
      declined: 2,
      reopened: 1,
      // the one answered after 35 hours, and the one that nobody answered
      overdue: 2,
      // 2, 5, 5 and 35 hours
      medianMinutes: 5 * 60,
      p90Minutes: 26 * 60,
    });
    expect(byUrgency[1]).toMatchObject({ urgency: 'NORMAL', asked: 0, medianMinutes: null, p90Minutes: null });
    expect(byUrgency[2]).toMatchObject({ urgency: 'LOW', asked: 1, answered: 1, overdue: 0, medianMinutes: 35 * 60 });
  });

  it('are those that the events of the trail give, computed again by other means', async () => {
    const whole = await figures(scene.support);
    const { own } = await figures(people[0]!);
    for (const [place, urgency] of ['URGENT', 'NORMAL', 'LOW'].entries()) {
      expect(whole.byUrgency[place]).toEqual(await recomputed(null, urgency));
      expect(own[place]).toEqual(await recomputed(scene.hospitals[0]!.id, urgency));
    }
  });

  it('stay the same whatever is changed in the rows of requests', async () => {
    const before = await figures(scene.support);
    await world.behind.query(
      `update information_request set urgency = 'NORMAL', state = 'OPEN', settled_at = null, closed_at = null, due_at = null,
         promised_hours = null, asked_at = now(), overdue_noted_at = null, decline_reason = null
       where vendor_id = $1`,
      [vendorId],
    );
    await world.behind.query('delete from request_pause where vendor_id = $1', [vendorId]);
    expect(await figures(scene.support)).toEqual(before);
  });

  it('of what fewer than five other hospitals asked are withheld from a hospital, which sees its own', async () => {
    const { byUrgency, own } = await figures(people[0]!);
    expect(byUrgency[0]).toMatchObject({ urgency: 'URGENT', isWithheld: false, asked: 6 });
    expect(byUrgency[1]).toMatchObject({ urgency: 'NORMAL', isWithheld: true, asked: null, medianMinutes: null });
    // its own alone: the others' are none, which is not told either
    expect(byUrgency[2]).toMatchObject({ urgency: 'LOW', isWithheld: true, asked: null, overdue: null });
    expect(own[0]).toMatchObject({ asked: 1, answered: 1, medianMinutes: 120 });
    expect(own[2]).toMatchObject({ asked: 1, answered: 1, medianMinutes: 35 * 60 });
    const { hospitals, desk } = scene;
    const newcomer = await world.hospital();
    await world.relationship(desk.vendor, newcomer);
    expect((await figures(newcomer.person)).byUrgency[0]).toMatchObject({ isWithheld: false, asked: 6 });
    expect((await figures(newcomer.person)).own[0]).toMatchObject({ asked: 0 });
    expect(JSON.stringify(await figures(newcomer.person))).not.toContain(hospitals[0]!.id);
  });

  it('for days of one’s choice are the vendor’s, and a hospital’s about itself: nobody takes one period from another', async () => {
    const chosen = { from: since(), until: today() };
    expect((await figures(scene.support, chosen)).byUrgency[0]).toMatchObject({ asked: 6 });
    const { byUrgency, own } = await figures(people[0]!, chosen);
    expect(byUrgency.map(({ isWithheld }: { isWithheld: boolean }) => isWithheld)).toEqual([true, true, true]);
    expect(own[0]).toMatchObject({ asked: 1 });
    const before = { from: '2020-01-01', until: '2020-12-31' };
    expect((await figures(scene.support, before)).byUrgency[0]).toMatchObject({ asked: 0 });
  });

  it('end yesterday, so that what happens today changes nothing that a hospital sees of others', async () => {
    const before = await figures(people[0]!);
    await scene.ask(people[1]!, { urgency: 'URGENT' });
    await world.settled();
    expect(await figures(people[0]!)).toEqual(before);
  });

  it('are for the vendor and for those who deal with it, and for periods that make sense', async () => {
    const strangers = [(await world.hospital()).person, (await world.vendor()).publisher];
    for (const by of strangers) expect(await by.refusal(FIGURES, { vendorId })).toBe('NOT_FOUND not_found');
    for (const period of [
      { days: 7 },
      { from: '2026-01-01' },
      { until: '2026-01-01' },
      { days: 90, from: '2026-01-01', until: '2026-02-01' },
      { from: '2026-02-01', until: '2026-01-01' },
    ]) {
      expect(await scene.support.refusal(FIGURES, { vendorId, ...period })).toBe('INVALID_INPUT input.invalid');
    }
  });
});
