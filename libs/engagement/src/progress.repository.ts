import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { calendarDate, decodeCursor, invalidInput, isId, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, type Tx } from '#libs/platform';
import type { ActionAnswer } from './answers.ts';
import { Delivery, type Notice } from './delivery.entity.ts';
import type { ResponseCount } from './responses.ts';

export const RECIPIENT_STATES = ['UNREAD', 'OPEN', 'OVERDUE', 'ANSWERED', 'FOR_INFORMATION', 'ALL'] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

/** Hospitals that a publication reached, as far as its vendor may know of them. */
export interface Progress {
  publicationId: Id<'Publication'>;
  notice: Notice;
  /** It is still being delivered: the numbers grow. */
  isDelivering: boolean;
  hospitals: number;
  delivered: number;
  viewed: number;
  acknowledged: number;
  overdue: number;
  forInformation: number;
  outside: number;
}

export interface AnswerCount extends Pick<ActionAnswer, 'action' | 'answer'> {
  deliveryId: Id<'Delivery'>;
  sites: number;
}

const CONDITIONS: Record<Exclude<RecipientState, 'ALL'>, string> = {
  UNREAD: 'delivery.unseen_sites > 0',
  OPEN: 'delivery.open_sites > 0 and delivery.closed_at is null',
  OVERDUE: 'delivery.open_sites > 0 and delivery.closed_at is null and delivery.due_on < :today',
  ANSWERED: 'delivery.open_sites = 0 and not delivery.is_for_information',
  FOR_INFORMATION: 'delivery.is_for_information',
};

/** A vendor's own recipients: row-level security shows those that it is told of. */
@Injectable()
export class ProgressRepository {
  async of(tx: Tx, publicationIds: readonly Id<'Publication'>[], notice: Notice): Promise<Progress[]> {
    return tx.sql<Progress>(
      `select p.id as "publicationId", $3::text as notice, sums.*,
              case $3 when 'WITHDRAWAL' then p.state = 'WITHDRAWN' and p.withdrawal_delivered_at is null
                else p.state = 'PUBLISHED' and p.delivered_at is null end as "isDelivering",
              sums.delivered + sums.outside as hospitals
       from publication p cross join lateral (
         select count(*)::int as delivered,
                (count(*) filter (where d.unseen_sites = 0))::int as viewed,
                (count(*) filter (where d.open_sites = 0 and not d.is_for_information))::int as acknowledged,
                (count(*) filter (where d.open_sites > 0 and d.closed_at is null and d.due_on < $4))::int as overdue,
                (count(*) filter (where d.is_for_information))::int as "forInformation",
                (select count(*)::int from outside_recipient o where o.publication_id = p.id) as outside
         from delivery d
         where d.publication_id = p.id and d.notice = $3 and d.vendor_id = $2 and d.is_vendor_informed
       ) sums
       where p.id = any ($1)`,
      [publicationIds, tx.ctx.organisationId, notice, calendarDate(tx.now)],
    );
  }

  /**
   * When hospitals had it, had opened it at every site, and had answered it at every site that was asked (by what they
   * said last), counted by the hour in the first two days, later by the day.
   */
  responses(
    tx: Tx,
    publicationIds: readonly Id<'Publication'>[],
    notice: Notice,
  ): Promise<(ResponseCount & { publicationId: Id<'Publication'> })[]> {
    return tx.sql(
      `with reached as (
         select d.publication_id, d.delivered_at,
                case when d.unseen_sites = 0
                  then max(least(s.viewed_at, s.acknowledged_at)) filter (where s.coverage <> 'COVERED_BY') end as viewed_at,
                case when d.open_sites = 0 and not d.is_for_information
                  then max(s.acknowledged_at) filter (where s.is_answered) end as acknowledged_at
         from delivery d left join delivery_site s on s.hospital_id = d.hospital_id and s.delivery_id = d.id
         where d.publication_id = any ($1) and d.notice = $3 and d.vendor_id = $2 and d.is_vendor_informed
         group by d.hospital_id, d.id
       ), said as (
         select r.publication_id, response,
                floor(extract(epoch from greatest(at, r.delivered_at) - case $3 when 'WITHDRAWAL' then p.withdrawn_at
                  else p.published_at end) / 3600)::int as hours
         from reached r join publication p on p.id = r.publication_id cross join lateral (values
           ('delivered', r.delivered_at), ('viewed', r.viewed_at), ('acknowledged', r.acknowledged_at)) as that (response, at)
         where at is not null
       )
       select publication_id as "publicationId", response,
              case when hours < 48 then greatest(hours, 0) + 1 else (hours / 24 + 1) * 24 end as hour,
              count(*)::int as hospitals
       from said group by 1, 2, 3`,
      [publicationIds, tx.ctx.organisationId, notice],
    );
  }

  /** In the order of the hospitals' ids, which is the order of an index. */
  recipients(
    tx: Tx,
    publicationId: Id<'Publication'>,
    notice: Notice,
    state: RecipientState,
    page: PageRequest,
  ): Promise<Page<Delivery>> {
    if (page.after && !isId(String(decodeCursor(page.after, 1)[0]))) {
      throw invalidInput(
        'page.bad_cursor',
        'This cursor is not one that this list gave out. Start again without "after".',
      );
    }
    return paginate(
      this.matching(tx, publicationId, notice, state),
      [{ column: 'delivery.hospitalId', type: 'uuid', direction: 'asc', value: ({ hospitalId }) => hospitalId }],
      page,
    );
  }

  count(tx: Tx, publicationId: Id<'Publication'>, notice: Notice, state: RecipientState): Promise<number> {
    return this.matching(tx, publicationId, notice, state).getCount();
  }

  /** How many sites gave which answer; what is recorded on devices goes before what was said by hand. */
  answersTo(tx: Tx, deliveries: readonly Delivery[]): Promise<AnswerCount[]> {
    return tx.sql<AnswerCount>(
      `select s.delivery_id as "deliveryId", said->>'action' as action, said->>'answer' as answer, count(*)::int as sites
       from delivery_site s left join acknowledgement a on a.id = s.acknowledgement_id
         cross join lateral (
           select one as said from jsonb_array_elements(a.answers) one
           where not exists (select from jsonb_array_elements(s.derived_answers) d where d->>'action' = one->>'action')
           union all
           select one from jsonb_array_elements(s.derived_answers) one
         ) in_force
       where s.hospital_id = any ($1) and s.delivery_id = any ($2)
       group by 1, 2, 3 order by 1, 2, 3`,
      [deliveries.map(({ hospitalId }) => hospitalId), deliveries.map(({ id }) => id)],
    );
  }

  private matching(
    tx: Tx,
    publicationId: Id<'Publication'>,
    notice: Notice,
    state: RecipientState,
  ): SelectQueryBuilder<Delivery> {
    const query = tx.manager
      .createQueryBuilder(Delivery, 'delivery')
      .where('delivery.publicationId = :publicationId and delivery.notice = :notice', { publicationId, notice })
      .andWhere('delivery.vendorId = :vendorId and delivery.isVendorInformed', { vendorId: tx.ctx.organisationId });
    if (state !== 'ALL') query.andWhere(CONDITIONS[state], { today: calendarDate(tx.now) });
    return query;
  }
}
