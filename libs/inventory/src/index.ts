import { Asset } from './asset.entity.ts';
import { Evaluation } from './evaluation/evaluation.entity.ts';
import { AssetImport } from './import/asset-import.entity.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';
import { AssetRecord } from './record/asset-record.entity.ts';

export {
  isWithHospital,
  type AssetStatus,
  type Connection,
  type SettableStatus,
  type TakenOverFacts,
} from './asset.entity.ts';
export {
  AssetConnection,
  AssetObject,
  AssetStatusEnum,
  ConnectionEnum,
  connections,
  settableStatus,
} from './asset.graphql.ts';
export { Asset };
export type { CompensatingControl } from './compensating-control.ts';
export { CompensatingControlEnum, controlsGiven } from './record/asset-record.graphql.ts';
export { AssetService } from './asset.service.ts';
export { EvaluationService } from './evaluation/evaluation.service.ts';
export { ImportService } from './import/import.service.ts';
export { InstalledBaseService } from './installed-base.service.ts';
export { InventoryModule } from './inventory.module.ts';
export { inventoryPolicy } from './inventory.policy.ts';

export const inventoryEntities = [Asset, AssetImport, AssetRecord, Evaluation, InstalledBaseLine];
export { fileOf, pagesOf, TABLE_FORMATS, TABLE_TYPES, type TableFormat } from './import/table-file.ts';
