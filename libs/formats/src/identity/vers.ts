import { versionOrder } from './version-order.ts';

/** Some versions of one scheme: those within any of the intervals, save the excepted ones. No interval: no version. */
export interface VersionRange {
  /** The VERS type: `npm`, `deb`, `generic`. */
  scheme: string;
  intervals: VersionInterval[];
  except: string[];
}

/** null: unbounded on that side. */
export interface VersionInterval {
  from: VersionBound | null;
  to: VersionBound | null;
}

export interface VersionBound {
  version: string;
  isIncluded: boolean;
}

export interface VersionConstraint {
  comparator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  version: string;
}

/** Real ranges hold a few dozen. */
const MAX_CONSTRAINTS = 1_000;
const VERS = /^vers:([a-z][a-z0-9.-]*)\/(.*)$/i;

/** What a range of VERS is asked about instead of versions. */
const EVERYTHING: VersionInterval = { from: null, to: null };

export function allVersions(scheme: string): VersionRange {
  return { scheme, intervals: [EVERYTHING], except: [] };
}

/**
 * Reads a range by the VERS specification: `vers:npm/1.2.3|>=2.0.0|<5.0.0`. More is taken than its canonical form:
 * constraints in any order, blanks around them, upper case in the type, repeated and redundant constraints. null where it
 * is no range, contradicts itself (a version with two comparators) or cannot be put in order.
 */
export function readVers(text: string): VersionRange | null {
  const [, type, constraints = ''] = VERS.exec(text.trim()) ?? [];
  if (type === undefined) return null;
  const scheme = type.toLowerCase();
  const parts = constraints
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');

  if (parts.length === 1 && parts[0] === '*') {
    return scheme === 'none' ? { scheme, intervals: [], except: [] } : allVersions(scheme);
  }
  if (parts.length === 0 || parts.length > MAX_CONSTRAINTS || scheme === 'all' || scheme === 'none') return null;
  const read = parts.map(readConstraint).filter((constraint) => constraint !== null);
  return read.length === parts.length ? rangeOf(scheme, read) : null;
}

function readConstraint(text: string): VersionConstraint | null {
  const [, comparator = '', encoded = ''] = /^(>=|<=|!=|==?|<|>)?\s*(.*)$/.exec(text) ?? [];
  const version = percentDecoded(encoded);
  if (version === null || version === '' || /[<>=!*|]/.test(encoded)) return null;
  return { comparator: isComparator(comparator) ? comparator : '=', version };
}

function isComparator(text: string): text is VersionConstraint['comparator'] {
  return ['=', '!=', '<', '<=', '>', '>='].includes(text);
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * The range of VERS constraints, in whatever order they come: a lower bound opens an interval, the next upper bound
 * closes it. Of two lower or two upper bounds in a row the one that takes in more counts. null as for `readVers`.
 */
export function rangeOf(scheme: string, constraints: readonly VersionConstraint[]): VersionRange | null {
  const comparators = new Map<string, string>();
  for (const { comparator, version } of constraints) {
    if ((comparators.get(version) ?? comparator) !== comparator) return null;
    comparators.set(version, comparator);
  }
  const exact = constraints.filter(({ comparator }) => comparator === '=');
  const except = constraints.filter(({ comparator }) => comparator === '!=');
  const bounds = inOrder(
    scheme,
    constraints.filter(({ comparator }) => comparator !== '=' && comparator !== '!='),
  );
  if (bounds === null) return null;

  const intervals = intervalsBetween(bounds);
  for (const { version } of exact) {
    const bound = { version, isIncluded: true };
    intervals.push({ from: bound, to: bound });
  }
  // `!=1.0` alone means all but 1.0.
  if (intervals.length === 0) intervals.push(EVERYTHING);
  return { scheme, intervals, except: except.map(({ version }) => version) };
}

/** null unless each differs from the next by its order. Equal ones of one comparator are one. */
function inOrder(scheme: string, bounds: VersionConstraint[]): VersionConstraint[] | null {
  const { compare, reads } = versionOrder(scheme);
  if (!bounds.every(({ version }) => reads(version))) return null;
  const sorted = bounds.toSorted((a, b) => compare(a.version, b.version) ?? 0);
  const different: VersionConstraint[] = [];
  for (const bound of sorted) {
    const last = different.at(-1);
    const difference = last ? compare(last.version, bound.version) : -1;
    if (difference === 0 && last?.comparator === bound.comparator) continue;
    if (difference === null || difference >= 0) return null;
    different.push(bound);
  }
  return different;
}

function intervalsBetween(sorted: VersionConstraint[]): VersionInterval[] {
  const intervals: VersionInterval[] = [];
  let open: VersionBound | null = null;
  for (const { comparator, version } of sorted) {
    const bound = { version, isIncluded: comparator.endsWith('=') };
    if (comparator.startsWith('>')) {
      open ??= bound;
      continue;
    }
    const last = intervals.at(-1);
    if (open || !last) intervals.push({ from: open, to: bound });
    else last.to = bound;
    open = null;
  }
  if (open) intervals.push({ from: open, to: null });
  return intervals;
}

/** Whether the version is one of the range; null when it cannot be told because versions cannot be compared. */
export function contains(range: VersionRange, version: string): boolean | null {
  const { compare } = versionOrder(range.scheme);
  const isAfter = (bound: VersionBound | null) => keeps(bound, bound && compare(version, bound.version));
  const isBefore = (bound: VersionBound | null) => keeps(bound, bound && compare(bound.version, version));

  const isWithin = anyOf(range.intervals.map(({ from, to }) => allOf([isAfter(from), isBefore(to)])));
  const isExcepted = anyOf(
    range.except.map((excepted) => {
      const difference = compare(version, excepted);
      return difference === null ? null : difference === 0;
    }),
  );
  return allOf([isWithin, isExcepted === null ? null : !isExcepted]);
}

function keeps(bound: VersionBound | null, difference: number | null): boolean | null {
  if (bound === null) return true;
  if (difference === null) return null;
  return bound.isIncluded ? difference >= 0 : difference > 0;
}

function anyOf(answers: (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function allOf(answers: (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}
