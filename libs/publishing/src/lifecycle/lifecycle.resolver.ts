import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import {
  ReleaseLifecycleChangeObject,
  ReleaseObject,
  type Release,
  type ReleaseLifecycleChange,
} from '#libs/catalogue';
import { CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { PublicationObject } from '../publication.graphql.ts';
import { PublicationLoaders } from '../publication.loaders.ts';
import { ComponentSupportObject } from './component-support.graphql.ts';
import { ComponentSupportService, type ComponentSupport } from './component-support.service.ts';

const atMost = z.number().int().min(1).max(100);

@Resolver(() => ReleaseObject)
export class ComponentSupportResolver {
  private readonly service: ComponentSupportService;

  constructor(service: ComponentSupportService) {
    this.service = service;
  }

  @ResolveField(() => ComponentSupportObject, {
    description: 'Components whose support ends before its own; where it names no end, all whose end is known.',
  })
  componentSupport(
    @CurrentCtx() ctx: Ctx,
    @Parent() release: Release,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many to name, 1 to 100.' }, parsedBy(atMost))
    first: number,
  ): Promise<ComponentSupport> {
    return this.service.of(ctx, release, first);
  }
}

@Resolver(() => ReleaseLifecycleChangeObject)
export class LifecycleChangeNoticeResolver {
  private readonly loaders: PublicationLoaders;

  constructor(loaders: PublicationLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => PublicationObject, {
    nullable: true,
    description: 'The notice that said so, where one may read it.',
  })
  publication(@CurrentCtx() ctx: Ctx, @Parent() { publicationId }: ReleaseLifecycleChange) {
    return publicationId && this.loaders.visible(ctx, publicationId);
  }
}
