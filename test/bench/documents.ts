import type { Crowd } from './crowd.ts';
import type { Portal } from './portal.ts';

export interface Documents {
  sboms: number;
  /** Components of each. */
  components: number;
}

/** What is in every SBOM, and what one document in two says something of. */
export const EVERYWHERE = { name: 'openssl', purl: 'pkg:generic/openssl', vulnerability: 'CVE-2021-44228' };

/** Every so many releases are held by a hospital that is no other than the first. */
const HELD_BY_OTHERS = 20;
const STATEMENTS = 20;
const WITH_MDS2 = 5;
const QUESTIONS = 240;

/** A product as a statement names it, in SQL. */
const stated = (ref: string, name: string, version: string, purl: string) =>
  `jsonb_build_object('ref', ${ref}, 'name', ${name}, 'vendor', null, 'version', ${version}, 'versionRange', null,
     'purl', ${purl}, 'cpe', null, 'modelNumbers', '[]'::jsonb)`;
const DEVICE = stated("'p'", `'Device ' || n % 500`, `(n / 500 + 1) || '.0'`, 'null');

/**
 * Releases that each have an SBOM in force, set-based; every second one has an advisory, too, and every fifth an MDS2.
 * The first hospital of the crowd holds all of them, each other one every twentieth, and everything was delivered to them.
 */
export async function fillDocuments(portal: Portal, crowd: Crowd, { sboms, components }: Documents): Promise<void> {
  const { vendorId } = crowd;
  await portal.sql(
    `create temporary table made as
     select n, uuidv7() as release_id, kind, uuidv7() as publication_id, uuidv7() as upload_id
     from generate_series(0, $1::int - 1) n cross join (values ('SBOM', 1), ('ADVISORY', 2), ('MDS2', $2::int)) k (kind, every)
     where n % every = 0`,
    [sboms, WITH_MDS2],
  );
  await portal.sql(
    `update made set release_id = first.release_id from made first where first.n = made.n and first.kind = 'SBOM'`,
  );
  await portal.sql(
    `with products as materialized (select n, uuidv7() as id from generate_series(0, 499) n), added as (
       insert into product (id, vendor_id, kind, name, is_connectable, created_at)
       select id, $1, 'DEVICE', 'Device ' || n, true, now() from products
     )
     insert into release (id, product_id, vendor_id, version, created_at)
     select made.release_id, products.id, $1, (made.n / 500 + 1) || '.0', now()
     from made join products on products.n = made.n % 500 where made.kind = 'SBOM'`,
    [vendorId],
  );
  await publishAll(portal, vendorId);
  await deliverAll(portal, crowd);
  await fillComponents(portal, vendorId, components);
  await fillStatements(portal, vendorId);
  await portal.sql(
    `insert into mds2_answer (upload_id, organisation_id, position, question_id, section, answer)
     select upload_id, $1, q, 'QQQQ-' || q, 'QQQQ', (array['YES','NO','NA'])[(n / 5 + q) % 3 + 1]
     from made cross join generate_series(1, $2::int) q where kind = 'MDS2'`,
    [vendorId, QUESTIONS],
  );
  await portal.sql('drop table made');
  await portal.tidyUp();
}

/** Publications in force with a file each, that was read. */
async function publishAll(portal: Portal, vendorId: string): Promise<void> {
  await portal.sql(
    `with files as (
       insert into upload (id, organisation_id, name, size_bytes, sha256, content_type, part_size_bytes, object_key,
         multipart_id, state, media_type, is_machine_readable, created_by, created_at, expires_at)
       select upload_id, $1, lower(kind) || '.json', 1000, encode(sha256(upload_id::text::bytea), 'hex'), 'application/json',
         8388608, 'kept/' || upload_id, 'm', 'READY', 'application/json', true, $1, now(), now()
       from made returning *
     ), publications as (
       insert into publication (id, series_id, revision, vendor_id, kind, state, title_en, severity, tlp, author_id,
         published_at, created_at, updated_at)
       select publication_id, publication_id, 1, $1, kind, 'PUBLISHED', kind || ' ' || n, 'INFO', 'AMBER', $1, now(), now(), now()
       from made returning *
     ), named as (
       insert into publication_release (publication_id, release_id, vendor_id)
       select publication_id, release_id, $1 from made
     ), readings as (
       insert into reading (upload_id, organisation_id, format, format_version, facts, completeness, component_count,
         statement_count, answer_count, read_at, stated_products)
       select upload_id, $1, 'CYCLONEDX_JSON', '1.6',
         jsonb_build_object('header', jsonb_build_object('id', upload_id), 'mds2', jsonb_build_object('edition', 'HN 1-2019')),
         '[]', (kind = 'SBOM')::int * 400, (kind = 'ADVISORY')::int * ${STATEMENTS}, (kind = 'MDS2')::int * ${QUESTIONS}, now(),
         jsonb_build_array(${DEVICE})
       from made
     )
     insert into artifact (id, publication_id, vendor_id, upload_id, position, name, size_bytes, sha256, media_type,
       is_machine_readable)
     select uuidv7(), made.publication_id, $1, f.id, 0, f.name, f.size_bytes, f.sha256, f.media_type, true
     from made join files f on f.id = made.upload_id join publications p on p.id = made.publication_id`,
    [vendorId],
  );
}

