import type { Component, DocumentHeader, Sbom } from '../document.ts';
import { componentGraphOf, type Relation } from './component-graph.ts';
import { calendarDateOf, instantOf } from './dates.ts';
import { isJsonObject, objectsAt, textAt, textsAt, type JsonObject } from './json-values.ts';
import type { Path, Report } from './shape.ts';
import { hashesOf, identifiersAmong, type StatedIdentifier } from './spdx-identifiers.ts';
import { SPDX2_RELATIONSHIPS } from './spdx-relationships.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';

/** What a document says of itself. */
export function headerOf(document: JsonObject): DocumentHeader {
  const creators = creatorsOf(document);
  const { creationInfo } = document;
  return {
    id: textAt(document, 'documentNamespace'),
    version: null,
    title: textAt(document, 'name'),
    authors: creators.flatMap((creator) => (creator.startsWith('Tool:') ? [] : (nameOfActor(creator) ?? []))),
    publisher: nameOfActor(creators.find((creator) => creator.startsWith('Organization:')) ?? null),
    madeAt: instantOf((isJsonObject(creationInfo) && textAt(creationInfo, 'created')) || ''),
    tlp: null,
  };
}

function creatorsOf({ creationInfo }: JsonObject): string[] {
  return isJsonObject(creationInfo) ? textsAt(creationInfo, 'creators').map(([, creator]) => creator.trim()) : [];
}

/** The name in `Organization: name (mail address)`; null for NOASSERTION and the like. */
function nameOfActor(actor: string | null): string | null {
  if (actor === null) return null;
  const name = actor.replace(/^(?:Person|Organization|Tool):/, '').trim();
  const bracket = name.endsWith(')') ? name.lastIndexOf('(') : -1;
  const inside = name.slice(bracket + 1, -1);
  const isAddress = bracket >= 0 && (inside === '' || (inside.includes('@') && !/\s/.test(inside)));
  return asserted(isAddress ? name.slice(0, bracket).trimEnd() : name);
}

/** NOASSERTION and NONE say that nothing is said. */
function asserted(text: string | null): string | null {
  return text === null || text === '' || text === 'NOASSERTION' || text === 'NONE' ? null : text;
}

/** The components of a document and how they hang together. */
export function sbomOf(document: JsonObject, placeNameOf: (path: Path) => string, report: Report): Sbom {
  const packages = objectsAt(document, 'packages').map(([index, stated]) => {
    const path = ['packages', index];
    return packageOf(stated, path, placeNameOf(path), report);
  });
  const files = objectsAt(document, 'files').map(([index, stated]) => {
    const path = ['files', index];
    return fileOf(stated, path, placeNameOf(path), report);
  });
  giveRefs([...packages, ...files]);

  const described = new Set(textsAt(document, 'documentDescribes').map(([, id]) => id));
  const { relations, hasRelationships } = relationsOf(document, described);
  const { describes, ...graph } = componentGraphOf({ packages, files, relations, described });

  if (packages.length === 0) {
    report('formats.spdx_no_packages', `There are no packages, and ${files.length} files.`, []);
  }
  if (described.size === 0 && graph.components.length > 1) {
    const detail = `It does not say which of its ${graph.components.length} components it describes.`;
    report('formats.spdx_describes_nothing', detail, []);
  }
  if (graph.subject === null && describes > 1) {
    report('formats.spdx_describes_several', `It describes ${describes} components, none above the others.`, []);
  }
  const tools = creatorsOf(document).flatMap((creator) =>
    creator.startsWith('Tool:') ? (nameOfActor(creator) ?? []) : [],
  );
  return { ...graph, hasRelationships, generationContext: null, tools };
}

