import type { Enumeration } from './graphql.ts';

/** Values of enumerations in the order in which people choose among them. */
export const INBOX_STATES = [
  'OPEN',
  'DUE_SOON',
  'OVERDUE',
  'UNREAD',
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

/** What can be said to each thing that is asked, as the API takes it. */
export const ANSWERS_TO = {
  ACKNOWLEDGE: ['DONE'],
  REPORT_AFFECTED: ['AFFECTED', 'NOT_AFFECTED', 'INVESTIGATING'],
  APPLY_UPDATE: ['WILL_APPLY', 'APPLIED', 'NOT_APPLICABLE', 'DEFERRED'],
  DECIDE_END_OF_SUPPORT: ['REPLACE', 'ISOLATE', 'ACCEPT_RISK', 'EXTENDED_SUPPORT'],
  REPLY: ['REPLIED'],
} as const satisfies Record<Enumeration<'RequiredActionKind'>, readonly Enumeration<'ActionAnswerWord'>[]>;

/** Kinds of the record that are always a hospital's own act on what it received. */
export const RECEIPT_KINDS = [
  'delivery.acknowledged',
  'acknowledgement.corrected',
  'delivery.viewed',
  'artifact.downloaded',
  'delivery.site_covered',
] as const;
