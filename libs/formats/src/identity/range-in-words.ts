import { allVersions, rangeOf, type VersionConstraint, type VersionInterval, type VersionRange } from './vers.ts';
import { versionOrder } from './version-order.ts';

/**
 * Reads a range as documents write it for people: `< 2.4`, `>= 1.0, < 2.0`, `2.x`, `prior to 3.2`, `1.0 and earlier`,
 * `versions 2.0 through 2.3`, `1.1, 1.2 and 1.4`, `all versions`, `3.2以前`, `3.2未満`, `2.0以上3.2未満`. Between `|` stand
 * the constraints of VERS, between `||` or `;` whole ranges. 以前 and "and earlier" include the version, 未満, より前 and
 * "prior to" do not. null unless every word is understood: `up to 3.2` may or may not include 3.2, and
 * `<= 11.2 on Windows 8.1` says more than a range.
 */
export function readRangeInWords(text: string, scheme = 'generic'): VersionRange | null {
  if (text.length > MAX_LENGTH) return null;
  const alternatives = normalised(text)
    .split(/\|\||;/)
    .map((alternative) => readAlternative(alternative.trim(), scheme));
  const intervals = alternatives.flatMap((alternative) => alternative ?? []);
  return alternatives.includes(null) ? null : { scheme, intervals, except: [] };
}

type Comparator = Exclude<VersionConstraint['comparator'], '!='>;

const MAX_LENGTH = 300;
const ALL =
  /^(?:\*|any|all|(?:all|any)(?: software| firmware)? (?:versions?|releases?)|(?:全|全て|全ての|すべて|すべての)(?:バージョン|版|リリース)?)$/i;
const PREFIX =
  /^(?:(?:all |any )?(?:software |firmware )?(?:versions?|releases?) |(?:全て?の?|すべての)?(?:バージョン|リリース) ?)(?=.)/i;
const SUFFIX = /(?: (?:versions?|releases?)| ?の?(?:全て?の?|すべての)?(?:バージョン|版|リリース))$/i;

