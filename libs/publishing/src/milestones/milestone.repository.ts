import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Release } from '#libs/catalogue';
import { calendarDate, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, type Tx } from '#libs/platform';
import type { MilestonePublication } from './milestone.ts';

/**
 * Own releases that lack something at a milestone that they reached: what `milestonePackages` says of one release, asked
 * of all. A document counts from the day of the newest that counts; an MDS2 or SBOM that no program can read does not.
 */
const LACKING = `
  select own.id
  from release own left join (
    select one.release_id,
           max(one.day) filter (where one.kind = 'SECURITY_GUIDE') as guide,
           max(one.day) filter (where one.kind = 'MDS2' and one.is_readable) as mds2,
           max(one.day) filter (where one.kind = 'SBOM' and one.is_readable) as sbom,
           bool_or(one.event in ('END_OF_LIFE','LIMITED_SUPPORT')) as has_life_notice,
           bool_or(one.event = 'END_OF_SUPPORT') as has_support_notice
    from (
      select pr.release_id, p.kind, (p.published_at at time zone 'Asia/Tokyo')::date as day,
             coalesce(bool_or(a.is_machine_readable), false) as is_readable,
             case when p.kind = 'LIFECYCLE_NOTICE' then max(r.facts #>> '{lifecycleNotice,event}') end as event
      from publication p
        join publication_release pr on pr.publication_id = p.id and pr.vendor_id = :own
        left join artifact a on a.publication_id = p.id
        left join reading r on r.upload_id = a.upload_id
      where p.vendor_id = :own and p.state = 'PUBLISHED'
      group by pr.release_id, p.id
    ) one
    group by one.release_id
  ) has on has.release_id = own.id
  where own.vendor_id = :own and ((
    (own.released_on is null or own.released_on <= :today)
    and (has.guide is null or has.mds2 is null or has.sbom is null
      or own.end_of_life_on is null or own.end_of_support_on is null)
  ) or (
    (own.stage <> 'SUPPORTED' or own.end_of_life_on <= :today)
    and (has.has_life_notice is not true or own.end_of_support_on is null or ${isNotAsNewAs('own.end_of_life_on')})
  ) or (
    (own.stage = 'END_OF_SUPPORT' or own.end_of_support_on <= :today)
    and (has.has_support_notice is not true or ${isNotAsNewAs('own.end_of_support_on')})
  ))`;

function isNotAsNewAs(milestone: string): string {
  const is = (document: string) => `(${document} is null or ${document} < ${milestone} - 365)`;
  return `${is('has.guide')} or ${is('has.mds2')} or ${is('has.sbom')}`;
}

@Injectable()
export class MilestoneRepository {
  /** Own releases, the newest first. */
  lacking(tx: Tx, page: PageRequest): Promise<Page<Release>> {
    return paginate(
      this.ownLacking(tx),
      [{ column: 'release.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }],
      page,
    );
  }

  countLacking(tx: Tx): Promise<number> {
    return this.ownLacking(tx).getCount();
  }

  private ownLacking(tx: Tx): SelectQueryBuilder<Release> {
    return tx.manager
      .createQueryBuilder(Release, 'release')
      .where('release.vendorId = :own', { own: tx.ctx.organisationId })
      .andWhere(`release.id in (${LACKING})`, { today: calendarDate(tx.now) });
  }

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
