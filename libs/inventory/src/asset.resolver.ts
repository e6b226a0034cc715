import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject, type Release } from '#libs/catalogue';
import type { Id, Page } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { Asset } from './asset.entity.ts';
import * as g from './asset.graphql.ts';
import { AssetService } from './asset.service.ts';
import type { AssetRecord } from './record/asset-record.entity.ts';
import { AssetRecordObject } from './record/asset-record.graphql.ts';

@Resolver(() => g.AssetObject)
export class AssetResolver {
  private readonly assetService: AssetService;
  private readonly catalogue: CatalogueService;

  constructor(assetService: AssetService, catalogue: CatalogueService) {
    this.assetService = assetService;
    this.catalogue = catalogue;
  }

  @Access('read', Asset)
  @Query(() => g.AssetObject, { description: 'One asset.' })
  asset(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which asset.' }, parsedBy(id<'Asset'>())) assetId: Id<'Asset'>,
  ): Promise<Asset> {
    return this.assetService.asset(ctx, assetId);
  }

  @Access('read', Asset)
  @Query(() => g.AssetConnection, {
    description: "The hospital's assets, or those that hospitals share with the vendor.",
  })
  assets(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.AssetsArgs }, parsedBy(g.assetList)) list: g.AssetList,
  ): Promise<Page<Asset>> {
    return this.assetService.list(ctx, list);
  }

  @Access('register', Asset)
  @Mutation(() => g.RegisterAssetPayload, { description: 'Registers a device at a site of the own hospital.' })
  async registerAsset(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RegisterAssetInput, description: 'The device.' }, parsedBy(g.registerAsset))
    asset: g.RegisterAsset,
  ) {
    return { asset: await this.assetService.register(ctx, asset) };
  }

  @Access('change', Asset)
  @Mutation(() => g.ChangeAssetPayload, { description: 'Changes what is said of an asset.' })
  async changeAsset(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChangeAssetInput, description: 'The changes.' }, parsedBy(g.changeAsset))
    changes: g.ChangeAsset,
  ) {
    return { asset: await this.assetService.change(ctx, changes) };
  }

  @Access('retire', Asset)
  @Mutation(() => g.RetireAssetPayload, { description: 'Retires an asset for good.' })
  async retireAsset(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RetireAssetInput, description: 'The asset.' }, parsedBy(g.retireAsset))
    asset: g.RetireAsset,
  ) {
    return { asset: await this.assetService.retire(ctx, asset) };
  }

  @ResolveField(() => AssetRecordObject, {
    nullable: true,
    description: 'What the own hospital wrote of it; null to vendors, and where nothing is written.',
  })
  record(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset): Promise<AssetRecord | null> {
    return this.assetService.recordOf(ctx, asset);
  }

  @ResolveField(() => ReleaseObject, { description: 'Which release of which product it is.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset): Promise<Release> {
    return this.catalogue.releaseOf(ctx, asset);
  }
}
