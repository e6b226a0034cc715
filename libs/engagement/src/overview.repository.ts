import { Injectable } from '@nestjs/common';
import {
  badCursor,
  calendarDate,
  checkPage,
  decodeCursor,
  isId,
  pageOf,
  type Id,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Severity } from '#libs/publishing';

/** What of one severity waits for hospitals. */
export interface Unanswered {
  severity: Severity;
  publications: number;
  hospitals: number;
  overdue: number;
}

/** What a vendor's people have to do before hospitals hear of it, or after. */
export interface Waiting {
  drafts: number;
  inReview: number;
  awaitingMyApproval: number;
  secondChecksPending: number;
}

export interface UnansweredPublication {
  publicationId: Id<'Publication'>;
  hospitals: number;
  overdue: number;
  soonestDueOn: string | null;
}

export interface UnansweredFilter {
  severity?: Severity | null | undefined;
  overdueOnly: boolean;
}

// Written as the partial index is; row-level security says the same.
const WAITS = 'd.vendor_id = $1 and d.open_sites > 0 and d.closed_at is null and d.is_vendor_informed';

/** What waits, for the vendor that the transaction asks as. */
@Injectable()
export class OverviewRepository {
  /** The gravest first. */
  unanswered(tx: Tx): Promise<Unanswered[]> {
    return tx.sql<Unanswered>(
      `select d.severity, count(distinct d.publication_id)::int as publications, count(*)::int as hospitals,
              (count(*) filter (where d.due_on < $2))::int as overdue
       from delivery d where ${WAITS}
       group by d.severity order by max(d.gravity) desc`,
      [tx.ctx.organisationId, calendarDate(tx.now)],
    );
  }

  async waiting(tx: Tx, approver: Id<'User'> | null): Promise<Waiting> {
    const count = (condition: string) => `(count(*) filter (where ${condition}))::int`;
    const [waiting] = await tx.sql<Waiting>(
      `select ${count(`p.state = 'DRAFT'`)} as drafts, ${count(`p.state = 'IN_REVIEW'`)} as "inReview",
              ${count(`p.state = 'IN_REVIEW' and $2::uuid is not null and not exists (
                select from publication_contributor c where c.publication_id = p.id and c.contributor_id = $2)`)}
                as "awaitingMyApproval",
              ${count(`p.is_emergency and p.second_checked_at is null and p.state in ('PUBLISHED','SUPERSEDED')`)}
                as "secondChecksPending"
       from publication p
       where p.vendor_id = $1 and (p.state in ('DRAFT','IN_REVIEW') or (p.is_emergency and p.second_checked_at is null))`,
      [tx.ctx.organisationId, approver],
    );
    if (!waiting) throw new Error('counts are always one row');
    return waiting;
  }

  /** The newest first. @throws INVALID_INPUT on a page size or cursor that is not one of ours. */
  async unansweredPublications(
    tx: Tx,
    filter: UnansweredFilter,
    page: PageRequest,
  ): Promise<Page<UnansweredPublication>> {
    checkPage(page);
    const parameters = [
      tx.ctx.organisationId,
      calendarDate(tx.now),
      filter.severity ?? null,
      filter.overdueOnly,
    ] as const;
    const rows = await tx.sql<UnansweredPublication>(
      `select "publicationId", hospitals, overdue, "soonestDueOn" from (${BY_PUBLICATION}) unanswered
       where "publicationId" < $5 order by "publicationId" desc limit $6`,
      [...parameters, page.after ? idIn(page.after) : AFTER_ALL, page.first + 1],
    );
    const count = () =>
      tx.later(async (later) => {
        const counted = await later.sql<{ total: number }>(
          `select count(*)::int as total from (${BY_PUBLICATION}) unanswered`,
          parameters,
        );
        return counted[0]?.total ?? 0;
      });
    return pageOf(rows, page, ({ publicationId }) => [publicationId], count);
  }
}

const BY_PUBLICATION = `
  select d.publication_id as "publicationId", count(*)::int as hospitals,
         (count(*) filter (where d.due_on < $2))::int as overdue, min(d.due_on)::text as "soonestDueOn"
  from delivery d where ${WAITS} and ($3::text is null or d.severity = $3)
  group by d.publication_id
  having not $4::boolean or count(*) filter (where d.due_on < $2) > 0`;

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function idIn(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !isId(id)) throw badCursor();
  return id;
}
