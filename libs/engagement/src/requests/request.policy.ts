import type { Policy } from '#libs/platform';
import { InformationRequest } from './information-request.entity.ts';
import { RequestRound } from './rounds/request-round.entity.ts';
import { ResponsePromise } from './response-promise.entity.ts';

/** A program asks and reads; what is said to a person is said by a person. */
export const requestPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  const isPerson = actor.kind === 'PERSON';

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    can('read', InformationRequest, own);
    can('read', ResponsePromise, own);
    can('read', RequestRound);
    if (actor.has('VENDOR_SUPPORT') && isPerson) {
      can(['reply', 'answer', 'decline'], InformationRequest, own);
      can('publish', ResponsePromise, own);
    }
  }
  if (organisationKind === 'HOSPITAL') {
    const own = { hospitalId: organisationId };
    can('read', InformationRequest, own);
    can('read', RequestRound, own);
    can('read', ResponsePromise);
    if (actor.has('HOSPITAL_SECURITY') || actor.has('HOSPITAL_DEVICE')) {
      can('ask', InformationRequest, own);
      can('ask', RequestRound, own);
      if (isPerson) can(['reply', 'close', 'reopen'], InformationRequest, own);
    }
  }
};
