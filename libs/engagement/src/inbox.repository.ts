import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import {
  calendarDate,
  decodeCursor,
  invalidInput,
  isId,
  notFound,
  type Id,
  type Page,
  type PageRequest,
  isCalendarDate,
} from '#libs/kernel';
import { paginate, sqlScope, type SortKey, type Tx } from '#libs/platform';
import { Publication, type PublicationKind, type Severity } from '#libs/publishing';
import { Acknowledgement } from './acknowledgement.entity.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery, NO_DUE_DATE, type Notice } from './delivery.entity.ts';

export const INBOX_STATES = ['UNREAD', 'OPEN', 'OVERDUE', 'DUE_SOON', 'ANSWERED', 'ALL'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

export const INBOX_SORTS = ['NEWEST', 'DUE', 'SEVERITY'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];

/** What is due soon is due today or in so many days. */
const SOON_DAYS = 7;

export interface InboxFilter {
  /** With a site: as it stands there. */
  state?: InboxState | null | undefined;
  severity?: Severity | null | undefined;
  kind?: PublicationKind | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  productId?: Id<'Product'> | null | undefined;
  /** Due before this date. */
  dueBefore?: string | null | undefined;
  siteId?: Id<'Site'> | null | undefined;
  /** Part of a title. */
  search?: string | null | undefined;
}

export interface InboxCounts {
  unread: number;
  open: number;
  overdue: number;
  dueSoon: number;
  criticalOpen: number;
}

export interface SiteInboxCounts extends InboxCounts {
  siteId: Id<'Site'>;
}

type Keys = readonly [SortKey<Delivery>, ...SortKey<Delivery>[]];

/** Each is the order of an index of the hospital's partition. */
const KEYS: Record<InboxSort, Keys> = {
  NEWEST: [
    { column: 'delivery.deliveredAt', type: 'timestamptz', direction: 'desc', value: ({ deliveredAt }) => deliveredAt },
    { column: 'delivery.id', type: 'uuid', direction: 'desc', value: ({ id }) => id },
  ],
  DUE: [
    {
      column: `coalesce(delivery.dueOn, date '${NO_DUE_DATE}')`,
      type: 'date',
      direction: 'asc',
      value: ({ dueOn }) => dueOn ?? NO_DUE_DATE,
    },
    { column: 'delivery.id', type: 'uuid', direction: 'asc', value: ({ id }) => id },
  ],
  SEVERITY: [
    { column: 'delivery.gravity', type: 'int', direction: 'desc', value: ({ gravity }) => gravity },
    { column: 'delivery.deliveredAt', type: 'timestamptz', direction: 'desc', value: ({ deliveredAt }) => deliveredAt },
    { column: 'delivery.id', type: 'uuid', direction: 'desc', value: ({ id }) => id },
  ],
};

// Written as the partial indices are.
const OPEN = 'delivery.open_sites > 0 and delivery.closed_at is null';
const UNREAD = 'delivery.unseen_sites > 0 and delivery.closed_at is null';

/** Of one site, as Delivery.isOpenAt and isUnseenAt say. */
const OPEN_AT_SITE = `s.is_connected and s.coverage <> 'COVERED_BY' and not s.is_answered and not delivery.is_for_information`;
const UNREAD_AT_SITE = `s.coverage <> 'COVERED_BY' and s.state = 'UNSEEN'`;
const AT_SITE: Partial<Record<InboxState, string>> = {
  UNREAD: UNREAD_AT_SITE,
  OPEN: OPEN_AT_SITE,
  OVERDUE: OPEN_AT_SITE,
  DUE_SOON: OPEN_AT_SITE,
  ANSWERED: 's.is_answered',
};

/** What a hospital received, as the transaction's actor may read it. */
@Injectable()
export class InboxRepository {
  /** @throws INVALID_INPUT on a cursor that another sort gave out. */
  list(tx: Tx, filter: InboxFilter, sort: InboxSort, page: PageRequest): Promise<Page<Delivery>> {
    if (page.after) refuseForeignCursor(page.after, KEYS[sort]);
    return paginate(this.matching(tx, filter), KEYS[sort], page);
  }

  count(tx: Tx, filter: InboxFilter): Promise<number> {
    return this.matching(tx, filter).getCount();
  }

  async counts(tx: Tx): Promise<InboxCounts> {
    const count = (condition: string) =>
      `(select count(*)::int from delivery where delivery.hospital_id = $1 and ${condition})`;
    const due = `coalesce(delivery.due_on, date '${NO_DUE_DATE}')`;
    const [counts] = await tx.sql<InboxCounts>(
      `select ${count(UNREAD)} as unread, ${count(OPEN)} as open,
              ${count(`${OPEN} and ${due} < $2`)} as overdue,
              ${count(`${OPEN} and ${due} between $2 and $3`)} as "dueSoon",
              ${count(`${OPEN} and delivery.gravity = 4`)} as "criticalOpen"`,
      [tx.ctx.organisationId, ...soon(tx.now)],
    );
    if (!counts) throw new Error('counts are always one row');
    return counts;
  }

  /** The same for each site where something waits. */
  siteCounts(tx: Tx): Promise<SiteInboxCounts[]> {
    const count = (condition: string) => `(count(*) filter (where ${condition}))::int`;
    return tx.sql<SiteInboxCounts>(
      `select s.site_id as "siteId", ${count(UNREAD_AT_SITE)} as unread, ${count(OPEN_AT_SITE)} as open,
              ${count(`${OPEN_AT_SITE} and delivery.due_on < $2`)} as overdue,
              ${count(`${OPEN_AT_SITE} and delivery.due_on between $2 and $3`)} as "dueSoon",
              ${count(`${OPEN_AT_SITE} and delivery.gravity = 4`)} as "criticalOpen"
       from delivery join delivery_site s on s.hospital_id = delivery.hospital_id and s.delivery_id = delivery.id
       where delivery.hospital_id = $1 and s.hospital_id = $1 and ((${OPEN}) or (${UNREAD}))
       group by s.site_id
       having ${count(UNREAD_AT_SITE)} + ${count(OPEN_AT_SITE)} > 0
       order by s.site_id`,
      [tx.ctx.organisationId, ...soon(tx.now)],
    );
  }

  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Delivery'>): Promise<Delivery> {
    const delivery = await this.own(tx).andWhere('delivery.id = :id', { id }).getOne();
    if (!delivery || !tx.ctx.allows('read', delivery)) throw notFound('delivery');
    return delivery;
  }

  /** The hospital's deliveries of publications; not the notices of their withdrawal. */
  ofPublications(tx: Tx, ids: readonly Id<'Publication'>[], notice: Notice): Promise<Delivery[]> {
    return this.own(tx)
      .andWhere('delivery.publicationId = any(:ids) and delivery.notice = :notice', { ids, notice })
      .getMany();
  }

  sitesOf(tx: Tx, deliveries: readonly Delivery[]): Promise<DeliverySite[]> {
    return tx.manager
      .createQueryBuilder(DeliverySite, 'site')
      .where('site.hospitalId = any(:hospitalIds)', {
        hospitalIds: [...new Set(deliveries.map((one) => one.hospitalId))],
      })
      .andWhere('site.deliveryId = any(:ids)', { ids: deliveries.map(({ id }) => id) })
      .orderBy('site.siteId')
      .getMany();
  }

  acknowledgements(tx: Tx, ids: readonly Id<'Acknowledgement'>[]): Promise<Acknowledgement[]> {
    return tx.manager
      .createQueryBuilder(Acknowledgement, 'acknowledgement')
      .where('acknowledgement.id = any(:ids)', { ids })
      .getMany();
  }

  publications(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    return tx.manager
      .createQueryBuilder(Publication, 'publication')
      .where('publication.id = any(:ids)', { ids })
      .getMany();
  }

  async releasesOf(tx: Tx, publicationId: Id<'Publication'>): Promise<Id<'Release'>[]> {
    const rows = await tx.sql<{ id: Id<'Release'> }>(
      'select release_id as id from publication_release where publication_id = $1',
      [publicationId],
    );
    return rows.map(({ id }) => id);
  }

  /** How many devices of the hospital each publication is about. */
  affectedAssets(
    tx: Tx,
    publicationIds: readonly Id<'Publication'>[],
  ): Promise<{ publicationId: Id<'Publication'>; devices: number }[]> {
    return tx.sql(
      `select pr.publication_id as "publicationId", sum(a.quantity)::int as devices
       from publication_release pr join asset a on a.release_id = pr.release_id
       where pr.publication_id = any($1) and a.hospital_id = $2 and a.status in ('IN_USE','STORED')
       group by pr.publication_id`,
      [publicationIds, tx.ctx.organisationId],
    );
  }

  /** The hospital is named in the query: partitions are chosen before row-level security is asked. */
  private own(tx: Tx): SelectQueryBuilder<Delivery> {
    return tx.manager
      .createQueryBuilder(Delivery, 'delivery')
      .where('delivery.hospitalId = :hospitalId', { hospitalId: tx.ctx.organisationId });
  }

  private matching(tx: Tx, filter: InboxFilter): SelectQueryBuilder<Delivery> {
    const { severity, kind, vendorId, productId, dueBefore, siteId, search } = filter;
    const state = filter.state ?? 'ALL';
    const query = this.own(tx);
    const scope = sqlScope(tx.ctx.ability, 'read', Delivery, (property) => `delivery.${property}`);
    query.andWhere(scope.sql, scope.parameters);
    if (state === 'UNREAD') query.andWhere(UNREAD);
    if (state === 'OPEN' || state === 'OVERDUE' || state === 'DUE_SOON') query.andWhere(OPEN);
    const [today, until] = soon(tx.now);
    if (state === 'OVERDUE') query.andWhere('delivery.dueOn < :today', { today });
    if (state === 'DUE_SOON') query.andWhere('delivery.dueOn between :today and :until', { today, until });
    if (state === 'ANSWERED' && !siteId) query.andWhere('delivery.openSites = 0');
    if (state === 'ANSWERED') query.andWhere('delivery.isForInformation = false');
    if (severity) query.andWhere('delivery.severity = :severity', { severity });
    if (kind) query.andWhere('delivery.kind = :kind', { kind });
    if (vendorId) query.andWhere('delivery.vendorId = :vendorId', { vendorId });
    if (dueBefore) query.andWhere('delivery.dueOn < :dueBefore', { dueBefore });
    if (siteId) {
      query.andWhere(
        `exists (select from delivery_site s
                 where s.hospital_id = :hospitalId and s.delivery_id = delivery.id and s.site_id = :siteId
                   and ${AT_SITE[state] ?? 'true'})`,
        { siteId },
      );
    }
    if (productId) {
      query.andWhere(
        `delivery.publication_id in (select pr.publication_id from publication_release pr join release r on r.id = pr.release_id
                                    where r.product_id = :productId)`,
        { productId },
      );
    }
    if (search) {
      query.andWhere(
        `exists (select from publication p where p.id = delivery.publication_id
                 and strpos(lower(concat_ws(chr(10), p.title_ja, p.title_en)), lower(:search)) > 0)`,
        { search },
      );
    }
    return query;
  }
}

/** Today and the last day that is soon. */
const soon = (now: Date) =>
  [calendarDate(now), calendarDate(new Date(now.getTime() + SOON_DAYS * 86_400_000))] as const;

/** What a cursor must hold, by the type of its column. */
const IS: Record<'uuid' | 'timestamptz' | 'date' | 'int', (value: unknown) => boolean> = {
  uuid: (value) => typeof value === 'string' && isId(value),
  timestamptz: (value) => isLater(value) && isInstant(value),
  date: (value) => isLater(value) && isCalendarDate(value),
  int: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 4,
};
/** A year that every calendar here has: PostgreSQL has no year 0. */
const isLater = (value: unknown): value is string => typeof value === 'string' && value > '1000';
const isInstant = (value: string) => !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;

function refuseForeignCursor(after: string, keys: Keys): void {
  const values = decodeCursor(after, keys.length);
  if (keys.every(({ type }, i) => IS[type as keyof typeof IS](values[i]))) return;
  throw invalidInput('page.bad_cursor', 'This cursor is not one that this list gave out. Start again without "after".');
}
