import { Injectable } from '@nestjs/common';
import { AssetService, type Asset } from '#libs/inventory';
import type { Id, Page, PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { InboxRepository } from './inbox.repository.ts';

/** Which devices of a hospital a delivery is about. */
@Injectable()
export class AffectedAssetsService {
  private readonly uow: UnitOfWork;
  private readonly inboxes: InboxRepository;
  private readonly assets: AssetService;

  constructor(uow: UnitOfWork, inboxes: InboxRepository, assets: AssetService) {
    this.uow = uow;
    this.inboxes = inboxes;
    this.assets = assets;
  }

  /** Those in use or stored, of the own hospital. @throws NOT_FOUND */
  async list(
    ctx: Ctx,
    deliveryId: Id<'Delivery'>,
    siteId: Id<'Site'> | null | undefined,
    page: PageRequest,
  ): Promise<Page<Asset>> {
    const releaseIds = await this.uow.run(ctx, async (tx) => {
      const { publicationId } = await this.inboxes.getVisible(tx, deliveryId);
      return this.inboxes.releasesOf(tx, publicationId);
    });
    return this.assets.list(ctx, { ...page, releaseIds, siteId, statuses: ['IN_USE', 'STORED'] });
  }
}
