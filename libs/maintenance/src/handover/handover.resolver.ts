import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject } from '#libs/catalogue';
import { Asset, AssetObject } from '#libs/inventory';
import type { Id, Page } from '#libs/kernel';
import { Access, CurrentCtx, id, MutationOf, parsedBy, type Ctx } from '#libs/platform';
import { readHistory } from './device-history.ts';
import { Handover } from './handover.entity.ts';
import * as g from './handover.graphql.ts';
import { HandoverService } from './handover.service.ts';

@Resolver(() => g.HandoverObject)
export class HandoverResolver {
  private readonly service: HandoverService;
  private readonly catalogue: CatalogueService;

  constructor(service: HandoverService, catalogue: CatalogueService) {
    this.service = service;
    this.catalogue = catalogue;
  }

  @Access('read', Handover)
  @Query(() => g.HandoverObject, { description: 'One handover that the own hospital is a party to.' })
  handover(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which.' }, parsedBy(id<'Handover'>())) handoverId: Id<'Handover'>,
  ): Promise<Handover> {
    return this.service.get(ctx, handoverId);
  }

  @Access('read', Handover)
  @Query(() => g.HandoverConnection, {
    description: 'Devices that came from other hospitals, went to them, or are offered; the newest first.',
  })
  handovers(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.HandoversArgs }, parsedBy(g.handoverList)) { first, after, ...filter }: g.HandoverList,
  ): Promise<Page<Handover>> {
    return this.service.list(ctx, filter, { first, after });
  }

  @Access('handOver', Asset)
  @Mutation(() => g.OfferHandoversPayload, {
    description: 'Offers devices to another hospital, all of them or none. They stay until it takes them over.',
  })
  async offerHandovers(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.OfferHandoversInput, description: 'Which, and how.' }, parsedBy(g.offerHandovers))
    offer: g.OfferHandovers,
  ) {
    return { handovers: await this.service.offer(ctx, offer) };
  }

  @Access('takeOver', Handover)
  @MutationOf(
    'handover',
    g.HandoverObject,
    'Takes a device over: the giver no longer has it, or not until it returns, and the own hospital does.',
  )
  async takeOverHandover(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.TakeOverHandoverInput, description: 'Which.' }, parsedBy(g.takeOverHandover))
    { handoverId, ...facts }: g.TakeOverHandover,
  ) {
    return { handover: await this.service.takeOver(ctx, handoverId, facts) };
  }

  @Access('decline', Handover)
  @MutationOf('handover', g.HandoverObject, 'Does not take a device over.')
  async declineHandover(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.DeclineHandoverInput, description: 'Which, and why.' }, parsedBy(g.declineHandover))
    { handoverId, reason }: g.DeclineHandover,
  ) {
    return { handover: await this.service.decline(ctx, handoverId, reason) };
  }

  @Access('withdraw', Handover)
  @MutationOf('handover', g.HandoverObject, 'Takes an offer back that is not answered.')
  async withdrawHandover(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.WithdrawHandoverInput, description: 'Which.' }, parsedBy(g.withdrawHandover))
    { handoverId }: g.WithdrawHandover,
  ) {
    return { handover: await this.service.withdraw(ctx, handoverId) };
  }

  @ResolveField(() => g.HandoverDirectionEnum, { description: 'Seen from the own hospital.' })
  direction(@CurrentCtx() ctx: Ctx, @Parent() { giverId }: Handover) {
    return giverId === ctx.organisationId ? 'OUT' : 'IN';
  }

  @ResolveField(() => g.HandoverPartyObject, { description: 'Who hands it over.' })
  giver(@Parent() { giverName, giverEnglishName }: Handover) {
    return { name: giverName, englishName: giverEnglishName };
  }

  @ResolveField(() => g.HandoverPartyObject, { description: 'Who is to take it over.' })
  receiver(@Parent() { receiverName, receiverEnglishName }: Handover) {
    return { name: receiverName, englishName: receiverEnglishName };
  }

  @ResolveField(() => ReleaseObject, { description: 'Which release of which product ran on it when it was offered.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() handover: Handover) {
    return this.catalogue.releaseOf(ctx, handover);
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: "The own hospital's device: what is, or was, handed over, or what it became; null before that.",
  })
  assetId(@CurrentCtx() ctx: Ctx, @Parent() { giverId, assetId, receiverAssetId }: Handover) {
    return giverId === ctx.organisationId ? assetId : receiverAssetId;
  }

  @ResolveField(() => g.DeviceHistoryObject, { description: 'What goes along.' })
  history(@Parent() { history }: Handover) {
    return readHistory(history);
  }

  @ResolveField(() => String, { description: 'The same as canonical JSON (RFC 8785): the bytes that are hashed.' })
  historyText(@Parent() { history }: Handover) {
    return history;
  }
}

@Resolver(() => AssetObject)
export class AssetHandoversResolver {
  private readonly service: HandoverService;

  constructor(service: HandoverService) {
    this.service = service;
  }

  @ResolveField(() => [g.HandoverObject], {
    description: 'By which it came, went or is offered, in the order of time. For its hospital alone.',
  })
  handovers(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset) {
    return this.service.ofAsset(ctx, asset);
  }
}
