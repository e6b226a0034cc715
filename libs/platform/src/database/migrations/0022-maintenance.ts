import { SqlMigration } from '../sql-migration.ts';

const SHARED = (table: string) => `
  vendor_id = (select tasuki_organisation())
  and exists (select from relationship r
              where r.vendor_id = ${table}.vendor_id and r.hospital_id = ${table}.hospital_id
                and r.state = 'ACTIVE' and r.shares = 'ASSETS')`;

export class Maintenance extends SqlMigration {
  readonly name = 'Maintenance1764000000022';
  protected readonly sql = `
    -- When a site agreed that devices may be worked on, week by week.
    create table maintenance_window (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      site_id uuid not null references site,
      name text not null,
      weekdays text[] not null check (weekdays <> '{}'
        and weekdays <@ array['MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY']),
      local_start text not null check (local_start ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      minutes int not null check (minutes between 1 and 10080),
      time_zone text not null,
      from_on date not null,
      until_on date,
      created_at timestamptz not null,
      removed_at timestamptz,
      check (until_on >= from_on)
    );
    create index on maintenance_window (hospital_id, site_id, id);

    -- What was done with one update on one asset: one row for each chain of revisions.
    create table update_application (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      site_id uuid not null references site,
      asset_id uuid not null references asset,
      vendor_id uuid not null references organisation,
      series_id uuid not null,
      -- the revision that it is done by
      publication_id uuid not null,
      revision int not null,
      from_release_id uuid not null references release,
      -- null: nobody says which release it leads to
      to_release_id uuid references release,
      state text not null check (state in ('PLANNED','SCHEDULED','IN_PROGRESS','APPLIED','VERIFIED','FAILED','ROLLED_BACK',
        'DEFERRED','NOT_APPLICABLE')),
      wave int not null check (wave >= 1),
      responsible_id uuid references member,
      performer text not null check (performer in ('HOSPITAL','VENDOR_ON_SITE','VENDOR_REMOTE')),
      starts_at timestamptz,
      ends_at timestamptz,
      time_zone text,
      is_outside_windows boolean not null,
      countersignature text not null check (countersignature in ('NOT_NEEDED','AWAITED','COUNTERSIGNED','DISPUTED')),
      countersigner text check (countersigner in ('HOSPITAL','VENDOR')),
      countersignature_note text,
      installed_sha256 text check (installed_sha256 ~ '^[0-9a-f]{64}$'),
      is_published_package boolean,
      reason text,
      compensating_controls text[] not null,
      review_on date,
      -- [{ text, doneBy, doneAt }]
      prerequisites jsonb not null,
      verification_steps jsonb not null,
      unverified_reason text,
      halted_at timestamptz,
      withdrawal_decision text check (withdrawal_decision in ('KEEP','ROLL_BACK')),
      reminded_at timestamptz,
      chased_at timestamptz,
      -- TLP:RED: the members named; null: every member
      reader_ids uuid[],
      version int not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (asset_id, series_id),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id),
      check ((starts_at is null) = (ends_at is null) and (starts_at is null) = (time_zone is null)),
      check (ends_at > starts_at),
      check (state not in ('SCHEDULED','IN_PROGRESS') or starts_at is not null),
      check ((countersignature = 'NOT_NEEDED') = (countersigner is null)),
      check ((state = 'DEFERRED') = (review_on is not null)),
      check ((installed_sha256 is null) = (is_published_package is null)),
      check (withdrawal_decision is null or halted_at is not null)
    );
    create index on update_application (hospital_id, id);
    create index on update_application (hospital_id, series_id, wave);
    create index on update_application (hospital_id, starts_at) where starts_at is not null;
    create index on update_application (vendor_id, id);
    create index on update_application (series_id);
    create index on update_application (publication_id);
    create index update_application_returning on update_application (review_on) where state = 'DEFERRED' and halted_at is null;
    create index update_application_reminding on update_application (starts_at) where state in ('SCHEDULED','IN_PROGRESS');

    -- Its history, never changed.
    create table update_step (
      id uuid primary key,
      application_id uuid not null references update_application,
      hospital_id uuid not null,
      vendor_id uuid not null,
      act text not null check (act in ('MOVED','CHECKED','COUNTERSIGNED','DISPUTED','HALTED','KEPT','TO_BE_ROLLED_BACK','REVISED')),
      from_state text,
      to_state text not null,
      note text,
      -- null: the system
      organisation_id uuid,
      user_id uuid,
      api_key_id uuid,
      recorded_at timestamptz not null
    );
    create index on update_step (application_id, id);

    -- A vendor's word by serial number, for a hospital that does not show it its devices.
    create table update_report (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      hospital_id uuid not null references organisation,
      publication_id uuid not null,
      serial_number text not null,
      performer text not null check (performer in ('VENDOR_ON_SITE','VENDOR_REMOTE')),
      installed_sha256 text check (installed_sha256 ~ '^[0-9a-f]{64}$'),
      note text,
      user_id uuid,
      api_key_id uuid,
      reported_at timestamptz not null,
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );
    create index on update_report (hospital_id, id);
    create index on update_report (vendor_id, id);

    call tasuki_wall(array['maintenance_window','update_application','update_step','update_report']);
    grant select, insert, update on maintenance_window, update_application to tasuki_app;
    grant select, insert on update_step, update_report to tasuki_app;

    create policy own on maintenance_window to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and exists (select from site s where s.id = site_id and s.organisation_id = hospital_id)
      );

    create policy own on update_application to tasuki_app
      using (hospital_id = (select tasuki_organisation())
             and (reader_ids is null or (select tasuki_user()) = any (reader_ids)))
      with check (hospital_id = (select tasuki_organisation()));
    -- asset by asset where the hospital shares them
    create policy shared on update_application to tasuki_app
      using (${SHARED('update_application')}) with check (${SHARED('update_application')});

    create policy whole on update_step for select to tasuki_app using (
      (select tasuki_organisation()) in (hospital_id, vendor_id)
      and (select true from update_application a where a.id = application_id)
    );
    create policy own_insert on update_step for insert to tasuki_app
      with check (hospital_id = (select tasuki_organisation()));
    create policy shared_insert on update_step for insert to tasuki_app with check (${SHARED('update_step')});

    create policy party on update_report for select to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id));
    create policy report on update_report for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation())
      and exists (select from relationship r
                  where r.vendor_id = update_report.vendor_id and r.hospital_id = update_report.hospital_id
                    and r.state = 'ACTIVE')
    );
  `;
}
