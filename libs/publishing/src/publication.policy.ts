import type { Policy } from '#libs/platform';
import { Publication } from './publication.entity.ts';
import { PUBLIC_STATES, TLPS_OF_MANDATES } from './publication.words.ts';

const wasPublished = { state: { $in: PUBLIC_STATES } };

/**
 * Row-level security narrows what a hospital reads to what was delivered to it, and TLP:CLEAR; what a service provider
 * reads of others to TLP:CLEAR and the update packages of its mandates. The operator and auditors
 * read no publication: an auditor reads what a grant names, elsewhere.
 */
export const publicationPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;

  if (organisationKind === 'HOSPITAL') can('read', Publication, wasPublished);
  if (organisationKind === 'REGULATOR') can('read', Publication, { ...wasPublished, tlp: { $in: ['CLEAR', 'GREEN'] } });
  if (!actor.isVendor) return;

  const own = { vendorId: organisationId };
  can(['read', 'follow'], Publication, own);
  can('read', Publication, { ...wasPublished, tlp: 'CLEAR' });
  if (organisationKind === 'SERVICE_PROVIDER') {
    can('read', Publication, { ...wasPublished, kind: 'UPDATE_PACKAGE', tlp: { $in: TLPS_OF_MANDATES } });
  }
  if (actor.has('VENDOR_PUBLISHER')) {
    can(['draft', 'edit', 'submit', 'previewAudience', 'recordOutsideRecipient'], Publication, own);
  }
  if (actor.has('VENDOR_APPROVER')) {
    can(['approve', 'sendBack', 'withdraw', 'previewAudience', 'recordOutsideRecipient'], Publication, own);
  }
  if (actor.has('VENDOR_SUPPORT')) can('recordOutsideRecipient', Publication, own);
};
