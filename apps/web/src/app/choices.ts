import type { Enumeration } from './graphql.ts';

/** Values of enumerations in the order in which people choose among them. */
export const INBOX_STATES = [
  'OPEN',
  'UNREAD',
  'OVERDUE',
  'ANSWERED',
  'ALL',
] as const satisfies readonly Enumeration<'InboxState'>[];
export const SEVERITIES = [
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'INFO',
] as const satisfies readonly Enumeration<'Severity'>[];
export const KINDS = [
  'ADVISORY',
  'UPDATE_PACKAGE',
  'LIFECYCLE_NOTICE',
  'SBOM',
  'MDS2',
  'SECURITY_GUIDE',
  'QUESTIONNAIRE',
] as const satisfies readonly Enumeration<'PublicationKind'>[];
export const PUBLICATION_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'PUBLISHED',
  'SUPERSEDED',
  'WITHDRAWN',
] as const satisfies readonly Enumeration<'PublicationState'>[];
export const TLPS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'] as const satisfies readonly Enumeration<'Tlp'>[];
export const REQUIRED_ACTIONS = [
  'ACKNOWLEDGE',
  'REPORT_AFFECTED',
  'APPLY_UPDATE',
  'DECIDE_END_OF_SUPPORT',
  'REPLY',
] as const satisfies readonly Enumeration<'RequiredActionKind'>[];

/** The steps of publishing, in order. */
export const PUBLISHING_STEPS = ['kind', 'files', 'description', 'audience', 'review'] as const;
export type PublishingStep = (typeof PUBLISHING_STEPS)[number];
