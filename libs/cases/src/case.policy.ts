import type { Policy } from '#libs/platform';
import { CaseClock } from './case-clock.entity.ts';
import { CaseParty } from './case-party.entity.ts';
import { Case } from './case.entity.ts';

/** Programs read what their organisation may read; what is done in a case, a person does. */
export const casePolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, userId } = actor;
  if (!organisationId) return;
  const isPerson = actor.kind === 'PERSON';
  const isHospital = organisationKind === 'HOSPITAL';

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    can('read', Case, own);
    can('read', CaseParty, own);
    if (actor.has('VENDOR_SUPPORT') && isPerson) {
      can(['move', 'write', 'time', 'keep'], Case, own);
      can(['open', 'change', 'invite'], Case, { ...own, kind: 'DISCLOSURE' });
      can('remove', CaseParty, own);
    }
  }
  if (isHospital) {
    const own = { hospitalId: organisationId };
    can('read', Case, own);
    // Who works on a device is often the first to notice.
    if ((actor.has('HOSPITAL_SECURITY') || actor.has('HOSPITAL_DEVICE')) && isPerson)
      can(['report', 'write'], Case, own);
    if (actor.has('HOSPITAL_SECURITY') && isPerson) can(['move', 'time', 'keep'], Case, own);
  }
  // Whoever is invited by name, and nobody else of their organisation.
  if ((actor.isVendor || isHospital) && userId) {
    can('read', Case, { partyIds: userId });
    can(['read', 'accept'], CaseParty, { userId, organisationId });
    const mayWrite = actor.has('VENDOR_SUPPORT') || actor.has('HOSPITAL_SECURITY') || actor.has('HOSPITAL_DEVICE');
    if (mayWrite) can('write', Case, { partyIds: userId });
  }
  if (actor.isVendor && actor.has('VENDOR_SUPPORT') && isPerson) can('meet', CaseClock, { organisationId });
  if (isHospital && actor.has('HOSPITAL_SECURITY') && isPerson) can('meet', CaseClock, { organisationId });
};
