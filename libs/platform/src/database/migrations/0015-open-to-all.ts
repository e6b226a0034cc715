import { SqlMigration } from '../sql-migration.ts';

/** What anybody may read without signing in (ADR 0014), and what the operator looks after the portal by. */
export class OpenToAll extends SqlMigration {
  readonly name = 'OpenToAll1764000000015';
  protected readonly sql = `
    alter table organisation
      add column suspended_at timestamptz,
      add column suspension_reason text;

    -- When the date was first told, which the length of the notice is counted from; null where that is not known.
    alter table release add column end_of_support_announced_on date;

    -- The public reads through these views and nothing else: no policy lets nobody in. They are read as their owner, whose
    -- policies end where the views do. A condition of a query is asked only of rows that the view has let through.
    create policy open on product for select to tasuki_owner using (maker_name is null);
    create policy open on product_identifier for select to tasuki_owner using (not is_outside);

    create view public_product with (security_barrier) as
      select p.id, p.kind, p.name, p.english_name, p.vendor_id, v.name as vendor_name,
             v.english_name as vendor_english_name, v.state as vendor_state
      from product p join organisation v on v.id = p.vendor_id
      where p.maker_name is null and v.state = 'ADMITTED' and v.kind in ('MANUFACTURER','SERVICE_PROVIDER');

    create view public_product_identifier with (security_barrier) as
      select i.id, i.product_id, i.scheme, i.value
      from product_identifier i join public_product p on p.id = i.product_id
      where not i.is_outside;

    create view public_release with (security_barrier) as
      select r.id, r.product_id, r.version, r.released_on, r.stage, r.end_of_life_on, r.end_of_support_on,
             r.end_of_support_announced_on
      from release r join public_product p on p.id = r.product_id
      where not r.is_outside;

    create view public_publication with (security_barrier) as
      select p.id, p.kind, p.state, p.tlp, p.revision, p.title_ja, p.title_en, p.summary_ja, p.summary_en, p.severity,
             p.effective_on, p.published_at, p.withdrawn_at, p.withdrawal_reason,
             p.vendor_id, v.name as vendor_name, v.english_name as vendor_english_name, v.state as vendor_state
      from publication p join organisation v on v.id = p.vendor_id
      where p.tlp = 'CLEAR' and p.state in ('PUBLISHED','WITHDRAWN')
        and v.state = 'ADMITTED' and v.kind in ('MANUFACTURER','SERVICE_PROVIDER');

    create view public_publication_product with (security_barrier) as
      select distinct p.id as publication_id, r.product_id
      from public_publication p
        join publication_release pr on pr.publication_id = p.id
        join public_release r on r.id = pr.release_id;

    create view public_file with (security_barrier) as
      select a.id, a.publication_id, a.position, a.name, a.size_bytes, a.sha256, a.media_type
      from artifact a join public_publication p on p.id = a.publication_id;

    grant select on public_product, public_product_identifier, public_release, public_publication,
      public_publication_product, public_file to tasuki_app;

    -- Events that have no place in the log yet. Ids are ordered by time.
    create function trail.waiting() returns table (events bigint, oldest_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select count(*), uuid_extract_timestamp((select event_id from trail.pending order by event_id limit 1))
      from trail.pending
    $$;
    revoke all on function trail.waiting from public;
    grant execute on function trail.waiting to tasuki_system;
  `;
}
