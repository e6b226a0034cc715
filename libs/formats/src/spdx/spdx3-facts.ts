import type { Component, Sbom, SupportLevel } from '../document.ts';
import { componentGraphOf, type Relation } from './component-graph.ts';
import { calendarDateOf } from './dates.ts';
import { objectsAt, textAt, textsAt, type JsonObject } from './json-values.ts';
import { pointerTo, type Path, type Report } from './shape.ts';
import { hashesOf, identifiersAmong, type StatedIdentifier } from './spdx-identifiers.ts';
import { SPDX3_RELATIONSHIPS } from './spdx-relationships.ts';
import { creationInfoOf, type Element, type Graph } from './spdx3-graph.ts';
import { absenceOf } from './spdx3-individuals.ts';

/** Packages of models and of data are packages too; what else they tell is not looked into. */
const PACKAGES = ['software_Package', 'ai_AIPackage', 'dataset_DatasetPackage'];
const FILES = ['software_File'];
const COLLECTIONS = ['SpdxDocument', 'software_Sbom', 'Bom', 'Bundle'];
const RELATIONSHIPS = ['Relationship', 'LifecycleScopedRelationship'];

/** Reads one package or file; asked twice for the same one it gives the same one. */
export type ReadComponent = (element: Element) => Component;

export function componentReader(graph: Graph, report: Report): ReadComponent {
  const licences = licencesIn(graph);
  const read = new Map<Element, Component>();
  return (element) => {
    const known = read.get(element);
    if (known) return known;
    const component = componentOf(element, graph, [...(licences.get(element) ?? [])], report);
    read.set(element, component);
    return component;
  };
}

/** The SBOM in a graph; null for a document of statements alone. */
export function sbomOf(
  graph: Graph,
  spdxDocument: Element | null,
  componentOf: ReadComponent,
  hasStatements: boolean,
  report: Report,
): Sbom | null {
  const packages = graph.ofClass(...PACKAGES).map(componentOf);
  const files = graph.ofClass(...FILES).map(componentOf);
  if (packages.length + files.length === 0 && hasStatements) return null;

  const described = new Set(
    describedIn(graph, spdxDocument)
      .map(componentOf)
      .map(({ ref }) => ref),
  );
  const { relations, hasRelationships } = relationsOf(graph, componentOf);
  const { describes, ...components } = componentGraphOf({ packages, files, relations, described });
  if (packages.length === 0) {
    report('formats.spdx_no_packages', `There are no packages, and ${files.length} files.`, ['@graph']);
  }
  if (described.size === 0 && components.components.length > 1) {
    const detail = `It does not say which of its ${components.components.length} components it describes.`;
    report('formats.spdx_describes_nothing', detail, spdxDocument?.path ?? []);
  }
  if (components.subject === null && describes > 1) {
    const detail = `It describes ${describes} components, none above the others.`;
    report('formats.spdx_describes_several', detail, spdxDocument?.path ?? []);
  }
  const sbomTypes = graph.ofClass('software_Sbom').flatMap(({ object }) => textsAt(object, 'software_sbomType'));
  const creation = creationInfoOf(graph, spdxDocument);
  return {
    ...components,
    hasRelationships,
    generationContext: [...new Set(sbomTypes.map(([, type]) => type))].join(', ') || null,
    tools: graph.findAll(creation, 'createdUsing').flatMap(({ object }) => textAt(object, 'name') ?? []),
  };
}

function componentOf(element: Element, graph: Graph, licences: string[], report: Report): Component {
  const { id, type, object, path } = element;
  const [supplier = null] = [...graph.findAll(object, 'suppliedBy'), ...graph.findAll(object, 'originatedBy')];
  // Without an identifier, or with one that is another's already, it is told from the others by its place.
  const ref = graph.find(id) === element ? id : `#${pointerTo(path)}`;
  return {
    ref,
    type: textAt(object, 'software_primaryPurpose') ?? (FILES.includes(type) ? 'file' : null),
    group: null,
    name: textAt(object, 'name') ?? ref,
    version: textAt(object, 'software_packageVersion'),
    supplier: supplier && textAt(supplier.object, 'name'),
    ...identifiersAmong(identifiersOf(object, path), report),
    licences,
    hashes: hashesIn(object, path, report),
    supportLevel: supportLevelOf(textsAt(object, 'supportLevel').map(([, level]) => level)),
    endOfSupportOn: calendarDateOf(textAt(object, 'validUntilTime') ?? ''),
    place: pointerTo(path),
  };
}

const IDENTIFIER_KINDS: ReadonlyMap<string, StatedIdentifier['kind']> = new Map([
  ['packageUrl', 'purl'],
  ['cpe23', 'cpe23'],
  ['cpe22', 'cpe22'],
]);

function identifiersOf(object: JsonObject, path: Path): StatedIdentifier[] {
  const purl = textAt(object, 'software_packageUrl');
  const others = objectsAt(object, 'externalIdentifier').flatMap(([index, identifier]): StatedIdentifier[] => {
    const kind = IDENTIFIER_KINDS.get(textAt(identifier, 'externalIdentifierType') ?? '');
    const text = textAt(identifier, 'identifier');
    return kind && text !== null ? [{ kind, text, path: [...path, 'externalIdentifier', index, 'identifier'] }] : [];
  });
  return purl === null ? others : [{ kind: 'purl', text: purl, path: [...path, 'software_packageUrl'] }, ...others];
}

