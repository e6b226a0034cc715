import type { Enumeration } from '../../app/graphql.ts';

type Severity = Enumeration<'Severity'>;
type ActionKind = Enumeration<'RequiredActionKind'>;

/** Days that hospitals are usually given; a proposal that whoever writes changes as they see fit. */
const DAYS: Record<ActionKind, Record<Severity, number>> = {
  ACKNOWLEDGE: { CRITICAL: 3, HIGH: 7, MEDIUM: 14, LOW: 30, INFO: 30 },
  REPORT_AFFECTED: { CRITICAL: 7, HIGH: 14, MEDIUM: 30, LOW: 60, INFO: 60 },
  APPLY_UPDATE: { CRITICAL: 14, HIGH: 30, MEDIUM: 90, LOW: 180, INFO: 180 },
  DECIDE_END_OF_SUPPORT: { CRITICAL: 30, HIGH: 60, MEDIUM: 90, LOW: 180, INFO: 180 },
  REPLY: { CRITICAL: 7, HIGH: 14, MEDIUM: 30, LOW: 30, INFO: 30 },
};
const DAY_MS = 86_400_000;

/** The calendar date in Japan, where due dates are read: `2026-11-27`. */
export const dayInJapan = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' }).format(at);

/** The last day that is proposed for an action. */
export const proposedDueOn = (kind: ActionKind, severity: Severity, now: Date): string =>
  dayInJapan(new Date(now.getTime() + DAYS[kind][severity] * DAY_MS));

/** What a kind of publication usually asks. */
export const ASKED_BY_KIND: Record<Enumeration<'PublicationKind'>, readonly ActionKind[]> = {
  ADVISORY: ['ACKNOWLEDGE', 'REPORT_AFFECTED'],
  UPDATE_PACKAGE: ['ACKNOWLEDGE', 'APPLY_UPDATE'],
  LIFECYCLE_NOTICE: ['ACKNOWLEDGE', 'DECIDE_END_OF_SUPPORT'],
  SBOM: [],
  MDS2: [],
  SECURITY_GUIDE: ['ACKNOWLEDGE'],
  QUESTIONNAIRE: [],
};

interface Asked {
  kind: ActionKind;
  dueOn: string;
}

/** Another severity moves the dates that were proposed for the former one, and leaves those that somebody chose. */
export const movedBySeverity = (actions: readonly Asked[], from: Severity, to: Severity, now: Date): Asked[] =>
  actions.map(({ kind, dueOn }) => ({
    kind,
    dueOn: dueOn === proposedDueOn(kind, from, now) ? proposedDueOn(kind, to, now) : dueOn,
  }));
