import { conflict, forbidden, type Actor, type Id } from '#libs/kernel';
import type { UpdateState } from './update-states.ts';

/** Whether the actor is neither the hospital nor the vendor of it: then a mandate lets them act, or nothing does. */
export const isUnderMandate = (
  { organisationId, organisationKind }: Pick<Actor, 'organisationId' | 'organisationKind'>,
  { vendorId }: { vendorId: Id<'Organisation'> },
): boolean => organisationKind === 'SERVICE_PROVIDER' && vendorId !== organisationId;

/** To put an update off, or to leave it undone, is to accept the risk until then; so is the way back for whoever decided it. */
const RISKS: readonly UpdateState[] = ['DEFERRED', 'NOT_APPLICABLE'];
export const isRiskAccepted = (state: UpdateState): boolean => RISKS.includes(state);

/** What is open to a mandatary of what may come next. */
export const stepsOfMandatary = ({
  state,
  possibleSteps,
}: {
  state: UpdateState;
  possibleSteps: readonly UpdateState[];
}): readonly UpdateState[] => (isRiskAccepted(state) ? [] : possibleSteps.filter((to) => !isRiskAccepted(to)));

/** @throws FORBIDDEN `maintenance.mandatary_accepts_no_risk` */
export function refuseRisk(given: {
  to: UpdateState;
  unverifiedReason: string | null;
  despiteEarlierWave: string | null;
}): void {
  const isRisk = isRiskAccepted(given.to) || given.unverifiedReason !== null || given.despiteEarlierWave !== null;
  if (!isRisk) return;
  throw forbidden(
    'maintenance.mandatary_accepts_no_risk',
    'A mandate does not let you accept risk: to put an update off, leave it undone, skip a check or go before an earlier wave is for those who granted it.',
  );
}

export const decidedByGrantor = () =>
  forbidden(
    'maintenance.mandatary_decides_nothing',
    'Under a mandate you plan and record: to countersign and to decide is for those who granted it.',
  );

/** The hospital's own mandatary keeps to its windows; nobody is there to be warned. */
export const outsideWindows = () =>
  conflict(
    'maintenance.outside_windows',
    'The site agreed to other times: choose one within its maintenance windows, or ask the hospital.',
  );

export const mandateOver = () =>
  forbidden(
    'maintenance.mandate_over',
    'Your mandate for this device has ended or was revoked: nothing more is recorded under it. What was recorded stays.',
  );
