import { type Crowd, fillInboxes, gather } from './crowd.ts';
import { cpuOf, load, median, type Load } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const EACH = 100;
const SMALL = 100;
const LARGE = 10_000;
const ASKING = 100;
const CLIENTS = 4;
const ROUNDS = 5;
const ANSWERS = 1_000;
const AIM_RATIO = 1.3;

const PAGE = `{ inbox(first: 20) {
  edges { cursor node { id severity dueOn state isOverdue openSites
    publication { titleJa titleEn releases { version product { name } } } } }
  pageInfo { hasNextPage endCursor } } }`;

interface Office {
  portal: Portal;
  crowd: Crowd;
}

/**
 * The first page, at ten thousand and at a million deliveries: a hundred times as many hospitals and publications, a
 * hundred deliveries for each hospital in both. Both portals stand side by side and are asked by turns.
 */
export const inbox = (): Promise<Measurement[]> =>
  Portal.with((small) =>
    Portal.with(async (large) => {
      const few = await office(small, SMALL);
      const many = await office(large, LARGE);
      const heavy = await heavyHospital(many);
      const [atSmall, atLarge, atHeavy]: [Load[], Load[], Load[]] = [[], [], []];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const [a, b, c] = [await ask(few), await ask(many), await ask(heavy)];
        if (round === 0) continue;
        atSmall.push(a);
        atLarge.push(b);
        atHeavy.push(c);
      }
      const ratios = atLarge.map(({ p95 }, round) => p95 / (atSmall[round]?.p95 ?? Number.NaN));
      const ratio = median(ratios);
      return [
        p95Row('at 10 thousand deliveries', atSmall),
        p95Row('at 1 million deliveries', atLarge),
        {
          what: 'inbox page: p95 at 1 million over p95 at 10 thousand',
          aim: `≤ ${AIM_RATIO}`,
          measured: figure(ratio),
          isReached: ratio <= AIM_RATIO,
          detail: `asked by turns, round by round: ${each(ratios, '')}`,
        },
        p95Row('at 1 million, of one hospital that has 10 thousand of them', atHeavy),
      ];
    }),
  );

async function office(portal: Portal, size: number): Promise<Office> {
  const crowd = await gather(portal, size);
  await fillInboxes(portal, crowd, { publications: size, each: EACH, isUsed: true });
  // Equally many people ask in both, from all over the table.
  const hospitals = crowd.hospitals.filter((_, index) => index % (size / ASKING) === 0);
  return { portal, crowd: { ...crowd, hospitals } };
}

/** One more hospital, which received every publication. */
async function heavyHospital({ portal, crowd }: Office): Promise<Office> {
  const [hospital] = crowd.hospitals;
  if (!hospital) throw new Error('there are no hospitals');
  const heavy = crowd.hospitals.slice(0, 1);
  await portal.sql(
    `with p as (
       select *, row_number() over (order by published_at desc) - 1 as n from publication p
       where not exists (select from delivery d where d.hospital_id = $1 and d.publication_id = p.id)
     ), drawn as materialized (select uuidv7() as delivery_id, p.* from p), delivered as (
       insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity,
         tlp, delivered_at, actions, due_on, is_for_information, is_vendor_informed, open_sites, unseen_sites, site_count)
       select delivery_id, $1, vendor_id, id, id, 1, 'PUBLICATION', kind, severity,
         array_position(array['INFO','LOW','MEDIUM','HIGH','CRITICAL'], severity) - 1, tlp, published_at, '[]',
         current_date + (n % 60)::int, false, true, 1, 1, 1
       from drawn
     )
     insert into delivery_site (hospital_id, delivery_id, site_id, vendor_id, publication_id, is_connected, state, coverage,
       is_vendor_informed)
     select $1, delivery_id, $2, vendor_id, id, true, 'UNSEEN', 'COVERED', true from drawn`,
    [hospital.id, hospital.siteId],
  );
  await portal.tidyUp();
  return { portal, crowd: { ...crowd, hospitals: heavy } };
}

async function ask({ portal, crowd: { hospitals } }: Office): Promise<Load> {
  let turn = 0;
  return load(portal, { connections: CLIENTS, answers: ANSWERS }, () => {
    const hospital = hospitals[turn++ % hospitals.length];
    return { headers: hospital?.headers ?? {}, query: PAGE };
  });
}

const p95Row = (where: string, rounds: Load[]): Measurement => ({
  what: `inbox page (first 20, with title, product, severity, due date) ${where}: p95`,
  aim: null,
  measured: `${figure(median(rounds.map(({ p95 }) => p95)))} ms`,
  isReached: null,
  detail: `${CLIENTS} clients, ${cpuOf(rounds)}, ${figure(median(rounds.map(({ perSecond }) => perSecond)))} pages/s, p50 ${figure(median(rounds.map(({ p50 }) => p50)))} ms; rounds: ${each(
    rounds.map(({ p95 }) => p95),
    ' ms',
  )}`,
});
