import { SqlMigration } from '../sql-migration.ts';

const PARTITIONS = 8;
const partitionsOf = (table: string) =>
  Array.from(
    { length: PARTITIONS },
    (_, i) =>
      `create table ${table}_${i} partition of ${table} for values with (modulus ${PARTITIONS}, remainder ${i});`,
  ).join('\n');

export class Engagement extends SqlMigration {
  readonly name = 'Engagement1764000000007';
  protected readonly sql = `
    -- When the last hospital concerned had it, and when the last had the notice of its withdrawal; null: not all have.
    alter table publication add column delivered_at timestamptz, add column withdrawal_delivered_at timestamptz;

    -- One published revision, for one hospital; or the notice that it was withdrawn. What the inbox filters and sorts
    -- by is copied here, so that a page is one index range of the hospital's own partition.
    create table delivery (
      id uuid not null,
      hospital_id uuid not null,
      vendor_id uuid not null,
      publication_id uuid not null,
      series_id uuid not null,
      revision int not null,
      notice text not null check (notice in ('PUBLICATION','WITHDRAWAL')),
      kind text not null,
      severity text not null,
      -- the severity, for sorting: 4 CRITICAL … 0 INFO
      gravity smallint not null check (gravity between 0 and 4),
      tlp text not null,
      delivered_at timestamptz not null,
      -- what this hospital is asked, with its own dates: [{ kind, dueOn }]
      actions jsonb not null,
      -- the soonest of them; null when nothing is asked
      due_on date,
      -- nothing is asked: only devices without connections are concerned, or the sender asked nothing
      is_for_information boolean not null,
      -- the vendor sees this recipient: there is, or was, an active relationship
      is_vendor_informed boolean not null,
      -- TLP:RED: the members named; null: every member
      reader_ids uuid[],
      -- superseded or withdrawn since: no longer to be answered
      closed_at timestamptz,
      -- an emergency publication that no second approver confirmed in time
      second_check_missed_at timestamptz,
      open_sites int not null check (open_sites >= 0),
      unseen_sites int not null check (unseen_sites >= 0),
      site_count int not null,
      primary key (hospital_id, id),
      unique (hospital_id, publication_id, notice),
      check (not is_for_information or open_sites = 0)
    ) partition by hash (hospital_id);
    ${partitionsOf('delivery')}
    create index delivery_newest on delivery (hospital_id, delivered_at desc, id desc);
    create index delivery_gravest on delivery (hospital_id, gravity desc, delivered_at desc, id desc);
    -- by date, and what has none last
    create index delivery_due on delivery (hospital_id, coalesce(due_on, date '9999-12-31'), id);
    create index delivery_open_newest on delivery (hospital_id, delivered_at desc, id desc) where open_sites > 0 and closed_at is null;
    create index delivery_open_gravest on delivery (hospital_id, gravity desc, delivered_at desc, id desc) where open_sites > 0 and closed_at is null;
    create index delivery_open_due on delivery (hospital_id, coalesce(due_on, date '9999-12-31'), id) where open_sites > 0 and closed_at is null;
    create index delivery_unread on delivery (hospital_id, delivered_at desc, id desc) where unseen_sites > 0 and closed_at is null;
    create index delivery_of_publication on delivery (publication_id, notice, hospital_id);

    create table delivery_site (
      hospital_id uuid not null,
      delivery_id uuid not null,
      site_id uuid not null,
      vendor_id uuid not null,
      publication_id uuid not null,
      -- false: only devices without connections are there, and the site is asked nothing
      is_connected boolean not null,
      state text not null check (state in ('UNSEEN','VIEWED','ACKNOWLEDGED')),
      coverage text not null check (coverage in ('COVERED','COVERED_BY','NOT_COVERED')),
      covered_by_id uuid,
      viewed_at timestamptz,
      acknowledged_at timestamptz,
      acknowledgement_id uuid,
      -- it said something to each thing asked; who acknowledged for information only did not
      is_answered boolean not null default false,
      -- as of the delivery, so that one row tells who may see it
      is_vendor_informed boolean not null,
      reader_ids uuid[],
      primary key (hospital_id, delivery_id, site_id),
      check ((coverage = 'COVERED_BY') = (covered_by_id is not null)),
      -- a site that acknowledged is UNSEEN again when there is news
      check (state <> 'ACKNOWLEDGED' or acknowledgement_id is not null),
      check (not is_answered or acknowledgement_id is not null)
    ) partition by hash (hospital_id);
    ${partitionsOf('delivery_site')}
    create index delivery_site_of_publication on delivery_site (publication_id, hospital_id);

    -- never changed, only corrected by another
    create table acknowledgement (
      id uuid primary key,
      hospital_id uuid not null,
      vendor_id uuid not null,
      publication_id uuid not null,
      delivery_id uuid not null,
      site_id uuid not null,
      user_id uuid,
      api_key_id uuid,
      comment text,
      -- [{ action, answer, comment }]
      answers jsonb not null,
      corrects_id uuid references acknowledgement,
      created_at timestamptz not null,
      -- and nothing else: rows that everybody acknowledges to would all be locked at once
      foreign key (hospital_id, delivery_id, site_id) references delivery_site
    );
    create index on acknowledgement (publication_id);
    create unique index acknowledgement_first on acknowledgement (delivery_id, site_id) where corrects_id is null;
    create unique index acknowledgement_corrected_once on acknowledgement (corrects_id);

    call tasuki_wall(array['delivery','delivery_site','acknowledgement']);
    grant select, update on delivery, delivery_site to tasuki_app;
    grant select, insert on acknowledgement to tasuki_app;

    create policy addressed on delivery for select to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy answered on delivery for update to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy sent on delivery for select to tasuki_app
      using (vendor_id = (select tasuki_organisation()) and is_vendor_informed);

    create policy addressed on delivery_site for select to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy answered on delivery_site for update to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy sent on delivery_site for select to tasuki_app
      using (vendor_id = (select tasuki_organisation()) and is_vendor_informed);

    create policy own_insert on acknowledgement for insert to tasuki_app
      with check (hospital_id = (select tasuki_organisation()));
    -- seen by whoever sees what it acknowledges
    create policy whole on acknowledgement for select to tasuki_app using (
      (select tasuki_organisation()) in (hospital_id, vendor_id)
      and exists (select from delivery d where d.hospital_id = acknowledgement.hospital_id and d.id = delivery_id)
    );

    -- Whether a delivery may still be answered, moments before the job has closed it. Whoever asks sees the delivery;
    -- asking for the publication itself would plan all of its policies, at three times the cost of an acknowledgement.
    create policy state on publication for select to tasuki_owner using (true);
    create function publication_state(of_publication uuid) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
      select state from publication where id = of_publication
    $$;
    revoke all on function publication_state from public;
    grant execute on function publication_state to tasuki_app;

    -- What was delivered may be read. Not "exists", which would be planned twice.
    create policy delivered on publication for select to tasuki_app using (
      state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
      and (select true from delivery d
           where d.hospital_id = (select tasuki_organisation()) and d.publication_id = publication.id limit 1)
    );
  `;
}
