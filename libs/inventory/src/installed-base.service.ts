import { Injectable } from '@nestjs/common';
import { invalidInput, type FieldError, type Id, type Page } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Asset } from './asset.entity.ts';
import { AssetRepository } from './asset.repository.ts';
import { AssetService } from './asset.service.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';
import type {
  ConfirmInstalledBaseLine,
  InstalledBaseList,
  ListInstalledBase,
  RejectInstalledBaseLine,
} from './installed-base.graphql.ts';
import { InstalledBaseRepository, keyOfLine, type ListedLine } from './installed-base.repository.ts';
import {
  assetLinked,
  assetRegistered,
  installedBaseConfirmed,
  installedBaseListed,
  installedBaseRejected,
} from './inventory.events.ts';

/** Vendors' lists of where their devices are, and what the hospitals say to them. */
@Injectable()
export class InstalledBaseService {
  private readonly uow: UnitOfWork;
  private readonly lines: InstalledBaseRepository;
  private readonly assets: AssetRepository;
  private readonly assetService: AssetService;

  constructor(uow: UnitOfWork, lines: InstalledBaseRepository, assets: AssetRepository, assetService: AssetService) {
    this.uow = uow;
    this.lines = lines;
    this.assets = assets;
    this.assetService = assetService;
  }

  /** The vendor's own list, or what vendors list at the hospital. */
  list(ctx: Ctx, { state = null, ...page }: InstalledBaseList): Promise<Page<InstalledBaseLine>> {
    return this.uow.run(ctx, (tx) => this.lines.list(tx, state, page));
  }

  /**
   * Lists where devices are. All lines are taken, or none; a line that was listed before is that line.
   * @returns every line that was named, as it stands now, and how many of them are new.
   * @throws INVALID_INPUT naming each wrong line: `inventory.no_relationship` (also for a hospital that does not exist),
   *   `inventory.not_a_site`, `inventory.not_own_release`
   */
  listDevices(ctx: Ctx, { lines }: ListInstalledBase): Promise<{ lines: InstalledBaseLine[]; newCount: number }> {
    return this.uow.run(ctx, async (tx) => {
      ctx.authorise('list', Object.assign(new InstalledBaseLine(), { vendorId: ctx.organisationId }));
      await this.refuseWrong(tx, lines);

      return this.take(tx, lines);
    });
  }

  /** Lists what was checked: own releases, at hospitals that the vendor deals with, and their sites. */
  async take(tx: Tx, lines: readonly ListedLine[]): Promise<{ lines: InstalledBaseLine[]; newCount: number }> {
    const added = await this.lines.addNew(tx, onceEach(lines));
    const standing = await this.lines.sameAs(tx, onceEach(lines));
    const news = standing.filter((line) => added.has(line.id));
    for (const line of news) await tx.record(installedBaseListed(line));
    return { lines: standing, newCount: news.length };
  }

  /**
   * The hospital has the device: links the asset that is named, or registers one.
   * @throws CONFLICT `inventory.already_decided`, `inventory.other_product`, `inventory.maker_outside`,
   *   `inventory.serial_taken`
   */
  confirm(ctx: Ctx, input: ConfirmInstalledBaseLine): Promise<InstalledBaseLine> {
    return this.decide(ctx, 'confirm', input.lineId, async (tx, line) => {
      const asset = input.assetId
        ? await this.linkAsset(tx, line, input.assetId)
        : await this.registerAsset(tx, line, input);
      line.confirm(asset, tx.now);
      await tx.record(installedBaseConfirmed(line));
    });
  }

  /** The hospital does not have it. @throws CONFLICT `inventory.already_decided` */
  reject(ctx: Ctx, { lineId, reason }: RejectInstalledBaseLine): Promise<InstalledBaseLine> {
    return this.decide(ctx, 'reject', lineId, async (tx, line) => {
      line.reject(reason, tx.now);
      await tx.record(installedBaseRejected(line));
    });
  }

  private decide(
    ctx: Ctx,
    verb: string,
    lineId: Id<'InstalledBaseLine'>,
    decision: (tx: Tx, line: InstalledBaseLine) => Promise<void>,
  ): Promise<InstalledBaseLine> {
    return this.uow.run(ctx, async (tx) => {
      const seen = await this.lines.getVisible(tx, lineId);
      ctx.authorise(verb, seen);
      const line = await this.lines.lock(tx, seen);
      line.refuseDecided();
      await decision(tx, line);
      await this.lines.decide(tx, line);
      return line;
    });
  }

  private async linkAsset(tx: Tx, line: InstalledBaseLine, assetId: Id<'Asset'>): Promise<Asset> {
    const seen = await this.assets.getVisible(tx, assetId);
    tx.ctx.authorise('change', seen);
    const asset = await this.assets.lock(tx, seen);
    asset.refuseRetired();
    await this.assetService.requireSameProduct(tx, line.releaseId, asset.releaseId);
    await tx.record(assetLinked(asset, line));
    return asset;
  }

  private async registerAsset(tx: Tx, line: InstalledBaseLine, input: ConfirmInstalledBaseLine): Promise<Asset> {
    const siteId = input.siteId ?? line.siteId;
    if (!siteId) throw missing('siteId', 'inventory.site_needed', 'Say at which site it is: the vendor did not.');
    if (!input.connections) {
      throw missing(
        'connections',
        'inventory.connections_needed',
        'Say what it is connected to; UNKNOWN is an answer.',
      );
    }
    const asset = await this.assetService.add(tx, line.releaseId, {
      siteId,
      name: input.name ?? null,
      serialNumber: line.serialNumber,
      lot: null,
      quantity: line.quantity,
      location: input.location ?? null,
      connections: input.connections,
      status: 'IN_USE',
    });
    await tx.record(assetRegistered(asset, line.id));
    return asset;
  }

  private async refuseWrong(tx: Tx, lines: readonly ListedLine[]): Promise<void> {
    const named = await this.lines.namedIn(tx, lines);
    const fields = lines.flatMap((line, i): FieldError[] => {
      const wrong = (field: string, reason: string, message: string) => [
        { path: `lines.${i}.${field}`, reason, message },
      ];
      if (!named.hospitals.has(line.hospitalId)) {
        return wrong(
          'hospitalId',
          'inventory.no_relationship',
          'There is no active relationship with such a hospital.',
        );
      }
      if (line.siteId && named.hospitalOfSite.get(line.siteId) !== line.hospitalId) {
        return wrong('siteId', 'inventory.not_a_site', 'The hospital has no such site in use.');
      }
      if (named.vendorOfRelease.get(line.releaseId) !== tx.ctx.organisationId) {
        return wrong('releaseId', 'inventory.not_own_release', 'Your organisation has no such release.');
      }
      return [];
    });
    const [first] = fields;
    if (first)
      throw invalidInput(
        first.reason,
        `${first.message} (${fields.length} of ${lines.length} lines are wrong.)`,
        fields,
      );
  }
}

/** What is listed twice in one list counts once, with what was said last. */
function onceEach(lines: readonly ListedLine[]): ListedLine[] {
  return [...new Map(lines.map((line) => [keyOfLine(line), line])).values()];
}

const missing = (path: string, reason: string, message: string) =>
  invalidInput(reason, message, [{ path, reason, message }]);
