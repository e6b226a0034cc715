import { ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { CurrentCtx, type Ctx } from '#libs/platform';
import { ReleaseObject } from '../catalogue.graphql.ts';
import type { Release } from '../release.entity.ts';
import type { ReleaseLifecycleChange } from './lifecycle-change.entity.ts';
import { ReleaseLifecycleChangeObject } from './lifecycle.graphql.ts';
import { LifecycleService } from './lifecycle.service.ts';

@Resolver(() => ReleaseObject)
export class ReleaseLifecycleResolver {
  private readonly lifecycle: LifecycleService;

  constructor(lifecycle: LifecycleService) {
    this.lifecycle = lifecycle;
  }

  @ResolveField(() => [ReleaseLifecycleChangeObject], {
    description: 'What became different in its life cycle, the newest first.',
  })
  lifecycleChanges(@CurrentCtx() ctx: Ctx, @Parent() release: Release): Promise<ReleaseLifecycleChange[]> {
    return this.lifecycle.changesOf(ctx, release);
  }
}

@Resolver(() => ReleaseLifecycleChangeObject)
export class ReleaseLifecycleChangeResolver {
  @ResolveField(() => ID, {
    nullable: true,
    description: 'The account or API key that wrote it, for its own organisation; null for others.',
  })
  changedBy(@CurrentCtx() ctx: Ctx, @Parent() { vendorId, changedBy }: ReleaseLifecycleChange): Id | null {
    return vendorId === ctx.actor.organisationId ? changedBy : null;
  }
}
