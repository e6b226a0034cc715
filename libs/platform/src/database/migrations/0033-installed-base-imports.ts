import { SqlMigration } from '../sql-migration.ts';

export class InstalledBaseImports extends SqlMigration {
  readonly name = 'InstalledBaseImports1764000000033';
  protected readonly sql = `
    -- A vendor brings its installed-base list as a hospital brings its devices: by the same way, each its own.
    alter table asset_import rename column hospital_id to organisation_id;
    alter table asset_import_row rename column hospital_id to organisation_id;
    alter table asset_import_product rename column hospital_id to organisation_id;
    alter table asset_import add about text not null default 'ASSETS' check (about in ('ASSETS','INSTALLED_BASE'));
  `;
}
