import type { Policy } from '#libs/platform';
import { Product } from './product.entity.ts';
import { Release } from './release.entity.ts';

/**
 * What is on the market is no secret to anyone signed in: whether a model is still supported is for all to ask. What a
 * hospital keeps about products of makers that are not in Tasuki is for that hospital alone.
 */
export const cataloguePolicy: Policy = (actor, can) => {
  if (actor.kind === 'ANONYMOUS') return;
  can('read', Product, { makerName: null });
  can('read', Release, { isOutside: false });

  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  const own = { vendorId: organisationId };

  if (actor.has('VENDOR_ADMIN')) {
    can(['register', 'change', 'identify'], Product, own);
    can(['add', 'change'], Release, own);
  }

  if (organisationKind === 'HOSPITAL') {
    can('read', Product, own);
    can('read', Release, own);
    if (!actor.has('HOSPITAL_DEVICE')) return;
    can(['keep', 'change', 'identify'], Product, own);
    can(['add', 'change'], Release, own);
  }
};
