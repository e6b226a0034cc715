import { PackageURL } from 'packageurl-js';
import { readRangeInWords } from './range-in-words.ts';
import { isRefusal, quoted, type Refusal } from './refusal.ts';
import { allVersions, readVers, type VersionRange } from './vers.ts';
import { versionOrder } from './version-order.ts';

interface PurlParts {
  type: string;
  namespace: string;
  name: string;
  version: string | null;
  qualifiers: URLSearchParams;
}

const MAX_PURL_LENGTH = 2_000;

/**
 * The parts by the purl specification, without what a type demands of them: a package of CRAN without a version is no
 * complete purl, but it can be looked for.
 */
function readPurl(purl: string): PurlParts | null {
  // Most of what is asked about is a name: to find that out by an exception takes a hundred times as long.
  if (purl.length > MAX_PURL_LENGTH || !/^\s*pkg:/i.test(purl)) return null;
  try {
    const [type, namespace, name, version, qualifiers] = PackageURL.parseString(purl.trim());
    const trimmed = name?.trim();
    if (!type || !trimmed || !/^[a-z][a-z0-9.+-]*$/i.test(type)) return null;
    return {
      type: type.toLowerCase(),
      namespace: (namespace ?? '').split('/').filter(Boolean).join('/'),
      name: trimmed,
      version: version?.trim() || null,
      qualifiers: new URLSearchParams(qualifiers),
    };
  } catch {
    return null;
  }
}

/**
 * Types whose names are the same in any case: by their definition, by their registry (npm, nuget), or because the tools
 * that write SBOMs disagree (golang, docker).
 */
const CASE_BLIND = new Set(
  'alpm apk bitbucket bitnami brew chrome-extension composer deb docker github gitlab golang hex luarocks npm nuget oci otp pub pypi vscode-extension'.split(
    ' ',
  ),
);
const CASE_BLIND_NAMESPACE = new Set(['qpkg', 'rpm', 'yocto']);

/**
 * What a purl names, without version, qualifiers and subpath: `pkg:maven/org.apache.logging.log4j/log4j-core`. Two
 * purls of the same package have the same base, so it is the key of an index; for a few types it folds case where the
 * canonical form of the specification would not. null when it is no purl.
 */
export function purlBase(purl: string): string | null {
  const parts = readPurl(purl);
  return parts && baseOf(parts);
}

function baseOf({ type, namespace, name }: PurlParts): string {
  const isCaseBlind = CASE_BLIND.has(type);
  const space = isCaseBlind || CASE_BLIND_NAMESPACE.has(type) ? namespace.toLowerCase() : namespace;
  const path = [...space.split('/').filter(Boolean), nameOf(type, isCaseBlind ? name.toLowerCase() : name)];
  return `pkg:${type}/${path.map(percentEncoded).join('/')}`;
}

