import { SqlMigration } from '../sql-migration.ts';

export class Publishing extends SqlMigration {
  readonly name = 'Publishing1764000000006';
  protected readonly sql = `
    create table upload (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      name text not null,
      size_bytes bigint not null check (size_bytes > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      content_type text not null,
      part_size_bytes bigint not null,
      object_key text not null,
      multipart_id text not null,
      state text not null check (state in ('RECEIVING','VERIFYING','READY','REFUSED','EXPIRED','ABANDONED')),
      -- judged from the bytes, once their size and hash were found to be as declared
      media_type text,
      is_machine_readable boolean,
      refusal_reason text,
      findings jsonb not null default '[]',
      created_by uuid not null,
      created_at timestamptz not null,
      -- each part that arrives puts it off, and being READY by seven days; it does not matter to what is attached
      expires_at timestamptz not null,
      check (state <> 'READY' or (media_type is not null and is_machine_readable is not null)),
      check ((state = 'REFUSED') = (refusal_reason is not null))
    );
    create index on upload (organisation_id, id);
    create index upload_waiting on upload (expires_at) where state in ('RECEIVING','READY');
    create index upload_needed on upload (sha256) where state in ('VERIFYING','READY');

    create table upload_part (
      upload_id uuid not null references upload on delete cascade,
      organisation_id uuid not null references organisation,
      number int not null,
      etag text not null,
      received_at timestamptz not null,
      primary key (upload_id, number)
    );

    -- one row for the same bytes, whoever uploaded them
    create table stored_object (
      sha256 text primary key,
      object_key text not null unique,
      size_bytes bigint not null,
      created_at timestamptz not null
    );

    create table publication (
      id uuid primary key,
      -- the chain of revisions
      series_id uuid not null,
      revision int not null check (revision >= 1),
      supersedes_id uuid references publication,
      vendor_id uuid not null references organisation,
      kind text not null check (kind in ('MDS2','SBOM','UPDATE_PACKAGE','LIFECYCLE_NOTICE','ADVISORY','SECURITY_GUIDE','QUESTIONNAIRE')),
      state text not null check (state in ('DRAFT','IN_REVIEW','PUBLISHED','SUPERSEDED','WITHDRAWN')),
      title_ja text,
      title_en text,
      summary_ja text,
      summary_en text,
      severity text not null check (severity in ('CRITICAL','HIGH','MEDIUM','LOW','INFO')),
      tlp text not null check (tlp in ('CLEAR','GREEN','AMBER','AMBER_STRICT','RED')),
      effective_on date,
      is_editorial boolean not null default false,
      -- published by one approver; the second check is pending until the time given
      is_emergency boolean not null default false,
      second_check_due_at timestamptz,
      second_checked_at timestamptz,
      second_checked_by uuid,
      second_check_missed_at timestamptz,
      author_id uuid not null,
      submitted_at timestamptz,
      sent_back_reason text,
      approved_by uuid,
      published_at timestamptz,
      superseded_at timestamptz,
      withdrawn_at timestamptz,
      withdrawal_reason text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check (title_ja is not null or title_en is not null),
      check (state not in ('PUBLISHED','SUPERSEDED','WITHDRAWN') or published_at is not null),
      check (state <> 'WITHDRAWN' or withdrawal_reason is not null),
      unique (series_id, revision),
      -- the parts carry the vendor for row-level security: it cannot be another than the publication's
      unique (id, vendor_id)
    );
    create index on publication (vendor_id, id);
    create unique index publication_one_in_force on publication (series_id) where state = 'PUBLISHED';
    create unique index publication_one_in_work on publication (series_id) where state in ('DRAFT','IN_REVIEW');
    create index publication_clear on publication (published_at, id) where tlp = 'CLEAR' and published_at is not null;
    create index publication_second_check on publication (second_check_due_at) where is_emergency and second_checked_at is null;

    create table publication_contributor (
      publication_id uuid not null,
      vendor_id uuid not null,
      -- the account, or the API key, that wrote
      contributor_id uuid not null,
      primary key (publication_id, contributor_id),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );

    create table publication_release (
      publication_id uuid not null,
      release_id uuid not null references release,
      vendor_id uuid not null,
      primary key (publication_id, release_id),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );
    create index on publication_release (release_id);

    create table publication_action (
      publication_id uuid not null,
      vendor_id uuid not null,
      kind text not null check (kind in ('ACKNOWLEDGE','REPORT_AFFECTED','APPLY_UPDATE','DECIDE_END_OF_SUPPORT','REPLY')),
      due_on date not null,
      primary key (publication_id, kind),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );

    create table artifact (
      id uuid primary key,
      publication_id uuid not null,
      vendor_id uuid not null,
      upload_id uuid not null references upload,
      position int not null,
      name text not null,
      size_bytes bigint not null,
      sha256 text not null,
      media_type text not null,
      is_machine_readable boolean not null,
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );
    create index on artifact (publication_id, position);
    create index on artifact (upload_id);

    -- hospitals named by the vendor; for TLP:RED the members, by e-mail address
    create table publication_recipient (
      publication_id uuid not null,
      vendor_id uuid not null,
      hospital_id uuid not null references organisation,
      emails text[] not null default '{}',
      primary key (publication_id, hospital_id),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );

    -- a hospital that is not in Tasuki, told by other means
    create table outside_recipient (
      id uuid primary key,
      publication_id uuid not null,
      vendor_id uuid not null,
      hospital_name text not null,
      means text not null check (means in ('POST','FAX','PHONE','VISIT','MAIL')),
      sent_on date not null,
      responded_on date,
      note text,
      recorded_by uuid not null,
      recorded_at timestamptz not null,
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );
    create index on outside_recipient (publication_id);

    -- Whom a publication reaches, site by site: registered assets, what the vendor lists and nobody has decided on yet
    -- (a confirmed line has its asset), named hospitals.
    -- A holder without a relationship is reached by TLP:CLEAR only; TLP:RED reaches named hospitals only.
    -- Asked by jobs and previews, which run as tasuki_system.
    create function publication_audience(of_publication uuid)
    returns table (hospital_id uuid, site_id uuid, is_connected boolean, has_relationship boolean)
    language sql stable as $$
      with asked as (
        select p.id, p.vendor_id, p.tlp from publication p where p.id = of_publication
      ), concerned as (
        select a.hospital_id, a.site_id, a.is_connected
        from publication_release pr join asset a on a.release_id = pr.release_id, asked
        where pr.publication_id = asked.id and a.status in ('IN_USE','STORED') and asked.tlp <> 'RED'
        union all
        select l.hospital_id, coalesce(l.site_id, s.id), true
        from publication_release pr join installed_base_line l on l.release_id = pr.release_id and l.state = 'LISTED'
          left join site s on s.organisation_id = l.hospital_id and s.is_active and l.site_id is null, asked
        where pr.publication_id = asked.id and l.vendor_id = asked.vendor_id and asked.tlp <> 'RED'
        union all
        select n.hospital_id, s.id, true
        from publication_recipient n join site s on s.organisation_id = n.hospital_id and s.is_active, asked
        where n.publication_id = asked.id
      )
      select c.hospital_id, c.site_id, bool_or(c.is_connected), bool_or(r.id is not null)
      from concerned c cross join asked
        join site t on t.id = c.site_id and t.is_active
        join organisation o on o.id = c.hospital_id and o.state = 'ADMITTED'
        left join relationship r on r.hospital_id = c.hospital_id and r.vendor_id = asked.vendor_id and r.state = 'ACTIVE'
      where r.id is not null or asked.tlp = 'CLEAR'
      group by c.hospital_id, c.site_id
    $$;

    call tasuki_wall(array['upload','upload_part','stored_object','publication','publication_contributor',
      'publication_release','publication_action','artifact','publication_recipient','outside_recipient']);

    grant select, insert, update on upload, upload_part, publication, outside_recipient to tasuki_app;
    grant select, insert, delete on publication_contributor, publication_release, publication_action, artifact, publication_recipient to tasuki_app;

    create policy own on upload to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
    create policy own on upload_part to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));

    create policy own on publication to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    -- the operator and auditors read no publication as such: an auditor reads what a grant names
    create policy clear on publication for select to tasuki_app using (
      tlp = 'CLEAR' and state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
      and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL','REGULATOR')
    );
    create policy regulator on publication for select to tasuki_app using (
      tlp = 'GREEN' and state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
      and (select tasuki_organisation_kind()) = 'REGULATOR'
    );

    create policy own on publication_contributor to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy own on publication_recipient to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy own on outside_recipient to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));

    -- Parts of a publication are seen by whoever sees the publication. Not "exists": that is planned twice, hashed and not,
    -- at each level of policies within policies, and planning costs more than anything else here.
    create policy own on publication_release to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy whole on publication_release for select to tasuki_app
      using ((select true from publication p where p.id = publication_id));
    create policy own on publication_action to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy whole on publication_action for select to tasuki_app
      using ((select true from publication p where p.id = publication_id));
    create policy own on artifact to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy whole on artifact for select to tasuki_app
      using ((select true from publication p where p.id = publication_id));
  `;
}
