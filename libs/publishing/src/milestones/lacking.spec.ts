import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId, type Id } from '#libs/kernel';
import { Desk } from '../../../../test/support/publishing-desk.ts';
import { World, type Person } from '../../../../test/support/world.ts';

let world: World;
let desk: Desk;
beforeAll(async () => {
  world = await World.start();
  desk = await Desk.open(world);
});
afterAll(() => world.stop());

const LACKING = `query ($first: Int!, $after: String) { releasesLackingDocuments(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
const OVERVIEW = '{ vendorOverview { releasesLackingDocuments } }';

/** Days from today, by which something happened or will. */
const day = fc.constantFrom(-800, -400, -365, -30, -1, 0, 1, 200, 400, 700, 800);
const maybe = fc.option(day, { freq: 12 });
const mostly = fc.integer({ min: 1, max: 12 }).map((drawn) => drawn > 1);
const aDocument = (kind: string) =>
  fc.record({
    kind: fc.constant(kind),
    day: fc.constantFrom(-765, -730, -395, -366, -365, -100, 0, 0),
    isReadable: mostly,
    event: fc.constantFrom('END_OF_LIFE', 'LIMITED_SUPPORT', 'END_OF_SUPPORT', null),
    state: mostly.map((isInForce) => (isInForce ? 'PUBLISHED' : 'WITHDRAWN')),
  });
/** What makes it whole, and now and then a hole in it. */
const aRelease = fc.record({
  stage: fc.constantFrom('SUPPORTED', 'SUPPORTED', 'LIMITED_SUPPORT', 'END_OF_SUPPORT'),
  dates: fc.tuple(maybe, maybe, maybe),
  documents: fc.tuple(
    ...['SECURITY_GUIDE', 'MDS2', 'SBOM', 'LIFECYCLE_NOTICE', 'LIFECYCLE_NOTICE', 'ADVISORY'].map(aDocument),
  ),
});
type DrawnRelease = typeof aRelease extends fc.Arbitrary<infer Drawn> ? Drawn : never;

async function insertRelease(productId: Id, { stage, dates, documents }: DrawnRelease, version: string): Promise<void> {
  const { vendor, publisher } = desk;
  const id = newId();
  // A release comes out before it ends, as the database insists.
  const [out, life, support] = dates.some((one) => one === null)
    ? dates
    : dates.toSorted((a, b) => Number(a) - Number(b));
  const before = (one: number | null | undefined, two: number | null | undefined) =>
    one === null || two === null || Number(one) <= Number(two);
  const areInOrder = before(out, life) && before(out, support) && before(life, support);
  await world.behind.query(
    `insert into release (id, product_id, vendor_id, version, stage, released_on, end_of_life_on, end_of_support_on, created_at)
     values ($1, $2, $3, $4, $5, $6::date + $7::int, $6::date + $8::int, $6::date + $9::int, now())`,
    [
      id,
      productId,
      vendor.id,
      version,
      stage,
      world.clock.today(),
      ...(areInOrder ? [out, life, support] : [null, null, null]),
    ],
  );
  for (const document of documents) {
    const publicationId = newId();
    await world.behind.query(
      `insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id,
         published_at, withdrawal_reason, created_at, updated_at)
       values ($1, $1, 1, $2, $3, $4, 'A document', 'INFO', 'GREEN', $5, ($6::date + $7::int + time '12:00') at time zone 'Asia/Tokyo',
         case when $4 = 'WITHDRAWN' then 'Wrong.' end, now(), now())`,
      [publicationId, vendor.id, document.kind, document.state, publisher.userId, world.clock.today(), document.day],
    );
    await world.behind.query(
      'insert into publication_release (publication_id, release_id, vendor_id) values ($1, $2, $3)',
      [publicationId, id, vendor.id],
    );
    const uploadId = await desk.upload({ isMachineReadable: document.isReadable });
    await world.behind.query(
      `insert into artifact (id, publication_id, vendor_id, upload_id, position, name, size_bytes, sha256, media_type, is_machine_readable)
       values ($1, $2, $3, $4, 0, 'a.json', 1, repeat('a', 64), 'application/json', $5)`,
      [newId(), publicationId, vendor.id, uploadId, document.isReadable],
    );
    if (document.event) {
      await world.behind.query('update reading set facts = $2 where upload_id = $1', [
        uploadId,
        { lifecycleNotice: { event: document.event } },
      ]);
    }
  }
}

interface ReleasePage {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string } }[];
}

/** What each release says of itself. */
async function saidOneByOne(person: Person, productId: Id): Promise<string[]> {
  const { product } = await person.graphql(
    `query ($id: ID!) { product(id: $id) { releases { id milestonePackages { isDue isComplete } } } }`,
    { id: productId },
  );
  const releases = product.releases as { id: string; milestonePackages: { isDue: boolean; isComplete: boolean }[] }[];
  return releases
    .filter(({ milestonePackages }) => milestonePackages.some(({ isDue, isComplete }) => isDue && !isComplete))
    .map(({ id }) => id);
}

describe('releases that lack documents', () => {
  it('are those that say so of themselves, page by page, whatever they have', async () => {
    const { rows } = await world.behind.query<{ id: string }>('select product_id as id from release where id = $1', [
      desk.releaseId,
    ]);
    const productId = rows[0]!.id;
    const drawn = fc.sample(aRelease, { numRuns: 200, seed: 20261127 });
    for (const [index, one] of drawn.entries()) await insertRelease(productId, one, `2.${index}`);

    const expected = await saidOneByOne(desk.publisher, productId);
    expect(expected.length).toBeGreaterThan(20);
    expect(expected.length).toBeLessThan(drawn.length - 20);
    const found: string[] = [];
    for (let after: string | null = null; ;) {
      const { releasesLackingDocuments: page }: Record<'releasesLackingDocuments', ReleasePage> =
        await desk.publisher.graphql(LACKING, { first: 7, after });
      found.push(...page.edges.map(({ node }) => node.id));
      expect(page.totalCount).toBe(expected.length);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(found).toEqual(expected.toSorted().toReversed());
    expect(await desk.publisher.graphql(OVERVIEW)).toEqual({
      vendorOverview: { releasesLackingDocuments: expected.length },
    });
  });

  it('are nobody else’s to see', async () => {
    const other = await world.vendor();
    expect(await other.publisher.graphql(OVERVIEW)).toEqual({ vendorOverview: { releasesLackingDocuments: 0 } });
    const hospital = await world.hospital();
    const { errors } = await hospital.person.ask(LACKING, { first: 1 });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
