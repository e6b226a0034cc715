import { SqlMigration } from '../sql-migration.ts';

export class ListsAndMatches extends SqlMigration {
  readonly name = 'ListsAndMatches1764000000033';
  protected readonly sql = `
    -- A vendor brings its installed-base list as a hospital brings its devices: by the same way, each its own.
    alter table asset_import rename column hospital_id to organisation_id;
    alter table asset_import_row rename column hospital_id to organisation_id;
    alter table asset_import_product rename column hospital_id to organisation_id;
    alter table asset_import add about text not null default 'ASSETS' check (about in ('ASSETS','INSTALLED_BASE'));

    -- What a hospital keeps a record of is not this product of a vendor: it is not asked again.
    create table product_match_rejection (
      hospital_id uuid not null references organisation,
      outside_product_id uuid not null references product,
      product_id uuid not null references product,
      rejected_at timestamptz not null,
      primary key (outside_product_id, product_id)
    );
    create index on product_match_rejection (hospital_id);
    create index on product_match_rejection (product_id);
    call tasuki_wall(array['product_match_rejection']);
    grant select, insert on product_match_rejection to tasuki_app;
    create policy own on product_match_rejection to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and exists (select from product p where p.id = outside_product_id and p.vendor_id = hospital_id and p.is_outside)
      );

    -- By name a product is looked for in whichever case it was typed.
    create index product_name_lower on product (lower(name)) where maker_name is null;
    create index product_english_name_lower on product (lower(english_name)) where maker_name is null;
  `;
}
