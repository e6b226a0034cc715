import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import { Scene } from '../../../../test/support/scene.ts';
import { analysisPolicy } from '../analysis.policy.ts';
import type { ComponentCriteria } from './component-criteria.ts';
import { componentSearcher } from './component-search.repository.ts';
import { ComponentRepository, placeKeyOf, type ComponentPlace, type PlaceKey } from './component.repository.ts';

/** Fewer than are read through first, more than that, and more than are read through at all. */
const HOLDINGS = { few: 60, some: 300, many: 700 } as const;
type Holding = keyof typeof HOLDINGS;

const components = new ComponentRepository();
const readers = new Map<Holding, Ctx>();
let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open([], [analysisPolicy]);
  const vendorId = await scene.organisation('MANUFACTURER');
  await publish(vendorId);
  for (const [name, held] of Object.entries(HOLDINGS)) {
    const { id, siteIds } = await scene.hospital();
    await hold(id, siteIds[0], held);
    readers.set(name as Holding, scene.member(id, 'HOSPITAL', ['HOSPITAL_VIEWER']));
  }
  await scene.admin.query('analyze');
});
afterAll(() => scene.close());

/** SBOMs that are open to all, of five components each: one is in all of them, one in a few, and each has others. */
async function publish(vendorId: Id): Promise<void> {
  const { admin } = scene;
  await admin.query(
    `create table made as select n, uuidv7() as release_id, uuidv7() as publication_id, uuidv7() as upload_id
     from generate_series(1, 700) n`,
  );
  await admin.query(
    `with product as (
       insert into product (id, vendor_id, kind, name, is_connectable, created_at)
       values (gen_random_uuid(), $1, 'DEVICE', 'Viewer', true, now()) returning id
     )
     insert into release (id, product_id, vendor_id, version, created_at)
     select release_id, product.id, $1, n::text, now() from made, product`,
    [vendorId],
  );
  await admin.query(
    `insert into upload (id, organisation_id, name, size_bytes, sha256, content_type, part_size_bytes, object_key,
       multipart_id, state, media_type, is_machine_readable, created_by, created_at, expires_at)
     select upload_id, $1, 'a', 1, repeat('a', 64), 'a', 1, 'k', 'm', 'READY', 'application/json', true, $1, now(), now() from made`,
    [vendorId],
  );
  await admin.query(
    `insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id,
       published_at, created_at, updated_at)
     select publication_id, publication_id, 1, $1, 'SBOM', 'PUBLISHED', 'SBOM', 'INFO', 'CLEAR', $1, now(), now(), now() from made`,
    [vendorId],
  );
  await admin.query('insert into publication_release select publication_id, release_id, $1 from made', [vendorId]);
  await admin.query(
    `insert into artifact (id, publication_id, vendor_id, upload_id, position, name, size_bytes, sha256, media_type, is_machine_readable)
     select gen_random_uuid(), publication_id, $1, upload_id, 0, 'a', 1, 'a', 'a', true from made`,
    [vendorId],
  );
  await admin.query(
    `insert into reading (upload_id, organisation_id, facts, completeness, component_count, statement_count, answer_count,
       read_at, format)
     select upload_id, $1, '{}', '[]', 5, 0, 0, now(), 'CYCLONEDX_JSON' from made`,
    [vendorId],
  );
  await admin.query(
    `insert into component (upload_id, organisation_id, position, ref, name, version, licences, hashes, is_subject, name_key,
       purl_base, cpe, cpe_base, keys, missing, depends_on, reached_by, place)
     select upload_id, $1, position, 'c', name, n % 7 || '.0', '{}', '{}', false, name, 'pkg:npm/' || name,
       case when position = 0 then 'cpe:2.3:a:a:' || name || ':*:*:*:*:*:*:*:*' end,
       case when position = 0 then 'a:a:' || name end,
       case when n % 97 = 0 then '{licence:rare}'::text[] else '{licence:mit}' end, '{}', '{}', null, '/'
     from made cross join lateral (values
       (0, 'everywhere'), (1, case when n % 97 = 0 then 'rare-lib' else 'other-' || n end), (2, 'lib-' || n),
       (3, 'group/everywhere-too'), (4, 'lib-' || n % 10)) c (position, name)`,
    [vendorId],
  );
}

async function hold(hospitalId: Id, siteId: Id, releases: number): Promise<void> {
  await scene.admin.query(
    `insert into asset (id, hospital_id, site_id, release_id, connections, created_at)
     select gen_random_uuid(), $1, $2, release_id, '{NETWORK}', now() from made where n <= $3`,
    [hospitalId, siteId, releases],
  );
}

