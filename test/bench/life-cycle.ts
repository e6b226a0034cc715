import { newId } from '#libs/kernel';
import { type Crowd, gather } from './crowd.ts';
import { cpuOf, load, median, type Load } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const ASSETS = 100_000;
const RELEASES = 2_000;
const VENDORS = 100;
const SITES = 10;
const DECIDED = 10_000;
const CLIENTS = 2;
const RUNS = 3;
const ANSWERS = 40;
const AIM_P95_MS = 500;
/** A chart of ten years, of ten thousand bars. */
const AIM_PLAN_P95_MS = 1_000;

const TIMELINE = `query ($vendorId: ID, $undecidedOnly: Boolean! = false, $after: String) {
  lifecycleTimeline(first: 20, vendorId: $vendorId, undecidedOnly: $undecidedOnly, after: $after) {
    edges { cursor node { endsOn awaitsDecision assetCount undecidedCount
      release { id version stage product { name vendor { name } } } } } pageInfo { hasNextPage endCursor } } }`;
const UNDECIDED = `{ undecidedAssets(first: 20) { edges { node { id serialNumber location
  release { version product { name } } } } pageInfo { endCursor } } }`;
const PLAN = `{ replacementPlan(fromYear: 2027, toYear: 2036) {
  year siteId vendorId releaseCount assetCount undecidedCount } }`;
const COUNTS = '{ endOfSupportCounts { undecided undecidedAtEndOfSupport awaitingSignature reviewsSoon } }';
const DECIDE = `mutation ($input: DecideEndOfSupportInput!) { decideEndOfSupport(input: $input) { decidedCount } }`;

const FLEET = `query ($search: String, $zone: String, $after: String) {
  assets(first: 20, search: $search, zone: $zone, after: $after) { totalCount edges { node { id name serialNumber lot quantity
    location siteId connections status release { id version stage endOfSupportOn
      product { id name vendor { name } } } } } pageInfo { hasNextPage endCursor } } }`;

const QUESTIONS: [what: string, query: string, variables: object][] = [
  ['the list of its assets, with how many there are', FLEET, {}],
  ['the list, by a part of a serial number', FLEET, { search: 'S777' }],
  ['the life-cycle timeline', TIMELINE, {}],
  ['the timeline, only what awaits a decision', TIMELINE, { undecidedOnly: true }],
  ['assets that await a decision', UNDECIDED, {}],
  ['the replacement plan of ten years', PLAN, {}],
  ['the counts of the first page', COUNTS, {}],
];

/** A hospital with 100,000 assets of 2,000 releases; a tenth has lost its support, and for half of all something is decided. */
export const lifeCycle = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, 1);
    await fillFleet(portal, crowd);
    const measurements: Measurement[] = [];
    for (const [what, query, variables] of QUESTIONS) {
      const aimMs = query === PLAN ? AIM_PLAN_P95_MS : AIM_P95_MS;
      measurements.push(row(what, aimMs, await ask(portal, crowd, query, variables)));
    }
    return [...measurements, await decideMany(portal, crowd)];
  });

