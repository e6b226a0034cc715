import { SqlMigration } from '../sql-migration.ts';

/** Publications `p` that hold now and that the actor may read, as the policies of publication and delivery say. */
const IS_OWN = 'p.vendor_id = (select tasuki_organisation())';
const IS_OPEN = `
  p.tlp = 'CLEAR' and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL')`;
const DELIVERED = `
  select d.publication_id from delivery d
  where d.hospital_id = (select tasuki_organisation())
    and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))`;

/** What is sought in components `c`; a component has to be all of it that is not null. */
const IS_SOUGHT = `
  (sought.name_pattern is null or c.name_key like sought.name_pattern)
  and (sought.purl_bases is null or c.purl_base = any (sought.purl_bases) or c.cpe_base = any (sought.cpe_bases)
    or split_part(c.name_key, '/', -1) = any (sought.plain_names))
  and (sought.all_keys is null or c.keys @> sought.all_keys)
  and (sought.identities is null
    or component_identity(c.name_key, c.purl_base, c.cpe, c.version) = any (sought.identities))`;

/** Runs as the owner, whom row-level security lets see all, and plans anew with what is sought each time. */
const FINDS = `language plpgsql stable security definer
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan`;

/** As many SBOMs as are read through sooner than an index is asked about all that there are. */
const FEW = 500;
/** Of many, as many as are read through first: what is in every SBOM is found there. */
const FIRST = 100;

/** What it is that asks past the walls for others; nobody calls it but they. */
const INTERNAL = 'components_in';
/** Each begins with who asks, and shows no more than they may see. */
const FUNCTIONS = [
  'documents_in_force',
  'uploads_in_force',
  'release_documents',
  'release_sboms',
  INTERNAL,
  'component_places',
  'component_total',
  'component_identities',
  'component_presence',
  'statements_about',
];

/**
 * What documents in force mean for devices is asked by these functions. Row-level security would have the database look
 * at every component before it may look into an index, because what searches texts and lists is not leakproof; so they are
 * the wall themselves, and each begins with the documents that the actor may see. A test holds them against the policies.
 */
