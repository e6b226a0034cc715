import type { CycloneDxDocument } from './cyclonedx-document.ts';
import type { Inventory } from './cyclonedx-components.ts';
import { quoted } from './cyclonedx-findings.ts';
import { isBomLink } from './cyclonedx-references.ts';
import { listOf, objectOf, referenceOf } from './json-values.ts';

export interface Graph {
  dependsOn: number[][];
  hasRelationships: boolean;
}

/** What each component directly depends on or contains. What a component provides (1.6) is no dependency. */
export function readDependencies(document: CycloneDxDocument, inventory: Inventory): Graph {
  const edges = new Edges(inventory.components.length);
  const stated = listOf(document.bom.dependencies);
  readStated(document, inventory, edges);

  const cycle = cycleIn(edges.dependsOn);
  if (cycle.length > 0) {
    const names = cycle.map((index) => quoted(inventory.components[index]?.ref ?? ''));
    const shown = names.length > MAX_SHOWN ? [...names.slice(0, MAX_SHOWN - 1), '…', ...names.slice(-1)] : names;
    document.findings.hint('formats.cyclonedx_dependency_cycle', `There is a cycle: ${shown.join(' → ')}.`);
  }
  for (const [child, parent] of inventory.parents.entries()) if (parent !== -1) edges.add(parent, child);
  return { dependsOn: edges.dependsOn, hasRelationships: stated.some(objectOf) || edges.count > 0 };
}

const MAX_SHOWN = 5;

class Edges {
  readonly dependsOn: number[][];
  private readonly seen = new Set<number>();

  constructor(nodes: number) {
    this.dependsOn = Array.from({ length: nodes }, () => []);
  }

  get count(): number {
    return this.seen.size;
  }

  add(from: number, to: number): void {
    const edge = from * this.dependsOn.length + to;
    if (from === to || this.seen.has(edge)) return;
    this.seen.add(edge);
    this.dependsOn[from]?.push(to);
  }
}

function readStated(document: CycloneDxDocument, inventory: Inventory, edges: Edges): void {
  const { bom, findings, placeOf, references } = document;
  const dangling = new Set<string>();
  const resolve = (value: unknown, pointer: () => string): string | null => {
    const written = referenceOf(value);
    if (written === null) return null;
    const ref = references.resolve(written, bom);
    if (references.has(ref)) return ref;
    if (!isBomLink(ref) && !dangling.has(ref)) {
      dangling.add(ref);
      const detail = `${quoted(ref)} is the bom-ref of nothing in the document.`;
      findings.warning('formats.cyclonedx_dangling_ref', detail, { pointer: placeOf(pointer()) });
    }
    return null;
  };

  for (const [index, item] of listOf(bom.dependencies).entries()) {
    const pointer = `/dependencies/${index}`;
    const from = resolve(objectOf(item)?.ref, () => `${pointer}/ref`);
    for (const [position, target] of listOf(objectOf(item)?.dependsOn).entries()) {
      const to = resolve(target, () => `${pointer}/dependsOn/${position}`);
      if (from === null || to === null) continue;
      if (from === to) {
        const place = { pointer: placeOf(`${pointer}/dependsOn/${position}`) };
        findings.warning('formats.cyclonedx_self_dependency', `${quoted(to)} depends on itself.`, place);
      }
      const [fromIndex, toIndex] = [inventory.indexOf.get(from), inventory.indexOf.get(to)];
      if (fromIndex !== undefined && toIndex !== undefined) edges.add(fromIndex, toIndex);
    }
  }
}

const UNSEEN = 0;
const OPEN = 1;
const DONE = 2;

/** The first cycle that is met, its first node also at its end; empty when there is none. */
function cycleIn(dependsOn: number[][]): number[] {
  const state = new Uint8Array(dependsOn.length);
  for (let start = 0; start < dependsOn.length; start++) {
    if (state[start] !== UNSEEN) continue;
    const path = [start];
    const positions = [0];
    state[start] = OPEN;
    while (path.length > 0) {
      const last = path.length - 1;
      const node = path[last] as number;
      const position = positions[last] as number;
      positions[last] = position + 1;
      const target = dependsOn[node]?.[position];
      if (target === undefined) {
        state[node] = DONE;
        path.pop();
        positions.pop();
      } else if (state[target] === OPEN) {
        return [...path.slice(path.indexOf(target)), target];
      } else if (state[target] === UNSEEN) {
        state[target] = OPEN;
        path.push(target);
        positions.push(0);
      }
    }
  }
  return [];
}
