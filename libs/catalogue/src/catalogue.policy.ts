import type { Policy } from '#libs/platform';
import { Product } from './product.entity.ts';
import { Release } from './release.entity.ts';

/** What is on the market is no secret to anyone signed in: whether a model is still supported is for all to ask. */
export const cataloguePolicy: Policy = (actor, can) => {
  if (actor.kind === 'ANONYMOUS') return;
  can('read', Product);
  can('read', Release);

  const { organisationId: vendorId } = actor;
  if (!vendorId || !actor.has('VENDOR_ADMIN')) return;
  can(['register', 'change', 'identify'], Product, { vendorId });
  can(['add', 'change'], Release, { vendorId });
};