/** What the specification calls a hash and is none of a file's content, or of nobody knows which algorithm. */
const NO_CHECKSUMS = ['crystalsDilithium', 'crystalsKyber', 'falcon', 'other'];

function hashesIn(object: JsonObject, path: Path, report: Report): string[] {
  return objectsAt(object, 'verifiedUsing').flatMap(([index, method]) => {
    const [algorithm, value] = [textAt(method, 'algorithm'), textAt(method, 'hashValue')];
    if (textAt(method, 'type') !== 'Hash' || algorithm === null || value === null) return [];
    if (NO_CHECKSUMS.includes(algorithm)) return [];
    return hashesOf(algorithm, value, [...path, 'verifiedUsing', index, 'hashValue'], report);
  });
}

/**
 * SPDX 3's SupportType in this portal's words. What is still in development is looked after, but without the formal
 * support of its supplier; who deploys what is supported has support. noAssertion says nothing.
 */
const SUPPORT_LEVELS: ReadonlyMap<string, SupportLevel> = new Map([
  ['noSupport', 'NONE'],
  ['endOfSupport', 'NONE'],
  ['limitedSupport', 'LIMITED'],
  ['development', 'LIMITED'],
  ['support', 'ACTIVE'],
  ['deployed', 'ACTIVE'],
]);

/** Several may be stated at once; the least of them counts. */
function supportLevelOf(stated: string[]): SupportLevel | null {
  for (const [type, level] of SUPPORT_LEVELS) {
    if (stated.includes(type)) return level;
  }
  return null;
}

/** The packages and files that a document is about: its root elements, or those of the SBOM that is its root. */
function describedIn(graph: Graph, spdxDocument: Element | null): Element[] {
  const describes = new Map<Element | null, Element[]>();
  for (const { object } of graph.ofClass(...RELATIONSHIPS)) {
    if (textAt(object, 'relationshipType') !== 'describes') continue;
    const from = graph.find(object.from);
    const described = describes.get(from) ?? [];
    for (const to of graph.findAll(object, 'to')) described.push(to);
    describes.set(from, described);
  }
  const seen = new Set(spdxDocument ? [spdxDocument] : graph.ofClass('software_Sbom', 'Bom'));
  // A set is gone through with what is added to it on the way.
  for (const element of seen) {
    if (!COLLECTIONS.includes(element.type)) continue;
    for (const root of graph.findAll(element.object, 'rootElement')) seen.add(root);
    for (const root of describes.get(element) ?? []) seen.add(root);
  }
  return [...seen].filter(({ type }) => PACKAGES.includes(type) || FILES.includes(type));
}

function relationsOf(graph: Graph, componentOf: ReadComponent): { relations: Relation[]; hasRelationships: boolean } {
  const isComponent = (element: Element | null) =>
    element !== null && (PACKAGES.includes(element.type) || FILES.includes(element.type));
  const relations: Relation[] = [];
  let hasRelationships = false;
  for (const { object } of graph.ofClass(...RELATIONSHIPS)) {
    const meaning = SPDX3_RELATIONSHIPS.get(textAt(object, 'relationshipType') ?? '');
    const from = graph.find(object.from);
    if (!meaning || !from || !isComponent(from)) continue;
    const [direction, kind] = meaning;
    for (const reference of textsAt(object, 'to')) {
      if (absenceOf(reference[1]) === 'NOASSERTION') continue;
      hasRelationships = true;
      const to = graph.find(reference[1]);
      if (!to || !isComponent(to)) continue;
      const [left, right] = [componentOf(from).ref, componentOf(to).ref];
      const ends = direction === '→' ? { from: left, to: right } : { from: right, to: left };
      relations.push({ ...ends, isDependency: kind === 'DEPENDENCY' });
    }
  }
  return { relations, hasRelationships };
}

/** The licences of each package and file: those that were concluded, or else those that were declared. */
function licencesIn(graph: Graph): Map<Element, ReadonlySet<string>> {
  const declared = new Map<Element, Set<string>>();
  const concluded = new Map<Element, Set<string>>();
  for (const { object } of graph.ofClass(...RELATIONSHIPS)) {
    const type = textAt(object, 'relationshipType');
    const stated = type === 'hasConcludedLicense' ? concluded : type === 'hasDeclaredLicense' ? declared : null;
    const from = graph.find(object.from);
    if (!stated || !from) continue;
    for (const [, reference] of textsAt(object, 'to')) {
      const licence = licenceOf(reference, graph);
      if (licence === null) continue;
      stated.set(from, (stated.get(from) ?? new Set()).add(licence));
    }
  }
  return new Map([...declared, ...concluded]);
}

function licenceOf(reference: string, graph: Graph): string | null {
  const listed = /^https?:\/\/spdx\.org\/licenses\/([\w.+-]+)$/.exec(reference)?.[1];
  const licence = graph.find(reference)?.object ?? {};
  const stated = listed ?? textAt(licence, 'simplelicensing_licenseExpression') ?? textAt(licence, 'name');
  return stated === 'NOASSERTION' || stated === 'NONE' ? null : stated;
}
