import type { Policy } from '#libs/platform';
import { Upload } from './upload.entity.ts';

export const uploadPolicy: Policy = (actor, can) => {
  const { organisationId } = actor;
  if (!organisationId || !actor.isVendor) return;
  can('read', Upload, { organisationId });
  if (actor.has('VENDOR_PUBLISHER')) can(['begin', 'send', 'complete', 'abandon'], Upload, { organisationId });
};
