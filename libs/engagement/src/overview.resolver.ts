import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { MilestoneService, PublicationObject } from '#libs/publishing';
import { Delivery } from './delivery.entity.ts';
import { EngagementLoaders } from './engagement.loaders.ts';
import * as o from './overview.graphql.ts';
import type { UnansweredPublication } from './overview.repository.ts';
import { OverviewService } from './overview.service.ts';

@Resolver(() => o.VendorOverviewObject)
export class VendorOverviewResolver {
  private readonly overviews: OverviewService;
  private readonly milestones: MilestoneService;

  constructor(overviews: OverviewService, milestones: MilestoneService) {
    this.overviews = overviews;
    this.milestones = milestones;
  }

  @Query(() => o.VendorOverviewObject, {
    description: "What waits for the own organisation's people, and for its hospitals.",
  })
  @Access('follow', Delivery)
  vendorOverview(@CurrentCtx() ctx: Ctx) {
    return this.overviews.vendorOverview(ctx);
  }

  @Query(() => o.UnansweredPublicationConnection, {
    description: 'The own publications that hospitals still have to answer, the newest first.',
  })
  @Access('follow', Delivery)
  unansweredPublications(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => o.UnansweredArgs }, parsedBy(o.unansweredList))
    { severity, overdueOnly, ...page }: o.UnansweredList,
  ) {
    return this.overviews.unansweredPublications(ctx, { severity, overdueOnly }, page);
  }

  @ResolveField(() => Int, { description: 'Own releases that lack something at a milestone that they reached.' })
  releasesLackingDocuments(@CurrentCtx() ctx: Ctx): Promise<number> {
    return this.milestones.countLacking(ctx);
  }
}

@Resolver(() => o.UnansweredPublicationObject)
export class UnansweredPublicationResolver {
  private readonly loaders: EngagementLoaders;

  constructor(loaders: EngagementLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => PublicationObject, { description: 'The publication.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() row: UnansweredPublication) {
    return this.loaders.publicationOf(ctx, row);
  }
}
