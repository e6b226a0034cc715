import { enumeration } from '#libs/platform';
import type { ClockBasis } from './case-clock.entity.ts';
import type { EntryKind, ToldMeans, ToldWhom, WrittenKind } from './case-entry.entity.ts';
import type { PartyState } from './case-party.entity.ts';
import type { CaseKind, CaseState, PatientImpact, ReportKind, StepSide } from './case.entity.ts';

const REPORTED: Record<ReportKind, string> = {
  SUSPECTED_VULNERABILITY: 'A hospital suspects a vulnerability in a device.',
  INCIDENT: 'Something happened at a hospital.',
};
export const CaseKindEnum = enumeration<CaseKind>('CaseKind', 'What a case is.', {
  ...REPORTED,
  DISCLOSURE: 'A vendor coordinates the disclosure of a vulnerability.',
});
export const ReportKindEnum = enumeration<ReportKind>('ReportKind', 'What a hospital reports.', REPORTED);

export const CaseStateEnum = enumeration<CaseState>('CaseState', 'Where a case stands.', {
  REPORTED: 'The hospital reported it; the vendor has not said that it knows.',
  ACKNOWLEDGED: 'The vendor knows of it.',
  INVESTIGATING: 'The vendor looks into it.',
  MITIGATED: 'What was to be prevented is prevented for now.',
  RECEIVED: 'The vendor was told of a vulnerability.',
  CONFIRMED: 'It is one.',
  NOT_CONFIRMED: 'It is none, as the words say why.',
  EVALUATED: 'How severe it is, and what it concerns, is known.',
  FIX_OR_MITIGATION: 'There is a fix, or a way to live with it.',
  ADVISORY_PUBLISHED: 'The advisory is published.',
  CLOSED: 'Nothing is left to do.',
});

export const StepSideEnum = enumeration<StepSide>('CaseStepSide', 'Whose step it is.', {
  VENDOR: 'The vendor takes it.',
  HOSPITAL: 'The hospital takes it.',
  EITHER: 'The vendor or the hospital takes it.',
});

export const PatientImpactEnum = enumeration<PatientImpact>('PatientImpact', 'Whether patients were harmed.', {
  NONE: 'None was, and none could have been.',
  POSSIBLE: 'They could have been, or could be.',
  ACTUAL: 'Some were.',
  UNKNOWN: 'It is not known yet.',
});

const WRITTEN: Record<WrittenKind, string> = {
  REMARK: 'Something that was seen or done.',
  TOLD: 'Somebody outside was told.',
  LESSON: 'What was learned.',
  CORRECTION: 'Puts another entry right.',
};
export const EntryKindEnum = enumeration<EntryKind>('CaseEntryKind', 'What an entry is.', {
  OPENING: 'How it began.',
  ...WRITTEN,
  STEP: 'The case went on to another state.',
});
export const WrittenKindEnum = enumeration<WrittenKind>('CaseWrittenKind', 'What people write into a case.', WRITTEN);

export const ToldWhomEnum = enumeration<ToldWhom>('CaseToldWhom', 'Who was told.', {
  MINISTRY: 'The health ministry.',
  REGULATOR: 'The authority for devices or for data protection.',
  POLICE: 'The police.',
  CERT: 'A team that coordinates what concerns security, such as JPCERT/CC or IPA.',
  OTHER_HOSPITAL: 'Another hospital or clinic.',
  PATIENTS: 'Patients, or those who stand for them.',
  VENDOR: 'Another vendor.',
  INSURER: 'An insurer.',
  PRESS: 'The press, or everybody.',
  OTHER: 'Somebody else, as the words say.',
});

export const ToldMeansEnum = enumeration<ToldMeans>('CaseToldMeans', 'By what means somebody was told.', {
  PHONE: 'By telephone.',
  MAIL: 'By electronic mail.',
  FAX: 'By fax.',
  POST: 'By letter.',
  VISIT: 'In person, at their place.',
  WEB_FORM: 'By a form on a page of theirs.',
  MEETING: 'At a meeting.',
  OTHER: 'As the words say.',
});

export const ClockBasisEnum = enumeration<ClockBasis>('CaseClockBasis', 'Why something is due by then.', {
  FDA_30_DAYS: 'FDA, postmarket management: customers are told within 30 days.',
  FDA_60_DAYS: 'FDA, postmarket management: a fix is there within 60 days.',
  EU_24_HOURS: 'EU: early warning within 24 hours.',
  EU_72_HOURS: 'EU: notification within 72 hours.',
  EU_14_DAYS: 'EU: final report within 14 days after a corrective measure is there.',
  EU_ONE_MONTH: 'EU: final report within one month.',
});

export const PartyStateEnum = enumeration<PartyState>(
  'CasePartyState',
  'Whether somebody who was named sees the case.',
  {
    INVITED: 'Not yet: they have not accepted.',
    ACCEPTED: 'They do.',
    REMOVED: 'No longer.',
  },
);
