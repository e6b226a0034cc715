/** The closed lists of domain.md that a publication is described with. */
export const PUBLICATION_KINDS = [
  'MDS2',
  'SBOM',
  'UPDATE_PACKAGE',
  'LIFECYCLE_NOTICE',
  'ADVISORY',
  'SECURITY_GUIDE',
  'QUESTIONNAIRE',
] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export const PUBLICATION_STATES = ['DRAFT', 'IN_REVIEW', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/** Those that anybody but the vendor can ever see. */
export const PUBLIC_STATES = ['PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'] as const satisfies readonly PublicationState[];

/** Gravest first. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** TLP 2.0 (FIRST). */
export const TLPS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'] as const;
export type Tlp = (typeof TLPS)[number];

/** What a mandatary may read too: AMBER+STRICT stays within the organisation that received it, RED with the people named. */
export const TLPS_OF_MANDATES = ['CLEAR', 'GREEN', 'AMBER'] as const satisfies readonly Tlp[];

export const REQUIRED_ACTION_KINDS = [
  'ACKNOWLEDGE',
  'REPORT_AFFECTED',
  'APPLY_UPDATE',
  'DECIDE_END_OF_SUPPORT',
  'REPLY',
] as const;
export type RequiredActionKind = (typeof REQUIRED_ACTION_KINDS)[number];

/** How a hospital that is not in Tasuki was told. */
export const OUTSIDE_MEANS = ['POST', 'FAX', 'PHONE', 'VISIT', 'MAIL'] as const;
export type OutsideMeans = (typeof OUTSIDE_MEANS)[number];

/** Without a file these say nothing; the others may be plain words. */
export const KINDS_WITH_ARTIFACT: readonly PublicationKind[] = ['MDS2', 'SBOM', 'UPDATE_PACKAGE'];
