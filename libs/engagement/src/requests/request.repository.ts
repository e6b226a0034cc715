import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type MailLanguage, type Tx } from '#libs/platform';
import { Publication } from '#libs/publishing';
import { InformationRequest, type RequestState, type Urgency } from './information-request.entity.ts';
import { RequestAttachment } from './request-attachment.entity.ts';
import { RequestMessage } from './request-message.entity.ts';
import { RequestPause } from './request-pause.entity.ts';

export interface RequestFilter {
  states?: readonly RequestState[] | null | undefined;
  urgency?: Urgency | null | undefined;
  isOverdue?: boolean | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  productId?: Id<'Product'> | null | undefined;
  roundId?: Id<'RequestRound'> | null | undefined;
}

/** Of the requests that are open. */
export interface RequestCounts {
  open: number;
  overdue: number;
  waitingForHospital: number;
}

/** Of one question to many vendors. */
export interface RoundCounts {
  roundId: Id<'RequestRound'>;
  asked: number;
  answered: number;
  declined: number;
  open: number;
  overdue: number;
}

/** Whom to tell that a request is overdue. */
export interface Told {
  vendorId: Id<'Organisation'>;
  /** Null: of every hospital. */
  hospitalId: Id<'Organisation'> | null;
  name: string;
  email: string;
  language: MailLanguage;
}

const OPEN = `information_request.state in ('OPEN','REOPENED')`;
/** As `InformationRequest.isOverdue` says it. */
const OVERDUE = (now: string) =>
  `${OPEN} and information_request.due_at < coalesce(information_request.paused_since, ${now})`;

/** Requests, as the transaction's actor may read them. */
@Injectable()
export class RequestRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'InformationRequest'>): Promise<InformationRequest> {
    const found = await tx.manager.findOneBy(InformationRequest, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('request');
    return found;
  }

  /** As it is now, and nobody else changes it before this transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'InformationRequest'>): Promise<InformationRequest> {
    await tx.sql('select from information_request where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** Newest first. */
  list(tx: Tx, filter: RequestFilter, page: PageRequest): Promise<Page<InformationRequest>> {
    const query = tx.manager.createQueryBuilder(InformationRequest, 'information_request');
    const scope = sqlScope(tx.ctx.ability, 'read', InformationRequest, (column) => `information_request.${column}`);
    query.where(scope.sql, scope.parameters);
    const { states, urgency, isOverdue, vendorId, productId, roundId } = filter;
    if (roundId) query.andWhere('information_request.round_id = :roundId', { roundId });
    if (states) query.andWhere('information_request.state = any(:states)', { states });
    if (urgency) query.andWhere('information_request.urgency = :urgency', { urgency });
    if (isOverdue === true) query.andWhere(`(${OVERDUE(':now')})`, { now: tx.now });
    if (isOverdue === false) query.andWhere(`(${OVERDUE(':now')}) is not true`, { now: tx.now });
    if (vendorId) query.andWhere('information_request.vendor_id = :vendorId', { vendorId });
    if (productId) {
      query.andWhere(
        `(information_request.product_id = :productId or information_request.publication_id in (
           select n.publication_id from publication_release n join release r on r.id = n.release_id
           where r.product_id = :productId))`,
        { productId },
      );
    }
    const newest = { column: 'information_request.id', type: 'uuid', direction: 'desc' } as const;
    return paginate(query, [{ ...newest, value: ({ id }) => id }], page);
  }

  async counts(tx: Tx): Promise<RequestCounts> {
    const [counts] = await tx.sql<RequestCounts>(
      `select count(*)::int as open,
              count(*) filter (where ${OVERDUE('$1')})::int as overdue,
              count(*) filter (where paused_since is not null)::int as "waitingForHospital"
       from information_request where ${OPEN}`,
      [tx.now],
    );
    if (!counts) throw new Error('an aggregate without GROUP BY always has one row');
    return counts;
  }

  countsOfRounds(tx: Tx, roundIds: readonly Id<'RequestRound'>[]): Promise<RoundCounts[]> {
    return tx.sql<RoundCounts>(
      `select round_id as "roundId", count(*)::int as asked,
              count(*) filter (where state = 'ANSWERED' or (state = 'CLOSED' and decline_reason is null))::int as answered,
              count(*) filter (where state = 'DECLINED' or (state = 'CLOSED' and decline_reason is not null))::int as declined,
              count(*) filter (where ${OPEN})::int as open,
              count(*) filter (where ${OVERDUE('$2')})::int as overdue
       from information_request where round_id = any ($1) group by round_id`,
      [roundIds, tx.now],
    );
  }

  /** In the order in which they were written. */
  messages(tx: Tx, requestId: Id<'InformationRequest'>, page: PageRequest): Promise<Page<RequestMessage>> {
    const query = tx.manager
      .createQueryBuilder(RequestMessage, 'request_message')
      .where('request_message.request_id = :requestId', { requestId });
    return paginate(
      query,
      [{ column: 'request_message.id', type: 'uuid', direction: 'asc', value: ({ id }) => id }],
      page,
    );
  }

