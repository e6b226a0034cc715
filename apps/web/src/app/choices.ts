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
/** What a hospital says itself; the others follow from what was done. */
export const SETTABLE_STATUSES = [
  'IN_USE',
  'STORED',
  'EVALUATING',
] as const satisfies readonly Enumeration<'AssetStatus'>[];
export const ASSET_STATUSES = [
  ...SETTABLE_STATUSES,
  'LENT_OUT',
  'RETIRED',
] as const satisfies readonly Enumeration<'AssetStatus'>[];
/** Of offers to others; what is on loan is returned. */
export const OFFER_KINDS = ['SOLD', 'GIVEN', 'LENT'] as const satisfies readonly Enumeration<'HandoverKind'>[];
export const HANDOVER_STATES = [
  'OFFERED',
  'TAKEN_OVER',
  'DECLINED',
  'WITHDRAWN',
] as const satisfies readonly Enumeration<'HandoverState'>[];
export const HANDOVER_DIRECTIONS = ['IN', 'OUT'] as const satisfies readonly Enumeration<'HandoverDirection'>[];
export const CONNECTIONS = [
  'NETWORK',
  'DEVICE',
  'REMOVABLE_MEDIA',
  'MAINTENANCE_ONLY',
  'NONE',
  'UNKNOWN',
] as const satisfies readonly Enumeration<'ConnectionKind'>[];
export const PRODUCT_KINDS = [
  'DEVICE',
  'SAMD',
  'MAINTENANCE_EQUIPMENT',
  'CLOUD_SERVICE',
  'OTHER_IT',
] as const satisfies readonly Enumeration<'ProductKind'>[];
/** The worst first. */
export const EXPOSURE_STATUSES = [
  'AFFECTED',
  'COMPONENT_PRESENT_VENDOR_SILENT',
  'UNDER_INVESTIGATION',
  'UNKNOWN_NO_SBOM',
  'NOT_STATED',
  'FIXED',
  'NOT_AFFECTED',
  'COMPONENT_ABSENT',
] as const satisfies readonly Enumeration<'ExposureStatus'>[];
export const MDS2_CHOICES = [
  'NO',
  'YES',
  'NA',
  'SEE_NOTE',
  'OTHER',
  'BLANK',
] as const satisfies readonly Enumeration<'Mds2Choice'>[];
export const FILED_SOURCES = [
  'WEB_SITE',
  'MAIL',
  'MEDIA',
  'PAPER',
  'VISIT',
  'OTHER',
] as const satisfies readonly Enumeration<'FiledSource'>[];
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
export const RELATIONSHIP_STATES = [
  'REQUESTED',
  'ACTIVE',
  'ENDED',
] as const satisfies readonly Enumeration<'RelationshipState'>[];
export const LINE_STATES = [
  'LISTED',
  'CONFIRMED',
  'REJECTED',
] as const satisfies readonly Enumeration<'InstalledBaseLineState'>[];
export const EVALUATION_STATES = [
  'REQUESTED',
  'CONSENTED',
  'DECLINED',
  'ENDED',
] as const satisfies readonly Enumeration<'EvaluationState'>[];
export const CONTACT_KINDS = [
  'SECURITY',
  'BACKUP',
  'EMERGENCY',
] as const satisfies readonly Enumeration<'ContactKind'>[];
export const SHARES = ['COUNTS', 'ASSETS'] as const satisfies readonly Enumeration<'Shares'>[];

export const ORGANISATION_KINDS = [
  'HOSPITAL',
  'MANUFACTURER',
  'SERVICE_PROVIDER',
  'AUDITOR',
  'REGULATOR',
  'OPERATOR',
] as const satisfies readonly Enumeration<'OrganisationKind'>[];
export const ORGANISATION_STATES = [
  'ADMITTED',
  'SUSPENDED',
] as const satisfies readonly Enumeration<'OrganisationState'>[];
export const SERVICE_KINDS = [
  'MAINTAINER',
  'DISTRIBUTOR',
  'LESSOR',
  'REPAIRER',
] as const satisfies readonly Enumeration<'ServiceKind'>[];

/** The steps of publishing, in order. */
export const PUBLISHING_STEPS = ['kind', 'files', 'description', 'audience', 'review'] as const;
export type PublishingStep = (typeof PUBLISHING_STEPS)[number];

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

