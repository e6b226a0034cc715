import { Injectable } from '@nestjs/common';
import type { ActionAnswer } from '#libs/engagement';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';

export interface SiteStanding {
  siteId: Id<'Site'>;
  /** Devices of the site where something is still to be done, those that nobody has planned yet included. */
  open: number;
  /** Put off, or rolled back. */
  deferred: number;
  /** Applied, by the hospital's own word. */
  applied: number;
}

/** What a hospital answers to APPLY_UPDATE, by its devices. */
@Injectable()
export class DerivedAnswerRepository {
  /**
   * How the devices of each site stand to a publication, where any has an application. What a vendor says it applied is
   * open until the hospital countersigned it.
   * Devices without one are told by "not in", which hashes: right after a plan the planner takes the table to be empty, and
   * "not exists" would look through all of it for each device.
   * @param siteIds null: all sites.
   */
  standings(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    publicationId: Id<'Publication'>,
    siteIds: readonly Id<'Site'>[] | null,
  ): Promise<SiteStanding[]> {
    return tx.sql<SiteStanding>(
      `with chain as (select series_id from publication where id = $2), device as (
         select a.site_id, a.state, a.countersigner is distinct from 'HOSPITAL' or a.countersignature = 'COUNTERSIGNED' as is_own_word
         from update_application a where a.hospital_id = $1 and a.series_id = (select series_id from chain)
         union all
         select a.site_id, null, true
         from publication_release pr join asset a on a.release_id = pr.release_id
         where pr.publication_id = $2 and a.hospital_id = $1 and a.status in ('IN_USE','STORED')
           and a.id not in (select u.asset_id from update_application u
                            where u.hospital_id = $1 and u.series_id = (select series_id from chain))
       )
       select site_id as "siteId",
              (count(*) filter (where state is null or state in ('PLANNED','SCHEDULED','IN_PROGRESS','FAILED')
                                or (state in ('APPLIED','VERIFIED') and not is_own_word)))::int as open,
              (count(*) filter (where state in ('DEFERRED','ROLLED_BACK')))::int as deferred,
              (count(*) filter (where state in ('APPLIED','VERIFIED') and is_own_word))::int as applied
       from device where $3::uuid[] is null or site_id = any ($3)
       group by site_id having count(state) > 0`,
      [hospitalId, publicationId, siteIds],
    );
  }

  /** Hospitals that have applications of a chain. */
  async hospitalsOf(tx: Tx, seriesId: Id<'Series'>): Promise<Id<'Organisation'>[]> {
    const rows = await tx.sql<{ id: Id<'Organisation'> }>(
      'select distinct hospital_id as id from update_application where series_id = $1 order by 1',
      [seriesId],
    );
    return rows.map(({ id }) => id);
  }
}

/**
 * A site will apply an update as long as anything is to be done on one of its devices; then it has put it off where it has for
 * any of them, then applied it where it has on any; and what is left does not apply.
 */
export function answerOf({ open, deferred, applied }: SiteStanding): ActionAnswer['answer'] {
  if (open > 0) return 'WILL_APPLY';
  if (deferred > 0) return 'DEFERRED';
  return applied > 0 ? 'APPLIED' : 'NOT_APPLICABLE';
}
