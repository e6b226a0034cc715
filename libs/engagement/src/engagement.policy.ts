import type { Policy } from '#libs/platform';
import { Acknowledgement } from './acknowledgement.entity.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';

/**
 * Row-level security narrows TLP:RED to the members named. Members limited to sites read all of their hospital's
 * deliveries; they answer for their sites.
 */
export const engagementPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, siteIds } = actor;
  if (!organisationId) return;

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    can(['read', 'follow'], Delivery, { ...own, isVendorInformed: true });
    can('read', DeliverySite, { ...own, isVendorInformed: true });
    can('read', Acknowledgement, own);
  }
  if (organisationKind !== 'HOSPITAL') return;

  const hospitalId = organisationId;
  can(['read', 'receive'], Delivery, { hospitalId });
  can('read', DeliverySite, { hospitalId });
  can('read', Acknowledgement, { hospitalId });
  const answering = ['view', 'acknowledge', 'cover'];
  if (actor.has('HOSPITAL_SECURITY')) can(answering, DeliverySite, { hospitalId });
  if (actor.has('HOSPITAL_DEVICE')) {
    can(answering, DeliverySite, siteIds === null ? { hospitalId } : { hospitalId, siteId: { $in: siteIds } });
  }
};
