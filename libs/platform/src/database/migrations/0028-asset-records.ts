import { SqlMigration } from '../sql-migration.ts';

export class AssetRecords extends SqlMigration {
  readonly name = 'AssetRecords1764000000028';
  protected readonly sql = `
    -- What a hospital writes of an asset for itself alone. It stands apart from the asset, so that no vendor with whom
    -- assets are shared can read where in a network they are.
    create table asset_record (
      asset_id uuid primary key references asset,
      hospital_id uuid not null references organisation,
      asset_tag text,
      department text,
      responsible_id uuid references member,
      installed_on date,
      ownership text not null default 'OWNED' check (ownership in ('OWNED','LEASED','ON_LOAN','POOLED')),
      owner_name text,
      network_name text,
      network_address text,
      zone text,
      exposed_to text[] not null default '{}',
      remote_maintenance text,
      controls text[] not null default '{}' check (controls <@ array['PHYSICAL_ACCESS','REMOVABLE_MEDIA',
        'NETWORK_ISOLATION','SEGREGATION','MONITORING','REMOTE_ACCESS','FIREWALL','ANTI_MALWARE','BACKUP_AND_RESTORE']),
      part_of_id uuid references asset check (part_of_id <> asset_id),
      retired_on date,
      decommissioning text,
      check (ownership <> 'OWNED' or owner_name is null)
    );
    -- a tag is on one device; it is free again when that is gone
    create unique index asset_record_tag on asset_record (hospital_id, asset_tag)
      where asset_tag is not null and retired_on is null;
    create index asset_record_zone on asset_record (hospital_id, zone) include (asset_id) where zone is not null;
    create index on asset_record (part_of_id) where part_of_id is not null;

    call tasuki_wall(array['asset_record']);
    grant select, insert, update on asset_record to tasuki_app;
    create policy own on asset_record to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and (select true from asset a where a.id = asset_id and a.hospital_id = asset_record.hospital_id)
        and (responsible_id is null
             or (select true from member m where m.id = responsible_id and m.organisation_id = asset_record.hospital_id))
        and (part_of_id is null
             or (select true from asset a where a.id = part_of_id and a.hospital_id = asset_record.hospital_id))
      );
  `;
}
