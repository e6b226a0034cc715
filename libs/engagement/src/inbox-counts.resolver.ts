import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { SiteObject } from '#libs/directory';
import { CurrentCtx, type Ctx } from '#libs/platform';
import { InboxCountsObject, SiteInboxCountsObject } from './delivery.graphql.ts';
import { EngagementLoaders } from './engagement.loaders.ts';
import type { SiteInboxCounts } from './inbox.repository.ts';
import { InboxService } from './inbox.service.ts';

@Resolver(() => InboxCountsObject)
export class InboxCountsResolver {
  private readonly inboxes: InboxService;

  constructor(inboxes: InboxService) {
    this.inboxes = inboxes;
  }

  @ResolveField(() => [SiteInboxCountsObject], { description: 'The same for each site where something waits.' })
  sites(@CurrentCtx() ctx: Ctx) {
    return this.inboxes.siteCounts(ctx);
  }
}

@Resolver(() => SiteInboxCountsObject)
export class SiteInboxCountsResolver {
  private readonly loaders: EngagementLoaders;

  constructor(loaders: EngagementLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site, where one may see it.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: SiteInboxCounts) {
    return this.loaders.siteOf(ctx, siteId);
  }
}
