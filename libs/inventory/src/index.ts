import { Asset } from './asset.entity.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';

export { type AssetStatus, type Connection } from './asset.entity.ts';
export { AssetConnection, AssetObject } from './asset.graphql.ts';
export { Asset };
export { AssetService } from './asset.service.ts';
export { InstalledBaseService } from './installed-base.service.ts';
export { InventoryModule } from './inventory.module.ts';
export { inventoryPolicy } from './inventory.policy.ts';

export const inventoryEntities = [Asset, InstalledBaseLine];
