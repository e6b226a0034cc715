import { Injectable } from '@nestjs/common';
import type { Stage } from '#libs/catalogue';
import { badCursor, calendarDate, checkPage, decodeCursor, isCalendarDate, isId, pageOf } from '#libs/kernel';
import type { Id, Page, PageRequest } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { CURRENT_OF_ASSET, REVIEW_SOON_DAYS } from './decision.repository.ts';

/** Which of the own hospital's assets. */
export interface HeldFilter {
  siteId?: Id<'Site'> | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
}

export interface TimelineFilter extends HeldFilter {
  /** Only what ends in these years. */
  fromYear?: number | null | undefined;
  toYear?: number | null | undefined;
  undecidedOnly?: boolean | undefined;
  stage?: Stage | null | undefined;
}

export interface UndecidedFilter extends HeldFilter {
  releaseId?: Id<'Release'> | null | undefined;
  stage?: Stage | null | undefined;
}

/** One release that the hospital holds and that loses, or lost, its support. */
export interface TimelineRow {
  releaseId: Id<'Release'>;
  /** End of support, or of life where no more is known; null: only its stage is. */
  endsOn: string | null;
  awaitsDecision: boolean;
  assetCount: number;
  undecidedCount: number;
}

/** What loses its support in one year, at one site, of one vendor. */
export interface PlanRow {
  year: number;
  siteId: Id<'Site'>;
  /** Null: makers that are not in Tasuki. */
  vendorId: Id<'Organisation'> | null;
  releaseCount: number;
  assetCount: number;
  undecidedCount: number;
}

export interface EndOfSupportCounts {
  undecided: number;
  undecidedAtEndOfSupport: number;
  awaitingSignature: number;
  reviewsSoon: number;
}

/** What the hospital uses: of an asset `a`, read from the index `asset_in_life` alone. */
const IN_USE = `a.hospital_id = $1 and a.status in ('IN_USE','STORED')
  and ($2::uuid is null or a.site_id = $2) and ($3::uuid is null or a.vendor_id = $3)`;
const heldBy = (tx: Tx, { siteId, vendorId }: HeldFilter) => [tx.ctx.organisationId, siteId ?? null, vendorId ?? null];

/** Each release that the hospital uses, by leaps through the index: it has many devices of each. */
const HELD_RELEASES = `
  with recursive held as (
    (select a.release_id from asset a where ${IN_USE} order by a.release_id limit 1)
    union all
    select (select a.release_id from asset a where ${IN_USE} and a.release_id > h.release_id order by a.release_id limit 1)
    from held h where h.release_id is not null
  )`;

/** In their order, as they follow from stage and date alone; devices are counted for the rows of one page. */
const TIMELINE = `
  ${HELD_RELEASES}
  select "releaseId", "endsOn", place, day from (
    select r.id as "releaseId", coalesce(r.end_of_support_on, r.end_of_life_on)::text as "endsOn",
           coalesce(r.end_of_support_on, r.end_of_life_on, '9999-12-31')::text as day,
           case when r.stage <> 'SUPPORTED' and exists (
             select from asset a where ${IN_USE} and a.release_id = r.id
               and not exists (select from end_of_support_decision d where ${CURRENT_OF_ASSET})
           ) then 0 else 1 end as place
    from held h join release r on r.id = h.release_id
    where (r.stage <> 'SUPPORTED' or r.end_of_life_on is not null or r.end_of_support_on is not null)
      and ($4::int is null or coalesce(r.end_of_support_on, r.end_of_life_on) >= make_date($4, 1, 1))
      and ($5::int is null or coalesce(r.end_of_support_on, r.end_of_life_on) < make_date($5 + 1, 1, 1))
      and ($7::text is null or r.stage = $7)
  ) placed
  where not $6::boolean or place = 0`;

/** A decision is asked once support is limited. */
const UNDECIDED = `
  select a.id, coalesce(r.end_of_support_on, r.end_of_life_on, '9999-12-31')::text as day
  from asset a join release r on r.id = a.release_id and r.stage <> 'SUPPORTED'
  where ${IN_USE} and ($4::uuid is null or a.release_id = $4) and ($5::text is null or r.stage = $5)
    and not exists (select from end_of_support_decision d where ${CURRENT_OF_ASSET})`;

