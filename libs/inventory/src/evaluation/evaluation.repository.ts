import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { calendarDate, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { Evaluation, type EvaluationState } from './evaluation.entity.ts';

/** Evaluations, as the transaction's actor may read them. */
@Injectable()
export class EvaluationRepository {
  /** As it is now, and nobody else changes it before this transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'Evaluation'>): Promise<Evaluation> {
    await tx.sql('select from evaluation where id = $1 for update', [id]);
    const found = await tx.manager.findOneBy(Evaluation, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('evaluation');
    return found;
  }

  /** Newest first. */
  list(tx: Tx, state: EvaluationState | null, page: PageRequest): Promise<Page<Evaluation>> {
    const query = tx.manager.createQueryBuilder(Evaluation, 'evaluation');
    const scope = sqlScope(tx.ctx.ability, 'read', Evaluation, (property) => `evaluation.${property}`);
    query.where(scope.sql, scope.parameters);
    if (state) query.andWhere('evaluation.state = :state', { state });
    return paginate(query, [{ column: 'evaluation.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** @returns whether it was added: false where the hospital has one of the product that stands. */
  async addUnlessStanding(tx: Tx, one: Evaluation): Promise<boolean> {
    const rows = await tx.sql(
      `insert into evaluation (id, hospital_id, vendor_id, product_id, state, until, note, requested_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
      [one.id, one.hospitalId, one.vendorId, one.productId, one.state, one.until, one.note, one.requestedAt],
    );
    return rows.length > 0;
  }

  async save(tx: Tx, { id, state, reason, answeredAt, endedAt }: Evaluation): Promise<void> {
    await tx.manager.update(Evaluation, { id }, { state, reason, answeredAt, endedAt });
  }

  /** The newest of each product of the own hospital. */
  async newestOf(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<Map<Id<'Product'>, Evaluation>> {
    const rows = await tx.manager.find(Evaluation, {
      where: { productId: In([...productIds]), hospitalId: tx.ctx.organisationId },
      order: { id: 'ASC' },
    });
    return new Map(rows.map((row) => [row.productId, row]));
  }

  /** For the system: of all hospitals those whose last day has passed, ENDED now. */
  async endOver(tx: Tx, atMost: number): Promise<Evaluation[]> {
    const rows = await tx.sql<{ id: Id<'Evaluation'> }>(
      `update evaluation set state = 'ENDED', ended_at = $2
       where id in (select id from evaluation where state in ('REQUESTED','CONSENTED') and until < $1
                    order by until, id limit $3 for update skip locked)
       returning id`,
      [calendarDate(tx.now), tx.now, atMost],
    );
    return tx.manager.findBy(Evaluation, { id: In(rows.map(({ id }) => id)) });
  }
}
