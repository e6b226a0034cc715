import type { Id } from '#libs/kernel';
import type { Vendor, World } from './world.ts';

/** Hospitals by the thousand, each with one site that has one asset of the release; all deal with the vendor. */
export async function crowd(world: World, vendor: Vendor, releaseId: Id<'Release'>, hospitals: number): Promise<void> {
  await world.behind.query(
    `with hospital as materialized (
       select uuidv7() as id, uuidv7() as site_id, 'HQ' || lpad(n::text, 6, '0') as digits
       from generate_series(1, $1::int) n
     ), organisations as (
       insert into organisation (id, kind, name, code, state, created_at)
       select id, 'HOSPITAL', digits, left(digits, 4) || '-' || right(digits, 4), 'ADMITTED', now() from hospital
     ), sites as (
       insert into site (id, organisation_id, name, is_active, created_at)
       select site_id, id, 'Site', true, now() from hospital
     ), assets as (
       insert into asset (id, hospital_id, site_id, release_id, connections, created_at)
       select uuidv7(), id, site_id, $3, array['NETWORK'], now() from hospital
     )
     insert into relationship (id, vendor_id, hospital_id, state, shares, proposed_by_id, proposed_at, confirmed_at)
     select uuidv7(), $2, id, 'ACTIVE', 'COUNTS', $2, now(), now() from hospital`,
    [hospitals, vendor.id, releaseId],
  );
}
