import type { Policy } from '#libs/platform';
import { PublishedAnswer } from './published-answer.entity.ts';

/**
 * Support words what it answered anew, and an approver releases it: as with publications, a vendor needs two people for
 * what goes to all. Row-level security narrows what a hospital reads to what it is entitled to.
 */
export const publishedAnswerPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  if (organisationKind === 'HOSPITAL') can('read', PublishedAnswer);
  if (!actor.isVendor) return;

  const own = { vendorId: organisationId };
  can('read', PublishedAnswer, own);
  if (actor.kind !== 'PERSON') return;
  if (actor.has('VENDOR_SUPPORT')) can('propose', PublishedAnswer, own);
  if (actor.has('VENDOR_APPROVER')) can(['release', 'sendBack', 'withdraw'], PublishedAnswer, own);
};