export class Analysis extends SqlMigration {
  readonly name = 'Analysis1764000000012';
  protected readonly sql = `
    create policy analysis on asset for select to tasuki_owner using (true);
    create policy analysis on release for select to tasuki_owner using (true);
    create policy analysis on publication_release for select to tasuki_owner using (true);
    create policy analysis on filed_document for select to tasuki_owner using (true);
    create policy analysis on filed_document_release for select to tasuki_owner using (true);
    create policy analysis on filed_file for select to tasuki_owner using (true);
    create policy analysis on reading for select to tasuki_owner using (true);
    create policy analysis on component for select to tasuki_owner using (true);
    create policy analysis on vulnerability_statement for select to tasuki_owner using (true);

    -- Each product that a document states something of, once: whom a statement is about depends on whom else it names.
    alter table reading add column stated_products jsonb not null default '[]';

    -- A component that has no purl or CPE is known by its own name, whatever group stands before it.
    create index component_plain_name on component (split_part(name_key, '/', -1), upload_id);

    -- Components of the same name, purl, CPE and version are alike: whether a range holds them is asked once.
    create function component_identity(name_key text, purl_base text, cpe text, version text) returns text
    language sql immutable parallel safe as $$
      select name_key || chr(31) || coalesce(purl_base, '') || chr(31) || coalesce(cpe, '') || chr(31) || coalesce(version, '')
    $$;

    -- The documents that hold now and that the actor may read: what was delivered to the hospital or is open to all, what
    -- the vendor publishes itself, what the hospital filed and did not remove. The newer (since) goes before the older.
    create function documents_in_force()
    returns table (publication_id uuid, filed_document_id uuid, kind text, since timestamptz)
    language sql stable security definer set search_path = public, pg_temp rows 5000 as $$
      select id, null::uuid, kind, published_at from (
        -- each by an index of its own
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and ${IS_OWN}
        union
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and p.published_at is not null and ${IS_OPEN}
        union
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and p.id in (${DELIVERED})
      ) published
      union all
      select null, id, kind, filed_at from filed_document
      where hospital_id = (select tasuki_organisation()) and removed_at is null
    $$;

    -- Their files.
    create function uploads_in_force() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp rows 5000 as $$
      select a.upload_id from documents_in_force() join artifact a using (publication_id)
      union
      select f.upload_id from documents_in_force() join filed_file f using (filed_document_id)
    $$;

    -- Which file says what about which release: each pair once, by the vendor's own word if there is any, by the newest
    -- document that has the file. Not those of an update: they tell what will be there, and not what is.
    -- Null: about the releases that the hospital holds, or that are the vendor's own.
    create function release_documents(of_releases uuid[])
    returns table (release_id uuid, upload_id uuid, publication_id uuid, filed_document_id uuid, kind text, since timestamptz)
    language sql stable security definer set search_path = public, pg_temp rows 5000 as $$
      with wanted as materialized (
        select release_id from asset
        where of_releases is null and hospital_id = (select tasuki_organisation()) and status <> 'RETIRED'
        union
        select id from release
        where of_releases is null and vendor_id = (select tasuki_organisation()) and not is_outside
        union
        select unnest(of_releases)
      ), named as (
        select n.release_id, f.upload_id, p.id as publication_id, null::uuid as filed_document_id, p.kind, p.published_at as since
        from wanted join publication_release n using (release_id)
          join publication p on p.id = n.publication_id and p.state = 'PUBLISHED' and p.kind <> 'UPDATE_PACKAGE'
            and (${IS_OWN} or ${IS_OPEN} or p.id in (${DELIVERED}))
          join artifact f on f.publication_id = p.id
        union all
        select n.release_id, f.upload_id, null, d.id, d.kind, d.filed_at
        from wanted join filed_document_release n on n.release_id = wanted.release_id
            and n.hospital_id = (select tasuki_organisation())
          join filed_document d on d.id = n.filed_document_id and d.removed_at is null and d.kind <> 'UPDATE_PACKAGE'
          join filed_file f on f.filed_document_id = d.id
      )
      select distinct on (release_id, upload_id) *
      from named order by release_id, upload_id, publication_id is null, since desc
    $$;

    -- A version without the letter or word that may stand before it: v2.3 and Ver. 2.3 are 2.3.
    create function plain_version(version text) returns text language sql immutable as $$
      select regexp_replace(lower(trim(version)), '^(v|ver|version|r|rel|release)[. ]*(?=[0-9])', '')
    $$;

    -- Of these the SBOMs; an advisory lists only what it speaks of. Where a document names several releases of a product
    -- and has an SBOM of one of their versions, that SBOM is not about the others.
    create function release_sboms(of_releases uuid[])
    returns table (release_id uuid, upload_id uuid, publication_id uuid, filed_document_id uuid)
    language sql stable security definer set search_path = public, pg_temp rows 5000 as $$
      select release_id, upload_id, publication_id, filed_document_id
      from (
        select d.*, plain_version(r.version) as version,
               plain_version(facts #>> '{sbom,subject,version}') as subject_version,
               array_agg(plain_version(r.version)) over (partition by d.upload_id, r.product_id) as versions
        from release_documents(of_releases) d join reading using (upload_id) join release r on r.id = d.release_id
        where d.kind <> 'ADVISORY'
          -- what lists nothing but its own subject says nothing of what is in it
          and component_count > coalesce((jsonb_typeof(facts #> '{sbom,subject}') = 'object')::int, 0)
      ) sbom
      where cardinality(versions) = 1 or subject_version is null or version = subject_version
        or subject_version <> all (versions)
    $$;

    create type component_criteria as (
      -- part of a name, as LIKE takes it
      name_pattern text,
      -- any of these purls, CPEs or own names; all three or none
      purl_bases text[], cpe_bases text[], plain_names text[],
      -- all of these hashes and licences
      all_keys text[],
      -- any of these, as component_identity tells them
      identities text[]
    );

    -- What is sought, in some SBOMs. Purls, CPEs and names have an index that begins with them and goes on with the file.
    -- Parts of names, hashes and licences have one over all SBOMs: it is asked where they are many, and where they are few
    -- they are read through (the offset keeps that index from being asked for each of them anew).
    create function components_in(uploads uuid[], sought component_criteria)
    returns table (upload_id uuid, "position" int, is_subject boolean, name_key text, purl_base text, cpe text, version text)
    ${FINDS} set work_mem = '64MB' as $$
    #variable_conflict use_column
    begin
      if sought.purl_bases is not null then
        return query
          select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
          from component c where c.upload_id = any (uploads) and ${IS_SOUGHT};
      elsif cardinality(uploads) <= ${FEW} then
        return query
          select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
          from unnest(uploads) as sbom (id)
            cross join lateral (select * from component where component.upload_id = sbom.id offset 0) c
          where ${IS_SOUGHT};
      else
        return query
          with found as materialized (
            select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
            from component c where ${IS_SOUGHT}
          )
          select * from found where found.upload_id = any (uploads);
      end if;
    end $$;

    -- Where it is, in the order of releases, files and places; after a place, and no more than asked for. Where no index
    -- leads to a hospital's own, the first SBOMs are read through before: what is in every one fills the page there.
    create function component_places(
      sought component_criteria, after_release uuid, after_upload uuid, after_position int, at_most int)
    returns table (release_id uuid, upload_id uuid, "position" int, publication_id uuid, filed_document_id uuid)
    ${FINDS} as $$
    #variable_conflict use_column
    declare
      read_through constant int := case when sought.purl_bases is null then ${FIRST} else 0 end;
      releases uuid[];
      uploads uuid[];
      publications uuid[];
      filed uuid[];
      taken int;
    begin
      select array_agg(release_id), array_agg(upload_id), array_agg(publication_id), array_agg(filed_document_id)
        into releases, uploads, publications, filed
        from (select * from release_sboms(null) s
              where after_release is null or (s.release_id, s.upload_id) >= (after_release, after_upload)
              order by s.release_id, s.upload_id) s;
      return query
        select s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
        from unnest(releases[:read_through], uploads[:read_through], publications[:read_through], filed[:read_through])
            with ordinality as s (release_id, upload_id, publication_id, filed_document_id, place)
          cross join lateral (
            select c.position from (select * from component where component.upload_id = s.upload_id offset 0) c
            where ${IS_SOUGHT} and (after_release is null
              or (s.release_id, s.upload_id, c.position) > (after_release, after_upload, after_position))
            order by c.position limit at_most) c
        order by s.place, c.position limit at_most;
      get diagnostics taken = row_count;
      if taken >= at_most or coalesce(cardinality(uploads), 0) <= read_through then
        return;
      end if;
      return query
        select s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
        from unnest(releases[read_through + 1:], uploads[read_through + 1:], publications[read_through + 1:],
            filed[read_through + 1:]) as s (release_id, upload_id, publication_id, filed_document_id)
          join components_in(array(select distinct unnest(uploads[read_through + 1:])), sought) c on c.upload_id = s.upload_id
        where after_release is null
          or (s.release_id, s.upload_id, c.position) > (after_release, after_upload, after_position)
        order by s.release_id, s.upload_id, c.position limit at_most - taken;
    end $$;

    -- In how many places.
    create function component_total(sought component_criteria) returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
      with s as materialized (select release_id, upload_id from release_sboms(null))
      select count(*) from s join components_in(array(select distinct upload_id from s), sought) c using (upload_id)
    $$;

    -- Which different components, to be told by their versions which of them are meant.
    create function component_identities(sought component_criteria)
    returns table (name_key text, purl_base text, cpe text, version text, is_part boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
      select c.name_key, c.purl_base, c.cpe, c.version, bool_or(not c.is_subject)
      from components_in(array(select distinct upload_id from release_sboms(null)), sought) c
      group by c.name_key, c.purl_base, c.cpe, c.version
    $$;

    -- For each release that has an SBOM, one of them: the first with what is sought, and where it is first in it; else any,
    -- and no place. The vendor's own goes before what was filed.
    create function component_presence(sought component_criteria)
    returns table (release_id uuid, upload_id uuid, "position" int, publication_id uuid, filed_document_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      with s as materialized (select * from release_sboms(null))
      select distinct on (s.release_id) s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
      from s left join components_in(array(select distinct upload_id from s), sought) c using (upload_id)
      order by s.release_id, c.position is null, s.publication_id is null, s.upload_id, c.position
    $$;

    -- What documents in force say about a vulnerability, by whichever of its names; without what is long.
    create function statements_about(vulnerability text)
    returns table (upload_id uuid, "position" int, vulnerability_id text, aliases text[], product jsonb, component jsonb,
                   status text, justification text, impact text, scores jsonb, title text)
    language sql stable security definer set search_path = public, pg_temp as $$
      with recursive visible as materialized (
        select uploads_in_force() as upload_id
      ), named (id, steps) as (
        select $1, 0
        union
        select other.id, named.steps + 1
        from named
          cross join lateral (
            select s.vulnerability || s.aliases as ids from vulnerability_statement s join visible using (upload_id)
            where s.vulnerability = named.id or s.aliases @> array[named.id]) s
          cross join lateral unnest(s.ids) as other (id)
        where named.steps < 2
      )
      select s.upload_id, s.position, s.vulnerability, s.aliases, s.product, s.component, s.status, s.justification,
             s.impact, s.scores, s.title
      from vulnerability_statement s join visible using (upload_id)
      where s.vulnerability = any (array(select id from named))
    $$;

    ${FUNCTIONS.map((name) => `revoke all on function ${name} from public;`).join('\n    ')}
    grant execute on function ${FUNCTIONS.filter((name) => name !== INTERNAL).join(', ')} to tasuki_app;
  `;
}
