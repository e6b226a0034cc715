/** What pages ask whether one may do it: a verb and a subject of the API's permissions. */
export const ACTS = [
  'acceptRisk EndOfSupportDecision',
  'add Site',
  'agree MaintenanceWindow',
  'answer Evaluation',
  'answer ResponsibilityTransfer',
  'approve Publication',
  'audit TrailEvent',
  'change Asset',
  'change Product',
  'confirm InstalledBaseLine',
  'countersign UpdateApplication',
  'decide EndOfSupportDecision',
  'decline Handover',
  'decide UpdateApplication',
  'draft Publication',
  'end Evaluation',
  'file FiledDocument',
  'grant AuditGrant',
  'handOver Asset',
  'grant Mandate',
  'acknowledge DeliverySite',
  'invite Member',
  'list InstalledBaseLine',
  'make ApiKey',
  'make AssetImport',
  'make CalendarLink',
  'manage Contact',
  'manage IdentityProvider',
  'manage Webhook',
  'plan UpdateApplication',
  'propose Relationship',
  'propose ResponsibilityTransfer',
  'proposeRisk EndOfSupportDecision',
  'record UpdateApplication',
  'recordOutsideRecipient Publication',
  'register Asset',
  'register Product',
  'register SigningKey',
  'remove FiledDocument',
  'remove MaintenanceWindow',
  'retire Asset',
  'revoke CalendarLink',
  'revoke Mandate',
  'report UpdateReport',
  'request Evaluation',
  'sign ResponsibilityTransfer',
  'takeOver Handover',
  'withdraw Handover',
] as const;
export type Act = (typeof ACTS)[number];

interface Permission {
  verb: string;
  subject: string;
}

/** Whether to offer an act at all. For which rows, the API says when it is tried: the page spares people buttons, it guards nothing. */
export const isPermitted = (permissions: readonly Permission[], act: Act): boolean =>
  permissions.some(({ verb, subject }) => `${verb} ${subject}` === act);
