import type { Policy } from '#libs/platform';
import { ComponentMatch } from './components/component-match.ts';
import { Exposure } from './exposure/exposure.ts';
import { AssetMds2Answer, Mds2Comparison } from './mds2/mds2-comparison.ts';

/** Every member of a hospital asks about what it holds, of a vendor about its own releases; nobody else. */
export const analysisPolicy: Policy = (actor, can) => {
  if (!actor.organisationId) return;
  const isHospital = actor.organisationKind === 'HOSPITAL';
  if (isHospital || actor.isVendor) {
    can('search', ComponentMatch);
    can('read', Exposure);
    can('read', Mds2Comparison);
  }
  if (isHospital) can('read', AssetMds2Answer);
};
