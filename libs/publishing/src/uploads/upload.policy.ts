import type { Policy } from '#libs/platform';
import { Upload } from './upload.entity.ts';

/** A vendor sends what it publishes, a hospital what it files for itself. */
export const uploadPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId || !(actor.isVendor || organisationKind === 'HOSPITAL')) return;
  can('read', Upload, { organisationId });
  const sends = actor.has('VENDOR_PUBLISHER') || actor.has('HOSPITAL_DEVICE') || actor.has('HOSPITAL_SECURITY');
  if (sends) can(['begin', 'send', 'complete', 'abandon'], Upload, { organisationId });
};
