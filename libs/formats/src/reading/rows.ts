import type { Component, Facts, Mds2Answer, Sbom, StatedProduct, VulnerabilityStatement } from '../document.ts';
import { cpeBase } from '../identity/cpe.ts';
import { licenceIds, licenceKey } from '../identity/licence.ts';
import { normalisedName } from '../identity/name.ts';
import { purlBase } from '../identity/purl.ts';
import { vulnerabilityKey } from '../identity/vulnerability-id.ts';
import { COMPONENT_ELEMENTS, type CompletenessElement, misses, unrelated } from '../sbom/completeness.ts';

/** A component with the keys under which it is found. */
export interface ComponentRow extends Component {
  /** Its place in the SBOM, from 0. */
  position: number;
  isSubject: boolean;
  nameKey: string;
  purlBase: string | null;
  cpeBase: string | null;
  /** Its hashes, and its licences as `licence:mit`. */
  keys: string[];
  /** What the standards ask of a component and it does not have. */
  missing: CompletenessElement[];
  /** Positions of what it directly depends on or contains. */
  dependsOn: number[];
  /** The component through which it came in: the one before it on a shortest path from the subject. */
  reachedBy: number | null;
}

export interface StatementRow extends VulnerabilityStatement {
  position: number;
  /** The component's and the product's purl and CPE without versions. */
  componentKeys: string[];
}

export type AnswerRow = Mds2Answer & { position: number };

/** Longest key: an index refuses more than some 2,700 bytes. */
const MAX_KEY = 500;

/** What is stored row by row, each made when it is asked for. */
export function rowsOf(facts: Facts): {
  components: (from: number, to: number) => ComponentRow[];
  statements: (from: number, to: number) => StatementRow[];
  answers: (from: number, to: number) => AnswerRow[];
} {
  const reachedBy = facts.sbom ? pathsFromSubject(facts.sbom) : [];
  const isUnrelated = new Set(facts.sbom ? unrelated(facts.sbom) : []);
  return {
    components: (from, to) =>
      (facts.sbom?.components ?? [])
        .slice(from, to)
        .map((component, index) => componentRow(facts.sbom as Sbom, component, from + index, reachedBy, isUnrelated)),
    statements: (from, to) =>
      (facts.statements ?? []).slice(from, to).map((statement, index) => ({
        ...statement,
        position: from + index,
        vulnerability: key(vulnerabilityKey(statement.vulnerability)),
        aliases: statement.aliases.map((alias) => key(vulnerabilityKey(alias))),
        componentKeys: [...new Set([...keysOf(statement.component), ...keysOf(statement.product)])],
      })),
    answers: (from, to) =>
      (facts.mds2?.answers ?? []).slice(from, to).map((answer, index) => ({ ...answer, position: from + index })),
  };
}

function componentRow(
  sbom: Sbom,
  component: Component,
  position: number,
  reachedBy: readonly number[],
  isUnrelated: ReadonlySet<number>,
): ComponentRow {
  const licences = component.licences.flatMap(licenceIds);
  const before = reachedBy[position] ?? -1;
  return {
    ...component,
    position,
    isSubject: position === sbom.subject,
    nameKey: key(normalisedName(component.group ? `${component.group}/${component.name}` : component.name)),
    purlBase: component.purl === null ? null : bounded(purlBase(component.purl)),
    cpeBase: component.cpe === null ? null : bounded(cpeBase(component.cpe)),
    keys: [
      ...new Set([
        ...component.hashes.filter((hash) => hash.length <= MAX_KEY),
        ...licences.map((id) => key(`licence:${licenceKey(id)}`)),
      ]),
    ],
    missing: [
      ...COMPONENT_ELEMENTS.filter((element) => misses(component, element)),
      ...(isUnrelated.has(position) ? (['RELATIONSHIP'] as const) : []),
    ],
    dependsOn: sbom.dependsOn[position] ?? [],
    reachedBy: before < 0 ? null : before,
  };
}

/**
 * For each component the one before it on a shortest path; -1 where none leads to it. Without a subject, paths begin at
 * the components that nothing depends on.
 */
function pathsFromSubject({ components, subject, dependsOn }: Sbom): number[] {
  const before = components.map(() => -1);
  const isSeen = new Uint8Array(components.length);
  const queue = subject === null ? roots(dependsOn, components.length) : [subject];
  for (const start of queue) isSeen[start] = 1;
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at] as number;
    for (const to of dependsOn[from] ?? []) {
      if (isSeen[to]) continue;
      isSeen[to] = 1;
      before[to] = from;
      queue.push(to);
    }
  }
  return before;
}

function roots(dependsOn: readonly (readonly number[])[], count: number): number[] {
  const isDependedOn = new Uint8Array(count);
  for (const targets of dependsOn) for (const target of targets) isDependedOn[target] = 1;
  return Array.from({ length: count }, (_, index) => index).filter((index) => !isDependedOn[index]);
}

function keysOf(product: StatedProduct | null): string[] {
  if (!product) return [];
  const keys = [product.purl && purlBase(product.purl), product.cpe && cpeBase(product.cpe)];
  return keys.filter((one): one is string => typeof one === 'string' && one.length <= MAX_KEY);
}

const key = (text: string) => text.slice(0, MAX_KEY);
/** A shortened base would name another package. */
const bounded = (base: string | null) => (base !== null && base.length <= MAX_KEY ? base : null);
