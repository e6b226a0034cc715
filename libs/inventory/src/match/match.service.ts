import { Injectable } from '@nestjs/common';
import { CatalogueRepository, type Release } from '#libs/catalogue';
import { invalidInput, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { assetChanged, matchConfirmed, matchRejected } from '../inventory.events.ts';
import type { ConfirmProductMatch, RejectProductMatch } from './match.graphql.ts';
import { MatchRepository } from './match.repository.ts';
import type { ProductMatch } from './product-match.ts';

/** What hospitals keep records of, matched when a vendor registers it. */
@Injectable()
export class MatchService {
  private readonly uow: UnitOfWork;
  private readonly matches: MatchRepository;
  private readonly catalogue: CatalogueRepository;

  constructor(uow: UnitOfWork, matches: MatchRepository, catalogue: CatalogueRepository) {
    this.uow = uow;
    this.matches = matches;
    this.catalogue = catalogue;
  }

  list(ctx: Ctx, page: PageRequest): Promise<Page<ProductMatch>> {
    return this.uow.run(ctx, (tx) => this.matches.list(tx, page));
  }

  /**
   * All devices of what the hospital kept a record of become devices of the vendor's product, whose documents reach them.
   * @param versions which of the vendor's releases each noted one is; left out: the one of the same name.
   * @returns how many assets became different.
   * @throws NOT_FOUND, FORBIDDEN where one of them stands at a site that is not the actor's,
   *   INVALID_INPUT `inventory.version_to_choose`, `inventory.not_of_product`
   */
  confirm(ctx: Ctx, { versions, ...pair }: ConfirmProductMatch): Promise<number> {
    return this.uow.run(ctx, async (tx) => {
      const match = await this.matches.get(tx, pair);
      ctx.authorise('confirm', match);
      const assets = await this.matches.assetsOf(tx, match.outsideProductId);
      const releases = await this.releasesFor(
        tx,
        match,
        new Map(versions.map((one) => [one.outsideReleaseId, one.releaseId])),
      );
      const moved = assets.map((asset) => {
        ctx.authorise('change', asset);
        const before = { siteId: asset.siteId, releaseId: asset.releaseId };
        asset.change({ release: releases.get(asset.releaseId) });
        return { asset, before };
      });
      await this.matches.moveReleases(tx, assets);
      for (const { asset, before } of moved) await tx.record(assetChanged(asset, before));
      await tx.record(matchConfirmed(match, assets.length));
      return assets.length;
    });
  }

  /** It is not that product, and is not asked again. @throws NOT_FOUND */
  reject(ctx: Ctx, pair: RejectProductMatch): Promise<void> {
    return this.uow.run(ctx, async (tx) => {
      const match = await this.matches.get(tx, pair);
      ctx.authorise('reject', match);
      await this.matches.reject(tx, match);
      await tx.record(matchRejected(match));
    });
  }

  /** For each noted release one of the vendor's. */
  private async releasesFor(
    tx: Tx,
    { productId, versions }: ProductMatch,
    chosen: ReadonlyMap<Id<'Release'>, Id<'Release'>>,
  ): Promise<Map<Id<'Release'>, Release>> {
    const noted = new Set(versions.map(({ outsideReleaseId }) => outsideReleaseId));
    if ([...chosen.keys()].some((one) => !noted.has(one))) throw notFound('release');
    const known = new Map((await this.catalogue.releasesOfProducts(tx, [productId])).map((one) => [one.id, one]));
    const releases = new Map<Id<'Release'>, Release>();
    for (const { outsideReleaseId, version, releaseId } of versions) {
      const id = chosen.get(outsideReleaseId) ?? releaseId;
      if (id === null) {
        throw wrong('inventory.version_to_choose', `Say which of the vendor's versions ${version} is.`);
      }
      const release = known.get(id);
      if (!release) throw wrong('inventory.not_of_product', 'That version is not of the product that it would become.');
      releases.set(outsideReleaseId, release);
    }
    return releases;
  }
}

const wrong = (reason: string, message: string) =>
  invalidInput(reason, message, [{ path: 'versions', reason, message }]);
