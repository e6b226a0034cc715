import { enumeration } from '#libs/platform';
import type {
  OutsideMeans,
  PublicationKind,
  PublicationState,
  RequiredActionKind,
  Severity,
  Tlp,
} from './publication.words.ts';

export const PublicationKindEnum = enumeration<PublicationKind>('PublicationKind', 'What a publication is.', {
  MDS2: 'Manufacturer Disclosure Statement for Medical Device Security.',
  SBOM: 'Software bill of materials.',
  UPDATE_PACKAGE: 'A security update with its installation procedure.',
  LIFECYCLE_NOTICE: 'End of life, limited support, end of support, or a change of one of their dates.',
  ADVISORY: 'A vulnerability and what to do about it: CSAF, VEX or plain words.',
  SECURITY_GUIDE: 'Security policy, diagrams, ports, hardening, logs, backup, maintenance plan.',
  QUESTIONNAIRE: 'MDS/SDS and other filled-in questionnaires.',
});

export const PublicationStateEnum = enumeration<PublicationState>('PublicationState', 'Where a revision stands.', {
  DRAFT: 'Being written.',
  IN_REVIEW: 'Waits for an approver who has not written in it.',
  PUBLISHED: 'In force.',
  SUPERSEDED: 'A later revision is in force.',
  WITHDRAWN: 'Taken back, with a reason.',
});

export const SeverityEnum = enumeration<Severity>('Severity', 'How grave it is.', {
  CRITICAL: 'Act now.',
  HIGH: 'Act soon.',
  MEDIUM: 'Plan to act.',
  LOW: 'Act when convenient.',
  INFO: 'Nothing to do about it by itself.',
});

export const TlpEnum = enumeration<Tlp>('Tlp', 'To whom it may be passed on (Traffic Light Protocol 2.0).', {
  CLEAR: 'Anyone.',
  GREEN: 'The community, not the public.',
  AMBER: "The recipient's organisation and its clients, as far as they need to know.",
  AMBER_STRICT: "The recipient's organisation only.",
  RED: 'Only the members named in the delivery.',
});

export const RequiredActionKindEnum = enumeration<RequiredActionKind>(
  'RequiredActionKind',
  'What a publication asks of a hospital.',
  {
    ACKNOWLEDGE: 'Say that it was received and read.',
    REPORT_AFFECTED: 'Say which devices are affected.',
    APPLY_UPDATE: 'Apply the update to the devices.',
    DECIDE_END_OF_SUPPORT: 'Decide what becomes of each device at the end of its support.',
    REPLY: 'Answer in words.',
  },
);

export const OutsideMeansEnum = enumeration<OutsideMeans>(
  'OutsideMeans',
  'How a hospital that is not in Tasuki was told.',
  { POST: 'A letter.', FAX: 'A fax.', PHONE: 'A call.', VISIT: 'A visit.', MAIL: 'An e-mail.' },
);
