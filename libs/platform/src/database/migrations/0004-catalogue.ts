import { SqlMigration } from '../sql-migration.ts';

export class Catalogue extends SqlMigration {
  readonly name = 'Catalogue1764000000004';
  protected readonly sql = `
    create table product (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      kind text not null check (kind in ('DEVICE','SAMD','MAINTENANCE_EQUIPMENT','CLOUD_SERVICE','OTHER_IT')),
      name text not null,
      english_name text,
      is_connectable boolean not null,
      created_at timestamptz not null
    );
    create index on product (vendor_id, name);

    create table product_identifier (
      id uuid primary key,
      product_id uuid not null references product,
      vendor_id uuid not null references organisation,
      scheme text not null check (scheme in ('GTIN','JMDN','APPROVAL_NUMBER','VENDOR')),
      value text not null
    );
    create index on product_identifier (product_id);
    -- a GTIN and an approval number name one product anywhere, a vendor's own code one product of the vendor;
    -- a JMDN code names a class of devices
    create unique index product_identifier_worldwide on product_identifier (scheme, value) where scheme in ('GTIN','APPROVAL_NUMBER');
    create unique index product_identifier_of_vendor on product_identifier (vendor_id, value) where scheme = 'VENDOR';
    create unique index product_identifier_once on product_identifier (product_id, scheme, value);

    create table release (
      id uuid primary key,
      product_id uuid not null references product,
      vendor_id uuid not null references organisation,
      version text not null,
      released_on date,
      stage text not null default 'SUPPORTED' check (stage in ('SUPPORTED','LIMITED_SUPPORT','END_OF_SUPPORT')),
      end_of_life_on date,
      end_of_support_on date,
      created_at timestamptz not null,
      unique (product_id, version),
      check (end_of_life_on >= released_on),
      check (end_of_support_on >= released_on),
      check (end_of_support_on >= end_of_life_on)
    );
    create index on release (vendor_id);

    call tasuki_wall(array['product','product_identifier','release']);
    grant select, insert, update on product, product_identifier, release to tasuki_app;

    -- What is on the market is no secret to anyone signed in: whether a model is still supported is for all to ask.
    create policy signed_in on product for select to tasuki_app
      using ((select coalesce(tasuki_organisation(), tasuki_user())) is not null);
    create policy signed_in on product_identifier for select to tasuki_app
      using ((select coalesce(tasuki_organisation(), tasuki_user())) is not null);
    create policy signed_in on release for select to tasuki_app
      using ((select coalesce(tasuki_organisation(), tasuki_user())) is not null);
    create policy own_insert on product for insert to tasuki_app with check (vendor_id = (select tasuki_organisation()));
    create policy own_update on product for update to tasuki_app using (vendor_id = (select tasuki_organisation()));
    create policy own_insert on product_identifier for insert to tasuki_app with check (vendor_id = (select tasuki_organisation()));
    create policy own_insert on release for insert to tasuki_app with check (vendor_id = (select tasuki_organisation()));
    create policy own_update on release for update to tasuki_app using (vendor_id = (select tasuki_organisation()));
  `;
}
