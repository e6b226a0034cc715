import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AssetObject, AssetService, type Asset } from '#libs/inventory';
import type { Page } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { EndOfSupportDecision } from './decision.entity.ts';
import * as g from './decision.graphql.ts';
import { DecisionService, type DecisionResult } from './decision.service.ts';

@Resolver(() => g.EndOfSupportDecisionObject)
export class DecisionResolver {
  private readonly decisions: DecisionService;
  private readonly assets: AssetService;

  constructor(decisions: DecisionService, assets: AssetService) {
    this.decisions = decisions;
    this.assets = assets;
  }

  @Access('read', EndOfSupportDecision)
  @Query(() => g.DecisionConnection, {
    description: "The own hospital's decisions about the end of support, also former ones, the soonest review first.",
  })
  endOfSupportDecisions(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.DecisionsArgs }, parsedBy(g.decisionList)) { first, after, ...filter }: g.DecisionList,
  ): Promise<Page<EndOfSupportDecision>> {
    return this.decisions.list(ctx, filter, { first, after });
  }

  @Access('decide', EndOfSupportDecision)
  @Mutation(() => g.DecideEndOfSupportPayload, {
    description:
      'Decides what becomes of assets that lose their support; a risk acceptance is proposed, and signed by acceptRisk.',
  })
  async decideEndOfSupport(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.DecideEndOfSupportInput, description: 'What, and for which assets.' },
      parsedBy(g.decideEndOfSupport),
    )
    { assetIds, choice, ...facts }: g.DecideEndOfSupport,
  ) {
    const { replaceBy = null, contract = null, extendedUntil = null } = facts;
    const assets = assetIds ? { assetIds } : { choice: choice ?? {} };
    return resultsOf(await this.decisions.decide(ctx, assets, { ...facts, replaceBy, contract, extendedUntil }));
  }

  @Access('acceptRisk', EndOfSupportDecision)
  @Mutation(() => g.AcceptRiskPayload, { description: 'Takes risks that were proposed: each is signed by itself.' })
  async acceptRisk(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AcceptRiskInput, description: 'Which.' }, parsedBy(g.acceptRisk))
    { decisionIds }: g.AcceptRisk,
  ) {
    return resultsOf(await this.decisions.acceptRisk(ctx, decisionIds));
  }

  @Access('acceptRisk', EndOfSupportDecision)
  @Mutation(() => g.RefuseRiskPayload, { description: 'Does not take risks that were proposed.' })
  async refuseRisk(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RefuseRiskInput, description: 'Which, and why.' }, parsedBy(g.refuseRisk))
    { decisionIds, reason }: g.RefuseRisk,
  ) {
    return resultsOf(await this.decisions.refuseRisk(ctx, decisionIds, reason));
  }

  @ResolveField(() => AssetObject, { description: 'What it was decided for.' })
  asset(@CurrentCtx() ctx: Ctx, @Parent() { assetId }: EndOfSupportDecision) {
    return this.assets.visibleAsset(ctx, assetId);
  }
}

@Resolver(() => AssetObject)
export class AssetDecisionResolver {
  private readonly decisions: DecisionService;

  constructor(decisions: DecisionService) {
    this.decisions = decisions;
  }

  @ResolveField(() => g.EndOfSupportDecisionObject, {
    nullable: true,
    description: 'What is decided for it now; null: nothing. For its hospital alone.',
  })
  endOfSupportDecision(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset) {
    return this.decisions.currentOf(ctx, asset);
  }

  @ResolveField(() => [g.EndOfSupportDecisionObject], {
    description: 'All that was ever decided or proposed for it, the newest first. For its hospital alone.',
  })
  endOfSupportDecisions(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset) {
    return this.decisions.ofAsset(ctx, asset);
  }
}

const resultsOf = (results: readonly DecisionResult[]) => {
  const refusedCount = results.filter(({ refusal }) => refusal !== null).length;
  return { decidedCount: results.length - refusedCount, refusedCount, results };
};
