import type { Enumeration } from '../../app/graphql.ts';

const KIND_FOR = {
  MDS2: 'MDS2',
  SBOM: 'SBOM',
  SECURITY_GUIDE: 'SECURITY_GUIDE',
  PLANNED_END_OF_LIFE: null,
  PLANNED_END_OF_SUPPORT: null,
  END_OF_LIFE_NOTICE: 'LIFECYCLE_NOTICE',
  END_OF_SUPPORT_NOTICE: 'LIFECYCLE_NOTICE',
} as const satisfies Record<Enumeration<'MilestoneItem'>, Enumeration<'PublicationKind'> | null>;

/** The kind of publication that brings what a milestone lacks; null: it is a date of the release itself. */
export const kindFor = (item: Enumeration<'MilestoneItem'>): Enumeration<'PublicationKind'> | null => KIND_FOR[item];
