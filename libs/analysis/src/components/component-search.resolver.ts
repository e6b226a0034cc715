import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { HoldingLoaders } from '../holdings/holding.loaders.ts';
import { releaseRowResolver } from '../holdings/holding.resolver.ts';
import { ComponentMatch } from './component-match.ts';
import { questionOf } from './component-question.ts';
import * as g from './component-search.graphql.ts';
import { ComponentSearchService } from './component-search.service.ts';

@Resolver(() => g.ComponentMatchObject)
export class ComponentSearchResolver extends releaseRowResolver(g.ComponentMatchObject) {
  private readonly searching: ComponentSearchService;

  constructor(loaders: HoldingLoaders, searching: ComponentSearchService) {
    super(loaders);
    this.searching = searching;
  }

  @Query(() => g.ComponentMatchConnection, {
    description:
      'Components in the SBOMs in force of what the own hospital holds, published or filed; for a vendor, of its own releases. All that is asked has to hold, and something has to be asked.',
  })
  @Access('search', ComponentMatch)
  componentMatches(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ComponentSearchArgs }, parsedBy(g.componentSearch)) list: g.ComponentSearchList,
  ) {
    const { first, after, ...search } = list;
    return this.searching.search(ctx, questionOf(search), { first, after });
  }

  @ResolveField(() => [String], {
    description: 'Names from what the SBOM is about to the component, by a shortest way; the component is the last.',
  })
  path(@CurrentCtx() ctx: Ctx, @Parent() match: ComponentMatch) {
    return match.component === null ? [] : this.searching.pathOf(ctx, match);
  }
}
