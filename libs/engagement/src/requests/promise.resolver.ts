import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import * as g from './promise.graphql.ts';
import { PromiseService, type Promised } from './promise.service.ts';
import { ResponsePromise } from './response-promise.entity.ts';

@Resolver(() => g.ResponsePromiseObject)
export class PromiseResolver {
  private readonly promises: PromiseService;

  constructor(promises: PromiseService) {
    this.promises = promises;
  }

  @Access('read', ResponsePromise)
  @Query(() => [g.ResponsePromiseObject], {
    description: 'Within which time a vendor promises to answer, for each urgency, the most urgent first.',
  })
  responsePromises(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ResponsePromisesArgs }, parsedBy(g.responsePromises)) { vendorId }: g.ResponsePromisesArgs,
  ): Promise<Promised[]> {
    return this.promises.of(ctx, vendorId);
  }

  @Access('publish', ResponsePromise)
  @Mutation(() => g.PublishResponsePromisesPayload, {
    description: 'The vendor publishes what it promises. What was asked already keeps its promise.',
  })
  async publishResponsePromises(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.PublishResponsePromisesInput, description: 'All promises.' },
      parsedBy(g.publishResponsePromises),
    )
    { promises }: z.output<typeof g.publishResponsePromises>,
  ) {
    return { promises: await this.promises.publish(ctx, promises) };
  }
}
