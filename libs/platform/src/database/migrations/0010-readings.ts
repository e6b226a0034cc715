import { SqlMigration } from '../sql-migration.ts';

export class Readings extends SqlMigration {
  readonly name = 'Readings1764000000010';
  protected readonly sql = `
    -- Part of a component's name is looked for by its trigrams.
    create extension if not exists pg_trgm with schema public;

    -- What was read out of a file. Whoever may read the file may read this; several revisions may have the same file.
    create table reading (
      upload_id uuid primary key references upload on delete cascade,
      organisation_id uuid not null references organisation,
      -- null: none of the formats that are read
      format text,
      format_version text,
      -- what is no row of the tables below
      facts jsonb not null,
      -- of an SBOM: [{ standard, score, elements: [{ element, satisfied, total }] }]
      completeness jsonb not null,
      component_count int not null,
      statement_count int not null,
      answer_count int not null,
      read_at timestamptz not null,
      check (format is not null or component_count + statement_count + answer_count = 0)
    );
    create index on reading (organisation_id);

    -- One component of an SBOM.
    create table component (
      upload_id uuid not null references reading on delete cascade,
      organisation_id uuid not null,
      -- its place in the SBOM, from 0
      position int not null,
      ref text not null,
      type text,
      group_name text,
      name text not null,
      version text,
      supplier text,
      purl text,
      cpe text,
      licences text[] not null,
      hashes text[] not null,
      support_level text check (support_level in ('ACTIVE','LIMITED','NONE','ABANDONED','UNKNOWN')),
      end_of_support_on date,
      is_subject boolean not null,
      -- what it is found by: the folded name with its group; purl and CPE without versions; hashes, and licence:mit
      name_key text not null,
      purl_base text,
      cpe_base text,
      keys text[] not null,
      -- what the standards ask of it and it does not have
      missing text[] not null,
      -- positions of what it directly depends on or contains
      depends_on int[] not null,
      -- the one before it on a shortest path from what the SBOM is about
      reached_by int,
      place text not null,
      primary key (upload_id, position)
    );
    create index component_name on component using gin (name_key gin_trgm_ops);
    -- with the file, so that what is in every SBOM is looked up in a hospital's own and not in everybody's
    create index component_purl on component (purl_base, upload_id) where purl_base is not null;
    create index component_cpe on component (cpe_base, upload_id) where cpe_base is not null;
    create index component_keys on component using gin (keys);

    -- What a document says about one vulnerability in one product.
    create table vulnerability_statement (
      upload_id uuid not null references reading on delete cascade,
      organisation_id uuid not null,
      position int not null,
      vulnerability text not null,
      aliases text[] not null,
      -- { ref, name, vendor, version, versionRange, purl, cpe, modelNumbers }
      product jsonb not null,
      component jsonb,
      -- purl and CPE of both, without versions
      component_keys text[] not null,
      status text not null check (status in ('AFFECTED','NOT_AFFECTED','FIXED','UNDER_INVESTIGATION')),
      raw_status text not null,
      justification text,
      impact text,
      remediations jsonb not null,
      scores jsonb not null,
      title text,
      body text,
      cwes text[] not null,
      place text not null,
      primary key (upload_id, position)
    );
    create index on vulnerability_statement (vulnerability, upload_id);
    create index on vulnerability_statement using gin (aliases);

    -- One question of an MDS2.
    create table mds2_answer (
      upload_id uuid not null references reading on delete cascade,
      organisation_id uuid not null,
      position int not null,
      question_id text not null,
      section text not null,
      answer text not null check (answer in ('YES','NO','NA','SEE_NOTE','BLANK','OTHER')),
      raw text,
      note text,
      primary key (upload_id, position)
    );
    create index on mds2_answer (upload_id, question_id);

    -- How much what was read differs from the revision that this one replaced: { componentsAdded, … }; null for a first one.
    alter table publication add column changes jsonb;

    -- Why something that was found may stand: a word for each reason in a file.
    create table finding_justification (
      publication_id uuid not null,
      vendor_id uuid not null,
      upload_id uuid not null references upload,
      reason text not null,
      justification text not null,
      justified_by uuid not null,
      justified_at timestamptz not null,
      primary key (publication_id, upload_id, reason),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );

    call tasuki_wall(array['reading','component','vulnerability_statement','mds2_answer','finding_justification']);
    grant select on reading, component, vulnerability_statement, mds2_answer to tasuki_app;
    grant select, insert, delete on finding_justification to tasuki_app;

    -- The files that the organisation may read, as one list: a component has millions of rows, and asking for the file's
    -- publication at each of them, under policies of its own, would cost more than the search. It says what the policies
    -- of publication and artifact say; a test holds them against each other.
    create policy reading on upload for select to tasuki_owner using (true);
    create policy reading on artifact for select to tasuki_owner using (true);
    create policy reading on delivery for select to tasuki_owner using (true);
    create policy reading on organisation for select to tasuki_owner using (true);
    create function readable_uploads() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
      select id from upload where organisation_id = (select tasuki_organisation())
      union
      select a.upload_id from delivery d
        join publication p on p.id = d.publication_id and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
        join artifact a on a.publication_id = p.id
      where d.hospital_id = (select tasuki_organisation())
        and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))
      union
      select a.upload_id from publication p join artifact a on a.publication_id = p.id
      where p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN') and p.tlp = 'CLEAR'
        and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL','REGULATOR')
      union
      select a.upload_id from publication p join artifact a on a.publication_id = p.id
      where p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN') and p.tlp = 'GREEN'
        and (select tasuki_organisation_kind()) = 'REGULATOR'
    $$;
    revoke all on function readable_uploads from public;
    grant execute on function readable_uploads to tasuki_app;

    create policy readable on reading for select to tasuki_app using (upload_id in (select readable_uploads()));
    create policy readable on component for select to tasuki_app using (upload_id in (select readable_uploads()));
    create policy readable on vulnerability_statement for select to tasuki_app using (upload_id in (select readable_uploads()));
    create policy readable on mds2_answer for select to tasuki_app using (upload_id in (select readable_uploads()));
    create policy own on finding_justification to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
  `;
}