function normalised(text: string): string {
  return text
    .replaceAll('～', '〜')
    .normalize('NFKC')
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replace(/[‐‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function readAlternative(text: string, scheme: string): VersionInterval[] | null {
  if (!text.includes('|')) return readClause(text, scheme);
  const parts = text.split('|').map((part) => part.trim());
  if (!parts.some((part) => /^[<>]/.test(part))) return unionOf(parts.map((part) => readClause(part, scheme)));

  const comparisons = parts.map(readComparisons);
  if (comparisons.some((found) => found?.length !== 1)) return null;
  const all = comparisons.flatMap((found) => found ?? []);
  const exact = all.filter(({ comparator }) => comparator === '=').map((one) => intervalsOf([one], scheme));
  const bounds = all.filter(({ comparator }) => comparator !== '=');
  return unionOf([intervalsOf(bounds, scheme), ...exact]);
}

function unionOf(parts: (VersionInterval[] | null)[]): VersionInterval[] | null {
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function readClause(text: string, scheme: string): VersionInterval[] | null {
  if (ALL.test(text)) return allVersions(scheme).intervals;
  const bare = text.replace(PREFIX, '').replace(SUFFIX, '');
  if (/^[<>=]/.test(bare)) {
    const comparisons = readComparisons(bare);
    return comparisons && isOneInterval(comparisons) ? intervalsOf(comparisons, scheme) : null;
  }
  return readPhrase(bare, scheme) ?? readList(bare, scheme);
}

interface Comparison {
  comparator: Comparator;
  version: string;
}

/** `>= 1.0, < 2.0`; between them a comma, a blank, `and` or `&`. */
function readComparisons(text: string): Comparison[] | null {
  const [before, ...parts] = text.split(/(>=|<=|==|=|<|>)/);
  if (parts.length === 0) return [{ comparator: '=', version: text }];
  if (before !== '') return null;
  const comparisons: Comparison[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const comparator = parts[index];
    const version = (parts[index + 1] ?? '').replace(/(?:,| and|&&?)? *$/i, '').trim();
    comparisons.push({ comparator: isComparator(comparator) ? comparator : '=', version });
  }
  return comparisons;
}

function isComparator(text: string | undefined): text is Comparator {
  return text === '<' || text === '<=' || text === '>' || text === '>=';
}

/** One condition, or a lower and an upper one: `< 2.4, < 3.1` may mean two branches or nothing. */
function isOneInterval(comparisons: Comparison[]): boolean {
  const lower = comparisons.filter(({ comparator }) => comparator.startsWith('>'));
  const upper = comparisons.filter(({ comparator }) => comparator.startsWith('<'));
  return comparisons.length === 1 || (comparisons.length === 2 && lower.length === 1 && upper.length === 1);
}

const V = '(.+?)';
const EARLIER = '(?:earlier|older|prior|previous|below|lower)';
const LATER = '(?:later|newer|above|higher|greater|up|onwards?)';
const AND = '(?:および|及び|または|又は|、)? ?';
const PHRASES: readonly [RegExp, Comparator, Comparator?][] = (
  [
    [`(?:from )?${V} (?:through|thru|to|up to and including|-|–|—) ${V}`, '>=', '<='],
    [`from ${V},? (?:and )?(?:before|prior to|up to but not including) ${V}`, '>=', '<'],
    [`(?:prior to|before|earlier than|older than|lower than|less than|below) ${V}`, '<'],
    [`(?:later than|newer than|after|above|higher than|greater than) ${V}`, '>'],
    [`(?:up to and including|up to \\(including\\)|through|no later than) ${V}`, '<='],
    [`up to (?:but not including|\\(excluding\\)) ${V}`, '<'],
    [`(?:from|starting (?:from|with|at)|since) ${V}(?: onwards?)?`, '>='],
    [`${V},? (?:and|or)(?: all| any)? ${EARLIER}`, '<='],
    [`${V},? (?:and|or)(?: all| any)? ${LATER}`, '>='],
    [`${V} ?(?:から|以上|以降) ?、?(?:かつ)? ?${V} ?(?:まで|以下|以前)`, '>=', '<='],
    [`${V} ?(?:から|以上|以降) ?、?(?:かつ)? ?${V} ?(?:未満|よりも?前|よりも?古い)`, '>=', '<'],
    [`${V} ?〜 ?${V}`, '>=', '<='],
    [`${V} ?(?:以前|以下|${AND}それ以前)`, '<='],
    [`${V} ?(?:未満|よりも?前|よりも?古い)`, '<'],
    [`${V} ?(?:以降|以上|${AND}それ以降)`, '>='],
    [`${V} ?(?:よりも?後|よりも?新しい)`, '>'],
  ] satisfies [string, Comparator, Comparator?][]
).map(([phrase, ...comparators]) => [new RegExp(`^${phrase}$`, 'i'), ...comparators]);

function readPhrase(text: string, scheme: string): VersionInterval[] | null {
  for (const [phrase, first, second] of PHRASES) {
    const [, one, other] = phrase.exec(text) ?? [];
    if (one === undefined) continue;
    const comparisons: Comparison[] = [{ comparator: first, version: one }];
    if (second && other !== undefined) comparisons.push({ comparator: second, version: other });
    const intervals = intervalsOf(comparisons, scheme);
    if (intervals) return intervals;
  }
  return null;
}

/** One version, or several by name. */
function readList(text: string, scheme: string): VersionInterval[] | null {
  const versions = text.split(/,? and |[,、&]|および|及び/i).map((version) => version.trim());
  return unionOf(versions.map((version) => intervalsOf([{ comparator: '=', version }], scheme)));
}

function intervalsOf(comparisons: Comparison[], scheme: string): VersionInterval[] | null {
  const constraints = comparisons.map((comparison) => constraintsOf(comparison, scheme));
  if (constraints.includes(null)) return null;
  const all = constraints.flatMap((some) => some ?? []);
  const { intervals } = rangeOf(scheme, all) ?? {};
  // A lower bound above the upper one would be taken for two open ranges.
  return intervals && (intervals.length === 1 || comparisons.length > 2) ? intervals : null;
}

/** `2.x` stands for every version that begins with 2. */
const WITH_WILDCARD = /^(?:v|ver\.?|r|version|release)? ?(\d+(?:\.\d+)*)(?:\.[x*])+$/i;

function constraintsOf({ comparator, version }: Comparison, scheme: string): VersionConstraint[] | null {
  const [, prefix] = WITH_WILDCARD.exec(version) ?? [];
  if (prefix === undefined) return isOneVersion(version, scheme) ? [{ comparator, version }] : null;

  const first = lowestWith(prefix, scheme);
  const beyond = lowestWith(successor(prefix), scheme);
  if (first === null || beyond === null) return null;
  switch (comparator) {
    case '<':
      return [{ comparator, version: first }];
    case '<=':
      return [{ comparator: '<', version: beyond }];
    case '>':
      return [{ comparator: '>=', version: beyond }];
    case '>=':
      return [{ comparator, version: first }];
    case '=':
      return [
        { comparator: '>=', version: first },
        { comparator: '<', version: beyond },
      ];
  }
}

function successor(numbers: string): string {
  return numbers.replace(/\d+$/, (last) => String(BigInt(last) + 1n));
}

/** What comes before any version that begins with these numbers, also before those of its preparation. */
function lowestWith(numbers: string, scheme: string): string | null {
  if (scheme === 'generic') return `${numbers}-dev`;
  const padded = [...numbers.split('.'), '0', '0'].slice(0, 3).join('.');
  return versionOrder(scheme) === versionOrder('semver') && numbers.split('.').length < 3 ? `${padded}-0` : null;
}

/** Words that are part of a version, as in `1.1.3 MR Build 11`. With any other word a text says something else. */
const WORDS_OF_VERSIONS = new Set(
  'v ver version r rel release rev revision build bld mr sp service pack patch level pl hf hotfix fix update alpha beta rc dev'.split(
    ' ',
  ),
);

function isOneVersion(text: string, scheme: string): boolean {
  const version = text.replace(/^(?:バージョン|リリース|第) ?/, '').replace(/ ?版$/, '');
  const words = version.split(' ');
  return (
    /^[\x20-\x7e]+$/.test(version) &&
    versionOrder(scheme).reads(version) &&
    words.every((word) => /\d/.test(word) || /^[a-z]$/i.test(word) || isWordOfVersions(word))
  );
}

function isWordOfVersions(word: string): boolean {
  return WORDS_OF_VERSIONS.has(word.toLowerCase().replace(/\.$/, ''));
}
