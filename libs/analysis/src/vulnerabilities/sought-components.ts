import {
  contains,
  cpeBase,
  cpeVersion,
  isRefusal,
  isSameRelease,
  normalisedName,
  purlBase,
  readPurlQuery,
  readStatedRange,
  type StatedProduct,
  type VersionRange,
} from '#libs/formats';
import { ownNameOf, type ComponentIdentity } from '../components/component-criteria.ts';
import type { StatementAbout } from './statement.repository.ts';

/** A component that a statement about a vulnerability names: what to look for in SBOMs. */
export interface SoughtComponent {
  purlBase: string | null;
  cpeBase: string | null;
  /** Without a group. */
  plainName: string | null;
  /** The statement says, or does not rule out, that these versions have the vulnerability. */
  isOpen: boolean;
  /** The statement is about the component wherever it is; otherwise about one product that has it. */
  isGeneral: boolean;
  version: string | null;
  range: VersionRange | null;
}

/** Packages by these purls are the same by their purls alone; others may be the same by their names. */
const LANGUAGES =
  /^pkg:(?:bower|cargo|carthage|cocoapods|composer|conan|conda|cpan|cran|elm|gem|golang|hackage|hex|julia|luarocks|maven|npm|nuget|opam|pub|pypi|swift)\//;
/** Of these, too, everybody knows that they are no devices. */
const DISTRIBUTIONS = /^pkg:(?:alpm|apk|brew|deb|rpm|yocto)\//;

/** What statements about a vulnerability name as the part that has it, each once. Thousands may name the same. */
export function soughtIn(statements: readonly StatementAbout[]): SoughtComponent[] {
  const named = statements.map(({ product, component, status }) => ({
    part: component ?? product,
    isOpen: status === 'AFFECTED' || status === 'UNDER_INVESTIGATION',
    isGeneral: component === null,
  }));
  const once = new Map(
    named.map((one) => [JSON.stringify({ ...one, part: { ...one.part, ref: null, vendor: null } }), one]),
  );
  return [...once.values()]
    .map(({ part, isOpen, isGeneral }) => ({ ...keysOf(part), ...versionsOf(part), isOpen, isGeneral }))
    .filter(({ purlBase: base, cpeBase: cpe, plainName }) => base !== null || cpe !== null || plainName !== null);
}

/**
 * Without devices: what a statement names as its product may be the device itself. It counts when its purl says that it
 * is a package, or when an SBOM has it as a part of something else.
 */
export function withoutDevices(
  sought: readonly SoughtComponent[],
  parts: readonly ComponentIdentity[],
): SoughtComponent[] {
  return sought.filter((one) => !one.isGeneral || isPackage(one) || parts.some((part) => isSameComponent(one, part)));
}

const isPackage = ({ purlBase: base }: SoughtComponent) =>
  base !== null && (LANGUAGES.test(base) || DISTRIBUTIONS.test(base));

/**
 * Whether a component is meant. A statement that names a range says which versions are; one that names the version that
 * a product has does not say that other versions are free of the vulnerability. Nor does anybody's word that a version is
 * not affected, or fixed: whoever says so speaks for their own products, not for others'. What cannot be told is a yes: a
 * silence about it would be worse.
 */
export function isSought(sought: readonly SoughtComponent[], component: ComponentIdentity): boolean {
  const same = sought.filter((one) => isSameComponent(one, component));
  const { version } = component;
  if (version === null) return same.length > 0;
  const open = same.filter((one) => one.isOpen);
  if (open.some((one) => names(one, version))) return true;
  const ranges = open.flatMap(({ range }) => range ?? []);
  if (ranges.length === 0) return same.length > 0;
  return ranges.some((range) => contains(range, version) === null);
}

export function isSameComponent(sought: SoughtComponent, component: ComponentIdentity): boolean {
  if (sought.purlBase !== null && sought.purlBase === component.purlBase) return true;
  if (sought.cpeBase !== null && component.cpe !== null && sought.cpeBase === cpeBase(component.cpe)) return true;
  const areLanguages = [sought.purlBase, component.purlBase].every((base) => base !== null && LANGUAGES.test(base));
  return !areLanguages && sought.plainName !== null && sought.plainName === ownNameOf(component.nameKey);
}

/** Exactly, or by its range. */
function names({ version, range }: SoughtComponent, one: string): boolean {
  if (version !== null && (version === one || isSameRelease(version, one) === true)) return true;
  return range !== null && contains(range, one) === true;
}

function keysOf({ purl, cpe, name }: StatedProduct): Pick<SoughtComponent, 'purlBase' | 'cpeBase' | 'plainName'> {
  const keys = { purlBase: purl && purlBase(purl), cpeBase: cpe && cpeBase(cpe) };
  const named = [
    keys.purlBase && decodeURIComponent(ownNameOf(keys.purlBase)),
    keys.cpeBase?.split(':').at(-1)?.replaceAll('\\', ''),
    name,
  ];
  return { ...keys, plainName: named.map((one) => ownNameOf(normalisedName(one ?? ''))).find(Boolean) ?? null };
}

function versionsOf({ purl, cpe, version, versionRange }: StatedProduct): Pick<SoughtComponent, 'version' | 'range'> {
  const query = purl === null ? null : readPurlQuery(purl);
  const byPurl = query && !isRefusal(query) ? query : null;
  const range = (versionRange !== null ? readStatedRange(versionRange) : null) ?? byPurl?.range ?? null;
  if (range) return { version: null, range };
  const exact = version ?? byPurl?.version ?? (cpe && cpeVersion(cpe)) ?? null;
  // A document may write a range where one version is due.
  const written = exact === null ? null : readStatedRange(exact);
  return written && !isOneVersion(written) ? { version: null, range: written } : { version: exact, range: null };
}

function isOneVersion({ intervals: [first, ...others] }: VersionRange): boolean {
  const version = first?.from?.version;
  return others.length === 0 && version !== undefined && version === first?.to?.version;
}
