import type { Policy } from '#libs/platform';
import { Upload } from './upload.entity.ts';

/** A vendor sends what it publishes, a hospital what it files for itself, and both what shows what was done on a device. */
export const uploadPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId || !(actor.isVendor || organisationKind === 'HOSPITAL')) return;
  can('read', Upload, { organisationId });
  const senders = ['VENDOR_PUBLISHER', 'VENDOR_SUPPORT', 'HOSPITAL_DEVICE', 'HOSPITAL_SECURITY'] as const;
  const sends = senders.some((role) => actor.has(role));
  if (sends) can(['begin', 'send', 'complete', 'abandon'], Upload, { organisationId });
};
