import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { Publication } from '#libs/publishing';
import {
  OverviewRepository,
  type Unanswered,
  type UnansweredFilter,
  type UnansweredPublication,
  type Waiting,
} from './overview.repository.ts';

export interface VendorOverview extends Waiting {
  unanswered: Unanswered[];
}

/** What waits for a vendor's people, and for its hospitals. */
@Injectable()
export class OverviewService {
  private readonly uow: UnitOfWork;
  private readonly overviews: OverviewRepository;

  constructor(uow: UnitOfWork, overviews: OverviewRepository) {
    this.uow = uow;
    this.overviews = overviews;
  }

  vendorOverview(ctx: Ctx): Promise<VendorOverview> {
    const { actor } = ctx;
    // A program never approves, whatever its roles.
    const approver = actor.kind === 'PERSON' && ctx.mayEver('approve', Publication) ? actor.userId : null;
    return this.uow.run(ctx, async (tx) => {
      const waiting = await this.overviews.waiting(tx, approver);
      return { ...waiting, unanswered: await this.overviews.unanswered(tx) };
    });
  }

  unansweredPublications(ctx: Ctx, filter: UnansweredFilter, page: PageRequest): Promise<Page<UnansweredPublication>> {
    return this.uow.run(ctx, (tx) => this.overviews.unansweredPublications(tx, filter, page));
  }
}