/** PEP 503 and pub's rules: runs of `-`, `_` and `.` are one. */
function nameOf(type: string, name: string): string {
  if (type === 'pypi') return name.replace(/[-_.]+/g, '-');
  return type === 'pub' ? name.replaceAll('-', '_') : name;
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The version that a purl gives, with the epoch that RPM keeps in a qualifier: `1:7.50.3-1`. null without one. */
export function purlVersion(purl: string): string | null {
  const parts = readPurl(purl);
  return parts && versionOf(parts);
}

function versionOf({ type, version, qualifiers }: PurlParts): string | null {
  const epoch = type === 'rpm' ? qualifiers.get('epoch') : null;
  return version !== null && epoch !== null && /^\d+$/.test(epoch) ? `${epoch}:${version}` : version;
}

/** What somebody looks for by a purl: any version, one, or a range. */
export interface PurlQuery {
  base: string;
  version: string | null;
  range: VersionRange | null;
}

const EXAMPLES = 'For example: pkg:npm/lodash, pkg:npm/lodash@4.17.20 or pkg:npm/lodash@>=4.0.0|<4.17.21.';
const RANGE_EXAMPLE =
  'For example: pkg:npm/lodash@>=4.0.0|<4.17.21, or the purl and beside it vers:npm/>=4.0.0|<4.17.21.';

const LOOKS_LIKE_RANGE = /[<>=!*|,^[\]()]|^~|\.x$|^vers:/i;

/**
 * Reads what a person types into a search: a purl with a version, with a range in its place (`@>=4.0.0|<4.17.21`), with
 * the qualifier `vers`, or with a range behind it or in `versionRange`: `vers:…` or in words.
 */
export function readPurlQuery(text: string, versionRange: string | null = null): PurlQuery | Refusal {
  const [, purl = '', behind = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  if (!/^pkg:/i.test(purl)) {
    return { refused: `${quoted(text.trim())} is no purl: it does not begin with "pkg:".`, advice: EXAMPLES };
  }
  const parts = readPurl(purl);
  if (!parts) {
    const refused = `${quoted(purl)} is no purl: after "pkg:" come a type, "/" and a name.`;
    return { refused, advice: `Percent-encode what is no letter, digit or one of . - _ ~ in its parts. ${EXAMPLES}` };
  }

  const isRange = parts.version !== null && LOOKS_LIKE_RANGE.test(parts.version);
  // A "+" in a qualifier is a plus, not a blank as in a form; there are no blanks in a range.
  const inQualifier = parts.qualifiers.get('vers')?.replaceAll(' ', '+');
  const ranges = [isRange ? parts.version : null, inQualifier, behind, versionRange?.trim()].filter((range) => !!range);
  const version = isRange ? null : versionOf(parts);
  const [range] = ranges;
  if (ranges.length > 1 || (range && version !== null)) {
    const refused = `${quoted(text.trim())} names ${version === null ? 'two ranges' : 'a version and a range'}.`;
    return { refused, advice: `Give one version or one range. ${RANGE_EXAMPLE}` };
  }
  const base = baseOf(parts);
  if (!range) return { base, version, range: null };
  const read = readRangeOf(parts.type, range);
  return isRefusal(read) ? read : { base, version: null, range: read };
}

/** Types of VERS that say nothing of a kind of package. */
const GENERAL = new Set(['all', 'generic', 'intdot', 'lexicographic', 'none', 'semver']);

function readRangeOf(type: string, text: string): VersionRange | Refusal {
  const isVers = /^vers:/i.test(text);
  const range = isVers ? readVers(text) : readBareRange(type, text);
  if (!range) {
    const refused = `${quoted(text)} is no range of versions that can be read.`;
    return { refused, advice: `Put each bound behind <, <=, > or >= and "|" between them. ${RANGE_EXAMPLE}` };
  }
  if (isVers && range.scheme !== type && !GENERAL.has(range.scheme)) {
    const refused = `The range is one of "${range.scheme}" versions, the purl one of "${type}".`;
    return { refused, advice: `Write vers:${type}/ in the range, or a purl that begins with pkg:${range.scheme}/.` };
  }
  const isEverything = range.intervals.some(({ from, to }) => !from && !to) && range.except.length === 0;
  if (isEverything) return allVersions(type);
  const unread = versionsIn(range).find((version) => !versionOrder(range.scheme).reads(version));
  if (unread === undefined) return range;
  const refused = `${quoted(unread)} in the range is no version of the kind "${range.scheme}".`;
  return { refused, advice: `Write versions as packages of that kind have them. ${RANGE_EXAMPLE}` };
}

/** Without `vers:npm/` in front: the constraints, or words. A blank stands only between words. */
function readBareRange(type: string, text: string): VersionRange | null {
  return readRangeInWords(text, type) ?? (/\s/.test(text) ? null : readVers(`vers:${type}/${text}`));
}

function versionsIn({ intervals, except }: VersionRange): string[] {
  const bounds = intervals.flatMap(({ from, to }) => [from?.version, to?.version]);
  return [...bounds, ...except].filter((version) => version !== undefined);
}
