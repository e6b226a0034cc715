import { isJsonObject, listAt, objectsAt, textAt, type JsonObject } from './json-values.ts';
import { checkShape, jsonNameOf, type Path, type Report } from './shape.ts';
import { quoted } from './spdx-findings.ts';
import { absenceOf, isIndividual } from './spdx3-individuals.ts';
import { OTHER_ELEMENT, SPDX3_SHAPES } from './spdx3-shape.ts';
import { OTHER_CLASSES } from './spdx3-vocabulary.ts';

export interface Element {
  /** Its identifier, as written; empty where it has none. */
  id: string;
  /** Its class: `software_Package`. */
  type: string;
  object: JsonObject;
  path: Path;
}

/** The elements of a JSON-LD document in its canonical form: all in one list, referring to each other by identifier. */
export class Graph {
  readonly elements: readonly Element[];
  /** Where in the list something stands that is no object. */
  private readonly strangers: readonly Path[];
  private readonly byId = new Map<string, Element>();
  private readonly prefixes = new Map<string, string>();
  private readonly imported = new Set<string>();

  constructor(document: JsonObject) {
    // A document of one element needs no list.
    const isOne = document['@graph'] === undefined;
    const objects = objectsAt(document, '@graph').map(([index, object]) => ({ object, path: ['@graph', index] }));
    this.strangers = listAt(document, '@graph').flatMap((value, index) =>
      isJsonObject(value) ? [] : [['@graph', index]],
    );
    this.elements = (isOne ? [{ object: document, path: [] }] : objects).map(({ object, path }) => ({
      id: textAt(object, 'spdxId') ?? textAt(object, '@id') ?? '',
      type: textAt(object, 'type') ?? '',
      object,
      path,
    }));
    this.readPrefixes(document);
    for (const element of this.elements) {
      const iri = this.iriOf(element.id);
      if (iri !== '' && !this.byId.has(iri)) this.byId.set(iri, element);
    }
    for (const { object } of this.ofClass('SpdxDocument')) {
      for (const [, { externalSpdxId }] of objectsAt(object, 'import')) {
        if (typeof externalSpdxId === 'string') this.imported.add(this.iriOf(externalSpdxId));
      }
    }
  }

  ofClass(...types: string[]): Element[] {
    return this.elements.filter(({ type }) => types.includes(type));
  }

  /** The element that a reference names; a reference that is none, or leads out of the document, names nothing. */
  find(reference: unknown): Element | null {
    return typeof reference === 'string' ? (this.byId.get(this.iriOf(reference)) ?? null) : null;
  }

  /** The elements that a field of an element names. */
  findAll(object: JsonObject, key: string): Element[] {
    return listAt(object, key).flatMap((reference) => this.find(reference) ?? []);
  }

  /** Whether something that stands for a reference leads to an element, here or where the document says it is. */
  leadsSomewhere(reference: string): boolean {
    const iri = this.iriOf(reference);
    return this.byId.has(iri) || this.imported.has(iri) || isIndividual(reference);
  }

  /** Checks each element by itself, and that no two have the same identifier. */
  check(report: Report): void {
    this.strangers.forEach((path) => report('formats.spdx_field_malformed', 'This is no element.', path));
    for (const element of this.elements) {
      const { id, type, object, path } = element;
      const shape = SPDX3_SHAPES.get(type);
      if (!shape && type !== '' && !OTHER_CLASSES.has(type) && !type.includes(':')) {
        report('formats.spdx_value_not_allowed', `${quoted(type)} is no class of SPDX 3.0.`, [...path, 'type']);
      }
      checkShape(path.length > 0 ? object : withoutContext(object), shape ?? OTHER_ELEMENT, path, report, jsonNameOf);
      if (id !== '' && this.find(id) !== element) {
        report('formats.spdx_duplicate_id', `${quoted(id)} names more than one element.`, [...path, 'spdxId']);
      }
    }
  }

  /** A prefix for a namespace may be given beside the context, or by the document. */
  private readPrefixes(document: JsonObject): void {
    for (const [, mapping] of objectsAt(document, '@context')) {
      for (const [prefix, namespace] of Object.entries(mapping)) {
        if (typeof namespace === 'string') this.prefixes.set(prefix, namespace);
      }
    }
    for (const { object } of this.ofClass('SpdxDocument')) {
      for (const [, mapping] of objectsAt(object, 'namespaceMap')) {
        this.prefixes.set(textAt(mapping, 'prefix') ?? '', textAt(mapping, 'namespace') ?? '');
      }
    }
  }

  private iriOf(reference: string): string {
    const colon = reference.indexOf(':');
    const namespace = colon < 0 ? undefined : this.prefixes.get(reference.slice(0, colon));
    return namespace === undefined ? reference : namespace + reference.slice(colon + 1);
  }
}

/** In a document of one element the context stands among its fields. */
function withoutContext({ '@context': _context, ...fields }: JsonObject): JsonObject {
  return fields;
}

/** Fields whose values are references to elements. */
const REFERENCES = [
  'from',
  'to',
  'rootElement',
  'element',
  'suppliedBy',
  'originatedBy',
  'creationInfo',
  'createdBy',
  'createdUsing',
  'security_assessedElement',
];

/** Reports references that lead nowhere and relationships that say nothing. */
export function checkReferences(graph: Graph, report: Report): void {
  for (const { object, path } of graph.elements) {
    for (const key of REFERENCES) {
      listAt(object, key).forEach((reference, index) => {
        if (typeof reference !== 'string' || graph.leadsSomewhere(reference)) return;
        const at = Array.isArray(object[key]) ? [...path, key, index] : [...path, key];
        report('formats.spdx_reference_dangling', `There is no ${quoted(reference)} in the document.`, at);
      });
    }
    const from = textAt(object, 'from');
    const to = listAt(object, 'to');
    if (from !== null && to.includes(from)) {
      report('formats.spdx_relation_to_itself', `${quoted(from)} is related to itself.`, [...path, 'to']);
    }
    if (to.length > 1 && to.some((reference) => absenceOf(reference) === 'NONE')) {
      report('formats.spdx_field_malformed', 'It leads to no element, and to others as well.', [...path, 'to']);
    }
  }
}

/** Who made the document, when and with what; where there is no document, its first element. */
export function creationInfoOf(graph: Graph, spdxDocument: Element | null): JsonObject {
  const element = spdxDocument ?? graph.elements.find(({ object }) => object.creationInfo !== undefined);
  const stated = element?.object.creationInfo;
  return isJsonObject(stated) ? stated : (graph.find(stated)?.object ?? {});
}
