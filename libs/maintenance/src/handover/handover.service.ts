import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository } from '#libs/catalogue';
import { hospitalByCode } from '#libs/directory';
import { AssetService, type Asset, type TakenOverFacts } from '#libs/inventory';
import { calendarDate, conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { Config, mailJobFor, UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { freeze, leftOut, periodsBefore, type DeviceHistory, type FrozenHistory } from './device-history.ts';
import { Handover, refuseWrongDays, type HandoverTerms } from './handover.entity.ts';
import * as events from './handover.events.ts';
import { HandoverRepository, type HandoverFilter } from './handover.repository.ts';
import { HistoryRepository } from './history.repository.ts';

export interface Offer extends HandoverTerms {
  assetIds: readonly Id<'Asset'>[];
  /** Which hospital, by the code that it told; null where devices return to whom they are from. */
  code: string | null;
  isHistoryPassedOn: boolean;
}

/** A device as its hospital saw it when it began to offer it. */
interface Prepared {
  asset: Asset;
  lending: Handover | null;
  frozen: FrozenHistory;
}

/**
 * Devices that go from one hospital to another. Every act begins within the walls of the one who acts, where it is seen and
 * authorised; what follows is written in the books of both in one transaction, which only the system can.
 */
@Injectable()
export class HandoverService {
  private readonly uow: UnitOfWork;
  private readonly handovers: HandoverRepository;
  private readonly histories: HistoryRepository;
  private readonly assets: AssetService;
  private readonly catalogue: CatalogueRepository;
  private readonly config: Config;

  constructor(
    uow: UnitOfWork,
    handovers: HandoverRepository,
    histories: HistoryRepository,
    assets: AssetService,
    catalogue: CatalogueRepository,
    config: Config,
  ) {
    this.uow = uow;
    this.handovers = handovers;
    this.histories = histories;
    this.assets = assets;
    this.catalogue = catalogue;
    this.config = config;
  }

  get(ctx: Ctx, id: Id<'Handover'>): Promise<Handover> {
    return this.uow.run(ctx, (tx) => this.handovers.getVisible(tx, id));
  }

  list(ctx: Ctx, filter: HandoverFilter, page: PageRequest): Promise<Page<Handover>> {
    return this.uow.run(ctx, (tx) => this.handovers.list(tx, filter, page));
  }

  /**
   * Offers devices to another hospital, all of them or none. They are held in the order of their ids, whatever order they are
   * named in: two people who offer the same ones wait for each other one way only.
   * @throws NOT_FOUND for a code that is no admitted hospital's; CONFLICT `maintenance.handover_to_oneself`,
   *   `maintenance.already_offered`, and what `prepare` throws
   */
  async offer(ctx: Ctx, offer: Offer): Promise<Handover[]> {
    const prepared = await this.uow.run(ctx, (tx) => this.prepare(tx, offer));
    return this.uow.runAsSystem(ctx, async (tx) => {
      const receiver = offer.code === null ? null : await hospitalByCode(tx, offer.code);
      const made = new Map<Id<'Asset'>, Handover>();
      for (const { asset, lending, frozen } of prepared.toSorted((a, b) => (a.asset.id < b.asset.id ? -1 : 1))) {
        const to = receiver?.id ?? lending?.giverId ?? ctx.organisationId;
        const parties = await this.parties(tx, ctx.organisationId, to);
        const lentAssetId = lending?.assetId ?? null;
        const handover = Handover.offer(parties.own, parties.other, asset, lentAssetId, offer, frozen, tx.now);
        const held = await this.assets.hold(tx, asset.id);
        if (!held || !handover.isOf(held)) throw changedMeanwhile();
        await this.handovers.insert(tx, handover);
        for (const event of events.offered(handover, asset.siteId)) await tx.record(event);
        made.set(asset.id, handover);
      }
      const handovers = prepared.flatMap(({ asset }) => made.get(asset.id) ?? []);
      for (const [receiverId, own] of Map.groupBy(handovers, (one) => one.receiverId)) {
        await this.tell(tx, receiverId, own);
      }
      return handovers;
    });
  }

  /**
   * The receiver has the device from now on, the giver no longer, or, when it is lent, not until it returns.
   * @throws CONFLICT `maintenance.handover_settled`, `maintenance.changed_since_offer`, `maintenance.hospital_not_admitted`,
   *   `inventory.serial_taken`, `inventory.site_closed`; NOT_FOUND for a site of others
   */
  async takeOver(ctx: Ctx, id: Id<'Handover'>, facts: TakenOverFacts): Promise<Handover> {
    await this.mayAnswer(ctx, id, 'takeOver');
    return this.uow.runAsSystem(ctx, async (tx) => {
      const handover = await this.handovers.lock(tx, id);
      handover.requireOffered();
      await this.parties(tx, handover.receiverId, handover.giverId);
      const given = await this.assets.hold(tx, handover.assetId);
      if (!given || !handover.isOf(given)) throw changedSinceOffer();

      const taken = await this.received(tx, handover, facts);
      if (handover.kind === 'LENT') await this.assets.lendOut(tx, given);
      else await this.assets.giveAway(tx, given, handover.leftOn(tx.now));
      handover.takeOver(taken.id, tx.now);
      await this.handovers.update(tx, handover);
      for (const event of events.takenOver(handover, facts.siteId)) await tx.record(event);
      return handover;
    });
  }

  /** @throws CONFLICT `maintenance.handover_settled` */
  async decline(ctx: Ctx, id: Id<'Handover'>, reason: string): Promise<Handover> {
    await this.mayAnswer(ctx, id, 'decline');
    return this.uow.runAsSystem(ctx, async (tx) => {
      const handover = await this.handovers.lock(tx, id);
      handover.decline(reason, tx.now);
      await this.handovers.update(tx, handover);
      for (const event of events.declined(handover)) await tx.record(event);
      return handover;
    });
  }

  /** Takes an offer back, as long as it is not answered. @throws CONFLICT `maintenance.handover_settled` */
  async withdraw(ctx: Ctx, id: Id<'Handover'>): Promise<Handover> {
    const siteId = await this.uow.run(ctx, async (tx) => {
      const handover = await this.handovers.getVisible(tx, id);
      ctx.authorise('withdraw', handover);
      const [asset] = await this.assets.visible(tx, [handover.assetId]);
      if (!asset) throw notFound('asset');
      ctx.authorise('handOver', asset);
      return asset.siteId;
    });
    return this.uow.runAsSystem(ctx, async (tx) => {
      const handover = await this.handovers.lock(tx, id);
      handover.withdraw(tx.now);
      await this.handovers.update(tx, handover);
      for (const event of events.withdrawn(handover, siteId)) await tx.record(event);
      return handover;
    });
  }

  /** By which it came or went, in the order of time; for its hospital alone, without asking once for each asset. */
  ofAsset(ctx: Ctx, { id }: Pick<Asset, 'id'>): Promise<Handover[]> {
    return ctx
      .loader(
        'maintenance.handovers',
        () =>
          new DataLoader<Id<'Asset'>, Handover[]>(
            async (ids) => {
              const rows = await this.uow.run(ctx, (tx) => this.handovers.ofAssets(tx, ids));
              return ids.map((one) => rows.filter((row) => [row.assetId, row.receiverAssetId].includes(one)));
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  /** What is on loan is another hospital's: it goes back, and is not retired. @throws CONFLICT `maintenance.borrowed` */
  async refuseBorrowed(tx: Tx, { id }: Pick<Asset, 'id'>): Promise<void> {
    if (await this.handovers.lending(tx, id)) throw borrowed();
  }

  /**
   * What is offered, as the one who offers may see it.
   * @throws NOT_FOUND, FORBIDDEN; CONFLICT `maintenance.not_in_use`, `maintenance.not_single`, `maintenance.maker_outside`,
   *   `maintenance.borrowed`, `maintenance.not_borrowed`; INVALID_INPUT for days that cannot be
   */
  private async prepare(tx: Tx, offer: Offer): Promise<Prepared[]> {
    const { assetIds, kind } = offer;
    refuseWrongDays(offer, calendarDate(tx.now));
    const byId = new Map((await this.assets.visible(tx, assetIds)).map((asset) => [asset.id, asset]));
    const prepared: Prepared[] = [];
    for (const id of assetIds) {
      const asset = byId.get(id);
      if (!asset) throw notFound('asset');
      tx.ctx.authorise('handOver', asset);
      if (asset.status !== 'IN_USE' && asset.status !== 'STORED') throw notInUse();
      if (asset.quantity !== 1) throw notSingle();
      if ((await this.catalogue.getRelease(tx, asset.releaseId)).isOutside) throw makerOutside();
      const lending = await this.handovers.lending(tx, id);
      if (lending && kind !== 'RETURNED') throw borrowed();
      if (!lending && kind === 'RETURNED') throw notBorrowed();
      prepared.push({ asset, lending, frozen: freeze(await this.historyOf(tx, asset, offer)) });
    }
    return prepared;
  }

  private async historyOf(
    tx: Tx,
    asset: Asset,
    { kind, handedOverOn, isHistoryPassedOn }: Offer,
  ): Promise<DeviceHistory> {
    const handover = { kind, on: handedOverOn };
    return {
      format: 'tasuki-device-history',
      version: 1,
      asOf: calendarDate(tx.now),
      ...(await this.histories.standing(tx, asset.releaseId)),
      serialNumber: asset.serialNumber,
      lot: asset.lot,
      periods: isHistoryPassedOn ? await this.periodsOf(tx, asset, handover) : [leftOut(handover)],
    };
  }

  private async periodsOf(tx: Tx, asset: Asset, handover: DeviceHistory['periods'][number]['handover']) {
    const updates = await this.histories.updates(tx, asset.id);
    return [
      ...periodsBefore(await this.histories.received(tx, asset.id)),
      {
        isLeftOut: false,
        since: calendarDate(asset.createdAt),
        handover,
        releases: await this.histories.releases(tx, asset),
        updates: updates.flatMap(({ isPassedOn, ...update }) => (isPassedOn ? update : [])),
        notPassedOn: updates.filter(({ isPassedOn }) => !isPassedOn).length,
      },
    ];
  }

  /** What the receiver has: what it had lent and kept on its books, or a device that is new to it. */
  private async received(tx: Tx, { kind, releaseId, receiverAssetId, ...one }: Handover, facts: TakenOverFacts) {
    const lent = receiverAssetId && (await this.assets.hold(tx, receiverAssetId));
    if (lent && lent.status === 'LENT_OUT') {
      await this.assets.takeBack(tx, lent, releaseId, facts);
      return lent;
    }
    const { serialNumber, lot } = one;
    return this.assets.takeOver(tx, releaseId, { ...facts, serialNumber, lot }, kind === 'LENT' ? one.giverName : null);
  }

  private mayAnswer(ctx: Ctx, id: Id<'Handover'>, verb: 'takeOver' | 'decline'): Promise<void> {
    return this.uow.run(ctx, async (tx) => ctx.authorise(verb, await this.handovers.getVisible(tx, id)));
  }

  /** @throws CONFLICT `maintenance.hospital_not_admitted` when the other may not act now. */
  private async parties(tx: Tx, ownId: Id<'Organisation'>, otherId: Id<'Organisation'>) {
    const found = await this.handovers.admitted(tx, [ownId, otherId]);
    const [own, other] = [found.get(ownId), found.get(otherId)];
    if (own && other) return { own, other };
    throw conflict('maintenance.hospital_not_admitted', 'The other hospital cannot act in Tasuki at present.');
  }

  /** Who looks after devices there is told by mail. */
  private async tell(tx: Tx, receiverId: Id<'Organisation'>, handovers: readonly Handover[]): Promise<void> {
    const [first] = handovers;
    if (!first) return;
    const url = `${this.config.baseUrl}/handovers`;
    for (const { name, email, language } of await this.handovers.keepersOf(tx, receiverId)) {
      const values = { name, hospitalName: first.giverName, devices: handovers.length, url };
      tx.queue(mailJobFor({ version: 1, to: email, language, template: 'devicesOffered', values }));
    }
  }
}

const notInUse = () =>
  conflict('maintenance.not_in_use', 'Only a device that is in use or stored is handed over: see its status.');
const notSingle = () =>
  conflict(
    'maintenance.not_single',
    'This stands for several devices: register the one that goes by itself, and lower the quantity here.',
  );
const makerOutside = () =>
  conflict(
    'maintenance.maker_outside',
    'The maker of this device is not in Tasuki: the record of the product is yours alone, and cannot go along.',
  );
const borrowed = () =>
  conflict('maintenance.borrowed', 'This device is on loan from another hospital: it can be returned, nothing else.');
const notBorrowed = () =>
  conflict('maintenance.not_borrowed', 'This device is not on loan from another hospital: nothing is to be returned.');
const changedMeanwhile = () =>
  conflict('maintenance.changed_meanwhile', 'The device was changed just now: look at it again, then offer it.');
const changedSinceOffer = () =>
  conflict('maintenance.changed_since_offer', 'The device became another since it was offered: ask for a new offer.');
