import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Release } from '#libs/catalogue';
import { calendarDate, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, type Tx } from '#libs/platform';
import type { MilestonePublication } from './milestone.ts';

/**
 * Whether `release` lacks something at a milestone that it reached: what `milestonePackages` says of one release, asked of
 * all. A document counts from the day of the newest that counts; an MDS2 or SBOM that no program can read does not.
 */
const LACKS = `exists (
  select from (
    select max(one.day) filter (where one.kind = 'SECURITY_GUIDE') as guide,
           max(one.day) filter (where one.kind = 'MDS2' and one.is_readable) as mds2,
           max(one.day) filter (where one.kind = 'SBOM' and one.is_readable) as sbom,
           coalesce(bool_or(one.event in ('END_OF_LIFE','LIMITED_SUPPORT')), false) as has_life_notice,
           coalesce(bool_or(one.event = 'END_OF_SUPPORT'), false) as has_support_notice
    from (
      select p.kind, (p.published_at at time zone 'Asia/Tokyo')::date as day,
             coalesce(bool_or(a.is_machine_readable), false) as is_readable,
             case when p.kind = 'LIFECYCLE_NOTICE' then max(r.facts #>> '{lifecycleNotice,event}') end as event
      from publication_release pr
        join publication p on p.id = pr.publication_id and p.state = 'PUBLISHED'
        left join artifact a on a.publication_id = p.id
        left join reading r on r.upload_id = a.upload_id
      where pr.release_id = release.id
      group by p.id
    ) one
  ) has
  where (
    (release.released_on is null or release.released_on <= :today)
    and (has.guide is null or has.mds2 is null or has.sbom is null
      or release.end_of_life_on is null or release.end_of_support_on is null)
  ) or (
    (release.stage <> 'SUPPORTED' or release.end_of_life_on <= :today)
    and (not has.has_life_notice or release.end_of_support_on is null
      or ${isNotAsNewAs('release.end_of_life_on')})
  ) or (
    (release.stage = 'END_OF_SUPPORT' or release.end_of_support_on <= :today)
    and (not has.has_support_notice or ${isNotAsNewAs('release.end_of_support_on')})
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
      .andWhere(LACKS, { today: calendarDate(tx.now) });
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
