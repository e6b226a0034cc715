import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject, type Release } from '#libs/catalogue';
import type { Page } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import type { Asset } from './asset.entity.ts';
import { AssetObject } from './asset.graphql.ts';
import { AssetService } from './asset.service.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';
import * as g from './installed-base.graphql.ts';
import { InstalledBaseService } from './installed-base.service.ts';

@Resolver(() => g.InstalledBaseLineObject)
export class InstalledBaseResolver {
  private readonly installedBaseService: InstalledBaseService;
  private readonly assets: AssetService;
  private readonly catalogue: CatalogueService;

  constructor(installedBaseService: InstalledBaseService, assets: AssetService, catalogue: CatalogueService) {
    this.installedBaseService = installedBaseService;
    this.assets = assets;
    this.catalogue = catalogue;
  }

  @Access('read', InstalledBaseLine)
  @Query(() => g.InstalledBaseLineConnection, {
    description: "The vendor's own list, or what vendors list at the hospital, oldest first.",
  })
  installedBase(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.InstalledBaseArgs }, parsedBy(g.installedBaseList)) list: g.InstalledBaseList,
  ): Promise<Page<InstalledBaseLine>> {
    return this.installedBaseService.list(ctx, list);
  }

  @Access('list', InstalledBaseLine)
  @Mutation(() => g.ListInstalledBasePayload, { description: 'The vendor lists where its devices are.' })
  listInstalledBase(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ListInstalledBaseInput, description: 'The lines.' }, parsedBy(g.listInstalledBase))
    lines: g.ListInstalledBase,
  ) {
    return this.installedBaseService.listDevices(ctx, lines);
  }

  @Access('confirm', InstalledBaseLine)
  @Mutation(() => g.ConfirmInstalledBaseLinePayload, { description: 'The hospital has the device.' })
  async confirmInstalledBaseLine(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ConfirmInstalledBaseLineInput, description: 'The line, and which asset it is.' },
      parsedBy(g.confirmInstalledBaseLine),
    )
    line: g.ConfirmInstalledBaseLine,
  ) {
    return { line: await this.installedBaseService.confirm(ctx, line) };
  }

  @Access('reject', InstalledBaseLine)
  @Mutation(() => g.RejectInstalledBaseLinePayload, { description: 'The hospital does not have the device.' })
  async rejectInstalledBaseLine(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.RejectInstalledBaseLineInput, description: 'The line, and why.' },
      parsedBy(g.rejectInstalledBaseLine),
    )
    line: g.RejectInstalledBaseLine,
  ) {
    return { line: await this.installedBaseService.reject(ctx, line) };
  }

  @ResolveField(() => ReleaseObject, { description: 'Which release of which product it is.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() line: InstalledBaseLine): Promise<Release> {
    return this.catalogue.releaseOf(ctx, line);
  }

  @ResolveField(() => AssetObject, {
    nullable: true,
    description: "The hospital's record of it, once confirmed; for the vendor only where the hospital shares assets.",
  })
  asset(@CurrentCtx() ctx: Ctx, @Parent() line: InstalledBaseLine): Promise<Asset | null> {
    return this.assets.visibleAsset(ctx, line.assetId);
  }
}
