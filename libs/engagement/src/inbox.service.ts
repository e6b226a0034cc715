import { Injectable } from '@nestjs/common';
import type { Id, Page, PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import type { Delivery } from './delivery.entity.ts';
import {
  InboxRepository,
  type InboxCounts,
  type InboxFilter,
  type InboxSort,
  type SiteInboxCounts,
} from './inbox.repository.ts';

/** A hospital reads what it received. */
@Injectable()
export class InboxService {
  private readonly uow: UnitOfWork;
  private readonly inboxes: InboxRepository;

  constructor(uow: UnitOfWork, inboxes: InboxRepository) {
    this.uow = uow;
    this.inboxes = inboxes;
  }

  /** @throws NOT_FOUND */
  delivery(ctx: Ctx, id: Id<'Delivery'>): Promise<Delivery> {
    return this.uow.run(ctx, (tx) => this.inboxes.getVisible(tx, id));
  }

  async inbox(ctx: Ctx, filter: InboxFilter, sort: InboxSort, page: PageRequest): Promise<Page<Delivery>> {
    const found = await this.uow.run(ctx, (tx) => this.inboxes.list(tx, filter, sort, page));
    // Counted in a transaction of its own, and only if somebody asks.
    return { ...found, totalCount: () => this.uow.run(ctx, (tx) => this.inboxes.count(tx, filter)) };
  }

  counts(ctx: Ctx): Promise<InboxCounts> {
    return this.uow.run(ctx, (tx) => this.inboxes.counts(tx));
  }

  siteCounts(ctx: Ctx): Promise<SiteInboxCounts[]> {
    return this.uow.run(ctx, (tx) => this.inboxes.siteCounts(tx));
  }
}
