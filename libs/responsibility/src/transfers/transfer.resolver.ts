import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject } from '#libs/catalogue';
import { OrganisationObject, OrganisationService, SiteObject, type Site } from '#libs/directory';
import { Clock, type Id, type Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, id, MutationOf, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import type { TransferItem } from './transfer-item.entity.ts';
import { ResponsibilityTransfer, STAYS_WITH_VENDOR } from './transfer.entity.ts';
import * as g from './transfer.graphql.ts';
import type { UnsignedRow } from './transfer.repository.ts';
import { TransferService } from './transfer.service.ts';

@Resolver(() => g.TransferObject)
export class TransferResolver {
  private readonly transfers: TransferService;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(transfers: TransferService, catalogue: CatalogueService, organisations: OrganisationService) {
    this.transfers = transfers;
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  @Access('read', ResponsibilityTransfer)
  @Query(() => g.TransferObject, { description: 'One transfer.' })
  responsibilityTransfer(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which transfer.' }, parsedBy(id<'ResponsibilityTransfer'>()))
    transferId: Id<'ResponsibilityTransfer'>,
  ): Promise<ResponsibilityTransfer> {
    return this.transfers.get(ctx, transferId);
  }

  @Access('read', ResponsibilityTransfer)
  @Query(() => g.TransferConnection, { description: 'Transfers of the own organisation, the newest first.' })
  responsibilityTransfers(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.TransfersArgs }, parsedBy(g.transferList)) { first, after, ...filter }: g.TransferList,
  ): Promise<Page<ResponsibilityTransfer>> {
    return this.transfers.list(ctx, filter, { first, after });
  }

  @Access('read', ResponsibilityTransfer)
  @Query(() => g.UnsignedConnection, {
    description: 'Where support has ended and not everything passed over by both signatures, what ended first first.',
  })
  unsignedTransfers(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs): Promise<Page<UnsignedRow>> {
    return this.transfers.unsigned(ctx, page);
  }

  @Access('propose', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Proposes what is to pass over to a hospital, by the vendor.')
  async proposeTransfer(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ProposeTransferInput, description: 'What.' }, parsedBy(g.proposeTransfer))
    { hospitalId, releaseId, items }: g.ProposeTransfer,
  ) {
    return { transfer: await this.transfers.propose(ctx, hospitalId, releaseId, items) };
  }

  @Access('propose', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Gives other terms to an item that the hospital contested.')
  async reproposeTransferItem(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ReproposeTransferItemInput, description: 'The terms.' },
      parsedBy(g.reproposeTransferItem),
    )
    { itemId, ...terms }: g.ReproposeTransferItem,
  ) {
    return { transfer: await this.transfers.repropose(ctx, itemId, terms) };
  }

  @Access('propose', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Takes back an item that is not accepted.')
  async withdrawTransferItem(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.OneTransferItemInput, description: 'The item.' }, parsedBy(g.oneTransferItem))
    { itemId }: g.OneTransferItem,
  ) {
    return { transfer: await this.transfers.withdraw(ctx, itemId) };
  }

  @Access('answer', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Accepts an item, by the hospital.')
  async acceptTransferItem(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.OneTransferItemInput, description: 'The item.' }, parsedBy(g.oneTransferItem))
    { itemId }: g.OneTransferItem,
  ) {
    return { transfer: await this.transfers.accept(ctx, itemId) };
  }

  @Access('answer', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Contests an item, also one accepted before, until somebody signed.')
  async contestTransferItem(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ContestTransferItemInput, description: 'The item, and why.' },
      parsedBy(g.contestTransferItem),
    )
    { itemId, note }: g.ContestTransferItem,
  ) {
    return { transfer: await this.transfers.contest(ctx, itemId, note) };
  }

  @Access('sign', ResponsibilityTransfer)
  @MutationOf('transfer', g.TransferObject, 'Signs a transfer for the own side, once, when every item is accepted.')
  async signTransfer(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.SignTransferInput, description: 'The transfer.' }, parsedBy(g.signTransfer))
    { transferId }: g.SignTransfer,
  ) {
    return { transfer: await this.transfers.sign(ctx, transferId) };
  }

  @ResolveField(() => g.TransferStateEnum, { description: 'Where it stands.' })
  async state(@CurrentCtx() ctx: Ctx, @Parent() transfer: ResponsibilityTransfer) {
    return transfer.stateWith(await this.transfers.itemsOf(ctx, transfer));
  }

  @ResolveField(() => [g.TransferItemObject], { description: 'Its items as they stand, in their order.' })
  async items(@CurrentCtx() ctx: Ctx, @Parent() transfer: ResponsibilityTransfer): Promise<TransferItem[]> {
    return (await this.transfers.itemsOf(ctx, transfer)).filter((item) => item.isStanding);
  }

  @ResolveField(() => [g.TransferItemObject], {
    description: 'Every version of every item, also withdrawn ones; of one number the newest first.',
  })
  itemHistory(@CurrentCtx() ctx: Ctx, @Parent() transfer: ResponsibilityTransfer): Promise<TransferItem[]> {
    return this.transfers.itemsOf(ctx, transfer);
  }

  @ResolveField(() => [g.KeptResponsibilityEnum], { description: 'What stays with the vendor, whatever is signed.' })
  staysWithVendor() {
    return STAYS_WITH_VENDOR;
  }

  @ResolveField(() => ReleaseObject, { description: 'Whose support ends.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() transfer: ResponsibilityTransfer) {
    return this.catalogue.releaseOf(ctx, transfer);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who proposes.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: ResponsibilityTransfer) {
    return this.organisations.byId(ctx, vendorId);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who accepts.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: ResponsibilityTransfer) {
    return this.organisations.byId(ctx, hospitalId);
  }
}