/** What of the own hospital's loses its support when. */
@Injectable()
export class TimelineRepository {
  /** Those that wait for a decision first, then the soonest. @throws INVALID_INPUT on a page that is not one of ours. */
  async timeline(tx: Tx, filter: TimelineFilter, page: PageRequest): Promise<Page<TimelineRow>> {
    checkPage(page);
    const parameters = [
      ...heldBy(tx, filter),
      filter.fromYear ?? null,
      filter.toYear ?? null,
      filter.undecidedOnly ?? false,
      filter.stage ?? null,
    ];
    const [place, day, id] = page.after ? placeIn(page.after, 3) : [-1, FIRST_DAY, FIRST_ID];
    const rows = await tx.sql<TimelineRow & { place: number; day: string }>(
      `select row.*, place = 0 as "awaitsDecision", devices."assetCount", devices."undecidedCount"
       from (
         select * from (${TIMELINE}) placed where (place, day, "releaseId") > ($8::int, $9::text, $10::uuid)
         order by place, day, "releaseId" limit $11
       ) row cross join lateral (
         select sum(a.quantity)::int as "assetCount",
                coalesce(sum(a.quantity) filter (where d.asset_id is null), 0)::int as "undecidedCount"
         from asset a left join end_of_support_decision d on ${CURRENT_OF_ASSET}
         where ${IN_USE} and a.release_id = row."releaseId"
       ) devices
       order by place, day, "releaseId"`,
      [...parameters, place, day, id, page.first + 1],
    );
    return pageOf(rows, page, (row) => [row.place, row.day, row.releaseId], countLater(tx, TIMELINE, parameters));
  }

  /** Assets for which nothing is decided although their support is limited or has ended, the soonest first. */
  async undecided(tx: Tx, filter: UndecidedFilter, page: PageRequest): Promise<Page<{ id: Id<'Asset'> }>> {
    checkPage(page);
    const parameters = [...heldBy(tx, filter), filter.releaseId ?? null, filter.stage ?? null];
    const [day, id] = page.after ? placeIn(page.after, 2) : [FIRST_DAY, FIRST_ID];
    const rows = await tx.sql<{ id: Id<'Asset'>; day: string }>(
      `select * from (${UNDECIDED}) row where (day, id) > ($6::text, $7::uuid) order by day, id limit $8`,
      [...parameters, day, id, page.first + 1],
    );
    return pageOf(rows, page, (row) => [row.day, row.id], countLater(tx, UNDECIDED, parameters));
  }

  /** By year, then by site and vendor. */
  plan(tx: Tx, filter: HeldFilter & { fromYear: number; toYear: number }): Promise<PlanRow[]> {
    return tx.sql(
      // All at once and by themselves: the database, which plans for any hospital, would look each one up.
      `with decided as materialized (
         select asset_id, release_id from end_of_support_decision where hospital_id = $1 and state in ('DECIDED','SIGNED')
       )
       select extract(year from r.end_of_support_on)::int as year, h.site_id as "siteId",
              case when not r.is_outside then r.vendor_id end as "vendorId", count(*)::int as "releaseCount",
              sum(h.devices)::int as "assetCount", sum(h.undecided)::int as "undecidedCount"
       from (
         select a.release_id, a.site_id, sum(a.quantity) as devices,
                coalesce(sum(a.quantity) filter (where d.asset_id is null), 0) as undecided
         from asset a left join decided d on d.asset_id = a.id and d.release_id = a.release_id
         where ${IN_USE} group by a.release_id, a.site_id
       ) h join release r on r.id = h.release_id
       where r.end_of_support_on >= make_date($4, 1, 1) and r.end_of_support_on < make_date($5 + 1, 1, 1)
       group by 1, 2, 3 order by 1, 2, 3`,
      [...heldBy(tx, filter), filter.fromYear, filter.toYear],
    );
  }

  async counts(tx: Tx): Promise<EndOfSupportCounts> {
    const [counts] = await tx.sql<EndOfSupportCounts>(
      `with decision as (
         select count(*) filter (where state = 'PROPOSED') as proposed,
                count(*) filter (where state in ('DECIDED','SIGNED') and review_on <= $4::date + $5::int) as soon
         from end_of_support_decision where hospital_id = $1 and state in ('DECIDED','PROPOSED','SIGNED')
       )
       select count(*)::int as undecided, (count(*) filter (where r.stage = 'END_OF_SUPPORT'))::int as "undecidedAtEndOfSupport",
              (select proposed from decision)::int as "awaitingSignature", (select soon from decision)::int as "reviewsSoon"
       from asset a join release r on r.id = a.release_id and r.stage <> 'SUPPORTED'
       where ${IN_USE} and not exists (select from end_of_support_decision d where ${CURRENT_OF_ASSET})`,
      [...heldBy(tx, {}), calendarDate(tx.now), REVIEW_SOON_DAYS],
    );
    if (!counts) throw new Error('counts are always one row');
    return counts;
  }
}

const FIRST_DAY = '0001-01-01';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const countLater = (tx: Tx, list: string, parameters: readonly unknown[]) => () =>
  tx.later(async (later) => {
    const [counted] = await later.sql<{ total: number }>(
      `select count(*)::int as total from (${list}) row`,
      parameters,
    );
    return counted?.total ?? 0;
  });

/** The last two of a cursor's values are a day and an id; before them stands a place. @throws INVALID_INPUT */
function placeIn(cursor: string, length: number): (string | number | null)[] {
  const key = decodeCursor(cursor, length);
  const [day, id] = key.slice(-2);
  const isPlace = length === 2 || key[0] === 0 || key[0] === 1;
  if (!isPlace || typeof day !== 'string' || !isCalendarDate(day) || typeof id !== 'string' || !isId(id)) {
    throw badCursor();
  }
  return key;
}
