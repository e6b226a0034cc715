import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReleaseConnection, ReleaseObject, type Release } from '#libs/catalogue';
import type { Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, PageArgs, type Ctx } from '#libs/platform';
import { Publication } from '../publication.entity.ts';
import { MilestonePackageObject } from './milestone.graphql.ts';
import { MilestoneService } from './milestone.service.ts';

@Resolver(() => ReleaseObject)
export class MilestoneResolver {
  private readonly service: MilestoneService;

  constructor(service: MilestoneService) {
    this.service = service;
  }

  @Query(() => ReleaseConnection, {
    description: 'Own releases that lack something at a milestone that they reached, the newest first.',
  })
  @Access('follow', Publication)
  releasesLackingDocuments(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs): Promise<Page<Release>> {
    return this.service.lacking(ctx, page);
  }

  @ResolveField(() => [MilestonePackageObject], {
    description: 'What it has and still lacks at release, end of life and end of support, of what you may see.',
  })
  milestonePackages(@CurrentCtx() ctx: Ctx, @Parent() release: Release) {
    return this.service.packagesOf(ctx, release);
  }
}
