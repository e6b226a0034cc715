import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import type { Update } from './updates.query.ts';

export const UPDATE_TONE = {
  PLANNED: 'quiet',
  SCHEDULED: 'notice',
  IN_PROGRESS: 'notice',
  APPLIED: 'good',
  VERIFIED: 'good',
  FAILED: 'grave',
  ROLLED_BACK: 'warning',
  DEFERRED: 'warning',
  NOT_APPLICABLE: 'quiet',
} as const satisfies Record<Enumeration<'UpdateState'>, string>;

export const COUNTERSIGN_TONE = {
  AWAITED: 'notice',
  COUNTERSIGNED: 'good',
  DISPUTED: 'grave',
} as const satisfies Record<Exclude<Enumeration<'Countersignature'>, 'NOT_NEEDED'>, string>;

/** How an update is called: by its device, by where that is, and by what it does. */
export function useUpdateWords() {
  const { t } = useWords('updates');
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const { nameOfSite } = useSites();
  const nameOfOrganisation = useOrganisationNames();
  const placeOf = ({ siteId, hospitalId, asset }: Update) =>
    [isHospital ? nameOfSite(siteId) : nameOfOrganisation(hospitalId), asset?.location].filter(Boolean).join(' · ');
  const deviceOf = ({ asset, fromRelease }: Update) => asset?.name ?? nameOf(fromRelease.product, language);
  return {
    deviceOf,
    placeOf,
    /** Serial number or lot. */
    numberOf: ({ asset }: Update) => asset?.serialNumber ?? asset?.lot ?? '',
    /** With the product, where the device is called otherwise. */
    versionsOf: ({ asset, fromRelease, toRelease }: Update) =>
      [
        asset?.name && nameOf(fromRelease.product, language),
        `${fromRelease.version} → ${toRelease?.version ?? t('unsaid')}`,
      ]
        .filter(Boolean)
        .join(' '),
    packageOf: ({ publication }: Update) => (publication ? titleOf(publication, language) : t('packageUnseen')),
  };
}
