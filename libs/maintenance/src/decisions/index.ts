import { EndOfSupportDecision } from './decision.entity.ts';

export const decisionEntities = [EndOfSupportDecision];
