import type { EventDraft } from '#libs/platform';
import type { Undecided } from './chase.repository.ts';
import type { EndOfSupportDecision } from './decision.entity.ts';

/** Reasons and contracts are free text, in which people may be named: they stay with the decision. */
const ofDecision = (kind: string, decision: EndOfSupportDecision, facts: EventDraft['facts'] = {}): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'EndOfSupportDecision', id: decision.id },
  organisationId: decision.hospitalId,
  siteId: decision.siteId,
  facts: {
    hospitalId: decision.hospitalId,
    siteId: decision.siteId,
    assetId: decision.assetId,
    releaseId: decision.releaseId,
    stage: decision.stage,
    decision: decision.kind,
    replaceBy: decision.replaceBy,
    extendedUntil: decision.extendedUntil,
    controls: [...decision.controls],
    ownerId: decision.ownerId,
    reviewOn: decision.reviewOn,
    ...facts,
  },
});

export const decided = (one: EndOfSupportDecision) => ofDecision('end_of_support.decided', one);
export const riskProposed = (one: EndOfSupportDecision) => ofDecision('end_of_support.risk_proposed', one);
export const riskAccepted = (one: EndOfSupportDecision) => ofDecision('end_of_support.risk_accepted', one);
export const riskRefused = (one: EndOfSupportDecision) => ofDecision('end_of_support.risk_refused', one);
export const lapsed = (one: EndOfSupportDecision) => ofDecision('end_of_support.lapsed', one);

/** By the system, to the hospital alone. */
export const chased = ({ hospitalId, devices, devicesAtEndOfSupport }: Undecided): EventDraft => ({
  kind: 'end_of_support.chased',
  version: 1,
  subject: { type: 'Organisation', id: hospitalId },
  organisationId: hospitalId,
  facts: { devices, devicesAtEndOfSupport },
});
