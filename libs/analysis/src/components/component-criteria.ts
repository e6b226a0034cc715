import { contains, cpeBase, cpeFits, isSameRelease, readCpe, type ComponentQuery } from '#libs/formats';

/** What the database narrows components by; a component has to be all of it that is not null. */
export interface ComponentCriteria {
  /** As LIKE takes it. */
  namePattern: string | null;
  /** Any of these purls, CPEs or names without a group. */
  anyOf: { purlBases: string[]; cpeBases: string[]; plainNames: string[] } | null;
  /** All of these hashes and licences. */
  keys: string[] | null;
  /** Any of these. */
  identities: ComponentIdentity[] | null;
}

/** What tells components apart: those that are alike in it are meant, or not, together. */
export interface ComponentIdentity {
  nameKey: string;
  purlBase: string | null;
  cpe: string | null;
  version: string | null;
}

/** What the keys of a search narrow components to. `isMeant` tells the rest, where there is one (`leavesOpen`). */
export function criteriaOf(query: ComponentQuery): ComponentCriteria {
  const { name, purlBase, cpeBase: base, hash, licence } = query;
  const anyOf = { purlBases: [], cpeBases: [], plainNames: [] };
  const keys = [...(hash === null ? [] : [hash]), ...(licence === null ? [] : [`licence:${licence}`])];
  const criteria = { namePattern: null, anyOf: null, keys: keys.length > 0 ? keys : null, identities: null };
  if (purlBase !== null) return { ...criteria, anyOf: { ...anyOf, purlBases: [purlBase] } };
  if (base !== null) return { ...criteria, anyOf: { ...anyOf, cpeBases: [base] } };
  if (name === null) return criteria;
  if (isTooShort(name)) return { ...criteria, anyOf: { ...anyOf, plainNames: [name] } };
  return { ...criteria, namePattern: partOfName(name) };
}

/** As LIKE takes it. */
export const partOfName = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

/** No index knows parts of fewer than three letters: such a name is looked for whole. */
const isTooShort = (name: string) => [...name].length < 3;

/** Components with any of these keys. */
export const withAnyOf = (anyOf: NonNullable<ComponentCriteria['anyOf']>): ComponentCriteria => ({
  namePattern: null,
  anyOf,
  keys: null,
  identities: null,
});

/** These components, found by their own names. */
export function identifiedBy(identities: ComponentIdentity[]): ComponentCriteria {
  const plainNames = [...new Set(identities.map(({ nameKey }) => ownNameOf(nameKey)))];
  return { ...withAnyOf({ purlBases: [], cpeBases: [], plainNames }), identities };
}

/** Of a name as the index has it: what stands behind the last slash, without the group. */
export const ownNameOf = (nameKey: string): string => nameKey.slice(nameKey.lastIndexOf('/') + 1);

/** Whether the criteria of a search take in more than what is meant. */
export function leavesOpen({ name, purlBase, version, range, cpe, cpeBase: base }: ComponentQuery): boolean {
  const namesCpeOnly = cpe === null || cpe === `cpe:2.3:${base}${':*'.repeat(8)}`;
  const areSeveral = [name, purlBase, base].filter((one) => one !== null).length > 1;
  return areSeveral || version !== null || range !== null || !namesCpeOnly;
}

/** Whether a component that the criteria of a search take in is meant; null where that cannot be told: it may be. */
export function isMeant({ name, version, range, cpe }: ComponentQuery, component: ComponentIdentity): boolean | null {
  const answers = [
    name === null || component.nameKey.includes(name),
    version === null || (component.version === null ? null : isSameVersion(version, component.version)),
    range === null || (component.version === null ? null : contains(range, component.version)),
    cpe === null || fits(cpe, component.cpe),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** Whether a component is the one asked for by any of name, purl and CPE. What cannot be told is a yes. */
export function isAsked(
  { name, purlBase, version, range, cpe }: ComponentQuery,
  component: ComponentIdentity,
): boolean {
  const isThis =
    (purlBase !== null && purlBase === component.purlBase) ||
    (cpe !== null && fits(cpe, component.cpe) !== false) ||
    (name !== null && [component.nameKey, ownNameOf(component.nameKey)].includes(name));
  if (!isThis || component.version === null) return isThis;
  if (version !== null && !isSameVersion(version, component.version)) return false;
  return range === null || contains(range, component.version) !== false;
}

const isSameVersion = (a: string, b: string) => a === b || isSameRelease(a, b) === true;

function fits(asked: string, cpe: string | null): boolean | null {
  const [query, component] = [readCpe(asked), cpe === null ? null : readCpe(cpe)];
  if (!query || !component || cpeBase(asked) !== cpeBase(cpe ?? '')) return false;
  return cpeFits(query, component);
}
