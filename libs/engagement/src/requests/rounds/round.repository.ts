import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import { RequestMessage } from '../request-message.entity.ts';
import type { ChecklistAnswerValue } from './checklists.ts';
import { ChecklistAnswer } from './checklist-answer.entity.ts';
import { RequestRound } from './request-round.entity.ts';

/** A row of the table of answers. */
export interface RoundRow {
  id: Id<'InformationRequest'>;
  vendorName: string;
  product: string | null;
  version: string | null;
  state: InformationRequest['state'];
  askedAt: Date;
  dueAt: Date | null;
  pausedSince: Date | null;
  settledAt: Date | null;
  words: string | null;
  answers: Record<
    string,
    { answer: ChecklistAnswerValue; confirmedOn: string; targetOn: string | null; remark: string | null }
  >;
}

@Injectable()
export class RoundRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'RequestRound'>): Promise<RequestRound> {
    const found = await tx.manager.findOneBy(RequestRound, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('round of requests');
    return found;
  }

  byKey(tx: Tx, key: Id): Promise<RequestRound | null> {
    return tx.manager.findOneBy(RequestRound, { hospitalId: tx.ctx.organisationId, key });
  }

  /** Newest first. */
  list(tx: Tx, page: PageRequest): Promise<Page<RequestRound>> {
    const query = tx.manager.createQueryBuilder(RequestRound, 'request_round');
    const scope = sqlScope(tx.ctx.ability, 'read', RequestRound, (column) => `request_round.${column}`);
    query.where(scope.sql, scope.parameters);
    const newest = { column: 'request_round.id', type: 'uuid', direction: 'desc' } as const;
    return paginate(query, [{ ...newest, value: ({ id }) => id }], page);
  }

  async insert(tx: Tx, round: RequestRound): Promise<void> {
    await tx.manager.insert(RequestRound, round);
  }

  ofRequests(tx: Tx, roundIds: readonly Id<'RequestRound'>[]): Promise<RequestRound[]> {
    return tx.manager.findBy(RequestRound, { id: In([...roundIds]) });
  }

  /** In place of what was answered before. */
  async replaceAnswers(
    tx: Tx,
    { id: requestId }: InformationRequest,
    answers: readonly ChecklistAnswer[],
  ): Promise<void> {
    await tx.manager.delete(ChecklistAnswer, { requestId });
    await tx.manager.insert(ChecklistAnswer, [...answers]);
  }

  answersOf(tx: Tx, requestIds: readonly Id<'InformationRequest'>[]): Promise<ChecklistAnswer[]> {
    return tx.manager.findBy(ChecklistAnswer, { requestId: In([...requestIds]) });
  }

  /** What each was answered, or declined with, last. */
  lastAnswers(tx: Tx, requestIds: readonly Id<'InformationRequest'>[]): Promise<RequestMessage[]> {
    return tx.manager
      .createQueryBuilder(RequestMessage, 'message')
      .distinctOn(['message.request_id'])
      .where('message.request_id = any(:requestIds)', { requestIds })
      .andWhere(`message.kind in ('ANSWER','DECLINE')`)
      .orderBy('message.request_id')
      .addOrderBy('message.id', 'DESC')
      .getMany();
  }

  /** For the file, in the order of ids, from behind `after`. */
  rows(tx: Tx, roundId: Id<'RequestRound'>, after: string, atMost: number): Promise<RoundRow[]> {
    return tx.sql<RoundRow>(
      `select r.id, o.name as "vendorName", p.name as product, l.version, r.state, r.asked_at as "askedAt", r.due_at as "dueAt",
              r.paused_since as "pausedSince", r.settled_at as "settledAt",
              (select m.words from request_message m where m.request_id = r.id and m.kind in ('ANSWER','DECLINE')
               order by m.id desc limit 1) as words,
              coalesce((select jsonb_object_agg(a.item, jsonb_build_object('answer', a.answer, 'confirmedOn', a.confirmed_on,
                          'targetOn', a.target_on, 'remark', a.remark))
                        from checklist_answer a where a.request_id = r.id), '{}') as answers
       from information_request r join organisation o on o.id = r.vendor_id
         left join product p on p.id = r.product_id left join release l on l.id = r.release_id
       where r.round_id = $1 and r.id > $2 order by r.id limit $3`,
      [roundId, after, atMost],
    );
  }
}
