import { CalendarLink } from './calendar/calendar-link.entity.ts';
import { decisionEntities } from './decisions/index.ts';
import { handoverEntities } from './handover/index.ts';
import { MaintenanceWindow } from './maintenance-window.entity.ts';
import { UpdateApplication } from './update-application.entity.ts';
import { UpdateEvidence } from './update-evidence.entity.ts';
import { UpdateReport } from './update-report.entity.ts';
import { UpdateStep } from './update-step.entity.ts';

export { DecisionService } from './decisions/index.ts';
export { HandoverService } from './handover/index.ts';
export { MaintenanceModule } from './maintenance.module.ts';
export { MaintenanceWindowService } from './maintenance-window.service.ts';
export { PlanningService } from './planning.service.ts';
export { UpdateApplicationService } from './update-application.service.ts';

export const maintenanceEntities = [
  UpdateApplication,
  UpdateStep,
  UpdateEvidence,
  MaintenanceWindow,
  UpdateReport,
  CalendarLink,
  ...decisionEntities,
  ...handoverEntities,
];
