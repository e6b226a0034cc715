import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, UnitOfWork, type Ctx } from '#libs/platform';
import { AssetRecord } from '../record/asset-record.entity.ts';
import * as g from './network.graphql.ts';
import { NetworkRepository } from './network.repository.ts';

@Resolver()
export class NetworkResolver {
  private readonly uow: UnitOfWork;
  private readonly zones: NetworkRepository;

  constructor(uow: UnitOfWork, zones: NetworkRepository) {
    this.uow = uow;
    this.zones = zones;
  }

  @Access('read', AssetRecord)
  @Query(() => [g.NetworkZoneObject], {
    description: 'Network zones of a site of the own hospital, and what reaches them; none for a site of others.',
  })
  network(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.NetworkArgs }, parsedBy(g.network)) { siteId }: { siteId: Id<'Site'> },
  ): Promise<g.NetworkZoneObject[]> {
    return this.uow.run(ctx, (tx) => this.zones.zonesOf(tx, siteId));
  }
}
