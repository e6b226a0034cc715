import { ChaseDemand, ChaseHappening, ChaseStep } from './chase-step.entity.ts';
import { ChasingPlan } from './chasing-plan.entity.ts';

export { ChaseOpenedRepository } from './chase-opened.repository.ts';
export { ChaseRepository } from './chase.repository.ts';
export { ChasedSiteResolver, ChaseGapResolver, ChaseResolver } from './chase.resolver.ts';
export { ChaseService } from './chase.service.ts';
export { ChaseViewRepository } from './chase-view.repository.ts';
export { ChaseViewService } from './chase-view.service.ts';
export { registerChasingJobs } from './chasing.jobs.ts';
export { ChasingPlanRepository } from './chasing-plan.repository.ts';
export { ChasingPlanResolver } from './chasing-plan.resolver.ts';
export { ChasingPlanService } from './chasing-plan.service.ts';
export { chasingPolicy } from './chasing.policy.ts';

export const chasingEntities = [ChasingPlan, ChaseStep, ChaseHappening, ChaseDemand];
