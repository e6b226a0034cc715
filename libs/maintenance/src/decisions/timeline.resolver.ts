import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject } from '#libs/catalogue';
import { OrganisationObject, OrganisationService, SiteObject, type Site } from '#libs/directory';
import { AssetConnection, type Asset } from '#libs/inventory';
import type { Page } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { EndOfSupportDecision } from './decision.entity.ts';
import * as g from './timeline.graphql.ts';
import type { PlanRow, TimelineRow } from './timeline.repository.ts';
import { TimelineService } from './timeline.service.ts';

@Resolver()
export class TimelineResolver {
  private readonly timelines: TimelineService;

  constructor(timelines: TimelineService) {
    this.timelines = timelines;
  }

  @Access('read', EndOfSupportDecision)
  @Query(() => g.TimelineConnection, {
    description:
      'Releases that the own hospital holds and that lose their support: what awaits a decision first, then the soonest.',
  })
  lifecycleTimeline(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.TimelineArgs }, parsedBy(g.timelineList)) { first, after, ...filter }: g.TimelineList,
  ): Promise<Page<TimelineRow>> {
    return this.timelines.timeline(ctx, filter, { first, after });
  }

  @Access('read', EndOfSupportDecision)
  @Query(() => AssetConnection, {
    description:
      'Assets of the own hospital of limited or ended support for which nothing is decided, the soonest first.',
  })
  undecidedAssets(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.UndecidedArgs }, parsedBy(g.undecidedList)) { first, after, ...filter }: g.UndecidedList,
  ): Promise<Page<Asset>> {
    return this.timelines.undecided(ctx, filter, { first, after });
  }

  @Access('read', EndOfSupportDecision)
  @Query(() => [g.PlanRowObject], {
    description: 'What of the own hospital loses its support when, by year, site and vendor.',
  })
  replacementPlan(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.PlanArgs }, parsedBy(g.replacementPlan)) filter: g.ReplacementPlan,
  ): Promise<PlanRow[]> {
    return this.timelines.plan(ctx, filter);
  }

  @Access('read', EndOfSupportDecision)
  @Query(() => g.EndOfSupportCountsObject, { description: 'What waits at the end of support in the own hospital.' })
  endOfSupportCounts(@CurrentCtx() ctx: Ctx) {
    return this.timelines.counts(ctx);
  }
}

@Resolver(() => g.TimelineRowObject)
export class TimelineRowResolver {
  private readonly catalogue: CatalogueService;

  constructor(catalogue: CatalogueService) {
    this.catalogue = catalogue;
  }

  @ResolveField(() => ReleaseObject, { description: 'Which release of which product.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() row: TimelineRow) {
    return this.catalogue.releaseOf(ctx, row);
  }
}

@Resolver(() => g.PlanRowObject)
export class PlanRowResolver {
  private readonly organisations: OrganisationService;

  constructor(organisations: OrganisationService) {
    this.organisations = organisations;
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: PlanRow): Promise<Site | null> {
    return this.organisations.siteById(ctx, siteId);
  }

  @ResolveField(() => OrganisationObject, { nullable: true, description: 'The vendor; null: makers not in Tasuki.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: PlanRow) {
    return vendorId && this.organisations.byId(ctx, vendorId);
  }
}
