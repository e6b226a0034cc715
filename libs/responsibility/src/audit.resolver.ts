import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Page } from '#libs/kernel';
import { Access, checkedPage, type Ctx, CurrentCtx, id, parsedBy, parseInput } from '#libs/platform';
import { ReceiptFile, receiptFile, TrailArgs, TrailEvent, TrailEventConnection, trailFilter } from '#libs/trail';
import { AuditService } from './audit.service.ts';
import { TRAIL_KINDS } from './trail-kinds.ts';

@Resolver()
export class AuditResolver {
  private readonly service: AuditService;

  constructor(service: AuditService) {
    this.service = service;
  }

  @Access('read', TrailEvent)
  @Query(() => [String], { description: 'Every kind of event that the record knows, to choose from.' })
  trailKinds(): readonly string[] {
    return TRAIL_KINDS;
  }

  @Access('audit', TrailEvent)
  @Query(() => TrailEventConnection, {
    description: 'For auditors: what happened within the grants in force, newest first. Each reading is recorded.',
  })
  auditTrail(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: TrailArgs): Promise<Page<TrailEvent>> {
    return this.service.auditTrail(ctx, parseInput(trailFilter, page.filter), page);
  }

  @Access('audit', TrailEvent)
  @Query(() => ReceiptFile, { description: 'For auditors: the receipt of an event within a grant. It is recorded.' })
  async auditReceipt(
    @CurrentCtx() ctx: Ctx,
    @Args('eventId', { type: () => ID, description: 'The event.' }, parsedBy(id<'Event'>())) eventId: string,
  ): Promise<ReceiptFile> {
    return receiptFile(eventId, await this.service.receipt(ctx, eventId));
  }
}
