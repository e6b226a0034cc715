import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { MilestonePublication } from './milestone.ts';

@Injectable()
export class MilestoneRepository {
  /** What the actor sees in force about these releases, the newest first. */
  inForceAbout(
    tx: Tx,
    releaseIds: readonly Id<'Release'>[],
  ): Promise<(MilestonePublication & { releaseId: Id<'Release'> })[]> {
    return tx.sql(
      `select pr.release_id as "releaseId", p.id, p.kind,
              to_char(p.published_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "publishedOn",
              coalesce(bool_or(a.is_machine_readable), false) as "isMachineReadable",
              max(r.facts #>> '{lifecycleNotice,event}') as event
       from publication_release pr
         join publication p on p.id = pr.publication_id and p.state = 'PUBLISHED'
         left join artifact a on a.publication_id = p.id
         left join reading r on r.upload_id = a.upload_id
       where pr.release_id = any($1)
       group by pr.release_id, p.id
       order by p.published_at desc`,
      [releaseIds],
    );
  }
}
