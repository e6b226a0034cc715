import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { ChasingPlan, type Side } from './chasing-plan.entity.ts';

/** Plans, as the transaction's actor may read them. */
@Injectable()
export class ChasingPlanRepository {
  /** Those in force: the own ones first, and the most particular first. */
  list(tx: Tx, side: Side): Promise<ChasingPlan[]> {
    return tx.manager
      .createQueryBuilder(ChasingPlan, 'plan')
      .where('plan.side = :side and plan.replaced_at is null', { side })
      .orderBy('plan.organisation_id is null')
      .addOrderBy('plan.severity is null')
      .addOrderBy('plan.publication_kind is null')
      .addOrderBy('plan.id')
      .getMany();
  }

  /** The own plan for the same; nobody else replaces it before the transaction ends. */
  async lockSame(
    tx: Tx,
    { organisationId, side, severity, publicationKind }: ChasingPlan,
  ): Promise<ChasingPlan | null> {
    // Two who set a plan that is not there yet wait for each other, too.
    await tx.sql('select from organisation where id = $1 for no key update', [organisationId]);
    return tx.manager.findOneBy(ChasingPlan, {
      organisationId: organisationId ?? IsNull(),
      side,
      severity: severity ?? IsNull(),
      publicationKind: publicationKind ?? IsNull(),
      replacedAt: IsNull(),
    });
  }

  /** @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'ChasingPlan'>): Promise<ChasingPlan> {
    await tx.sql('select from chasing_plan where id = $1 and organisation_id is not null for update', [id]);
    const found = await tx.manager.findOneBy(ChasingPlan, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('chasing plan');
    return found;
  }

  async memberOf(tx: Tx): Promise<Id<'Member'>> {
    const [member] = await tx.sql<{ id: Id<'Member'> }>(
      'select id from member where organisation_id = $1 and user_id = $2',
      [tx.ctx.organisationId, tx.ctx.actor.userId],
    );
    if (!member) throw new Error('only a member writes a plan');
    return member.id;
  }

  async insert(tx: Tx, plan: ChasingPlan): Promise<void> {
    await tx.manager.insert(ChasingPlan, { ...plan, steps: [...plan.steps] });
  }

  async writeReplaced(tx: Tx, { id, replacedAt }: ChasingPlan): Promise<void> {
    await tx.manager.update(ChasingPlan, { id }, { replacedAt });
  }
}
