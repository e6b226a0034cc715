import { Args, Query, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { Access, CurrentCtx, MutationOf, parsedBy, type Ctx } from '#libs/platform';
import { ChasingPlan } from './chasing-plan.entity.ts';
import * as g from './chasing-plan.graphql.ts';
import { ChasingPlanService } from './chasing-plan.service.ts';

@Resolver(() => g.ChasingPlanObject)
export class ChasingPlanResolver {
  private readonly plans: ChasingPlanService;

  constructor(plans: ChasingPlanService) {
    this.plans = plans;
  }

  @Query(() => [g.ChasingPlanObject], {
    description: 'The chasing plans in force of the own organisation, and those of Tasuki behind them.',
  })
  @Access('read', ChasingPlan)
  chasingPlans(@CurrentCtx() ctx: Ctx) {
    return this.plans.list(ctx);
  }

  @Query(() => g.ChasingPreviewObject, { description: 'When the steps of a plan would come, saved or not.' })
  @Access('read', ChasingPlan)
  chasingPreview(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ChasingPreviewArgs }, parsedBy(g.chasingPreview))
    { plan, deliveredAt, dueOn }: z.output<typeof g.chasingPreview>,
  ) {
    return this.plans.preview(ctx, plan, deliveredAt, dueOn);
  }

  @MutationOf('chasingPlan', g.ChasingPlanObject, 'Sets a chasing plan, in place of the one for the same.')
  @Access('set', ChasingPlan)
  async setChasingPlan(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.SetChasingPlanInput, description: 'The plan.' }, parsedBy(g.setChasingPlan))
    input: g.SetChasingPlan,
  ) {
    return { chasingPlan: await this.plans.set(ctx, input) };
  }

  @MutationOf('chasingPlan', g.ChasingPlanObject, 'Removes a chasing plan: the next one that fits holds.')
  @Access('set', ChasingPlan)
  async removeChasingPlan(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChasingPlanInput, description: 'Which one.' }, parsedBy(g.chasingPlanInput))
    { planId }: z.output<typeof g.chasingPlanInput>,
  ) {
    return { chasingPlan: await this.plans.remove(ctx, planId) };
  }
}
