import { Injectable } from '@nestjs/common';
import {
  checkPage,
  decodeCursor,
  invalidInput,
  isId,
  pageOf,
  type Id,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { TrailEvent } from './trail-event.entity.ts';

/** Which events a list shows; what is left out does not narrow it. */
export interface TrailFilter {
  subjectId?: string | null | undefined;
  kind?: string | null | undefined;
  /** Acted, was acted for, or was concerned. */
  organisationId?: string | null | undefined;
  /** This account acted, as a person. */
  personId?: string | null | undefined;
  /** Recorded at this instant or later. */
  from?: Date | null | undefined;
  /** Recorded before this instant. */
  until?: Date | null | undefined;
}

/** Whose part of the trail is read. */
export interface TrailScope {
  /** Events in which one of these acted or was acted for, or which concern one of them. */
  organisationIds: readonly string[];
  /** Leaves out what this organisation did. */
  exceptBy?: string;
}

/** What is read of an event to know whom and what it concerns. */
export type LoggedEvent = Pick<
  TrailEvent,
  'kind' | 'organisationId' | 'counterpartId' | 'onBehalfOfId' | 'subjectType' | 'subjectId' | 'facts'
>;

const COLUMNS = `event.id, event.recorded_at as "recordedAt", event.kind, event.organisation_id as "organisationId",
  event.counterpart_id as "counterpartId", event.on_behalf_of_id as "onBehalfOfId", event.subject_type as "subjectType", event.subject_id as "subjectId",
  event.facts, event.facts_salt as "factsSalt", event.person as "personText", event.person_salt as "personSalt",
  event.person_hash as "personHash", event.commitment, entry.log_index::float8 as "logIndex"`;

/** Who acted, whom it concerns, for whom it was done; each has an index. */
const PARTIES = ['organisation_id', 'counterpart_id', 'on_behalf_of_id'];
const isConcerned = (organisations: string) =>
  `(${PARTIES.map((column) => `${column} = any (${organisations}::uuid[])`).join(' or ')})`;

const MATCHES = `($2::uuid is null or subject_id = $2) and ($3::text is null or kind = $3)
  and ($4::uuid is null or $4 in (${PARTIES.join(', ')}))
  and ($5::timestamptz is null or recorded_at >= $5) and ($6::timestamptz is null or recorded_at < $6)
  and ($7::uuid is null or organisation_id is distinct from $7)
  and ($8::text is null or strpos(facts, $8) > 0)`;

/** Canonical JSON has one spelling, which no text inside a string can imitate: its quotes are escaped. */
const actedBy = (personId: string) => `"memberUserId":"${personId.toLowerCase()}"`;

const parametersOf = ({ organisationIds, exceptBy }: TrailScope, filter: TrailFilter) => [
  [...organisationIds],
  filter.subjectId ?? null,
  filter.kind ?? null,
  filter.organisationId ?? null,
  filter.from ?? null,
  filter.until ?? null,
  exceptBy ?? null,
  filter.personId ? actedBy(filter.personId) : null,
];

const [BEFORE_ALL, AFTER_ALL] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/**
 * Matching events in order: for each organisation the first ones from each of its indexes, merged, so that a page costs the
 * same however long the trail is. Compared as pairs: with a plain `=` the planner may read the primary key in order
 * instead, past everybody's events.
 */
const eventsInOrder = (direction: 'asc' | 'desc') => {
  const [beyond, within] = direction === 'asc' ? ['>', '<='] : ['<', '>='];
  const branch = (column: string) => `
    (select * from trail.event
     where (${column}, id) ${beyond} (reader.id, $9::uuid) and ${column} ${within} reader.id and ${MATCHES}
     order by ${column} ${direction}, id ${direction} limit $10)`;
  return `
    select ${COLUMNS}
    from (
      select distinct on (found.id) found.*
      from unnest($1::uuid[]) as reader (id)
      cross join lateral (
        ${PARTIES.map(branch).join(' union all ')}
      ) as found
      order by found.id ${direction} limit $10
    ) as event
    left join trail.entry on entry.event_id = event.id
    order by event.id ${direction}`;
};

/** Reads the trail within what row-level security shows the actor. */
@Injectable()
export class TrailRepository {
  /** Newest first. @throws INVALID_INPUT on a page size or cursor that is not one of ours. */
  async page(tx: Tx, scope: TrailScope, filter: TrailFilter, page: PageRequest): Promise<Page<TrailEvent>> {
    checkPage(page);
    const after = page.after ? cursorId(page.after) : AFTER_ALL;
    const rows = await this.events(tx, 'desc', [...parametersOf(scope, filter), after, page.first + 1]);
    const count = () => this.count(tx, scope, filter);
    return pageOf(rows, page, ({ id }) => [id], count);
  }

  /** Oldest first, from behind the event `after`. */
  chunk(tx: Tx, scope: TrailScope, filter: TrailFilter, after: string | null, limit: number): Promise<TrailEvent[]> {
    return this.events(tx, 'asc', [...parametersOf(scope, filter), after ?? BEFORE_ALL, limit]);
  }

  async count(tx: Tx, scope: TrailScope, filter: TrailFilter): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(
      `select count(*)::float8 as count from trail.event
       where ${isConcerned('$1')} and ${MATCHES}`,
      parametersOf(scope, filter),
    );
    return row?.count ?? 0;
  }

  /** How many entries the log has. */
  async logSize(tx: Tx): Promise<number> {
    const [row] = await tx.sql<{ size: number }>(
      'select coalesce(max(log_index) + 1, 0)::float8 as size from trail.entry',
    );
    return row?.size ?? 0;
  }

  /** What stands in the log from one index until before another, and concerns one of these organisations, in its order. */
  logged(tx: Tx, from: number, until: number, organisationIds: readonly Id<'Organisation'>[]): Promise<LoggedEvent[]> {
    return tx.sql<LoggedEvent>(
      `select event.kind, event.organisation_id as "organisationId", event.counterpart_id as "counterpartId",
              event.on_behalf_of_id as "onBehalfOfId", event.subject_type as "subjectType", event.subject_id as "subjectId",
              event.facts
       from trail.entry entry join trail.event event on event.id = entry.event_id
       where entry.log_index >= $1 and entry.log_index < $2 and ${isConcerned('$3')}
       order by entry.log_index`,
      [from, until, [...organisationIds]],
    );
  }

  /** The event, where it is in the scope and the actor may see it. */
  async find(tx: Tx, { organisationIds, exceptBy }: TrailScope, eventId: string): Promise<TrailEvent | null> {
    const [row] = await tx.sql<TrailEvent>(
      `select ${COLUMNS} from trail.event left join trail.entry on entry.event_id = event.id
       where event.id = $1 and ${isConcerned('$2')}
         and ($3::uuid is null or organisation_id is distinct from $3)`,
      [eventId, [...organisationIds], exceptBy ?? null],
    );
    return row ? Object.assign(new TrailEvent(), row) : null;
  }

  private async events(tx: Tx, direction: 'asc' | 'desc', parameters: readonly unknown[]): Promise<TrailEvent[]> {
    const rows = await tx.sql<TrailEvent>(eventsInOrder(direction), parameters);
    return rows.map((row) => Object.assign(new TrailEvent(), row));
  }
}

function cursorId(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !isId(id))
    throw invalidInput('page.bad_cursor', 'This cursor is not one that this list gave out.');
  return id;
}
