import { transferEntities } from './transfers/index.ts';

export { TransferService } from './transfers/index.ts';
export { ResponsibilityModule } from './responsibility.module.ts';

export const responsibilityEntities = [...transferEntities];
