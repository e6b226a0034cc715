import type { Policy } from '#libs/platform';
import { TransferItem } from './transfer-item.entity.ts';
import { ResponsibilityTransfer } from './transfer.entity.ts';

/** Both parties read it and nobody else. A program may propose; accepting and signing are a person's to do. */
export const transferPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind } = actor;
  if (!organisationId) return;
  const isPerson = actor.kind === 'PERSON';

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    can('read', ResponsibilityTransfer, own);
    can('read', TransferItem, own);
    if (actor.has('VENDOR_SUPPORT') || actor.has('VENDOR_APPROVER')) can('propose', ResponsibilityTransfer, own);
    if (actor.has('VENDOR_APPROVER') && isPerson) can('sign', ResponsibilityTransfer, own);
  }
  if (organisationKind === 'HOSPITAL') {
    const own = { hospitalId: organisationId };
    can('read', ResponsibilityTransfer, own);
    can('read', TransferItem, own);
    if ((actor.has('HOSPITAL_SECURITY') || actor.has('HOSPITAL_MANAGER')) && isPerson) {
      can('answer', ResponsibilityTransfer, own);
    }
    if (actor.has('HOSPITAL_MANAGER') && isPerson) can('sign', ResponsibilityTransfer, own);
  }
};
