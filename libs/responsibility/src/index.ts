import { transferEntities } from './transfers/index.ts';

export { TransferService } from './transfers/index.ts';
export { ResponsibilityModule } from './responsibility.module.ts';
export { TRAIL_KINDS } from './trail-kinds.ts';

export const responsibilityEntities = [...transferEntities];
