import type { Policy } from '#libs/platform';
import { FiledDocument } from './filed-document.entity.ts';

/** Whoever looks after devices or their security files; every member of the hospital reads, and nobody else. */
export const filedDocumentPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId || organisationKind !== 'HOSPITAL') return;
  const own = { hospitalId: organisationId };
  can(['read', 'download'], FiledDocument, own);
  if (actor.has('HOSPITAL_DEVICE') || actor.has('HOSPITAL_SECURITY')) can(['file', 'remove'], FiledDocument, own);
};
