import type { Policy } from '#libs/platform';
import { EndOfSupportDecision } from './decision.entity.ts';

/** Nobody but the hospital reads its decisions; a vendor sees the answers to what it asked. A program takes no risk. */
export const decisionPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId || organisationKind !== 'HOSPITAL') return;
  const own = { hospitalId: organisationId };

  can('read', EndOfSupportDecision, own);
  if (actor.has('HOSPITAL_SECURITY')) {
    can('decide', EndOfSupportDecision, own);
    if (actor.kind === 'PERSON') can('proposeRisk', EndOfSupportDecision, own);
  }
  if (actor.has('HOSPITAL_MANAGER') && actor.kind === 'PERSON') can('acceptRisk', EndOfSupportDecision, own);
};
