import { Injectable } from '@nestjs/common';
import { notFound, type Page, type PageRequest } from '#libs/kernel';
import { type Ctx, UnitOfWork } from '#libs/platform';
import type { Receipt } from './receipt.ts';
import { Receipts } from './receipts.service.ts';
import type { TrailEvent } from './trail-event.entity.ts';
import { type TrailFilter, TrailRepository } from './trail.repository.ts';

/** An organisation's own part of the trail. What an auditor may read of others is decided elsewhere, and recorded. */
@Injectable()
export class TrailService {
  private readonly uow: UnitOfWork;
  private readonly events: TrailRepository;
  private readonly receipts: Receipts;

  constructor(uow: UnitOfWork, events: TrailRepository, receipts: Receipts) {
    this.uow = uow;
    this.events = events;
    this.receipts = receipts;
  }

  /** What the organisation did and what concerns it, newest first. */
  async trail(ctx: Ctx, filter: TrailFilter, page: PageRequest): Promise<Page<TrailEvent>> {
    const scope = { organisationIds: [ctx.organisationId] };
    const found = await this.uow.run(ctx, (tx) => this.events.page(tx, scope, filter, page));
    return { ...found, totalCount: () => this.uow.run(ctx, (tx) => this.events.count(tx, scope, filter)) };
  }

  /** @throws NOT_FOUND, CONFLICT trail.not_yet_sequenced for an event recorded a moment ago. */
  receipt(ctx: Ctx, eventId: string): Promise<Receipt> {
    const scope = { organisationIds: [ctx.organisationId] };
    return this.uow.run(ctx, async (tx) => {
      const event = await this.events.find(tx, scope, eventId);
      if (!event) throw notFound('event');
      ctx.authorise('read', event);
      return this.receipts.receiptOf(tx, event);
    });
  }
}
