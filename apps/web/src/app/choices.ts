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