const NOTHING: ComponentCriteria = { namePattern: null, anyOf: null, keys: null, identities: null };
const anyOf = (facts: Partial<NonNullable<ComponentCriteria['anyOf']>>) => ({
  ...NOTHING,
  anyOf: { purlBases: [], cpeBases: [], plainNames: [], ...facts },
});
const version = (of: string) => ({ nameKey: 'everywhere', purlBase: 'pkg:npm/everywhere', cpe: CPE, version: of });
const CPE = 'cpe:2.3:a:a:everywhere:*:*:*:*:*:*:*:*';

/** Each as it would be asked of the table, if there were all the time in the world. */
const CASES: [string, ComponentCriteria, string][] = [
  ['a name in every SBOM', { ...NOTHING, namePattern: '%everywhere%' }, `c.name_key like '%everywhere%'`],
  ['a name in many', { ...NOTHING, namePattern: '%lib-%' }, `c.name_key like '%lib-%'`],
  ['a name in a few', { ...NOTHING, namePattern: '%rare%' }, `c.name_key like '%rare%'`],
  ['a name in none', { ...NOTHING, namePattern: '%nowhere%' }, 'false'],
  ['a key in a few', { ...NOTHING, keys: ['licence:rare'] }, `c.keys @> '{licence:rare}'`],
  [
    'a key and a name',
    { ...NOTHING, keys: ['licence:mit'], namePattern: '%rywhere-t%' },
    `c.keys @> '{licence:mit}' and c.name_key like '%rywhere-t%'`,
  ],
  ['a purl', anyOf({ purlBases: ['pkg:npm/rare-lib', 'pkg:npm/lib-7'] }), `c.name_key in ('rare-lib', 'lib-7')`],
  ['a CPE', anyOf({ cpeBases: ['a:a:everywhere'] }), `c.name_key = 'everywhere'`],
  [
    'an own name',
    anyOf({ plainNames: ['everywhere-too', 'rare-lib'] }),
    `c.name_key in ('group/everywhere-too', 'rare-lib')`,
  ],
  [
    'versions',
    { ...anyOf({ plainNames: ['everywhere'] }), identities: [version('3.0'), version('5.0')] },
    `c.name_key = 'everywhere' and c.version in ('3.0', '5.0')`,
  ],
];

describe.each(Object.keys(HOLDINGS) as Holding[])('a hospital that holds %s', (holding) => {
  const ask = <T>(look: (tx: Parameters<typeof components.places>[0]) => Promise<T>) =>
    scene.uow.run(readers.get(holding)!, look);

  it.each(CASES)('finds %s wherever it is, page by page, and counts it', async (_, criteria, condition) => {
    const { rows } = await scene.admin.query<{ place: string }>(
      `select concat_ws(' ', release_id, upload_id, position) as place from made join component c using (upload_id)
       where n <= $1 and (${condition}) order by release_id, upload_id, position`,
      [HOLDINGS[holding]],
    );
    const found: ComponentPlace[] = [];
    for (let after: PlaceKey | null = null; ;) {
      const page: ComponentPlace[] = await ask((tx) => components.places(tx, criteria, after, 37));
      found.push(...page);
      const last = page.at(-1);
      if (!last || page.length < 37) break;
      after = placeKeyOf(last);
    }
    expect(found.map((one) => placeKeyOf(one).join(' '))).toEqual(rows.map(({ place }) => place));
    expect(await ask((tx) => components.total(tx, criteria))).toBe(rows.length);

    const present = await ask((tx) => components.presence(tx, criteria));
    const first = new Map([...rows].reverse().map(({ place }) => [place.split(' ')[0], place]));
    const places = present.flatMap(({ position, ...one }) =>
      position === null ? [] : placeKeyOf({ ...one, position }).join(' '),
    );
    expect(places).toEqual([...first.values()].toSorted());
    expect(present).toHaveLength(HOLDINGS[holding]);
  });

  it('tells the different components of a name, the shortest names first, and no more than asked for', async () => {
    const named = (text: string, atMost: number) =>
      ask((tx) => componentSearcher.find(tx, { text, patterns: [] }, atMost));
    expect((await named('everywhere', 20)).map(({ title }) => title)).toEqual(['everywhere', 'group/everywhere-too']);
    expect((await named('lib', 3)).map(({ title }) => title)).toEqual(['lib-0', 'lib-1', 'lib-2']);
    expect(await named('nowhere', 20)).toEqual([]);
  });

  it('tells which versions there are of it', async () => {
    const found = await ask((tx) => components.identities(tx, anyOf({ purlBases: ['pkg:npm/everywhere'] })));
    expect(found.map((one) => one.version).toSorted()).toEqual(['0.0', '1.0', '2.0', '3.0', '4.0', '5.0', '6.0']);
    expect(found[0]).toMatchObject({ nameKey: 'everywhere', purlBase: 'pkg:npm/everywhere', cpe: CPE, isPart: true });
  });
});
