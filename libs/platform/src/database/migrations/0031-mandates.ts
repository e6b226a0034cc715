import { SqlMigration } from '../sql-migration.ts';

const TODAY = `(now() at time zone 'Asia/Tokyo')::date`;

/** Devices that stand under a mandate of the actor's organisation, as the columns of this row name them. */
const OF_MANDATE = (columns: string) => `(${columns}) in (select ${columns} from mandated_assets(false))`;

export class Mandates extends SqlMigration {
  readonly name = 'Mandates1764000000031';
  protected readonly sql = `
    -- A manufacturer or hospital lets a service provider act for it: for these products, at these sites, on these days.
    create table mandate (
      id uuid primary key,
      grantor_id uuid not null references organisation,
      mandatary_id uuid not null references organisation,
      product_ids uuid[] not null check (product_ids <> '{}'),
      -- a hospital's own; null: all of them. A manufacturer has none
      site_ids uuid[] check (site_ids <> '{}'),
      acts text[] not null check (acts <> '{}' and acts <@ array['APPLY']),
      -- days in Japan, the last one included
      from_on date not null,
      until_on date not null,
      granted_at timestamptz not null,
      revoked_at timestamptz,
      revocation_reason text,
      check (grantor_id <> mandatary_id),
      check (until_on >= from_on),
      check ((revoked_at is null) = (revocation_reason is null))
    );
    create index on mandate (grantor_id, id);
    create index on mandate (mandatary_id, id);

    call tasuki_wall(array['mandate']);
    grant select, insert on mandate to tasuki_app;
    -- what was granted stays as it was; only that it was taken back is written to it
    grant update (revoked_at, revocation_reason) on mandate to tasuki_app;
    create policy grantor on mandate to tasuki_app
      using (grantor_id = (select tasuki_organisation())) with check (grantor_id = (select tasuki_organisation()));
    create policy mandatary on mandate for select to tasuki_app using (mandatary_id = (select tasuki_organisation()));

    -- The mandates that the organisation acts under today, or those that are over. One whose grantor is kept out waits.
    create policy mandates on mandate for select to tasuki_owner using (true);
    create function mandates_to_apply(are_over boolean) returns setof mandate
    language sql stable security definer set search_path = public, pg_temp rows 10 as $$
      select m.* from mandate m join organisation g on g.id = m.grantor_id and g.state = 'ADMITTED'
      where m.mandatary_id = (select tasuki_organisation()) and 'APPLY' = any (m.acts)
        and case when are_over then m.revoked_at is not null or m.until_on < ${TODAY}
                 else m.revoked_at is null and ${TODAY} between m.from_on and m.until_on end
    $$;

    -- The devices that they are about, where these stand now. Of a hospital's mandate: its own. Of a manufacturer's: what the
    -- manufacturer sees itself, asset by asset where a hospital shares them, and nothing else.
    create function mandated_assets(are_over boolean)
    returns table (asset_id uuid, hospital_id uuid, site_id uuid, vendor_id uuid, mandate_id uuid, grantor_id uuid,
      -- whether the vendor of the product sees the device too
      is_shared boolean)
    language sql stable security definer set search_path = public, pg_temp rows 1000 as $$
      with mine as materialized (select * from mandates_to_apply(are_over))
      select a.id, a.hospital_id, a.site_id, a.vendor_id, m.id, m.grantor_id,
        exists (select from relationship s where s.vendor_id = a.vendor_id and s.hospital_id = a.hospital_id
                and s.state = 'ACTIVE' and s.shares = 'ASSETS')
      from mine m
        join asset a on a.hospital_id = m.grantor_id and (m.site_ids is null or a.site_id = any (m.site_ids))
        join release r on r.id = a.release_id and r.product_id = any (m.product_ids)
      union all
      select a.id, a.hospital_id, a.site_id, a.vendor_id, m.id, m.grantor_id, true
      from mine m
        join relationship s on s.vendor_id = m.grantor_id and s.state = 'ACTIVE' and s.shares = 'ASSETS'
        join asset a on a.vendor_id = m.grantor_id and a.hospital_id = s.hospital_id
        join release r on r.id = a.release_id and r.product_id = any (m.product_ids)
    $$;

    -- The update packages to be applied: of these products, delivered to the hospital or published by the manufacturer.
    -- AMBER+STRICT stays within the organisation that received it, RED with the people named (TLP 2.0).
    create function mandated_publications() returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
      with mine as materialized (select * from mandates_to_apply(false)), packages as (
        select p.id, m.product_ids
        from mine m join delivery d on d.hospital_id = m.grantor_id and d.reader_ids is null
          join publication p on p.id = d.publication_id
        where p.kind = 'UPDATE_PACKAGE' and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
          and p.tlp in ('CLEAR','GREEN','AMBER')
        union
        select p.id, m.product_ids
        from mine m join publication p on p.vendor_id = m.grantor_id
        where p.kind = 'UPDATE_PACKAGE' and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
          and p.tlp in ('CLEAR','GREEN','AMBER')
      )
      select id from packages
      where exists (select from publication_release n join release r on r.id = n.release_id
                    where n.publication_id = packages.id and r.product_id = any (packages.product_ids))
    $$;

    -- Whether a package may be told to a mandatary at all: what is to be done by it says as much as the package.
    create function is_for_mandataries(of_publication uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select p.tlp in ('CLEAR','GREEN','AMBER') from publication p where p.id = of_publication
    $$;

    create policy lookup on update_application for select to tasuki_owner using (true);
    -- What is open of a chain at hospitals, wave by wave, counted past row-level security: a wave that one does not see whole
    -- holds up the next all the same.
    create function open_waves(of_series uuid[], at_hospitals uuid[])
    returns table (hospital_id uuid, series_id uuid, wave int, open int)
    language sql stable security definer set search_path = public, pg_temp as $$
      select a.hospital_id, a.series_id, a.wave, count(*)::int
      from update_application a
      where a.series_id = any (of_series) and a.hospital_id = any (at_hospitals)
        and a.state in ('PLANNED','SCHEDULED','IN_PROGRESS','FAILED')
        and ((select tasuki_organisation()) in (a.hospital_id, a.vendor_id)
             or a.hospital_id in (select m.hospital_id from mandated_assets(false) m))
      group by a.hospital_id, a.series_id, a.wave
    $$;

    revoke all on function mandates_to_apply, mandated_assets, mandated_publications, is_for_mandataries, open_waves from public;
    grant execute on function mandates_to_apply, mandated_assets, mandated_publications, is_for_mandataries, open_waves to tasuki_app;
    grant execute on function mandated_assets to tasuki_system;

    -- Whom and what a mandatary meets there.
    create policy mandated on organisation for select to tasuki_app using (
      id in (select m.grantor_id from mandate m where m.mandatary_id = (select tasuki_organisation()))
      or id in (select hospital_id from mandated_assets(false))
    );
    create policy mandated on site for select to tasuki_app using (
      id in (select unnest(m.site_ids) from mandate m where m.mandatary_id = (select tasuki_organisation()))
      or id in (select site_id from mandated_assets(false))
    );
    create policy mandated on asset for select to tasuki_app using (id in (select asset_id from mandated_assets(false)));
    create policy mandated on publication for select to tasuki_app using (id in (select mandated_publications()));
    -- the hospital's rules hold for whom it sends; a manufacturer does not know them
    create policy mandated on maintenance_window for select to tasuki_app
      using (site_id in (select site_id from mandated_assets(false) where grantor_id = hospital_id));

    -- Updates: what is for named members alone stays theirs, and what is of a package for the hospital alone.
    create policy mandated on update_application to tasuki_app
      using (reader_ids is null and ${OF_MANDATE('asset_id, hospital_id, vendor_id')} and is_for_mandataries(publication_id))
      with check (reader_ids is null and ${OF_MANDATE('asset_id, hospital_id, vendor_id')} and is_for_mandataries(publication_id));

    alter table update_step
      -- for whom it was done, and the mandate that allowed it; organisation_id is who did it
      add column on_behalf_of_id uuid references organisation,
      add column mandate_id uuid references mandate,
      add check ((on_behalf_of_id is null) = (mandate_id is null));
    create policy mandated on update_step for select to tasuki_app using (
      (select exists (select from mandates_to_apply(false)))
      and (select true from update_application a where a.id = application_id)
    );
    create policy mandated_insert on update_step for insert to tasuki_app with check (
      organisation_id = (select tasuki_organisation())
      and (hospital_id, vendor_id, mandate_id, on_behalf_of_id)
        in (select hospital_id, vendor_id, mandate_id, grantor_id from mandated_assets(false))
      and (select true from update_application a where a.id = application_id)
    );
    create policy mandated on update_evidence for select to tasuki_app using (
      (select exists (select from mandates_to_apply(false)))
      and (select true from update_application a where a.id = application_id)
    );
    create policy mandated_insert on update_evidence for insert to tasuki_app with check (
      (select true from update_step s
       where s.id = step_id and s.application_id = update_evidence.application_id
         and s.hospital_id = update_evidence.hospital_id and s.vendor_id = update_evidence.vendor_id
         and s.organisation_id = (select tasuki_organisation()) and s.mandate_id is not null)
    );

    -- What was read in the files of a publication follows the publication, as in 0010.
    create or replace function readable_uploads() returns setof uuid
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
      union
      select a.upload_id from artifact a where a.publication_id in (select mandated_publications())
    $$;

    -- An act under a mandate concerns three: who acted, for whom, and the other side. All of them read it.
    alter table trail.event add column on_behalf_of_id uuid;
    create index event_of_principal on trail.event (on_behalf_of_id, id) where on_behalf_of_id is not null;
    alter policy concerned on trail.event
      using ((select tasuki_organisation()) in (organisation_id, counterpart_id, on_behalf_of_id));
    alter policy granted on trail.event using (
      (select exists (select from audit_grant where auditor_id = (select tasuki_organisation())))
      and exists (select from audit_grant g
              where g.auditor_id = (select tasuki_organisation())
                and g.organisation_id in (event.organisation_id, event.counterpart_id, event.on_behalf_of_id)
                and g.revoked_at is null and g.expires_at > now()
                and (g.publication_id is null or g.publication_id = event.subject_id
                     or strpos(event.facts, '"publicationId":"' || g.publication_id || '"') > 0)
                and (g.period_from is null or event.recorded_at >= g.period_from)
                and (g.period_until is null or event.recorded_at < g.period_until))
    );
    alter policy own_act on trail.event with check (
      organisation_id = (select tasuki_organisation())
      and (on_behalf_of_id is null or on_behalf_of_id in (select grantor_id from mandates_to_apply(false)))
    );
  `;
}