  pausesOf(tx: Tx, requestIds: readonly Id<'InformationRequest'>[]): Promise<RequestPause[]> {
    return tx.manager.find(RequestPause, { where: { requestId: In([...requestIds]) }, order: { id: 'ASC' } });
  }

  publicationsOf(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    return tx.manager.findBy(Publication, { id: In([...ids]) });
  }

  /** Whose publication it is, and who of the own hospital may read of it. @throws NOT_FOUND */
  async publication(
    tx: Tx,
    id: Id<'Publication'>,
  ): Promise<{ vendorId: Id<'Organisation'>; readerIds: Id<'User'>[] | null }> {
    const [found] = await tx.sql<{ vendorId: Id<'Organisation'>; readerIds: Id<'User'>[] | null }>(
      `select p.vendor_id as "vendorId",
              (select d.reader_ids from delivery d
               where d.publication_id = p.id and d.hospital_id = $2 order by d.id limit 1) as "readerIds"
       from publication p where p.id = $1`,
      [id, tx.ctx.organisationId],
    );
    if (!found) throw notFound('publication');
    return found;
  }

  async insert(tx: Tx, request: InformationRequest): Promise<void> {
    await tx.manager.insert(InformationRequest, request);
  }

  async insertMessage(tx: Tx, message: RequestMessage): Promise<void> {
    await tx.manager.insert(RequestMessage, message);
  }

  async insertAttachments(tx: Tx, attachments: readonly RequestAttachment[]): Promise<void> {
    if (attachments.length > 0) await tx.manager.insert(RequestAttachment, [...attachments]);
  }

  /** In their order. */
  attachmentsOf(tx: Tx, messageIds: readonly Id<'RequestMessage'>[]): Promise<RequestAttachment[]> {
    return tx.manager.find(RequestAttachment, {
      where: { messageId: In([...messageIds]) },
      order: { messageId: 'ASC', position: 'ASC' },
    });
  }

  findAttachment(tx: Tx, uploadId: Id): Promise<RequestAttachment | null> {
    return tx.manager.findOneBy(RequestAttachment, { uploadId: uploadId as Id<'Upload'> });
  }

  async insertPause(tx: Tx, pause: RequestPause): Promise<void> {
    await tx.manager.insert(RequestPause, pause);
  }

  async endPause(tx: Tx, { id }: InformationRequest): Promise<void> {
    await tx.sql('update request_pause set until_at = $2 where request_id = $1 and until_at is null', [id, tx.now]);
  }

  async update(tx: Tx, request: InformationRequest): Promise<void> {
    const { id, state, declineReason, clockStartedAt, dueAt, pausedSince, overdueNotedAt, settledAt, closedAt } =
      request;
    await tx.manager.update(
      InformationRequest,
      { id },
      { state, declineReason, clockStartedAt, dueAt, pausedSince, overdueNotedAt, settledAt, closedAt },
    );
  }

  /** For the system: of all hospitals those that are overdue and were not noted as such. They are, now. */
  async noteOverdue(tx: Tx, atMost: number): Promise<InformationRequest[]> {
    const rows = await tx.sql<{ id: Id<'InformationRequest'> }>(
      `update information_request set overdue_noted_at = $1
       where id in (select id from information_request
                    where ${OVERDUE('$1')} and overdue_noted_at is null and due_at is not null
                    order by due_at, id limit $2 for update skip locked)
       returning id`,
      [tx.now, atMost],
    );
    return tx.manager.findBy(InformationRequest, { id: In(rows.map(({ id }) => id)) });
  }

  /** For the system: who answers requests there, and the contacts for security. */
  toldOf(tx: Tx, vendorIds: readonly Id<'Organisation'>[]): Promise<Told[]> {
    return tx.sql(
      `select m.organisation_id as "vendorId", null as "hospitalId", m.name, m.email, ${LANGUAGE_OF_MEMBER} as language
       from member m
       where m.organisation_id = any ($1) and m.state = 'ACTIVE' and 'VENDOR_SUPPORT' = any (m.roles)
       union all
       select c.organisation_id, r.hospital_id, c.name, c.email, 'ja'
       from contact c left join relationship r on r.id = c.relationship_id
       where c.organisation_id = any ($1) and c.kind = 'SECURITY' and c.email is not null`,
      [vendorIds],
    );
  }

  /** For the system. */
  async namesOf(tx: Tx, hospitalIds: readonly Id<'Organisation'>[]): Promise<Map<Id, string>> {
    const rows = await tx.sql<{ id: Id; name: string }>('select id, name from organisation where id = any ($1)', [
      hospitalIds,
    ]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
