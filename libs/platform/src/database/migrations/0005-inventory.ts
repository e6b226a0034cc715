import { SqlMigration } from '../sql-migration.ts';

export class Inventory extends SqlMigration {
  readonly name = 'Inventory1764000000005';
  protected readonly sql = `
    create table asset (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      site_id uuid not null references site,
      release_id uuid not null references release,
      -- whose product it is; a trigger keeps it to the release's
      vendor_id uuid not null references organisation,
      name text,
      serial_number text,
      lot text,
      quantity int not null default 1 check (quantity between 1 and 100000),
      location text,
      -- UNKNOWN counts as connected; NONE is asked nothing
      connections text[] not null check (connections <> '{}'
        and connections <@ array['NETWORK','DEVICE','REMOVABLE_MEDIA','MAINTENANCE_ONLY','NONE','UNKNOWN']),
      is_connected boolean generated always as (connections <> array['NONE']) stored,
      status text not null default 'IN_USE' check (status in ('EVALUATING','IN_USE','STORED','RETIRED')),
      created_at timestamptz not null,
      check (not 'NONE' = any (connections) or connections = array['NONE'])
    );
    create index on asset (hospital_id, id);
    create index on asset (hospital_id, site_id, id);
    create index on asset (vendor_id, id);
    create index asset_by_release on asset (release_id, hospital_id, site_id) where status <> 'RETIRED';
    create unique index asset_serial on asset (site_id, release_id, serial_number) where serial_number is not null and status <> 'RETIRED';

    create function asset_vendor() returns trigger language plpgsql as $$
    begin
      select vendor_id into new.vendor_id from release where id = new.release_id;
      return new;
    end $$;
    create trigger vendor before insert or update of release_id, vendor_id on asset
      for each row execute function asset_vendor();

    create table installed_base_line (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      hospital_id uuid not null references organisation,
      site_id uuid references site,
      release_id uuid not null references release,
      serial_number text,
      quantity int not null default 1 check (quantity between 1 and 100000),
      state text not null default 'LISTED' check (state in ('LISTED','CONFIRMED','REJECTED')),
      rejection_reason text,
      asset_id uuid references asset,
      created_at timestamptz not null,
      decided_at timestamptz,
      check ((state = 'LISTED') = (decided_at is null)),
      check ((state = 'REJECTED') = (rejection_reason is not null)),
      check ((state = 'CONFIRMED') = (asset_id is not null))
    );
    -- listing the same again is the same line, whatever was decided about it
    create unique index installed_base_once on installed_base_line
      (hospital_id, vendor_id, release_id, site_id, serial_number) nulls not distinct;
    create index on installed_base_line (asset_id) where asset_id is not null;
    create index on installed_base_line (hospital_id, id);
    create index on installed_base_line (vendor_id, id);
    create index installed_base_by_release on installed_base_line (release_id, hospital_id) where state = 'LISTED';

    call tasuki_wall(array['asset','installed_base_line']);
    grant select, insert, update on asset, installed_base_line to tasuki_app;

    create policy own on asset to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and exists (select from site s where s.id = site_id and s.organisation_id = hospital_id)
      );
    -- asset by asset where the hospital shares them, of the vendor's own products only
    create policy shared on asset for select to tasuki_app using (
      vendor_id = (select tasuki_organisation())
      and exists (select from relationship r
                  where r.vendor_id = asset.vendor_id and r.hospital_id = asset.hospital_id
                    and r.state = 'ACTIVE' and r.shares = 'ASSETS')
    );

    create policy party on installed_base_line for select to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id));
    -- the vendor lists its own products with hospitals that it deals with
    create policy list on installed_base_line for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation()) and state = 'LISTED'
      and exists (select from relationship r
                  where r.vendor_id = installed_base_line.vendor_id and r.hospital_id = installed_base_line.hospital_id
                    and r.state = 'ACTIVE')
      and exists (select from release p where p.id = release_id and p.vendor_id = installed_base_line.vendor_id)
      and (site_id is null
           or exists (select from site s where s.id = site_id and s.organisation_id = installed_base_line.hospital_id))
    );
    create policy correct on installed_base_line for update to tasuki_app
      using (vendor_id = (select tasuki_organisation()) and state = 'LISTED')
      with check (vendor_id = (select tasuki_organisation()) and state = 'LISTED');
    -- the hospital decides
    create policy decide on installed_base_line for update to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (hospital_id = (select tasuki_organisation()) and state <> 'LISTED');
  `;
}
