import { z } from 'zod';
import type { LifecycleNotice, Reading } from '../document.ts';
import { type Finding, Findings } from '../finding.ts';
import { checkShape, headerOf, SHAPE_ADVICE } from '../own-format/check-shape.ts';
import { calendarDate, headerFields, list, name, optional, text } from '../own-format/fields.ts';

/** A vendor's notice of how long it supports a product (IMDRF N70). */
export const lifecycleNoticeSchema = z
  .strictObject({
    format: z.literal('tasuki.lifecycle-notice'),
    formatVersion: z.literal(1),
    ...headerFields,
    event: z.enum(['END_OF_LIFE', 'LIMITED_SUPPORT', 'END_OF_SUPPORT', 'DATE_CHANGE']),
    versions: list(name()).describe('The versions that it is about; none: all that it is published for.'),
    endOfLifeOn: optional(calendarDate()).describe('From when the product is no longer sold, and its support limited.'),
    endOfSupportOn: optional(calendarDate()).describe('From when there is no support at all.'),
    formerEndOfLifeOn: optional(calendarDate()).describe('The date that was announced before.'),
    formerEndOfSupportOn: optional(calendarDate()).describe('The date that was announced before.'),
    isSudden: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false)
      .describe('Whether support ends earlier than announced because of a vulnerability that cannot be fixed.'),
    reason: optional(text()),
    compensatingControls: list(text()).describe('What a hospital can do that goes on using the product.'),
    successor: optional(name()).describe('The product or version that replaces it.'),
  })
  .meta({ title: 'Life-cycle notice', description: 'How long a medical device is supported, and what changes.' });

const ADVICE = {
  ...SHAPE_ADVICE,
  'formats.life_ends_after_support': 'Correct the dates: end of life comes first, end of support last.',
  'formats.notice_date_missing': 'Give the date that the notice is about.',
  'formats.notice_names_no_end_of_support': 'Say in endOfSupportOn until when there is any support.',
  'formats.notice_changes_nothing': 'Give the former date as it was announced, and the new one.',
  'formats.notice_is_short':
    'Tell hospitals two years before support ends (IMDRF N70), or say what is done for those that need the time.',
  'formats.notice_is_undated':
    'Say in madeAt when the notice was given: the two years before end of support count from it.',
  'formats.sudden_without_reason': 'Say in reason which vulnerability cannot be fixed, and why.',
  'formats.sudden_without_controls': 'Say in compensatingControls how a hospital can protect itself until then.',
} as const;

type NoticeFindings = Findings<keyof typeof ADVICE>;

/** Reads a vendor's notice about support. */
export function readLifecycleNotice(document: unknown): Reading {
  const findings: NoticeFindings = new Findings(ADVICE);
  const own = checkShape(document, lifecycleNoticeSchema, findings);
  if (!own) return { format: 'LIFECYCLE_NOTICE', formatVersion: null, findings: findings.list(), facts: {} };

  const lifecycleNotice = factsOf(own);
  checkDates(lifecycleNotice, findings);
  checkLength(lifecycleNotice, own.madeAt, findings);
  checkSudden(lifecycleNotice, findings);
  return {
    format: 'LIFECYCLE_NOTICE',
    formatVersion: String(own.formatVersion),
    findings: findings.list(),
    facts: { header: headerOf(own), lifecycleNotice },
  };
}

function factsOf(own: z.output<typeof lifecycleNoticeSchema>): LifecycleNotice {
  return {
    event: own.event,
    versions: own.versions,
    endOfLifeOn: own.endOfLifeOn,
    endOfSupportOn: own.endOfSupportOn,
    formerEndOfLifeOn: own.formerEndOfLifeOn,
    formerEndOfSupportOn: own.formerEndOfSupportOn,
    isSudden: own.isSudden,
    reason: own.reason,
    compensatingControls: own.compensatingControls,
    successor: own.successor,
  };
}

