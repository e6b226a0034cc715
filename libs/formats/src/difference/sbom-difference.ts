import type { Component, Sbom } from '../document.ts';
import { cpeBase } from '../identity/cpe.ts';
import { licenceKey } from '../identity/licence.ts';
import { normalisedName } from '../identity/name.ts';
import { purlBase } from '../identity/purl.ts';
import { pairUp } from './pairing.ts';

export const COMPONENT_CHANGES = [
  'VERSION',
  'LICENCE',
  'SUPPLIER',
  'SUPPORT_LEVEL',
  'END_OF_SUPPORT',
  'CONTENT',
] as const;
/** CONTENT: the same version has another hash. */
export type ComponentChange = (typeof COMPONENT_CHANGES)[number];

export interface ChangedComponent {
  from: Component;
  to: Component;
  changes: ComponentChange[];
}

export interface SbomDifference {
  added: Component[];
  removed: Component[];
  /** Also what moved, appeared or vanished of a component's support. */
  changed: ChangedComponent[];
  unchangedCount: number;
}

/**
 * What changed between two SBOMs. A component is the same when its purl names the same package, else its CPE the same
 * product, else by group, name and type; where one of the two documents gives neither purl nor CPE, by group and name. Of a
 * component that occurs several times equal ones are paired first, then equal versions, then the rest from the lowest version
 * on. The subjects of the SBOMs are left out.
 */
export function sbomDifference(from: Sbom, to: Sbom): SbomDifference {
  const first = pairUp(
    identified(from),
    identified(to),
    [sameInAll, sameVersion, ({ identity }) => identity],
    orderKey,
  );
  const namedByOne = namesKnownByNameOnly(first.onlyFrom, first.onlyTo);
  const isNamed = ({ name }: Identified) => namedByOne.has(name);
  const second = pairUp(
    first.onlyFrom.filter(isNamed),
    first.onlyTo.filter(isNamed),
    [({ name, component }) => key(name, component.version), ({ name }) => name],
    orderKey,
  );

  const pairs = [...first.pairs, ...second.pairs];
  const changed = pairs
    .map(([{ component: before }, { component: after }]) => ({
      from: before,
      to: after,
      changes: changesBetween(before, after),
    }))
    .filter(({ changes }) => changes.length > 0);
  const inPairs = new Set(pairs.flat());
  const unpaired = (items: Identified[]) =>
    items.filter((item) => !inPairs.has(item)).map(({ component }) => component);
  return {
    added: unpaired(first.onlyTo),
    removed: unpaired(first.onlyFrom),
    changed,
    unchangedCount: pairs.length - changed.length,
  };
}

interface Identified {
  component: Component;
  identity: string;
  /** Whether the identity is a purl's or a CPE's. */
  isByIdentifier: boolean;
  /** Group and name. */
  name: string;
}

function identified({ components, subject }: Sbom): Identified[] {
  return components
    .filter((_, index) => index !== subject)
    .map((component) => {
      const { purl, cpe, group, type } = component;
      const name = key(normalisedName(group ?? ''), normalisedName(component.name));
      const identifier = (purl === null ? null : purlBase(purl)) ?? (cpe === null ? null : cpeBase(cpe));
      return { component, identity: identifier ?? key(name, type), isByIdentifier: identifier !== null, name };
    });
}

/** Names under which one side has only components without purl and CPE: their identity cannot contradict. */
function namesKnownByNameOnly(from: Identified[], to: Identified[]): Set<string> {
  const identifiedNames = (items: Identified[]) =>
    new Set(items.filter(({ isByIdentifier }) => isByIdentifier).map(({ name }) => name));
  const inFrom = identifiedNames(from);
  const inTo = identifiedNames(to);
  return new Set(from.map(({ name }) => name).filter((name) => !inFrom.has(name) || !inTo.has(name)));
}

const key = (...parts: (string | null)[]) => JSON.stringify(parts);

function sameVersion({ identity, component }: Identified): string {
  return key(identity, component.version);
}

function sameInAll({ identity, component }: Identified): string {
  return key(identity, factsOf(component));
}

function orderKey({ component }: Identified): string {
  return `${component.version ?? ''} ${factsOf(component)}`;
}

/** All that a change may be in. */
function factsOf({ version, licences, supplier, supportLevel, endOfSupportOn, hashes }: Component): string {
  return JSON.stringify([
    version,
    licenceKeys(licences),
    supplier && normalisedName(supplier),
    supportLevel,
    endOfSupportOn,
    hashes.toSorted(),
  ]);
}

function licenceKeys(licences: string[]): string[] {
  return licences.map(licenceKey).toSorted();
}

function changesBetween(from: Component, to: Component): ComponentChange[] {
  const isChanged: Record<ComponentChange, boolean> = {
    VERSION: from.version !== to.version,
    LICENCE: key(...licenceKeys(from.licences)) !== key(...licenceKeys(to.licences)),
    SUPPLIER: normalisedName(from.supplier ?? '') !== normalisedName(to.supplier ?? ''),
    SUPPORT_LEVEL: from.supportLevel !== to.supportLevel,
    END_OF_SUPPORT: from.endOfSupportOn !== to.endOfSupportOn,
    CONTENT: from.version !== null && from.version === to.version && hashesContradict(from.hashes, to.hashes),
  };
  return COMPONENT_CHANGES.filter((change) => isChanged[change]);
}

/** Whether they have hashes of one algorithm and none in common. */
function hashesContradict(from: string[], to: string[]): boolean {
  const algorithmOf = (hash: string) => hash.slice(0, hash.indexOf(':'));
  const algorithms = new Set(from.map(algorithmOf));
  return to.some((hash) => algorithms.has(algorithmOf(hash))) && !to.some((hash) => from.includes(hash));
}
