import type { SupportLevel } from '../document.ts';
import type { Place } from '../finding.ts';
import { quoted, type CycloneDxFindings } from './cyclonedx-findings.ts';
import { calendarDateOf } from './dates.ts';
import { listOf, objectOf, textOf } from './json-values.ts';

export interface Support {
  supportLevel: SupportLevel | null;
  /** A calendar date. */
  endOfSupportOn: string | null;
}

/**
 * Which properties say until when a component is supported: by the last part of their name, in lower case, letters only.
 * `cdx:lifecycle:milestone:endOfSupport` is CycloneDX's own; the others are how vendors spell FDA's "end-of-support date"
 * in a namespace of theirs, such as `acme:fda:end-of-support-date`. The first of the list that is there counts.
 */
const END_OF_SUPPORT = [
  'endofsupport',
  'endofsupportdate',
  'softwareendofsupportdate',
  'supportenddate',
  'supportend',
  'supporteduntil',
  'validuntildate',
  'eosdate',
  'eos',
];

/** How vendors spell FDA's "level of support", likewise. */
const LEVEL_OF_SUPPORT = ['levelofsupport', 'supportlevel', 'softwarelevelofsupport', 'supportstatus'];

const WORDS: Record<SupportLevel, string> = {
  ACTIVE: 'active activelymaintained activelysupported activesupport maintained supported full fullsupport',
  LIMITED: 'limited limitedsupport extended extendedsupport securityonly securityfixesonly maintenanceonly',
  NONE: 'none nosupport nolongermaintained nolongersupported notmaintained notsupported unmaintained unsupported endofsupport',
  ABANDONED: 'abandoned',
  UNKNOWN: 'unknown notknown undetermined tbd na notavailable',
};
const LEVELS = new Map(
  Object.entries(WORDS).flatMap(([level, words]) => words.split(' ').map((word) => [word, level as SupportLevel])),
);

/**
 * What a milestone that has passed says about the level of support (CycloneDX property taxonomy, `cdx:lifecycle`), the
 * gravest first. That none has passed says nothing: nobody has stated that the component is maintained.
 */
const MILESTONES: [string, SupportLevel][] = [
  ['endofbusinessoperations', 'ABANDONED'],
  ['endofsupport', 'NONE'],
  ['endofguaranteedsupport', 'LIMITED'],
  ['endoflife', 'LIMITED'],
  ['endofdevelopment', 'LIMITED'],
];

interface Property {
  value: string;
  index: number;
}

/**
 * Reads level and end of support out of a component's properties. Where none gives the level in words, it follows from
 * the milestones that had passed when the document was made. The end of life is not taken for the end of support:
 * CycloneDX means by it that the product is no longer sold.
 */
export function readSupport(
  properties: unknown,
  madeAt: string | null,
  findings: CycloneDxFindings,
  placeOf: (index: number) => Place,
): Support {
  const named = propertiesByName(properties);
  if (named.size === 0) return { supportLevel: null, endOfSupportOn: null };

  const end = firstOf(END_OF_SUPPORT, named);
  const endOfSupportOn = end ? calendarDateOf(end.value) : null;
  if (end && endOfSupportOn === null && LEVELS.get(lettersOf(end.value)) !== 'UNKNOWN') {
    const detail = `${quoted(end.value)} is no date at which support could end.`;
    findings.warning('formats.cyclonedx_milestone_date', detail, placeOf(end.index));
  }
  const said = firstOf(LEVEL_OF_SUPPORT, named);
  const level = said && LEVELS.get(lettersOf(said.value));
  if (said && !level) {
    const detail = `${quoted(said.value)} is no level of support that is known here.`;
    findings.hint('formats.cyclonedx_support_level', detail, placeOf(said.index));
  }
  return { supportLevel: level ?? levelAt(madeAt, named), endOfSupportOn };
}

function levelAt(madeAt: string | null, named: Map<string, Property>): SupportLevel | null {
  const today = madeAt === null ? null : calendarDateOf(madeAt);
  if (today === null) return null;
  const hasPassed = ([milestone]: [string, SupportLevel]) => {
    const date = calendarDateOf(named.get(milestone)?.value ?? '');
    return date !== null && date <= today;
  };
  return MILESTONES.find(hasPassed)?.[1] ?? null;
}

function propertiesByName(properties: unknown): Map<string, Property> {
  const named = new Map<string, Property>();
  for (const [index, item] of listOf(properties).entries()) {
    const property = objectOf(item);
    const name = textOf(property?.name);
    const value = textOf(property?.value);
    if (name === null || value === null) continue;
    const last = lettersOf(name.split(/[:./]/).at(-1) ?? '');
    if (!named.has(last)) named.set(last, { value, index });
  }
  return named;
}

function firstOf(names: string[], named: Map<string, Property>): Property | undefined {
  const name = names.find((each) => named.has(each));
  return name === undefined ? undefined : named.get(name);
}

function lettersOf(text: string): string {
  return text
    .slice(-100)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