function checkDates(notice: LifecycleNotice, findings: NoticeFindings): void {
  const { event, endOfLifeOn, endOfSupportOn, formerEndOfLifeOn, formerEndOfSupportOn } = notice;
  if (endOfLifeOn !== null && endOfSupportOn !== null && endOfLifeOn > endOfSupportOn) {
    const detail = `End of life (${endOfLifeOn}) lies after end of support (${endOfSupportOn}).`;
    findings.error('formats.life_ends_after_support', detail, { pointer: '/endOfLifeOn' });
  }
  const isMissing = {
    END_OF_LIFE: endOfLifeOn === null,
    LIMITED_SUPPORT: endOfLifeOn === null && endOfSupportOn === null,
    END_OF_SUPPORT: endOfSupportOn === null,
    DATE_CHANGE: endOfLifeOn === null && endOfSupportOn === null,
  }[event];
  if (isMissing) {
    findings.error('formats.notice_date_missing', `A notice of ${event} without its date.`, { pointer: '/event' });
  } else if (endOfSupportOn === null) {
    findings.warning('formats.notice_names_no_end_of_support', 'Until when there is any support is not said.');
  }
  if (event !== 'DATE_CHANGE') return;
  const changes = (before: string | null, now: string | null) => before !== null && now !== null && before !== now;
  if (!changes(formerEndOfLifeOn, endOfLifeOn) && !changes(formerEndOfSupportOn, endOfSupportOn)) {
    const detail = 'The notice changes a date, but names no former date that differs from the new one.';
    findings.warning('formats.notice_changes_nothing', detail, { pointer: '/event' });
  }
}

/** N70 asks for two years between the notice and the end of support. A date that is put off takes nothing away. */
function checkLength(notice: LifecycleNotice, madeAt: string | null, findings: NoticeFindings): void {
  const { endOfSupportOn, formerEndOfSupportOn } = notice;
  if (endOfSupportOn === null || (formerEndOfSupportOn !== null && formerEndOfSupportOn <= endOfSupportOn)) return;
  if (madeAt === null) {
    findings.warning('formats.notice_is_undated', 'When the notice was given is not said.');
    return;
  }
  const givenOn = madeAt.slice(0, 'YYYY-MM-DD'.length);
  if (endOfSupportOn >= twoYearsAfter(givenOn)) return;
  const days = Math.round((Date.parse(endOfSupportOn) - Date.parse(givenOn)) / 86_400_000);
  const when = days < 0 ? `${-days} days before` : `${days} days after`;
  const detail = `Support ends on ${endOfSupportOn}, ${when} the notice was given (${givenOn}).`;
  findings.warning('formats.notice_is_short', detail, { pointer: '/endOfSupportOn' });
}

function twoYearsAfter(date: string): string {
  return `${String(Number(date.slice(0, 4)) + 2).padStart(4, '0')}${date.slice(4)}`;
}

function checkSudden({ isSudden, reason, compensatingControls }: LifecycleNotice, findings: NoticeFindings): void {
  if (!isSudden) return;
  if (reason === null) {
    findings.warning('formats.sudden_without_reason', 'Support ends suddenly, and why is not said.');
  }
  if (compensatingControls.length === 0) {
    const detail = 'Support ends suddenly, and no compensating control is named.';
    findings.warning('formats.sudden_without_controls', detail);
  }
}

/** What the catalogue says of a release. */
export interface ReleaseDates {
  version: string;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
}

const DISAGREEMENT_ADVICE = {
  'formats.notice_of_other_release': 'Choose the release that the notice is about, or mend its versions.',
  'formats.notice_date_differs': 'Mend the date in the notice, or in the catalogue.',
} as const;

/**
 * Where a notice contradicts the catalogue: `releases` are those that it is published for. The catalogue may still hold
 * the date that the notice changes.
 */
export function noticeDisagrees(notice: LifecycleNotice, releases: readonly ReleaseDates[]): Finding[] {
  const findings = new Findings(DISAGREEMENT_ADVICE);
  const known = new Set(releases.map(({ version }) => version));
  for (const [index, version] of notice.versions.entries()) {
    if (known.has(version)) continue;
    const detail = `The version "${version}" is none of the releases that the notice is published for.`;
    findings.warning('formats.notice_of_other_release', detail, { pointer: `/versions/${index}` });
  }
  const concerned = new Set(notice.versions.length > 0 ? notice.versions : known);
  for (const release of releases.filter(({ version }) => concerned.has(version))) {
    for (const [field, former] of DATES) {
      const stated = notice[field];
      const catalogued = release[field];
      if (stated === null || catalogued === null || catalogued === stated || catalogued === notice[former]) continue;
      const detail = `Of version "${release.version}" the notice says ${stated}, the catalogue ${catalogued}.`;
      findings.warning('formats.notice_date_differs', detail, { pointer: `/${field}` });
    }
  }
  return findings.list();
}

const DATES = [
  ['endOfLifeOn', 'formerEndOfLifeOn'],
  ['endOfSupportOn', 'formerEndOfSupportOn'],
] as const;
