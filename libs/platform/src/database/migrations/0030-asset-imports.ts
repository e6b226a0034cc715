import { SqlMigration } from '../sql-migration.ts';

export class AssetImports extends SqlMigration {
  readonly name = 'AssetImports1764000000030';
  protected readonly sql = `
    -- A table of devices that a hospital brings: read, mapped, checked row by row, and only then made assets of.
    create table asset_import (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      file_name text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      header text[] not null,
      -- what each column of the header says of an asset; null: it is left out
      columns text[] not null check (cardinality(columns) = cardinality(header)),
      state text not null default 'MAPPING' check (state in ('MAPPING','CHECKING','CHECKED','APPLYING','APPLIED','DISCARDED')),
      row_count int not null check (row_count between 1 and 50000),
      -- of the rows in their order, so many are done with in the state that it is in
      done_count int not null default 0 check (done_count between 0 and row_count),
      created_at timestamptz not null,
      applied_at timestamptz,
      check ((state = 'APPLIED') = (applied_at is not null))
    );
    create index on asset_import (hospital_id, id);

    create table asset_import_row (
      import_id uuid not null references asset_import,
      hospital_id uuid not null references organisation,
      place int not null,
      -- as the spreadsheet counts
      row_number int not null,
      cells text[] not null,
      verdict text check (verdict in ('NEW','CHANGED','SAME','WRONG')),
      refusals jsonb not null default '[]',
      -- what makes it that one device: said twice in one file, the second is wrong
      identity text,
      product_key text,
      asset_id uuid references asset,
      primary key (import_id, place)
    );
    create index asset_import_row_verdict on asset_import_row (import_id, verdict, place);
    create index asset_import_row_identity on asset_import_row (import_id, identity, place) where identity is not null;
    create index on asset_import_row (asset_id) where asset_id is not null;

    -- products as the file names them, that no product was found for by itself
    create table asset_import_product (
      import_id uuid not null references asset_import,
      hospital_id uuid not null references organisation,
      key text not null,
      gtin text,
      approval_number text,
      name text,
      maker_name text,
      -- what the hospital says it is
      product_id uuid references product,
      primary key (import_id, key)
    );

    call tasuki_wall(array['asset_import','asset_import_row','asset_import_product']);
    grant select, insert on asset_import, asset_import_row, asset_import_product to tasuki_app;
    grant update (columns, state, done_count, applied_at) on asset_import to tasuki_app;
    grant update (verdict, refusals, identity, product_key, asset_id) on asset_import_row to tasuki_app;
    grant update (product_id) on asset_import_product to tasuki_app;
    grant delete on asset_import_row, asset_import_product to tasuki_app;
    grant select, delete on asset_import_row to tasuki_system;
    grant select on asset_import to tasuki_system;
    create policy own on asset_import to tasuki_app
      using (hospital_id = (select tasuki_organisation())) with check (hospital_id = (select tasuki_organisation()));
    create policy own on asset_import_row to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and (select true from asset_import i where i.id = import_id and i.hospital_id = asset_import_row.hospital_id)
      );
    create policy own on asset_import_product to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and (select true from asset_import i where i.id = import_id and i.hospital_id = asset_import_product.hospital_id)
      );
  `;
}
