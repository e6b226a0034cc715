import { EndOfSupportDecision } from './decision.entity.ts';

export { DecisionService } from './decision.service.ts';

export const decisionEntities = [EndOfSupportDecision];