@Resolver(() => g.TransferItemObject)
export class TransferItemResolver {
  private readonly transfers: TransferService;
  private readonly clock: Clock;

  constructor(transfers: TransferService, clock: Clock) {
    this.transfers = transfers;
    this.clock = clock;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Devices of the own hospital that it is about; null for a vendor.',
  })
  assetCount(@CurrentCtx() ctx: Ctx, @Parent() item: TransferItem) {
    return this.transfers.coveredAssetsOf(ctx, item);
  }

  @ResolveField(() => Boolean, { description: 'Whether it has passed over: both have signed, and its day has come.' })
  async isInEffect(@CurrentCtx() ctx: Ctx, @Parent() item: TransferItem): Promise<boolean> {
    if (item.state !== 'ACCEPTED' || item.effectiveOn > this.clock.today()) return false;
    const transfer = await this.transfers.transferOf(ctx, item.transferId);
    return Boolean(transfer?.vendorSignedAt && transfer.hospitalSignedAt);
  }
}

@Resolver(() => g.UnsignedTransferObject)
export class UnsignedTransferResolver {
  private readonly transfers: TransferService;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(transfers: TransferService, catalogue: CatalogueService, organisations: OrganisationService) {
    this.transfers = transfers;
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  @ResolveField(() => ReleaseObject, { description: 'Whose support has ended.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() row: UnsignedRow) {
    return this.catalogue.releaseOf(ctx, row);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who holds it.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: UnsignedRow) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => [SiteObject], { description: 'Where no signed item reaches, as far as one may see.' })
  async sites(@CurrentCtx() ctx: Ctx, @Parent() { siteIds }: UnsignedRow): Promise<Site[]> {
    const sites = await Promise.all(siteIds.map((one) => this.organisations.siteById(ctx, one)));
    return sites.filter((site) => site !== null);
  }

  @ResolveField(() => g.TransferObject, { nullable: true, description: 'What is being agreed on; null: nothing yet.' })
  transfer(@CurrentCtx() ctx: Ctx, @Parent() { transferId }: UnsignedRow) {
    return this.transfers.transferOf(ctx, transferId);
  }
}
