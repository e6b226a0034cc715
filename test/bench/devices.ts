import type { Crowd } from './crowd.ts';
import type { Portal } from './portal.ts';

const PRODUCTS = 500;

/** Devices of the first hospital, set-based, of five hundred products, among which the publications are spread. */
export async function fillDevices(portal: Portal, { vendorId, hospitals }: Crowd, devices: number): Promise<void> {
  const [hospital] = hospitals;
  if (!hospital) throw new Error('there are no hospitals');
  await portal.sql(
    `create temporary table made as
     select n, uuidv7() as product_id, uuidv7() as release_id from generate_series(0, ${PRODUCTS} - 1) n`,
  );
  await portal.sql(
    `with products as (
       insert into product (id, vendor_id, kind, name, english_name, is_connectable, created_at)
       select product_id, $1, 'DEVICE', '輸液ポンプ ' || n, 'Infusion Pump ' || n, true, now() from made returning id
     )
     insert into release (id, product_id, vendor_id, version, created_at)
     select release_id, product_id, $1, '1.' || n % 10, now() from made join products on products.id = product_id`,
    [vendorId],
  );
  await portal.sql(
    `insert into asset (id, hospital_id, site_id, release_id, vendor_id, serial_number, location, quantity, connections, created_at)
     select uuidv7(), $2, $3, release_id, $1, 'SN-' || lpad(d::text, 6, '0'), 'Ward ' || d % 40, 1, '{NETWORK}', now()
     from generate_series(0, $4::int - 1) d join made on n = d % ${PRODUCTS}`,
    [vendorId, hospital.id, hospital.siteId, devices],
  );
  await portal.sql(
    `with numbered as (select publication_id, row_number() over () % ${PRODUCTS} as n from publication_release)
     update publication_release p set release_id = made.release_id
     from numbered join made using (n) where numbered.publication_id = p.publication_id`,
  );
  await portal.sql('drop table made');
  await portal.tidyUp();
}
