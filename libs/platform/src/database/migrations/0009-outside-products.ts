import { SqlMigration } from '../sql-migration.ts';

/**
 * A hospital keeps records of products whose makers are not in Tasuki. Such a record names the maker, belongs to the
 * hospital (`vendor_id`), and is there for nobody else: not to be read, nor to be noticed by a name being taken.
 */
export class OutsideProducts extends SqlMigration {
  readonly name = 'OutsideProducts1764000000009';
  protected readonly sql = `
    alter table product
      -- a maker that is not in Tasuki; null for a vendor's own product
      add column maker_name text,
      add column is_outside boolean not null generated always as (maker_name is not null) stored,
      -- identifiers and releases carry both for row-level security: they cannot be other than the product's
      add unique (id, vendor_id, is_outside);

    alter table product_identifier
      add column is_outside boolean not null default false,
      drop constraint product_identifier_product_id_fkey,
      add foreign key (product_id, vendor_id, is_outside) references product (id, vendor_id, is_outside);
    alter table release
      add column is_outside boolean not null default false,
      drop constraint release_product_id_fkey,
      add foreign key (product_id, vendor_id, is_outside) references product (id, vendor_id, is_outside);

    -- What names one product anywhere is asked of vendors' products alone; of what a hospital keeps, within the hospital.
    -- The codes of makers that are not in Tasuki may be alike: hundreds of them share the namespace of one hospital.
    drop index product_identifier_worldwide, product_identifier_of_vendor;
    create unique index product_identifier_worldwide on product_identifier (scheme, value)
      where scheme in ('GTIN','APPROVAL_NUMBER') and not is_outside;
    create unique index product_identifier_of_vendor on product_identifier (vendor_id, value)
      where scheme = 'VENDOR' and not is_outside;
    create unique index product_identifier_of_keeper on product_identifier (vendor_id, scheme, value)
      where scheme in ('GTIN','APPROVAL_NUMBER') and is_outside;

    alter policy signed_in on product using (
      (select coalesce(tasuki_organisation(), tasuki_user())) is not null
      and (maker_name is null or vendor_id = (select tasuki_organisation()))
    );
    alter policy signed_in on product_identifier using (
      (select coalesce(tasuki_organisation(), tasuki_user())) is not null
      and (not is_outside or vendor_id = (select tasuki_organisation()))
    );
    alter policy signed_in on release using (
      (select coalesce(tasuki_organisation(), tasuki_user())) is not null
      and (not is_outside or vendor_id = (select tasuki_organisation()))
    );

    -- A hospital puts nothing on the market, and a vendor keeps no record of others' products.
    alter policy own_insert on product with check (
      vendor_id = (select tasuki_organisation())
      and (select tasuki_organisation_kind())
          = any (case when maker_name is null then array['MANUFACTURER','SERVICE_PROVIDER'] else array['HOSPITAL'] end)
    );
    alter policy own_update on product using (vendor_id = (select tasuki_organisation())) with check (
      vendor_id = (select tasuki_organisation())
      and (select tasuki_organisation_kind())
          = any (case when maker_name is null then array['MANUFACTURER','SERVICE_PROVIDER'] else array['HOSPITAL'] end)
    );
  `;
}
