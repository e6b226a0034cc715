import type { Policy } from '#libs/platform';
import { ChaseDemand, ChaseStep } from './chase-step.entity.ts';
import { ChasingPlan } from './chasing-plan.entity.ts';

/** A vendor's support chases; a hospital's administrators and its security people say who is asked inside. */
export const chasingPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  const isPerson = actor.kind === 'PERSON';

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    can('read', ChasingPlan, { organisationId });
    can('read', ChasingPlan, { organisationId: null, side: 'VENDOR' });
    can('read', ChaseDemand, own);
    can(['read', 'follow'], ChaseStep, { ...own, side: 'VENDOR' });
    if (isPerson && actor.has('VENDOR_SUPPORT')) {
      can('record', ChaseStep, { ...own, side: 'VENDOR' });
      can('demand', ChaseDemand, own);
    }
    if (isPerson && (actor.has('VENDOR_SUPPORT') || actor.has('VENDOR_ADMIN')))
      can('set', ChasingPlan, { organisationId });
  }
  if (organisationKind === 'HOSPITAL') {
    can('read', ChasingPlan, { organisationId });
    can('read', ChasingPlan, { organisationId: null, side: 'HOSPITAL' });
    can('read', ChaseStep, { hospitalId: organisationId });
    if (isPerson && (actor.has('HOSPITAL_ADMIN') || actor.has('HOSPITAL_SECURITY'))) {
      can('set', ChasingPlan, { organisationId });
    }
  }
};
