import { fillInboxes, gather } from './crowd.ts';
import { cpuOf, load, median, type GraphqlRequest, type Load } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const CLIENTS = 32;
const ANSWERS = 6_000;
const RUNS = 3;
const AIM_PER_SECOND = 300;
const AIM_P95_MS = 150;

const ACKNOWLEDGE = `mutation ($input: AcknowledgeInput!) {
  acknowledge(input: $input) { delivery { id state openSites unseenSites } } }`;

interface Waiting {
  hospitalId: string;
  deliveryId: string;
  siteId: string;
}

/** Two crowds: ten thousand people who each acknowledge one thing, and 32 who each work through a pile. */
export async function acknowledge(): Promise<Measurement[]> {
  const pile = await Portal.with((portal) => acknowledgeAll(portal, CLIENTS, 850));
  const strangers = await Portal.with((portal) => acknowledgeAll(portal, 10_000, 3));
  return [
    ...rows('32 clients, 32 hospitals, each with a pile to answer', pile, true),
    ...rows('32 clients, every answer from another hospital, whose session is looked up first', strangers, true),
  ];
}

async function acknowledgeAll(portal: Portal, hospitals: number, deliveries: number): Promise<Load[]> {
  const crowd = await gather(portal, hospitals);
  await fillInboxes(portal, crowd, { publications: 1_000, each: deliveries, isUsed: false });
  const waiting = await portal.sql<Waiting>(
    `select hospital_id as "hospitalId", delivery_id as "deliveryId", site_id as "siteId"
     from delivery_site join delivery d using (hospital_id) where d.id = delivery_id and d.severity <> 'CRITICAL'
     order by d.publication_id, hospital_id`,
  );
  const headersOf = new Map<string, Record<string, string>>(crowd.hospitals.map(({ id, headers }) => [id, headers]));
  const next = (): GraphqlRequest => {
    const one = waiting.shift();
    if (!one) throw new Error('more answers were asked for than wait');
    const { hospitalId, deliveryId, siteId } = one;
    const input = { deliveryId, siteId, comment: 'Read by the device office.' };
    return { headers: headersOf.get(hospitalId) ?? {}, query: ACKNOWLEDGE, variables: { input } };
  };
  const takes = {
    connections: CLIENTS,
    answers: Math.min(ANSWERS, Math.floor(waiting.length / (RUNS + 0.5)) - 2 * CLIENTS),
  };

  await load(portal, { ...takes, answers: Math.floor(takes.answers / 4) }, next);
  const runs: Load[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = await acknowledged(portal);
    const done = await load(portal, takes, next);
    await portal.untilLogged();
    const recorded = (await acknowledged(portal)) - before;
    if (recorded !== done.answers) throw new Error(`${done.answers} were answered, ${recorded} stand in the log`);
    runs.push(done);
  }
  return runs;
}

/** Acknowledgements whose event stands in the log. */
async function acknowledged(portal: Portal): Promise<number> {
  const [row] = await portal.sql<{ done: number }>(
    `select count(*)::int as done from acknowledgement a join trail.event e on e.subject_id = a.delivery_id
       join trail.entry on event_id = e.id where e.kind = 'delivery.acknowledged'`,
  );
  return row?.done ?? 0;
}

function rows(who: string, runs: Load[], hasAim: boolean): Measurement[] {
  const of = (name: keyof Load) => runs.map((run) => run[name]);
  const [perSecond, p95] = [median(of('perSecond')), median(of('p95'))];
  return [
    {
      what: `acknowledgements a second, ${who}`,
      aim: hasAim ? `${AIM_PER_SECOND}/s` : null,
      measured: `${figure(perSecond)}/s`,
      isReached: hasAim ? perSecond >= AIM_PER_SECOND : null,
      detail: `${each(of('perSecond'), '/s')}; ${figure(of('answers')[0] ?? 0)} answers each; ${cpuOf(runs)}`,
    },
    {
      what: `how long one takes, ${who}: p95`,
      aim: hasAim ? `< ${AIM_P95_MS} ms` : null,
      measured: `${figure(p95)} ms`,
      isReached: hasAim ? p95 < AIM_P95_MS : null,
      detail: `${each(of('p95'), ' ms')}; p50 ${figure(median(of('p50')))} ms, p99 ${figure(median(of('p99')))} ms`,
    },
  ];
}
