import { decisionEntities } from './decisions/index.ts';

export { DecisionService } from './decisions/index.ts';
export { MaintenanceModule } from './maintenance.module.ts';

export const maintenanceEntities = [...decisionEntities];