async function deliverAll(portal: Portal, { vendorId, hospitals }: Crowd): Promise<void> {
  await portal.sql(
    `with holders as materialized (
       select hospital_id, site_id, case when place = 1 then 1 else ${HELD_BY_OTHERS} end as every
       from unnest($2::uuid[], $3::uuid[]) with ordinality as h (hospital_id, site_id, place)
     ), devices as (
       insert into asset (id, hospital_id, site_id, release_id, vendor_id, quantity, connections, created_at)
       select uuidv7(), hospital_id, site_id, release_id, $1, 1 + n % 3, '{NETWORK}', now()
       from made cross join holders cross join generate_series(1, 2) where kind = 'SBOM' and n % every = 0
     )
     insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity, tlp,
       delivered_at, actions, is_for_information, is_vendor_informed, open_sites, unseen_sites, site_count)
     select uuidv7(), hospital_id, $1, publication_id, publication_id, 1, 'PUBLICATION', kind, 'INFO', 0, 'AMBER', now(), '[]',
       true, true, 0, 1, 1
     from made cross join holders where n % every = 0`,
    [vendorId, hospitals.map(({ id }) => id), hospitals.map(({ siteId }) => siteId)],
  );
}

/** The first twenty of each SBOM are in all of them; the others are drawn from twenty thousand. */
async function fillComponents(portal: Portal, vendorId: string, each: number): Promise<void> {
  await portal.sql(
    `create temporary table package as
     select k, case when k < 20 then (string_to_array('openssl zlib libxml2 busybox linux-kernel curl sqlite glibc expat libpng '
         || 'dcmtk qtbase openssh bash tzdata ncurses systemd dbus util-linux libjpeg-turbo', ' '))[k + 1]
       else (string_to_array('lib core net json xml crypto http log util zip image dicom qt boost spring', ' '))[k % 15 + 1] || '-'
         || (string_to_array('parser client server tools common api runtime support io format stream codec', ' '))[k / 15 % 12 + 1]
         || '-' || left(md5(k::text), 5) end as name,
       (string_to_array('generic npm maven pypi deb', ' '))[k % 5 + 1] as type,
       (string_to_array('MIT Apache-2.0 GPL-2.0-only BSD-3-Clause LGPL-2.1-or-later', ' '))[k % 5 + 1] as licence
     from generate_series(0, 19999) k`,
  );
  await portal.sql('alter table package add primary key (k)');
  await portal.sql('analyze package, made');
  await withoutIndices(portal, 'component', () =>
    portal.sql(
      `insert into component (upload_id, organisation_id, position, ref, type, name, version, supplier, purl, cpe, licences,
         hashes, is_subject, name_key, purl_base, cpe_base, keys, missing, depends_on, reached_by, place)
       select upload_id, $1, p, 'ref-' || p, 'library', name, version, 'Supplier ' || k % 100,
         'pkg:' || type || '/' || name || '@' || version,
         case when k % 3 = 0 then 'cpe:2.3:a:' || name || ':' || name || ':' || version || ':*:*:*:*:*:*:*' end,
         array[licence], array['sha256:' || sha], p = 0, name, 'pkg:' || type || '/' || name,
         case when k % 3 = 0 then 'a:' || name || ':' || name end,
         array['sha256:' || sha, 'licence:' || lower(licence)], '{}',
         case when p < 100 then array[p * 3 + 1, p * 3 + 2, p * 3 + 3] else '{}' end,
         case when p > 0 then (p - 1) / 3 end, '/components/' || p
       from made cross join generate_series(0, $2::int - 1) p
         cross join lateral (select case when p < 20 then p
           else 20 + mod(abs(hashtext(n || ' ' || p))::bigint * abs(hashtext(p || ' ' || n)), 19980)::int end as drawn) d
         join package on k = drawn
         cross join lateral (select (1 + (n + k) % 3) || '.' || ((n / 7 + k) % 20) || '.' || (n % 5) as version) v
         cross join lateral (select encode(sha256((name || version)::bytea), 'hex') as sha) h
       where made.kind = 'SBOM' order by n, p`,
      [vendorId, each],
    ),
  );
  await portal.sql('drop table package');
}

/** Each advisory speaks of its release and some vulnerabilities; the first of them is the same in all. */
async function fillStatements(portal: Portal, vendorId: string): Promise<void> {
  await portal.sql(
    `insert into vulnerability_statement (upload_id, organisation_id, position, vulnerability, aliases, product, component,
       component_keys, status, raw_status, justification, impact, remediations, scores, title, body, cwes, place)
     select upload_id, $1, k, case when k = 0 then $2 else 'CVE-2026-' || (1000 + (n * ${STATEMENTS} + k) % 5000) end, '{}',
       ${DEVICE}, ${stated("'c'", '$3::text', 'null', '$4::text')},
       array[$4::text], (array['AFFECTED','NOT_AFFECTED','FIXED','UNDER_INVESTIGATION'])[(n / 2 + k) % 4 + 1], 'said', null,
       'The code is not reachable.', '[]', '[]', 'A vulnerability', repeat('Words about it. ', 40), '{}', '/vulnerabilities/' || k
     from made cross join generate_series(0, ${STATEMENTS} - 1) k where kind = 'ADVISORY'`,
    [vendorId, EVERYWHERE.vulnerability, EVERYWHERE.name, EVERYWHERE.purl],
  );
}

/** Filling an index row by row takes several times as long as making it at the end. */
async function withoutIndices(portal: Portal, table: string, fill: () => Promise<unknown>): Promise<void> {
  const indices = await portal.sql<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = $1 and indexname not in (select conname from pg_constraint)`,
    [table],
  );
  for (const { name } of indices) await portal.sql(`drop index ${name}`);
  await fill();
  for (const { definition } of indices) await portal.sql(definition);
}
