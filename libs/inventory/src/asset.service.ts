import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository, type Release } from '#libs/catalogue';
import { calendarDate, conflict, invalidInput, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { Asset, type AssetFacts, type TakenOverFacts } from './asset.entity.ts';
import type { ChangeAsset, RegisterAsset, RetireAsset } from './asset.graphql.ts';
import { AssetRepository, type AssetFilter } from './asset.repository.ts';
import { assetChanged, assetLentOut, assetRegistered, assetRetired } from './inventory.events.ts';
import { AssetRecord, type GivenRecord } from './record/asset-record.entity.ts';
import { AssetRecordRepository } from './record/asset-record.repository.ts';

/** What another part of the program knows against retiring an asset: it throws, within the transaction that retires it. */
export type RetirementCheck = (tx: Tx, asset: Asset) => Promise<void>;

/** What each site holds. */
@Injectable()
export class AssetService {
  private readonly uow: UnitOfWork;
  private readonly assets: AssetRepository;
  private readonly catalogue: CatalogueRepository;
  private readonly records: AssetRecordRepository;
  private readonly retirementChecks: RetirementCheck[] = [];

  constructor(
    uow: UnitOfWork,
    assets: AssetRepository,
    catalogue: CatalogueRepository,
    records: AssetRecordRepository,
  ) {
    this.uow = uow;
    this.assets = assets;
    this.catalogue = catalogue;
    this.records = records;
  }

  checkRetirement(check: RetirementCheck): void {
    this.retirementChecks.push(check);
  }

  asset(ctx: Ctx, id: Id<'Asset'>): Promise<Asset> {
    return this.uow.run(ctx, (tx) => this.assets.getVisible(tx, id));
  }

  list(ctx: Ctx, list: AssetFilter & PageRequest): Promise<Page<Asset>> {
    return this.uow.run(ctx, (tx) => this.assets.list(tx, list, list));
  }

  /** @throws NOT_FOUND for a site of others, CONFLICT `inventory.serial_taken` or `inventory.site_closed` */
  register(ctx: Ctx, { releaseId, record, ...input }: RegisterAsset): Promise<Asset> {
    return this.uow.run(ctx, async (tx) => {
      const asset = await this.add(tx, releaseId, {
        siteId: input.siteId,
        name: input.name ?? null,
        serialNumber: input.serialNumber ?? null,
        lot: input.lot ?? null,
        quantity: input.quantity,
        location: input.location ?? null,
        connections: input.connections,
        status: input.status,
      });
      if (record) await this.write(tx, asset, record);
      await tx.record(assetRegistered(asset));
      return asset;
    });
  }

  /** Registers within a transaction that is under way; recording it is left to the caller, who knows why. */
  async add(tx: Tx, releaseId: Id<'Release'>, facts: AssetFacts): Promise<Asset> {
    await this.assets.requireOwnSite(tx, facts.siteId);
    const release = await this.catalogue.getRelease(tx, releaseId);
    const asset = Asset.register(tx.ctx.organisationId, release, facts, tx.now);
    tx.ctx.authorise('register', asset);
    await this.assets.insert(tx, asset);
    return asset;
  }

  /**
   * What it is connected to, where it is, or, after an update, which release runs on it. Once its maker is in Tasuki, the
   * hospital's own record of the product gives way to the vendor's.
   * @throws CONFLICT `inventory.already_retired`, `inventory.other_product`, `inventory.serial_taken`
   */
  change(ctx: Ctx, { assetId, releaseId, record, ...changes }: ChangeAsset): Promise<Asset> {
    return this.uow.run(ctx, async (tx) => {
      const seen = await this.assets.getVisible(tx, assetId);
      ctx.authorise('change', seen);
      const asset = await this.assets.lock(tx, seen);
      const before = { siteId: asset.siteId, releaseId: asset.releaseId };
      if (changes.siteId) await this.assets.requireOwnSite(tx, changes.siteId);
      const release = releaseId && (await this.releaseToBecome(tx, asset.releaseId, releaseId));
      const isChanged = asset.change({ ...changes, release });
      ctx.authorise('change', asset);
      if (isChanged) await this.assets.update(tx, asset);
      const recorded = record ? await this.write(tx, asset, record) : [];
      if (isChanged || recorded.length > 0) await tx.record(assetChanged(asset, before, recorded));
      return asset;
    });
  }

  /**
   * Another release of its product runs on it since an update was verified or rolled back: within that transaction, whose
   * caller has authorised it. An asset that was changed by hand since, or retired, stays as it is.
   */
  async moveRelease(tx: Tx, assetId: Id<'Asset'>, from: Id<'Release'>, to: Id<'Release'>): Promise<void> {
    const asset = await this.assets.hold(tx, assetId);
    const [release] = await this.catalogue.releasesByIds(tx, [to]);
    if (!asset || asset.releaseId !== from || asset.isGone || !release) return;
    const before = { siteId: asset.siteId, releaseId: asset.releaseId };
    asset.change({ release });
    await this.assets.update(tx, asset);
    await tx.record({ ...assetChanged(asset, before), organisationId: asset.hospitalId });
  }

  /** @throws CONFLICT `inventory.already_retired`, INVALID_INPUT `inventory.retired_in_future`, and what is known against it */
  retire(ctx: Ctx, { assetId, retiredOn, decommissioning }: RetireAsset): Promise<Asset> {
    return this.uow.run(ctx, async (tx) => {
      const seen = await this.assets.getVisible(tx, assetId);
      ctx.authorise('retire', seen);
      const asset = await this.assets.lock(tx, seen);
      asset.retire();
      for (const check of this.retirementChecks) await check(tx, asset);
      const today = calendarDate(tx.now);
      if (retiredOn && retiredOn > today) throw retiredInFuture();
      const record = await this.records.of(tx, asset);
      record.retire(retiredOn ?? today, decommissioning ?? null);

      await this.assets.update(tx, asset);
      await this.records.save(tx, [record]);
      await tx.record(assetRetired(asset));
      return asset;
    });
  }

  /** It is another hospital's now: within the transaction of the system in which that takes it over. */
  async giveAway(tx: Tx, asset: Asset, since: string): Promise<void> {
    asset.retire();
    const record = await this.records.of(tx, asset);
    record.retire(since, null);
    await this.assets.update(tx, asset);
    await this.records.save(tx, [record]);
    await tx.record({ ...assetRetired(asset), organisationId: asset.hospitalId, bySystem: true });
  }

  /** Likewise, until it returns. */
  async lendOut(tx: Tx, asset: Asset): Promise<void> {
    asset.lendOut();
    await this.assets.update(tx, asset);
    await tx.record({ ...assetLentOut(asset), organisationId: asset.hospitalId, bySystem: true });
  }

  /** Registers what another hospital handed over; of what is on loan it is written whose it is. */
  async takeOver(
    tx: Tx,
    releaseId: Id<'Release'>,
    { name = null, location = null, ...facts }: TakenOverFacts & Pick<AssetFacts, 'serialNumber' | 'lot'>,
    ownerName: string | null,
  ): Promise<Asset> {
    const asset = await this.add(tx, releaseId, { ...facts, name, location, quantity: 1 });
    if (ownerName !== null) {
      const record = AssetRecord.blank(asset);
      record.change({ ownership: 'ON_LOAN', ownerName });
      await this.records.save(tx, [record]);
    }
    await tx.record(assetRegistered(asset));
    return asset;
  }

  /** It was lent out, and its own hospital has it again, with the release that runs on it now. */
  async takeBack(tx: Tx, asset: Asset, releaseId: Id<'Release'>, facts: TakenOverFacts): Promise<void> {
    const before = { siteId: asset.siteId, releaseId: asset.releaseId };
    await this.assets.requireOwnSite(tx, facts.siteId);
    asset.comeBack(await this.catalogue.getRelease(tx, releaseId), facts);
    tx.ctx.authorise('change', asset);
    await this.assets.update(tx, asset);
    await tx.record(assetChanged(asset, before));
  }

  /** As it is now, and nobody else changes it before this transaction ends; for the system too. */
  hold(tx: Tx, assetId: Id<'Asset'>): Promise<Asset | null> {
    return this.assets.hold(tx, assetId);
  }

  /** Those of them that the actor may see. */
  async visible(tx: Tx, ids: readonly Id<'Asset'>[]): Promise<Asset[]> {
    return (await this.assets.byIds(tx, ids)).filter((row) => tx.ctx.allows('read', row));
  }

  /**
   * Whether an asset of one release may be what a vendor lists as another.
   * @throws CONFLICT `inventory.other_product`, or `inventory.maker_outside` while the asset is of the hospital's own record.
   */
  async requireSameProduct(tx: Tx, listed: Id<'Release'>, registered: Id<'Release'>): Promise<void> {
    if (listed === registered) return;
    const [listedRelease, release] = [
      await this.catalogue.getRelease(tx, listed),
      await this.catalogue.getRelease(tx, registered),
    ];
    if (listedRelease.productId === release.productId) return;
    if (!release.isOutside) throw otherProduct();
    throw conflict(
      'inventory.maker_outside',
      "This asset is of a product that your hospital keeps a record of. Give it the vendor's release first (changeAsset).",
    );
  }

  /**
   * A device gets other releases; another product it does not become. A product that the hospital kept a record of, its
   * maker not being in Tasuki, is the same when a vendor answers for it: which of the vendor's, the hospital says.
   * @throws CONFLICT `inventory.other_product`
   */
  private async releaseToBecome(tx: Tx, now: Id<'Release'>, next: Id<'Release'>): Promise<Release> {
    const [release, nextRelease] = [
      await this.catalogue.getRelease(tx, now),
      await this.catalogue.getRelease(tx, next),
    ];
    const isSame = release.productId === nextRelease.productId;
    const hasVendorNow = release.isOutside && !nextRelease.isOutside;
    if (!isSame && !hasVendorNow) throw otherProduct();
    return nextRelease;
  }

  /** What the hospital wrote of its own asset; null for everybody else, and where nothing is written. */
  recordOf(ctx: Ctx, { id }: Asset): Promise<AssetRecord | null> {
    return ctx
      .loader('inventory.record', () => {
        return new DataLoader<Id<'Asset'>, AssetRecord | null>(
          async (ids) => {
            const rows = await this.uow.run(ctx, (tx) => this.records.ofAssets(tx, ids));
            const byAsset = new Map(rows.map((row) => [row.assetId, row]));
            return ids.map((one) => byAsset.get(one) ?? null);
          },
          { cache: false },
        );
      })
      .load(id);
  }

  /** Within a transaction that holds the asset, and may change it. @returns what became different, by name. */
  private async write(tx: Tx, asset: Asset, given: GivenRecord): Promise<string[]> {
    const record = await this.records.of(tx, asset);
    const changed = record.change(given);
    if (changed.length === 0) return [];
    await this.records.requireNamed(tx, record);
    await this.records.save(tx, [record]);
    return changed;
  }

  /** An asset that a row names, without asking once for each; null where the actor may not see it. */
  visibleAsset(ctx: Ctx, id: Id<'Asset'> | null): Promise<Asset | null> {
    if (!id) return Promise.resolve(null);
    return ctx.loader('inventory.asset', () => this.loader(ctx)).load(id);
  }

  private loader(ctx: Ctx): DataLoader<Id<'Asset'>, Asset | null> {
    // Remembers nothing: a mutation later in the request changes answers.
    return new DataLoader<Id<'Asset'>, Asset | null>(
      async (ids) => {
        const rows = await this.uow.run(ctx, (tx) => this.assets.byIds(tx, ids));
        const byId = new Map(rows.filter((row) => ctx.allows('read', row)).map((row) => [row.id, row]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      { cache: false },
    );
  }
}

const retiredInFuture = () => {
  const message = 'It is gone today at the latest: a day to come can be planned as a replacement.';
  const reason = 'inventory.retired_in_future';
  return invalidInput(reason, message, [{ path: 'retiredOn', reason, message }]);
};

const otherProduct = () =>
  conflict('inventory.other_product', 'That release is of another product: retire this asset and register that one.');
