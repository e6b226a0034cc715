import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCtx, type Ctx } from '#libs/platform';
import type { Asset } from '../asset.entity.ts';
import { AssetObject } from '../asset.graphql.ts';
import { AssetService } from '../asset.service.ts';
import type { AssetRecord } from './asset-record.entity.ts';
import { AssetRecordObject } from './asset-record.graphql.ts';

@Resolver(() => AssetRecordObject)
export class AssetRecordResolver {
  private readonly assets: AssetService;

  constructor(assets: AssetService) {
    this.assets = assets;
  }

  @ResolveField(() => AssetObject, { nullable: true, description: 'The system that it is a part of.' })
  partOf(@CurrentCtx() ctx: Ctx, @Parent() { partOfId }: AssetRecord): Promise<Asset | null> {
    return this.assets.visibleAsset(ctx, partOfId);
  }
}
