import { newId } from '#libs/kernel';
import { gather, type Crowd } from './crowd.ts';
import { median } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const DEVICES = 10_000;
const RUNS = 3;
const AIM_SECONDS = 10;

const PLAN = `mutation ($input: PlanUpdatesInput!) { planUpdates(input: $input) { planned refused { assetId } } }`;
const WAVES = [
  { size: 2 },
  { schedule: { start: '2099-12-01T22:00', end: '2099-12-02T02:00', timeZone: 'Asia/Tokyo' } },
];

/** One plan in two waves for all devices of a hospital: until it is answered, and until every step stands in the log. */
export async function updates(): Promise<Measurement[]> {
  const planned: number[] = [];
  const logged: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await Portal.with(async (portal) => {
      const crowd = await gather(portal, 1);
      const publicationId = await packageFor(portal, crowd);
      const [hospital] = crowd.hospitals;
      if (!hospital) throw new Error('there are no hospitals');
      const began = performance.now();
      const input = { publicationId, waves: WAVES };
      const { planUpdates } = await portal.graphql<{ planUpdates: { planned: number } }>(hospital.headers, PLAN, {
        input,
      });
      planned.push((performance.now() - began) / 1000);
      if (planUpdates.planned !== DEVICES) throw new Error(`${planUpdates.planned} were planned`);
      await portal.untilLogged();
      logged.push((performance.now() - began) / 1000);
    });
  }
  return [
    measured(`plan an update for ${figure(DEVICES)} devices in two waves: until it is answered`, planned),
    measured(
      `plan an update for ${figure(DEVICES)} devices in two waves: until each step stands in a signed checkpoint`,
      logged,
    ),
  ];
}

const measured = (what: string, seconds: readonly number[]): Measurement => ({
  what,
  aim: `≤ ${AIM_SECONDS} s`,
  measured: `${figure(median([...seconds]))} s`,
  isReached: median([...seconds]) <= AIM_SECONDS,
  detail: each(seconds, ' s'),
});

/** An update package in force, delivered, for devices of one release. */
async function packageFor(portal: Portal, { vendorId, releaseId, hospitals }: Crowd): Promise<string> {
  const id = newId();
  const [hospital] = hospitals;
  await portal.sql(
    `insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id,
       published_at, delivered_at, created_at, updated_at)
     values ($1, $1, 1, $2, 'UPDATE_PACKAGE', 'PUBLISHED', 'Update', 'HIGH', 'AMBER', $1, now(), now(), now(), now())`,
    [id, vendorId],
  );
  await portal.sql('insert into publication_release (publication_id, release_id, vendor_id) values ($1, $2, $3)', [
    id,
    releaseId,
    vendorId,
  ]);
  await portal.sql(
    `insert into asset (id, hospital_id, site_id, release_id, serial_number, connections, created_at)
     select uuidv7(), $1, $2, $3, 'SN-' || n, '{NETWORK}', now() from generate_series(2, $4::int) n`,
    [hospital?.id, hospital?.siteId, releaseId, DEVICES],
  );
  await portal.sql(
    `with delivered as (
       insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity,
         tlp, delivered_at, actions, due_on, is_for_information, is_vendor_informed, open_sites, unseen_sites, site_count)
       values (uuidv7(), $1, $2, $3, $3, 1, 'PUBLICATION', 'UPDATE_PACKAGE', 'HIGH', 3, 'AMBER', now(),
         '[{"kind":"APPLY_UPDATE","dueOn":"2099-12-24"}]', '2099-12-24', false, true, 1, 1, 1)
       returning id
     )
     insert into delivery_site (hospital_id, delivery_id, site_id, vendor_id, publication_id, is_connected, state, coverage,
       is_vendor_informed)
     select $1, id, $4, $2, $3, true, 'UNSEEN', 'COVERED', true from delivered`,
    [hospital?.id, vendorId, id, hospital?.siteId],
  );
  await portal.tidyUp();
  return id;
}
