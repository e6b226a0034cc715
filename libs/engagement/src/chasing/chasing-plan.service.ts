import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { HOLIDAYS_KNOWN_UNTIL, nextAllowed } from './business-time.ts';
import { ChasingPlan, dueAt, type PlanWords, type Side } from './chasing-plan.entity.ts';
import { ChasingPlanRepository } from './chasing-plan.repository.ts';
import { planRemoved, planSet } from './chasing.events.ts';

/** The plans of a vendor or of a hospital. */
@Injectable()
export class ChasingPlanService {
  private readonly uow: UnitOfWork;
  private readonly plans: ChasingPlanRepository;

  constructor(uow: UnitOfWork, plans: ChasingPlanRepository) {
    this.uow = uow;
    this.plans = plans;
  }

  /** Those in force, Tasuki's own last. */
  list(ctx: Ctx): Promise<ChasingPlan[]> {
    return this.uow.run(ctx, (tx) => this.plans.list(tx, sideOf(ctx)));
  }

  /** In place of the plan for the same severity and kind. What was delivered before follows that one to its end. */
  set(ctx: Ctx, words: PlanWords): Promise<ChasingPlan> {
    return this.uow.run(ctx, async (tx) => {
      const by = { organisationId: ctx.organisationId, memberId: await this.plans.memberOf(tx) };
      const plan = ChasingPlan.of(words, sideOf(ctx), by, tx.now);
      ctx.authorise('set', plan);

      const former = await this.plans.lockSame(tx, plan);
      if (former) {
        former.replace(tx.now);
        await this.plans.writeReplaced(tx, former);
      }
      await this.plans.insert(tx, plan);
      await tx.record(planSet(plan));
      return plan;
    });
  }

  /** Another of one's own, or Tasuki's, holds from now on. @throws what ChasingPlan.replace throws; NOT_FOUND */
  remove(ctx: Ctx, id: Id<'ChasingPlan'>): Promise<ChasingPlan> {
    return this.uow.run(ctx, async (tx) => {
      const plan = await this.plans.lock(tx, id);
      plan.replace(tx.now);
      ctx.authorise('set', plan);

      await this.plans.writeReplaced(tx, plan);
      await tx.record(planRemoved(plan));
      return plan;
    });
  }

  /** When each step would come. @throws INVALID_INPUT `engagement.wrong_steps` */
  preview(ctx: Ctx, words: PlanWords, deliveredAt: Date, dueOn: string | null) {
    const by = { organisationId: ctx.organisationId, memberId: '' };
    const plan = ChasingPlan.of(words, sideOf(ctx), by, deliveredAt);
    const isNeverQuiet = plan.severity === 'CRITICAL';
    const steps = plan.steps.map((step, place) => {
      const due = dueAt(step, deliveredAt, dueOn);
      return { step: place + 1, dueAt: due, comesAt: due && !isNeverQuiet ? nextAllowed(due, plan) : due };
    });
    return { steps, holidaysKnownUntil: HOLIDAYS_KNOWN_UNTIL };
  }
}

const sideOf = ({ actor }: Ctx): Side => (actor.isVendor ? 'VENDOR' : 'HOSPITAL');
