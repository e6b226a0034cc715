import type { Policy } from '#libs/platform';
import { Asset } from './asset.entity.ts';
import { Evaluation } from './evaluation/evaluation.entity.ts';
import { AssetImport } from './import/asset-import.entity.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';
import { ProductMatch } from './match/product-match.ts';
import { AssetRecord } from './record/asset-record.entity.ts';

/**
 * A vendor reads assets of its own products where the hospital shares them: which hospitals do, row-level security
 * knows from the relationships, and what stands under a mandate from the mandates.
 */
export const inventoryPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, siteIds } = actor;
  if (!organisationId) return;

  if (actor.isVendor) {
    // A service provider also reads the devices of its mandates.
    can('read', Asset, organisationKind === 'SERVICE_PROVIDER' ? {} : { vendorId: organisationId });
    can('read', InstalledBaseLine, { vendorId: organisationId });
    can('read', Evaluation, { vendorId: organisationId });
    // Who evaluates is shown documents: a program does not open them.
    if (actor.has('VENDOR_SUPPORT') && actor.kind === 'PERSON') {
      can(['answer', 'end'], Evaluation, { vendorId: organisationId });
    }
    can('read', AssetImport, { organisationId, about: 'INSTALLED_BASE' });
    if (actor.has('VENDOR_PUBLISHER')) {
      can(['list', 'export'], InstalledBaseLine, { vendorId: organisationId });
      can('make', AssetImport, { organisationId, about: 'INSTALLED_BASE' });
    }
  }

  if (organisationKind === 'HOSPITAL') {
    const hospitalId = organisationId;
    can('read', Asset, { hospitalId });
    can('read', AssetRecord, { hospitalId });
    can('read', AssetImport, { organisationId, about: 'ASSETS' });
    can('read', InstalledBaseLine, { hospitalId });
    can('read', Evaluation, { hospitalId });
    can('read', ProductMatch, { hospitalId });
    if (!actor.has('HOSPITAL_DEVICE')) return;

    const atOwnSites = siteIds === null ? { hospitalId } : { hospitalId, siteId: { $in: siteIds } };
    can(['register', 'change', 'retire'], Asset, atOwnSites);
    can('make', AssetImport, { organisationId, about: 'ASSETS' });
    can('export', Asset, { hospitalId });
    can(['request', 'end'], Evaluation, { hospitalId });
    can(['confirm', 'reject'], ProductMatch, { hospitalId });
    can(['confirm', 'reject'], InstalledBaseLine, atOwnSites);
    // A line that names no site is confirmed by finding the device at one's own; that it is nowhere, all sites must know.
    if (siteIds !== null) can('confirm', InstalledBaseLine, { hospitalId, siteId: null });
  }
};
