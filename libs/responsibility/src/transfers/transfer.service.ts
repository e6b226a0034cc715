import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository } from '#libs/catalogue';
import { calendarDate, conflict, invalidInput, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { TransferItem, type ItemTerms, type TransferItemKind } from './transfer-item.entity.ts';
import { ResponsibilityTransfer } from './transfer.entity.ts';
import * as events from './transfer.events.ts';
import { TransferRepository, type TransferFilter, type UnsignedRow } from './transfer.repository.ts';

export type NewItem = ItemTerms & { kind: TransferItemKind };

const MAX_ITEMS = 100;

/** Vendor and hospital agree on what passes over when support ends, item by item, and sign it. */
@Injectable()
export class TransferService {
  private readonly uow: UnitOfWork;
  private readonly transfers: TransferRepository;
  private readonly catalogue: CatalogueRepository;

  constructor(uow: UnitOfWork, transfers: TransferRepository, catalogue: CatalogueRepository) {
    this.uow = uow;
    this.transfers = transfers;
    this.catalogue = catalogue;
  }

  get(ctx: Ctx, id: Id<'ResponsibilityTransfer'>): Promise<ResponsibilityTransfer> {
    return this.uow.run(ctx, (tx) => this.transfers.getVisible(tx, id));
  }

  list(ctx: Ctx, filter: TransferFilter, page: PageRequest): Promise<Page<ResponsibilityTransfer>> {
    return this.uow.run(ctx, (tx) => this.transfers.list(tx, filter, page));
  }

  /** Hospitals and releases whose support has ended, and of which not everything has passed over. */
  unsigned(ctx: Ctx, page: PageRequest): Promise<Page<UnsignedRow>> {
    return this.uow.run(ctx, (tx) => this.transfers.unsigned(tx, page));
  }

  /**
   * Adds items to the transfer of an own release to a hospital, which is opened with the first. What both have signed
   * stands; what comes later is another transfer.
   * @throws NOT_FOUND for a hospital that the vendor does not deal with, or a site of others; FORBIDDEN for another's
   *   release; CONFLICT `responsibility.signed_items_stand`, INVALID_INPUT `responsibility.effective_in_past`
   */
  propose(
    ctx: Ctx,
    hospitalId: Id<'Organisation'>,
    releaseId: Id<'Release'>,
    items: readonly NewItem[],
  ): Promise<ResponsibilityTransfer> {
    return this.uow.run(ctx, async (tx) => {
      const { vendorId, isOutside } = await this.catalogue.getRelease(tx, releaseId);
      if (isOutside) throw notFound('release');
      ctx.authorise('propose', ResponsibilityTransfer.open(vendorId, hospitalId, releaseId, tx.now));
      await this.transfers.requireRelationship(tx, hospitalId);
      const transfer = await this.openTransfer(tx, vendorId, hospitalId, releaseId);
      transfer.refuseSigned();

      const numbered = await this.transfers.itemsOf(tx, [transfer.id]);
      const last = numbered.at(-1)?.number ?? 0;
      if (last + items.length > MAX_ITEMS) {
        throw conflict('responsibility.too_many_items', `A transfer has at most ${MAX_ITEMS} items.`);
      }
      const proposed: TransferItem[] = [];
      for (const [i, { kind, ...terms }] of items.entries()) {
        await this.checkTerms(tx, hospitalId, terms, `items.${i}.`);
        const place = { kind, number: last + i + 1, version: 1 };
        proposed.push(TransferItem.propose(transfer, place, terms, whoActs(ctx), tx.now));
      }
      await this.transfers.insertItems(tx, proposed);
      for (const item of proposed) await tx.record(events.itemProposed(transfer, item));
      return transfer;
    });
  }

  /** Gives other terms to an item that the hospital contested. */
  repropose(ctx: Ctx, itemId: Id<'TransferItem'>, terms: ItemTerms): Promise<ResponsibilityTransfer> {
    return this.change(ctx, 'propose', itemId, async (tx, transfer, item) => {
      await this.checkTerms(tx, transfer.hospitalId, terms, '');
      const next = item.repropose(transfer, terms, whoActs(ctx), tx.now);
      // The former goes first: one version stands at a time, and the database insists.
      await this.transfers.updateItem(tx, item);
      await this.transfers.insertItems(tx, [next]);
      await tx.record(events.itemProposed(transfer, next));
    });
  }

  withdraw(ctx: Ctx, itemId: Id<'TransferItem'>): Promise<ResponsibilityTransfer> {
    return this.change(ctx, 'propose', itemId, async (tx, transfer, item) => {
      item.withdraw();
      await this.transfers.updateItem(tx, item);
      await tx.record(events.itemWithdrawn(transfer, item));
    });
  }

  accept(ctx: Ctx, itemId: Id<'TransferItem'>): Promise<ResponsibilityTransfer> {
    return this.change(ctx, 'answer', itemId, async (tx, transfer, item) => {
      item.accept(personOf(ctx), tx.now);
      await this.transfers.updateItem(tx, item);
      await tx.record(events.itemAccepted(transfer, item));
    });
  }

  contest(ctx: Ctx, itemId: Id<'TransferItem'>, note: string): Promise<ResponsibilityTransfer> {
    return this.change(ctx, 'answer', itemId, async (tx, transfer, item) => {
      item.contest(personOf(ctx), note, tx.now);
      await this.transfers.updateItem(tx, item);
      await tx.record(events.itemContested(transfer, item));
    });
  }

  /**
   * For the own side, once, when every item is accepted.
   * @throws CONFLICT `responsibility.already_signed`, `responsibility.items_open`
   */
  sign(ctx: Ctx, id: Id<'ResponsibilityTransfer'>): Promise<ResponsibilityTransfer> {
    return this.uow.run(ctx, async (tx) => {
      const transfer = await this.transfers.lock(tx, id);
      ctx.authorise('sign', transfer);
      const items = await this.transfers.itemsOf(tx, [id]);
      transfer.sign(ctx.organisationId, personOf(ctx), items, tx.now);

      await this.transfers.updateSignatures(tx, transfer);
      const signed = items.filter((item) => item.isStanding);
      await tx.record(events.transferSigned(transfer, ctx.organisationId, signed));
      return transfer;
    });
  }

  /** Every version, without asking once for each transfer. */
  itemsOf(ctx: Ctx, { id }: Pick<ResponsibilityTransfer, 'id'>): Promise<TransferItem[]> {
    return this.loaded<Id<'ResponsibilityTransfer'>, TransferItem[]>(ctx, 'items', async (tx, ids) => {
      const items = Map.groupBy(await this.transfers.itemsOf(tx, ids), ({ transferId }) => transferId);
      return (one) => items.get(one) ?? [];
    }).load(id);
  }

  /** Likewise; null for nothing. */
  async transferOf(ctx: Ctx, id: Id<'ResponsibilityTransfer'> | null): Promise<ResponsibilityTransfer | null> {
    if (!id) return null;
    return this.loaded<Id<'ResponsibilityTransfer'>, ResponsibilityTransfer | null>(
      ctx,
      'transfer',
      async (tx, ids) => {
        const rows = new Map((await this.transfers.byIds(tx, ids)).map((row) => [row.id, row]));
        return (one) => rows.get(one) ?? null;
      },
    ).load(id);
  }

  /** Likewise, devices of the own hospital; null for a vendor. */
  async coveredAssetsOf(ctx: Ctx, { id, hospitalId }: TransferItem): Promise<number | null> {
    if (hospitalId !== ctx.actor.organisationId) return null;
    return this.loaded<Id<'TransferItem'>, number>(ctx, 'covered', async (tx, ids) => {
      const counts = new Map((await this.transfers.coveredAssets(tx, ids)).map((row) => [row.id, row.count]));
      return (one) => counts.get(one) ?? 0;
    }).load(id);
  }

  /** A change of one item, while neither side has signed. */
  private change(
    ctx: Ctx,
    verb: string,
    itemId: Id<'TransferItem'>,
    act: (tx: Tx, transfer: ResponsibilityTransfer, item: TransferItem) => Promise<void>,
  ): Promise<ResponsibilityTransfer> {
    return this.uow.run(ctx, async (tx) => {
      const { item, transfer } = await this.transfers.lockItem(tx, itemId);
      ctx.authorise(verb, transfer);
      transfer.refuseSigned();
      await act(tx, transfer, item);
      return transfer;
    });
  }

  private async openTransfer(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    hospitalId: Id<'Organisation'>,
    releaseId: Id<'Release'>,
  ): Promise<ResponsibilityTransfer> {
    const open = await this.transfers.lockOpen(tx, hospitalId, releaseId);
    if (open) return open;
    const made = ResponsibilityTransfer.open(vendorId, hospitalId, releaseId, tx.now);
    if (await this.transfers.insert(tx, made)) return made;
    const opened = await this.transfers.lockOpen(tx, hospitalId, releaseId);
    if (!opened) throw new Error('a transfer that a colleague opened just now is not there');
    return opened;
  }

  private async checkTerms(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    { effectiveOn, siteIds }: ItemTerms,
    path: string,
  ): Promise<void> {
    if (siteIds) await this.transfers.requireSites(tx, hospitalId, siteIds);
    if (effectiveOn >= calendarDate(tx.now)) return;
    const [reason, message] = [
      'responsibility.effective_in_past',
      'Nothing passes over in the past: name today or later.',
    ];
    throw invalidInput(reason, message, [{ path: `${path}effectiveOn`, reason, message }]);
  }

  private loaded<Key extends Id, Value>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Key[]) => Promise<(id: Key) => Value>,
  ): DataLoader<Key, Value> {
    // Remembers nothing: a mutation later in the request changes answers.
    return ctx.loader(
      `responsibility.${part}`,
      () =>
        new DataLoader<Key, Value>(
          async (ids) => {
            const valueOf = await this.uow.run(ctx, (tx) => read(tx, ids));
            return ids.map(valueOf);
          },
          { cache: false },
        ),
    );
  }
}

function personOf({ actor }: Ctx): Id<'User'> {
  if (!actor.userId) throw new Error('only a person accepts or signs');
  return actor.userId;
}

const whoActs = (ctx: Ctx): Id => ctx.actor.apiKeyId ?? personOf(ctx);