/** The roles that people of each kind of organisation may hold, as the API gives them. */
export const ROLES_OF_SIDE = {
  hospital: ['HOSPITAL_ADMIN', 'HOSPITAL_MANAGER', 'HOSPITAL_SECURITY', 'HOSPITAL_DEVICE', 'HOSPITAL_VIEWER'],
  vendor: ['VENDOR_ADMIN', 'VENDOR_PUBLISHER', 'VENDOR_APPROVER', 'VENDOR_SUPPORT'],
  auditor: ['AUDITOR'],
  regulator: ['REGULATOR_VIEWER'],
  operator: ['OPERATOR'],
} as const satisfies Record<string, readonly Enumeration<'Role'>[]>;
/** Where a recipient of a publication stands, as its vendor looks for them. */
export const RECIPIENT_STATES = [
  'ALL',
  'OVERDUE',
  'OPEN',
  'UNREAD',
  'ANSWERED',
  'FOR_INFORMATION',
] as const satisfies readonly Enumeration<'RecipientState'>[];
export const NOTICES = ['PUBLICATION', 'WITHDRAWAL'] as const satisfies readonly Enumeration<'Notice'>[];
export const OUTSIDE_MEANS = [
  'POST',
  'FAX',
  'PHONE',
  'VISIT',
  'MAIL',
] as const satisfies readonly Enumeration<'OutsideMeans'>[];
export const IDENTIFIER_SCHEMES = [
  'GTIN',
  'JMDN',
  'APPROVAL_NUMBER',
  'VENDOR',
] as const satisfies readonly Enumeration<'IdentifierScheme'>[];
export const LIFE_CYCLE_STAGES = [
  'SUPPORTED',
  'LIMITED_SUPPORT',
  'END_OF_SUPPORT',
] as const satisfies readonly Enumeration<'LifeCycleStage'>[];
export const DECISION_KINDS = [
  'REPLACE',
  'ISOLATE',
  'EXTENDED_SUPPORT',
  'ACCEPT_RISK',
] as const satisfies readonly Enumeration<'EndOfSupportDecisionKind'>[];
export const DECISION_STATES = [
  'DECIDED',
  'PROPOSED',
  'SIGNED',
  'REFUSED',
  'LAPSED',
  'REPLACED',
] as const satisfies readonly Enumeration<'EndOfSupportDecisionState'>[];
export const COMPENSATING_CONTROLS = [
  'NETWORK_ISOLATION',
  'SEGREGATION',
  'FIREWALL',
  'MONITORING',
  'REMOTE_ACCESS',
  'PHYSICAL_ACCESS',
  'REMOVABLE_MEDIA',
  'ANTI_MALWARE',
  'BACKUP_AND_RESTORE',
] as const satisfies readonly Enumeration<'CompensatingControl'>[];
export const TRANSFER_ITEM_KINDS = [
  'LAST_UPDATES',
  'PORTS_AND_ADDRESSES',
  'HARDENING',
  'DOCUMENTS',
  'DECOMMISSIONING',
  'OTHER',
] as const satisfies readonly Enumeration<'TransferItemKind'>[];
/** In the order in which an update goes through them; then what became of it otherwise. */
export const UPDATE_STATES = [
  'PLANNED',
  'SCHEDULED',
  'IN_PROGRESS',
  'FAILED',
  'APPLIED',
  'VERIFIED',
  'DEFERRED',
  'ROLLED_BACK',
  'NOT_APPLICABLE',
] as const satisfies readonly Enumeration<'UpdateState'>[];
export const PERFORMERS = [
  'HOSPITAL',
  'VENDOR_ON_SITE',
  'VENDOR_REMOTE',
] as const satisfies readonly Enumeration<'UpdatePerformer'>[];
export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const satisfies readonly Enumeration<'Weekday'>[];
/** What a column of a vendor's installed-base list can say. */
export const LIST_COLUMNS = [
  'HOSPITAL',
  'SITE',
  'GTIN',
  'APPROVAL_NUMBER',
  'PRODUCT',
  'VERSION',
  'SERIAL_NUMBER',
  'QUANTITY',
] as const satisfies readonly Enumeration<'AssetImportColumn'>[];
/** What a column of a table of devices can say. */
export const ASSET_COLUMNS = [
  'SITE',
  'GTIN',
  'APPROVAL_NUMBER',
  'PRODUCT',
  'MAKER',
  'VERSION',
  'SERIAL_NUMBER',
  'LOT',
  'QUANTITY',
  'NAME',
  'LOCATION',
  'CONNECTIONS',
  'STATUS',
  'ASSET_TAG',
  'DEPARTMENT',
  'INSTALLED_ON',
  'OWNERSHIP',
  'OWNER',
  'NETWORK_NAME',
  'NETWORK_ADDRESS',
  'ZONE',
  'EXPOSED_TO',
  'REMOTE_MAINTENANCE',
  'CONTROLS',
] as const satisfies readonly Enumeration<'AssetImportColumn'>[];
export const OWNERSHIPS = [
  'OWNED',
  'LEASED',
  'ON_LOAN',
  'POOLED',
] as const satisfies readonly Enumeration<'Ownership'>[];
export const REQUEST_STATES = [
  'OPEN',
  'REOPENED',
  'ANSWERED',
  'DECLINED',
  'CLOSED',
] as const satisfies readonly Enumeration<'InformationRequestState'>[];
export const PUBLISHED_ANSWER_STATES = [
  'PROPOSED',
  'PUBLISHED',
  'WITHDRAWN',
] as const satisfies readonly Enumeration<'PublishedAnswerState'>[];
export const URGENCIES = ['URGENT', 'NORMAL', 'LOW'] as const satisfies readonly Enumeration<'RequestUrgency'>[];
export const ROUND_KINDS = [
  'QUESTION',
  'COMPONENT',
  'CHECKLIST',
] as const satisfies readonly Enumeration<'RequestRoundKind'>[];
export const CHECKLIST_ANSWERS = [
  'YES',
  'NO',
  'NOT_APPLICABLE',
] as const satisfies readonly Enumeration<'ChecklistAnswerValue'>[];
export const DECLINE_REASONS = [
  'NOT_OUR_PRODUCT',
  'CONFIDENTIAL',
  'SUPPORT_ENDED',
  'NOT_CONTRACTED',
  'NOT_AVAILABLE',
  'ANSWERED_ELSEWHERE',
  'OTHER',
] as const satisfies readonly Enumeration<'DeclineReason'>[];
export const CASE_KINDS = [
  'SUSPECTED_VULNERABILITY',
  'INCIDENT',
  'DISCLOSURE',
] as const satisfies readonly Enumeration<'CaseKind'>[];
export const REPORT_KINDS = [
  'INCIDENT',
  'SUSPECTED_VULNERABILITY',
] as const satisfies readonly Enumeration<'ReportKind'>[];
export const CASE_STATES = [
  'REPORTED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'MITIGATED',
  'RECEIVED',
  'CONFIRMED',
  'NOT_CONFIRMED',
  'EVALUATED',
  'FIX_OR_MITIGATION',
  'ADVISORY_PUBLISHED',
  'CLOSED',
] as const satisfies readonly Enumeration<'CaseState'>[];
export const PATIENT_IMPACTS = [
  'NONE',
  'POSSIBLE',
  'ACTUAL',
  'UNKNOWN',
] as const satisfies readonly Enumeration<'PatientImpact'>[];
export const CASE_WRITTEN_KINDS = [
  'REMARK',
  'TOLD',
  'LESSON',
] as const satisfies readonly Enumeration<'CaseWrittenKind'>[];
export const CASE_TOLD_WHOM = [
  'MINISTRY',
  'REGULATOR',
  'POLICE',
  'CERT',
  'OTHER_HOSPITAL',
  'PATIENTS',
  'VENDOR',
  'INSURER',
  'PRESS',
  'OTHER',
] as const satisfies readonly Enumeration<'CaseToldWhom'>[];
export const CASE_TOLD_MEANS = [
  'PHONE',
  'MAIL',
  'FAX',
  'POST',
  'VISIT',
  'WEB_FORM',
  'MEETING',
  'OTHER',
] as const satisfies readonly Enumeration<'CaseToldMeans'>[];
export const CASE_CLOCK_BASES = [
  'EU_24_HOURS',
  'EU_72_HOURS',
  'EU_14_DAYS',
  'EU_ONE_MONTH',
  'FDA_30_DAYS',
  'FDA_60_DAYS',
] as const satisfies readonly Enumeration<'CaseClockBasis'>[];
