import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { documentRowResolver, releaseRowResolver } from '../holdings/holding.resolver.ts';
import { HoldingLoaders } from '../holdings/holding.loaders.ts';
import { AssetMds2Answer, Mds2Comparison } from './mds2-comparison.ts';
import * as g from './mds2.graphql.ts';
import { Mds2Service } from './mds2.service.ts';

@Resolver(() => g.Mds2ComparisonObject)
export class Mds2ComparisonResolver {
  private readonly forms: Mds2Service;

  constructor(forms: Mds2Service) {
    this.forms = forms;
  }

  @Query(() => g.Mds2ComparisonObject, { description: 'The MDS2 in force of several releases, side by side.' })
  @Access('read', Mds2Comparison)
  mds2Comparison(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.Mds2ComparisonArgs }, parsedBy(g.mds2ComparisonOf)) asked: g.Mds2ComparisonOf,
  ) {
    return this.forms.compare(ctx, asked.releaseIds, asked.section ?? null, asked.differencesOnly);
  }

  @ResolveField(() => [g.Mds2SourceObject], {
    description: 'The forms that were read: for each release one of each edition, or one that says it has none.',
  })
  sources(@Parent() { sources }: Mds2Comparison) {
    return sources;
  }
}

@Resolver(() => g.Mds2SourceObject)
export class Mds2SourceResolver extends releaseRowResolver(g.Mds2SourceObject) {}

@Resolver(() => g.AssetMds2AnswerObject)
export class AssetMds2AnswerResolver extends documentRowResolver(g.AssetMds2AnswerObject) {
  private readonly forms: Mds2Service;

  constructor(loaders: HoldingLoaders, forms: Mds2Service) {
    super(loaders);
    this.forms = forms;
  }

  @Query(() => g.AssetMds2AnswerConnection, {
    description: 'Devices of the own hospital, not retired ones, for which the MDS2 in force answers a question so.',
  })
  @Access('read', AssetMds2Answer)
  assetsByMds2Answer(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.AssetsByMds2AnswerArgs }, parsedBy(g.assetsByMds2Answer)) asked: g.AssetsByMds2Answer,
  ) {
    return this.forms.assetsByAnswer(ctx, asked, asked);
  }
}
