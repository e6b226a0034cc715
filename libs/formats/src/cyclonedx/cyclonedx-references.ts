import type { Place } from '../finding.ts';
import { MAX_LEVELS, quoted, type CycloneDxFindings } from './cyclonedx-findings.ts';
import { numberTextOf, referenceOf, textOf, type JsonObject } from './json-values.ts';

/** An element of some document, by that document's serial number and version: `urn:cdx:…/1#ref`. */
const BOM_LINK = /^urn:cdx:([0-9a-f-]{36})\/([1-9]\d*)#(.+)$/s;

export const isBomLink = (ref: string): boolean => BOM_LINK.test(ref);

/** The `bom-ref` that a BOM-Link names in the other document. */
export function fragmentOf(link: string): string {
  return decoded(BOM_LINK.exec(link)?.[3] ?? link);
}

/** Every `bom-ref` of a document, wherever it stands: anything may be referred to. */
export class References {
  /** Whether it belongs to a part: a component or a service. */
  private readonly known = new Map<string, boolean>();
  private readonly findings: CycloneDxFindings;

  constructor(findings: CycloneDxFindings) {
    this.findings = findings;
  }

  /** A part that shares its reference is an error, as nobody can tell what depends on what; others are only untidy. */
  add(ref: string, isPart: boolean, place: () => Place): void {
    const isOfPart = this.known.get(ref);
    if (isOfPart === undefined) {
      this.known.set(ref, isPart);
      return;
    }
    const report = isPart || isOfPart ? 'error' : 'warning';
    this.findings[report]('formats.cyclonedx_duplicate_ref', `The bom-ref ${quoted(ref)} is given once more.`, place());
  }

  has(ref: string): boolean {
    return this.known.has(ref);
  }

  /** The reference as it is in this document: a BOM-Link to this very document is the `bom-ref` that it names. */
  resolve(ref: string, bom: JsonObject): string {
    if (this.known.has(ref)) return ref;
    const [, uuid, version, fragment] = BOM_LINK.exec(ref) ?? [];
    if (fragment === undefined) return ref;
    const isHere = `urn:uuid:${uuid}` === textOf(bom.serialNumber) && version === (numberTextOf(bom.version) ?? '1');
    if (!isHere) return ref;
    return this.known.has(fragment) ? fragment : decoded(fragment);
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * Walks over all of a JSON document, level by level and not by recursion, and gathers its references. False when the
 * document is nested too deeply for others to walk over it; what lies deeper is not looked at.
 */
export function surveyJson(bom: JsonObject, references: References): boolean {
  const nodes: object[] = [bom];
  const parents: number[] = [0];
  const keys: (string | number)[] = [''];
  const add = (value: unknown, parent: number, key: string | number) => {
    if (typeof value !== 'object' || value === null) return;
    nodes.push(value);
    parents.push(parent);
    keys.push(key);
  };
  let level = 0;
  for (let from = 0; from < nodes.length; level++) {
    if (level === MAX_LEVELS) return false;
    const until = nodes.length;
    for (; from < until; from++) {
      const index = from;
      const node = nodes[index] as Record<string, unknown>;
      if (Array.isArray(node)) {
        for (let item = 0; item < node.length; item++) add(node[item], index, item);
        continue;
      }
      for (const key in node) add(node[key], index, key);
      const ref = referenceOf(node['bom-ref']);
      if (ref === null) continue;
      const list = keys[index] === 'component' ? keys[index] : keys[parents[index] as number];
      references.add(ref, PARTS.has(list ?? ''), () => ({ pointer: `${pointerTo(index, parents, keys)}/bom-ref` }));
    }
  }
  return true;
}

const PARTS = new Set<string | number>(['component', 'components', 'services']);

function pointerTo(index: number, parents: number[], keys: (string | number)[]): string {
  let pointer = '';
  for (let at = index; at > 0; at = parents[at] as number) pointer = `/${escaped(String(keys[at]))}${pointer}`;
  return pointer;
}

/** One step of a JSON pointer (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
