import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Page } from '#libs/kernel';
import { Access, checkedPage, type Ctx, CurrentCtx, id, parsedBy, parseInput } from '#libs/platform';
import { receiptFile } from './receipt.ts';
import { TrailEvent } from './trail-event.entity.ts';
import { ReceiptFile, TrailArgs, TrailEventConnection, TrailEventType, trailFilter } from './trail.graphql.ts';
import { TrailService } from './trail.service.ts';

@Resolver(() => TrailEventType)
export class TrailResolver {
  private readonly service: TrailService;

  constructor(service: TrailService) {
    this.service = service;
  }

  @Access('read', TrailEvent)
  @Query(() => TrailEventConnection, {
    description: 'What your organisation did and what concerns it, newest first.',
  })
  trail(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: TrailArgs): Promise<Page<TrailEvent>> {
    return this.service.trail(ctx, parseInput(trailFilter, page.filter), page);
  }

  @Access('read', TrailEvent)
  @Query(() => ReceiptFile, { description: 'The receipt of an event that concerns your organisation.' })
  async receipt(
    @CurrentCtx() ctx: Ctx,
    @Args('eventId', { type: () => ID, description: 'The event.' }, parsedBy(id<'Event'>())) eventId: string,
  ): Promise<ReceiptFile> {
    return receiptFile(eventId, await this.service.receipt(ctx, eventId));
  }
}
