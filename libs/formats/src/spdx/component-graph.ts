import type { Component, Sbom } from '../document.ts';

/** One thing said of two elements: that `from` depends on `to`, or has it as a part. */
export interface Relation {
  from: string;
  to: string;
  isDependency: boolean;
}

/** What a document says of its packages and files, before it is decided which of them are components. */
export interface Stated {
  packages: Component[];
  files: Component[];
  relations: Relation[];
  /** The ids of what the document is about. */
  described: ReadonlySet<string>;
}

export type ComponentGraph = Pick<Sbom, 'components' | 'subject' | 'dependsOn'> & {
  /** How many components it is about, when that leaves open which is the subject. */
  describes: number;
};

/**
 * Makes one model of packages and files. Every package is a component. A file is one where there is no package, where
 * it is what the document is about, or where something is said to depend on it or it on something: the thousand other
 * files of an SBOM of sources would hide its packages.
 */
export function componentGraphOf({ packages, files, relations, described }: Stated): ComponentGraph {
  const dependencyEnds = new Set<string>();
  for (const { from, to, isDependency } of relations) {
    if (isDependency) dependencyEnds.add(from).add(to);
  }
  const counts = (file: Component) => packages.length === 0 || described.has(file.ref) || dependencyEnds.has(file.ref);
  const components = [...packages, ...files.filter(counts)];

  const indices = new Map<string, number>();
  components.forEach(({ ref }, index) => {
    if (!indices.has(ref)) indices.set(ref, index);
  });
  const targets = components.map((): number[] => []);
  const isTarget = components.map(() => false);
  for (const relation of relations) {
    const from = indices.get(relation.from);
    const to = indices.get(relation.to);
    if (from === undefined || to === undefined || from === to) continue;
    targets[from]?.push(to);
    isTarget[to] = true;
  }

  const candidates = [...described].flatMap((id) => indices.get(id) ?? []);
  return {
    components,
    dependsOn: targets.map((indices) => (indices.length > 1 ? [...new Set(indices)] : indices)),
    subject: subjectAmong(candidates, components.length, packages.length, isTarget),
    describes: candidates.length,
  };
}

/**
 * What the SBOM is about: the one thing that it describes; of several the only one that no component has or needs, or
 * else the only package. A document that describes nothing is about its only component. Otherwise it is not made up: a
 * subject that stands in no document could be found in none.
 */
function subjectAmong(
  candidates: number[],
  componentCount: number,
  packageCount: number,
  isTarget: boolean[],
): number | null {
  if (candidates.length === 0) return componentCount === 1 ? 0 : null;
  const isPackage = (index: number) => index < packageCount;
  const roots = candidates.filter((index) => !isTarget[index]);
  for (const choice of [candidates, roots, roots.filter(isPackage), candidates.filter(isPackage)]) {
    const [only, ...others] = choice;
    if (only !== undefined && others.length === 0) return only;
  }
  return null;
}
