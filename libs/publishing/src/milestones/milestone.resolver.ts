import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ReleaseObject, type Release } from '#libs/catalogue';
import { CurrentCtx, type Ctx } from '#libs/platform';
import { MilestonePackageObject } from './milestone.graphql.ts';
import { MilestoneService } from './milestone.service.ts';

@Resolver(() => ReleaseObject)
export class MilestoneResolver {
  private readonly service: MilestoneService;

  constructor(service: MilestoneService) {
    this.service = service;
  }

  @ResolveField(() => [MilestonePackageObject], {
    description: 'What it has and still lacks at release, end of life and end of support, of what you may see.',
  })
  milestonePackages(@CurrentCtx() ctx: Ctx, @Parent() release: Release) {
    return this.service.packagesOf(ctx, release);
  }
}
