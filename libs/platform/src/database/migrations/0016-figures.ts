import { SqlMigration } from '../sql-migration.ts';

export class Figures extends SqlMigration {
  readonly name = 'Figures1764000000016';
  protected readonly sql = `
    -- What waits for hospitals, by its vendor and publication: what the vendor's first page counts.
    create index delivery_unanswered on delivery (vendor_id, publication_id, due_on)
      where open_sites > 0 and closed_at is null and is_vendor_informed;

    -- What the actor's hospital received whose title is like all the patterns. Row-level security would ask all policies of
    -- publications for each delivery of the hospital, because what searches texts is not leakproof; so this is the wall
    -- itself, and begins as the policy of deliveries does.
    create function deliveries_titled(patterns text[], at_most int)
    returns table (hospital_id uuid, id uuid, vendor_id uuid, publication_id uuid, delivered_at timestamptz, open_sites int,
      is_for_information boolean, closed_at timestamptz, title_ja text, title_en text)
    language sql stable security definer set search_path = public, pg_temp rows 20 as $$
      select d.hospital_id, d.id, d.vendor_id, d.publication_id, d.delivered_at, d.open_sites, d.is_for_information,
             d.closed_at, p.title_ja, p.title_en
      from delivery d join publication p on p.id = d.publication_id
      where d.hospital_id = (select tasuki_organisation())
        and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))
        and lower(normalize(concat_ws(chr(10), p.title_ja, p.title_en), NFKC)) like all (patterns)
      order by d.delivered_at desc, d.id desc
      limit at_most
    $$;
    revoke all on function deliveries_titled from public;
    grant execute on function deliveries_titled to tasuki_app;
  `;
}
