import { SqlMigration } from '../sql-migration.ts';

export class LifeCycle extends SqlMigration {
  readonly name = 'LifeCycle1764000000024';
  protected readonly sql = `
    -- A vulnerability that cannot be fixed ended, or ends, its support earlier than was told (IMDRF N70).
    alter table release add column is_sudden_legacy boolean not null default false;
    -- Those whose stage a day may bring forward: what the daily job looks for.
    create index release_to_come on release (least(
        case when stage = 'SUPPORTED' then end_of_life_on end, case when stage <> 'END_OF_SUPPORT' then end_of_support_on end))
      where stage <> 'END_OF_SUPPORT';

    -- One thing that became different in a release's life cycle. Never changed.
    create table release_lifecycle_change (
      id uuid primary key,
      release_id uuid not null references release,
      -- as of its release
      vendor_id uuid not null references organisation,
      what text not null check (what in ('STAGE','END_OF_LIFE_ON','END_OF_SUPPORT_ON','SUDDEN_LEGACY')),
      before text,
      after text,
      reason text not null check (reason in ('DATE_REACHED','NOTICE','BY_HAND')),
      -- the notice that said so
      publication_id uuid references publication,
      -- the account, or API key, that wrote it
      changed_by uuid,
      changed_at timestamptz not null,
      check (before is distinct from after),
      check ((reason = 'NOTICE') = (publication_id is not null)),
      check ((reason = 'BY_HAND') = (changed_by is not null))
    );
    create index on release_lifecycle_change (release_id, id);

    call tasuki_wall(array['release_lifecycle_change']);
    grant select, insert on release_lifecycle_change to tasuki_app;
    -- read by whoever reads the release
    create policy whole on release_lifecycle_change for select to tasuki_app
      using ((select true from release r where r.id = release_id));
    create policy own_insert on release_lifecycle_change for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation())
      and (select true from release r where r.id = release_id and r.vendor_id = release_lifecycle_change.vendor_id)
    );

    -- Whether hospitals were told the dates of the own release: by a notice in force, or as holders that its vendor deals
    -- with. Of others that hold it the vendor learns nothing. A notice of TLP:RED is for the members that it names.
    create policy life_cycle on relationship for select to tasuki_owner using (true);
    create function release_was_told(asked uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (
        select from publication_release pr join publication p on p.id = pr.publication_id
        where pr.release_id = asked and p.vendor_id = (select tasuki_organisation())
          and p.kind = 'LIFECYCLE_NOTICE' and p.state = 'PUBLISHED' and p.tlp <> 'RED'
      ) or exists (
        select from asset a join relationship r
          on r.hospital_id = a.hospital_id and r.vendor_id = a.vendor_id and r.state = 'ACTIVE'
        where a.release_id = asked and a.vendor_id = (select tasuki_organisation()) and a.status in ('IN_USE','STORED')
      )
    $$;
    revoke all on function release_was_told from public;
    grant execute on function release_was_told to tasuki_app;

    -- The components of one file whose support ends, without those of which nothing is known.
    create index component_support on component (upload_id, end_of_support_on) where end_of_support_on is not null;
  `;
}
