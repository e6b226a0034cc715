import { quoted, type Refusal } from './refusal.ts';
import { versionOrder } from './version-order.ts';

/**
 * A CPE name by its attributes, each as the formatted string of CPE 2.3 writes it: in lower case, `*` for any value, `-` for
 * none, other punctuation than `.`, `-` and `_` behind a backslash.
 */
export type Cpe = Readonly<Record<Attribute, string>>;

const ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'softwareEdition',
  'targetSoftware',
  'targetHardware',
  'other',
] as const;
type Attribute = (typeof ATTRIBUTES)[number];

const MAX_CPE_LENGTH = 1_000;

/** Reads a CPE 2.3 formatted string or a CPE 2.2 URI; what it leaves out at the end stands for any value. */
export function readCpe(text: string): Cpe | null {
  const cpe = text.trim();
  if (cpe.length > MAX_CPE_LENGTH) return null;
  if (/^cpe:2\.3:/i.test(cpe)) return cpeOf(splitAtColons(cpe.slice('cpe:2.3:'.length)));
  return /^cpe:\//i.test(cpe) ? cpeOf(readUri(cpe.slice('cpe:/'.length))) : null;
}

/** A colon behind a backslash is part of a value. */
function splitAtColons(text: string): string[] {
  return Array.from(text.matchAll(/(?:^|:)((?:\\.|[^\\:]|\\$)*)/gs), ([, value = '']) => value);
}

function cpeOf(values: readonly string[]): Cpe | null {
  const canonical = ATTRIBUTES.map((_, index) => canonicalValue(values[index] ?? ''));
  const isWhole = values.length <= ATTRIBUTES.length && !canonical.includes(null);
  if (!isWhole || !/^[aoh*-]$/.test(canonical[0] ?? '')) return null;
  return Object.fromEntries(ATTRIBUTES.map((attribute, index) => [attribute, canonical[index]])) as Cpe;
}

function canonicalValue(value: string): string | null {
  if (value === '' || value === '*') return '*';
  if (value === '-') return '-';
  const parts = partsOf(value.toLowerCase());
  return parts && parts.before + (parts.literal === '-' ? '\\-' : quotedValue(parts.literal)) + parts.after;
}

/** Wildcards stand at the ends of a value only: `*` for any text, each `?` for one character or none. */
function partsOf(value: string): { before: string; literal: string; after: string } | null {
  const found = /^(\*|\?*)((?:\\.|[^\\])*?)(\*|\?*)$/s.exec(value);
  if (!found) return null;
  const [, before = '', middle = '', after = ''] = found;
  return { before, literal: unquoted(middle), after };
}

function quotedValue(literal: string): string {
  return literal.replace(/[^\p{L}\p{N}._-]/gu, '\\$&');
}

/** The edition of a URI may be packed: `~edition~software edition~target software~target hardware~other`. */
function readUri(uri: string): string[] {
  const values = uri.split(':').map(fromUri);
  const [edition, ...packed] = values[5]?.startsWith('\\~') ? values[5].split('\\~').slice(1) : [];
  return edition === undefined
    ? values
    : [...values.slice(0, 5), edition, values[6] ?? '', ...packed, ...values.slice(7)];
}

/** `%01` is the wildcard `?`, `%02` is `*`; all other punctuation is quoted in a formatted string. */
function fromUri(value: string): string {
  return value.replace(/%([0-9a-f]{2})|[^\p{L}\p{N}._-]/giu, (character, code: string | undefined) => {
    if (code === '01') return '?';
    if (code === '02') return '*';
    return quotedValue(code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)));
  });
}

/** The CPE 2.3 formatted string. */
export function formatCpe(cpe: Cpe): string {
  return `cpe:2.3:${ATTRIBUTES.map((attribute) => cpe[attribute]).join(':')}`;
}

/** `a:apache:log4j`: the key of an index. null when it is no CPE, or does not name vendor and product. */
export function cpeBase(cpe: string): string | null {
  const read = readCpe(cpe);
  return read && baseOf(read);
}

function baseOf(cpe: Cpe): string | null {
  const names = [cpe.part, cpe.vendor, cpe.product];
  return names.some((name) => isAny(name) || name === '-' || hasWildcard(name)) ? null : names.join(':');
}

/** The version that a CPE names, with its update: `1.0.2 sp1`; `2.*` where it is a pattern. null for any or none. */
export function cpeVersion(cpe: string): string | null {
  const read = readCpe(cpe);
  if (!read || !isValue(read.version)) return null;
  return [read.version, read.update].filter(isValue).map(unquoted).join(' ');
}

const EXAMPLE = 'For example: cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:* or cpe:/a:apache:log4j:2.14.1.';

/** Reads a CPE that somebody looks for. Part, vendor and product must be named: the index is kept by them. */
export function readCpeQuery(text: string): { cpe: Cpe; base: string } | Refusal {
  const cpe = readCpe(text);
  if (!cpe) {
    const refused = `${quoted(text.trim())} is no CPE name.`;
    return { refused, advice: `Write "cpe:2.3:", then up to eleven values between colons. ${EXAMPLE}` };
  }
  const base = baseOf(cpe);
  if (base !== null) return { cpe, base };
  const refused = `${quoted(text.trim())} leaves open the part, the vendor or the product.`;
  return { refused, advice: `Name all three without * or ?, or look for the component by its name. ${EXAMPLE}` };
}

/**
 * Whether the CPE of a component is one of those that a query stands for. Attributes left open in the query fit
 * everything. null when the component's CPE leaves open what the query names. Versions that are written otherwise but
 * equal (`2.3`, `2.3.0`) fit.
 */
export function cpeFits(query: Cpe, component: Cpe): boolean | null {
  let isKnown = true;
  for (const attribute of ATTRIBUTES) {
    const fits = valueFits(query[attribute], component[attribute], attribute === 'version');
    if (fits === false) return false;
    if (fits === null) isKnown = false;
  }
  return isKnown ? true : null;
}

function valueFits(query: string, value: string, isVersion: boolean): boolean | null {
  if (isAny(query) || query === value) return true;
  if (isAny(value)) return null;
  if (query === '-' || value === '-') return false;
  if (hasWildcard(query)) return patternFits(query, unquoted(value));
  return isVersion && versionOrder('generic').compare(unquoted(query), unquoted(value)) === 0;
}

function patternFits(query: string, value: string): boolean {
  const { before = '', literal = '', after = '' } = partsOf(query) ?? {};
  const mostBefore = before === '*' ? Infinity : before.length;
  const mostAfter = after === '*' ? Infinity : after.length;
  if (literal === '') return value.length <= mostBefore + mostAfter;
  for (let at = value.indexOf(literal); at !== -1 && at <= mostBefore; at = value.indexOf(literal, at + 1)) {
    if (value.length - at - literal.length <= mostAfter) return true;
  }
  return false;
}

const isAny = (value: string) => value === '*';
const isValue = (value: string) => value !== '*' && value !== '-';
const unquoted = (value: string) => value.replace(/\\(.)/gs, '$1');

function hasWildcard(value: string): boolean {
  return value !== '*' && /^[*?]|(?:^|[^\\])(?:\\\\)*[*?]$/.test(value);
}
