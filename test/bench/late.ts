import { newId } from '#libs/kernel';
import { gather, type Crowd } from './crowd.ts';
import { median } from './load.ts';
import { Portal, until } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const PUBLICATIONS = 200;
const HOSPITALS = 5;
const AIM_SECONDS = 5;

const REGISTER = 'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }';

/** A hospital registers its first device of a release of which 200 publications are in force: until it has them all. */
export const late = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const crowd = await gather(portal, HOSPITALS);
    const releaseId = await releaseWithPublications(portal, crowd);
    const seconds: number[] = [];
    for (const { id, siteId, headers } of crowd.hospitals) {
      const began = performance.now();
      await portal.graphql(headers, REGISTER, { input: { siteId, releaseId, connections: ['NETWORK'] } });
      await until(async () => {
        const [row] = await portal.sql<{ n: number }>(
          'select count(*)::int as n from delivery where hospital_id = $1',
          [id],
        );
        return row?.n === PUBLICATIONS;
      });
      seconds.push((performance.now() - began) / 1_000);
    }
    const measured = median(seconds);
    return [
      {
        what: `a device of a release with ${PUBLICATIONS} publications in force: from registered to all delivered`,
        aim: `≤ ${AIM_SECONDS} s`,
        measured: `${figure(measured)} s`,
        isReached: measured <= AIM_SECONDS,
        detail: `${HOSPITALS} hospitals one after the other: ${each(seconds, ' s')}`,
      },
    ];
  });

async function releaseWithPublications(portal: Portal, { vendorId, releaseId: other }: Crowd): Promise<string> {
  const releaseId = newId();
  await portal.sql(
    `insert into release (id, product_id, vendor_id, version, created_at)
     select $1, product_id, vendor_id, '2.0', now() from release where id = $2`,
    [releaseId, other],
  );
  await portal.sql(
    `with made as (
       insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id,
         published_at, delivered_at, created_at, updated_at)
       select id, id, 1, $1, 'ADVISORY', 'PUBLISHED', 'Advisory', 'HIGH', 'AMBER', $1, now(), now(), now(), now()
       from (select uuidv7() as id from generate_series(1, $3::int)) one
       returning id
     ), about as (
       insert into publication_release (publication_id, release_id, vendor_id) select id, $2, $1 from made
     )
     insert into publication_action (publication_id, vendor_id, kind, due_on) select id, $1, 'ACKNOWLEDGE', '2099-12-24' from made`,
    [vendorId, releaseId, PUBLICATIONS],
  );
  await portal.tidyUp();
  return releaseId;
}