function packageOf(stated: JsonObject, path: Path, place: string, report: Report): Component {
  const licence = asserted(textAt(stated, 'licenseConcluded')) ?? asserted(textAt(stated, 'licenseDeclared'));
  return {
    ref: textAt(stated, 'SPDXID') ?? '',
    type: textAt(stated, 'primaryPackagePurpose'),
    group: null,
    name: textAt(stated, 'name') ?? '',
    version: asserted(textAt(stated, 'versionInfo')),
    supplier: nameOfActor(textAt(stated, 'supplier')) ?? nameOfActor(textAt(stated, 'originator')),
    ...identifiersAmong(identifiersOf(stated, path), report),
    licences: licence === null ? [] : [licence],
    hashes: checksumsOf(stated, path, report),
    supportLevel: null,
    endOfSupportOn: calendarDateOf(textAt(stated, 'validUntilDate') ?? ''),
    place,
  };
}

function fileOf(stated: JsonObject, path: Path, place: string, report: Report): Component {
  const licence = asserted(textAt(stated, 'licenseConcluded'));
  return {
    ref: textAt(stated, 'SPDXID') ?? '',
    type: 'FILE',
    group: null,
    name: textAt(stated, 'fileName') ?? '',
    version: null,
    supplier: null,
    purl: null,
    cpe: null,
    licences: licence === null ? [] : [licence],
    hashes: checksumsOf(stated, path, report),
    supportLevel: null,
    endOfSupportOn: null,
    place,
  };
}

/** A component without an id, or with one that is taken, is told from the others by its number. */
function giveRefs(components: Component[]): void {
  const taken = new Set<string>();
  components.forEach((component, index) => {
    if (component.ref === '' || taken.has(component.ref)) component.ref = `#${index + 1}`;
    if (component.name === '') component.name = component.ref;
    taken.add(component.ref);
  });
}

// The type may be written as the URI that the specification gives it.
const IDENTIFIER_KINDS: ReadonlyMap<string, StatedIdentifier['kind']> = new Map([
  ['purl', 'purl'],
  ['cpe23Type', 'cpe23'],
  ['cpe22Type', 'cpe22'],
]);

function identifiersOf(stated: JsonObject, path: Path): StatedIdentifier[] {
  return objectsAt(stated, 'externalRefs').flatMap(([index, ref]) => {
    const type = textAt(ref, 'referenceType') ?? '';
    const kind = IDENTIFIER_KINDS.get(type.slice(type.lastIndexOf('/') + 1));
    const text = textAt(ref, 'referenceLocator');
    return kind && text !== null ? [{ kind, text, path: [...path, 'externalRefs', index, 'referenceLocator'] }] : [];
  });
}

function checksumsOf(stated: JsonObject, path: Path, report: Report): string[] {
  return objectsAt(stated, 'checksums').flatMap(([index, checksum]) => {
    const [algorithm, value] = [textAt(checksum, 'algorithm'), textAt(checksum, 'checksumValue')];
    if (algorithm === null || value === null) return [];
    return hashesOf(algorithm, value, [...path, 'checksums', index, 'checksumValue'], report);
  });
}

/** Reads the relationships, and adds what the document is said to describe to `described`. */
function relationsOf(
  document: JsonObject,
  described: Set<string>,
): { relations: Relation[]; hasRelationships: boolean } {
  const relations: Relation[] = [];
  let hasRelationships = false;
  for (const [, relationship] of objectsAt(document, 'relationships')) {
    const [left, right] = [textAt(relationship, 'spdxElementId'), textAt(relationship, 'relatedSpdxElement')];
    const type = textAt(relationship, 'relationshipType');
    if (left === null || right === null || type === null) continue;
    if (type === 'DESCRIBES' && left === DOCUMENT && asserted(right)) described.add(right);
    if (type === 'DESCRIBED_BY' && right === DOCUMENT) described.add(left);
    const meaning = SPDX2_RELATIONSHIPS.get(type);
    if (!meaning || right === 'NOASSERTION') continue;
    // NONE says that there are no others, which is something.
    hasRelationships = true;
    const [direction, kind] = meaning;
    const [from, to] = direction === '→' ? [left, right] : [right, left];
    relations.push({ from, to, isDependency: kind === 'DEPENDENCY' });
  }
  for (const [, stated] of objectsAt(document, 'packages')) {
    const from = textAt(stated, 'SPDXID');
    if (from === null) continue;
    for (const [, to] of textsAt(stated, 'hasFiles')) relations.push({ from, to, isDependency: false });
  }
  return { relations, hasRelationships };
}