async function fillFleet(portal: Portal, { hospitals: [hospital] }: Crowd): Promise<void> {
  if (!hospital) throw new Error('there is no hospital');
  const vendors = Array.from({ length: VENDORS }, () => newId());
  await portal.sql(
    `insert into organisation (id, kind, name, code, state, created_at)
     select id, 'MANUFACTURER', 'Vendor ' || n, 'VNDR-' || lpad(n::text, 4, '0'), 'ADMITTED', now()
     from unnest($1::uuid[]) with ordinality as v (id, n)`,
    [vendors],
  );
  await portal.sql(
    `insert into site (id, organisation_id, name, created_at)
     select uuidv7(), $1, 'Site ' || n, now() from generate_series(1, $2::int) n`,
    [hospital.id, SITES - 1],
  );
  await portal.sql(
    `with made as (
       insert into product (id, vendor_id, kind, name, is_connectable, created_at)
       select uuidv7(), ($1::uuid[])[1 + n % $2], 'DEVICE', 'Device ' || n, true, now() from generate_series(1, $3::int) n
       returning id, vendor_id
     ), numbered as (select *, row_number() over () as n from made)
     insert into release (id, product_id, vendor_id, version, stage, end_of_life_on, end_of_support_on, created_at)
     select uuidv7(), id, vendor_id, '1.0',
            case when n % 20 = 0 then 'END_OF_SUPPORT' when n % 20 = 1 then 'LIMITED_SUPPORT' else 'SUPPORTED' end,
            null, date '2027-01-01' + (n * 7 % 3650)::int, now() from numbered`,
    [vendors, VENDORS, RELEASES],
  );
  await portal.sql(
    `with r as (select id, row_number() over () - 1 as n from release where version = '1.0' and vendor_id = any ($1)),
          s as (select id, row_number() over () - 1 as n from site where organisation_id = $2)
     insert into asset (id, hospital_id, site_id, release_id, serial_number, connections, created_at)
     select uuidv7(), $2, s.id, r.id, 'S' || i, '{NETWORK}', now()
     from generate_series(1, $3::int) i join r on r.n = i % $4 join s on s.n = i / $4 % $5`,
    [vendors, hospital.id, ASSETS, RELEASES, SITES],
  );
  await portal.sql(
    `insert into end_of_support_decision (id, hospital_id, asset_id, site_id, release_id, stage, kind, state, replace_by,
       owner_id, reason, controls, review_on, decided_by, decided_at)
     select uuidv7(), a.hospital_id, a.id, a.site_id, a.release_id, 'SUPPORTED', 'REPLACE', 'DECIDED', '2099-12-31',
            (select id from member where organisation_id = $1 limit 1), 'It is old.', '{}', '2099-12-31', $1, now()
     from asset a where a.hospital_id = $1 and hashtext(a.id::text) % 2 = 0`,
    [hospital.id],
  );
  await portal.tidyUp();
}

async function ask(portal: Portal, { hospitals }: Crowd, query: string, variables: object): Promise<Load[]> {
  const next = () => ({ headers: hospitals[0]?.headers ?? {}, query, variables });
  await load(portal, { connections: CLIENTS, answers: 2 * CLIENTS }, next);
  const runs: Load[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(await load(portal, { connections: CLIENTS, answers: ANSWERS }, next));
  }
  return runs;
}

function row(what: string, aimMs: number, runs: Load[]): Measurement {
  const p95 = median(runs.map((run) => run.p95));
  return {
    what: `a hospital with 100,000 assets: ${what}: p95`,
    aim: `< ${figure(aimMs)} ms`,
    measured: `${figure(p95)} ms`,
    isReached: p95 < aimMs,
    detail: `${CLIENTS} clients, first page, 2,000 releases, half decided: p50 ${figure(median(runs.map((run) => run.p50)))} ms, ${cpuOf(runs)}; runs: ${each(
      runs.map((run) => run.p95),
      ' ms',
    )}`,
  };
}

/** One decision for ten thousand assets: decided and recorded. */
async function decideMany(portal: Portal, { hospitals: [hospital] }: Crowd): Promise<Measurement> {
  if (!hospital) throw new Error('there is no hospital');
  const { rows } = await portal.behind.query<{ member: string; site: string }>(
    `select (select id from member where organisation_id = $1 limit 1) as member,
            (select site_id from asset where hospital_id = $1 group by site_id order by count(*) limit 1) as site`,
    [hospital.id],
  );
  const input = {
    choice: { siteId: rows[0]?.site, undecidedOnly: false },
    kind: 'REPLACE',
    replaceBy: '2099-12-31',
    reviewOn: '2099-12-31',
    ownerId: rows[0]?.member,
    reason: 'It is old.',
  };
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { p50 } = await load(portal, { connections: 1, answers: 1 }, () => ({
      headers: hospital.headers,
      query: DECIDE,
      variables: { input },
    }));
    seconds.push(p50 / 1_000);
  }
  const measured = median(seconds);
  return {
    what: `one decision for ${figure(DECIDED)} assets: seconds until all are decided and recorded`,
    aim: '< 10 s',
    measured: `${figure(measured)} s`,
    isReached: measured < 10,
    detail: `by site, each replacing what was decided before, each with its event in the trail; runs: ${each(seconds, ' s')}`,
  };
}
