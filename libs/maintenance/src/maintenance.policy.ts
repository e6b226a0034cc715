import type { Policy } from '#libs/platform';
import { MaintenanceWindow } from './maintenance-window.entity.ts';
import { UpdateApplication } from './update-application.entity.ts';
import { UpdateReport } from './update-report.entity.ts';

/**
 * Row-level security narrows what a vendor sees to hospitals that share their assets with it, and TLP:RED to the members
 * named. Programs record; to countersign and to decide is for people, and never for a mandatary.
 */
export const maintenancePolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, siteIds } = actor;
  if (!organisationId) return;
  const isPerson = actor.kind === 'PERSON';

  if (actor.isVendor) {
    const own = { vendorId: organisationId };
    // A service provider also has what stands under its mandates: row-level security says what that is.
    const reach = organisationKind === 'SERVICE_PROVIDER' ? {} : own;
    can('read', UpdateApplication, reach);
    can('read', UpdateReport, own);
    if (organisationKind === 'SERVICE_PROVIDER') can('read', MaintenanceWindow);
    if (!actor.has('VENDOR_SUPPORT')) return;
    can(['plan', 'record'], UpdateApplication, reach);
    can('report', UpdateReport, own);
    if (isPerson) can('countersign', UpdateApplication, own);
    return;
  }
  if (organisationKind !== 'HOSPITAL') return;

  const hospitalId = organisationId;
  can('read', UpdateApplication, { hospitalId });
  can('read', UpdateReport, { hospitalId });
  can('read', MaintenanceWindow, { hospitalId });
  if (actor.has('HOSPITAL_SECURITY') && isPerson) can(['countersign', 'decide'], UpdateApplication, { hospitalId });
  if (!actor.has('HOSPITAL_DEVICE')) return;
  const atOwnSites = siteIds === null ? { hospitalId } : { hospitalId, siteId: { $in: siteIds } };
  can(['plan', 'record'], UpdateApplication, atOwnSites);
  can(['agree', 'remove'], MaintenanceWindow, atOwnSites);
};
