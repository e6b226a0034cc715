import { expect } from '@jest/globals';
import { verifyLog } from '../../apps/cli/src/verify.ts';
import type { World } from './world.ts';

/** What must be nothing, however often a process died or a service was away. Each counts what is lost or doubled. */
const WRONG = `
  with told as materialized (
    select kind, subject_id, facts::jsonb -> 'facts' as facts from trail.event
    where kind in ('publication.published', 'delivery.delivered', 'delivery.acknowledged')
  ), holder as (
    select distinct pr.publication_id, a.hospital_id
    from publication p join publication_release pr on pr.publication_id = p.id join asset a using (release_id)
    where p.state = 'PUBLISHED'
  ), log as (
    select count(*) as entries, coalesce(min(log_index), 0) as first, coalesce(max(log_index), -1) as last from trail.entry
  )
  select
    (select count(*)::int from publication p
     where (p.state = 'PUBLISHED')::int
       <> (select count(*) from told where kind = 'publication.published' and subject_id = p.id)) as "publicationsToldWrongly",
    (select count(*)::int from holder h full join delivery d using (publication_id, hospital_id)
     where d.id is null or h.hospital_id is null) as "deliveriesMissingOrTooMany",
    (select count(*)::int from delivery d full join (
       select (facts ->> 'deliveryId')::uuid as id, count(*) as times from told where kind = 'delivery.delivered' group by 1
     ) t using (id) where d.site_count is null or t.times is distinct from 1) as "deliveriesToldWrongly",
    (select count(*)::int from delivery d
     where d.site_count <> (select count(*) from delivery_site s where s.hospital_id = d.hospital_id and s.delivery_id = d.id)
    ) as "deliveriesWithoutSites",
    (select count(*)::int from acknowledgement a full join (
       select (facts ->> 'acknowledgementId')::uuid as id, count(*) as times
       from told where kind = 'delivery.acknowledged' group by 1
     ) t using (id) where a.site_id is null or t.times is distinct from 1) as "acknowledgementsToldWrongly",
    (select count(*)::int from acknowledgement a full join (select * from delivery_site where acknowledgement_id is not null) s
       on s.acknowledgement_id = a.id where a.id is null or s.site_id is null) as "sitesAnsweredWrongly",
    (select count(*)::int from trail.event e full join trail.entry n on n.event_id = e.id
     where e.id is null or n.event_id is null) as "eventsNotInTheLog",
    (select (first <> 0 or last <> entries - 1)::int from log) as "gapsInTheLog",
    (select count(*)::int from trail.checkpoint where size <> (select entries from log)) as "checkpointsOfAnotherSize"`;

const NOTHING_WRONG = {
  publicationsToldWrongly: 0,
  deliveriesMissingOrTooMany: 0,
  deliveriesToldWrongly: 0,
  deliveriesWithoutSites: 0,
  acknowledgementsToldWrongly: 0,
  sitesAnsweredWrongly: 0,
  eventsNotInTheLog: 0,
  gapsInTheLog: 0,
  checkpointsOfAnotherSize: 0,
};

/**
 * Nothing is lost and nothing doubled: publications, deliveries, acknowledgements and the log, which a stranger verifies
 * over HTTP.
 * @param url where the log is served.
 */
export async function expectSums(world: World, url: string): Promise<void> {
  const { rows } = await world.behind.query(WRONG);
  expect(rows[0]).toEqual(NOTHING_WRONG);
  const {
    rows: [log],
  } = await world.behind.query<{ size: number }>('select count(*)::int as size from trail.event');
  const key = await (await fetch(`${url}/trail/key`)).text();
  expect(await verifyLog(`${url}/trail`, key)).toMatchObject({ isValid: true, size: log?.size });
}

/** Until no job waits, not even to be tried again, and every event stands in the log. */
export async function quiet(world: World, withinMs = 20_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const { rows } = await world.behind.query<{ busy: string | null }>(
      `select coalesce(
         (select 'job ' || task_identifier || ' ' || coalesce(locked_by, 'free') || ' ' || coalesce(last_error, '')
          from graphile_worker.jobs where run_at <= now() or attempts > 0 limit 1),
         (select 'event ' || event_id from trail.pending limit 1)) as busy`,
    );
    const busy = rows[0]?.busy ?? null;
    if (busy === null) return;
    if (Date.now() > until) throw new Error(`it did not come to rest: ${busy}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
