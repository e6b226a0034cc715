import type { Component } from '../document.ts';
import type { CycloneDxDocument } from './cyclonedx-document.ts';
import { quoted } from './cyclonedx-findings.ts';
import { isCpe, readPurl } from './identifiers.ts';
import { listOf, objectOf, referenceOf, textOf, textsOf, type JsonObject } from './json-values.ts';
import { readSupport } from './support.ts';

export interface Inventory {
  components: Component[];
  /** The index of the component that contains it; -1 for what stands at the top. */
  parents: number[];
  subject: number | null;
  /** The first component of each reference. */
  indexOf: Map<string, number>;
}

interface Found {
  value: JsonObject;
  pointer: string;
  parent: number;
}

/** All components of a document in its order, those within others included; first of all what the document is about. */
export function readComponents(document: CycloneDxDocument, madeAt: string | null): Inventory {
  const metadata = objectOf(document.bom.metadata);
  const inventory: Inventory = { components: [], parents: [], subject: null, indexOf: new Map() };
  const nameless = new Nameless(document);

  const waiting = foundIn(document.bom.components, '/components', -1);
  const subject = objectOf(metadata?.component);
  if (subject) {
    waiting.push({ value: subject, pointer: '/metadata/component', parent: -1 });
    inventory.subject = 0;
  }
  for (let found = waiting.pop(); found; found = waiting.pop()) {
    const { value, pointer, parent } = found;
    const index = inventory.components.length;
    const component = readComponent(document, value, pointer, madeAt, nameless);
    inventory.components.push(component);
    inventory.parents.push(parent);
    if (!inventory.indexOf.has(component.ref)) inventory.indexOf.set(component.ref, index);
    for (const child of foundIn(value.components, `${pointer}/components`, index)) waiting.push(child);
  }
  return inventory;
}

/** The last comes first, for the one who takes them from the end. */
function foundIn(list: unknown, pointer: string, parent: number): Found[] {
  return listOf(list)
    .map((item, index) => ({ value: objectOf(item), pointer: `${pointer}/${index}`, parent }))
    .filter((found): found is Found => found.value !== undefined)
    .reverse();
}

/** Makes up references, which nothing in the document has. */
class Nameless {
  private readonly document: CycloneDxDocument;
  private count = 0;

  constructor(document: CycloneDxDocument) {
    this.document = document;
  }

  next(): string {
    let ref: string;
    do ref = `#${++this.count}`;
    while (this.document.references.has(ref));
    return ref;
  }
}

function readComponent(
  document: CycloneDxDocument,
  value: JsonObject,
  pointer: string,
  madeAt: string | null,
  nameless: Nameless,
): Component {
  const { findings, placeOf } = document;
  const version = textOf(value.version);
  if (textOf(value.versionRange) !== null && value.isExternal !== true && value.isExternal !== 'true') {
    const detail = 'A range of versions is given for a component that is not external (isExternal).';
    findings.error('formats.cyclonedx_version_range', detail, { pointer: placeOf(`${pointer}/versionRange`) });
  }
  return {
    ref: referenceOf(value['bom-ref']) ?? nameless.next(),
    type: textOf(value.type),
    group: textOf(value.group),
    name: textOf(value.name) ?? '',
    version,
    supplier: supplierOf(value),
    purl: readPurlOf(document, value, pointer),
    cpe: readCpeOf(document, value, pointer),
    licences: licencesOf(value.licenses),
    hashes: hashesOf(value.hashes),
    ...readSupport(value.properties, madeAt, findings, (index) => ({
      pointer: placeOf(`${pointer}/properties/${index}/value`),
    })),
    place: placeOf(pointer),
  };
}

/**
 * NTIA calls the supplier whoever creates, defines and identifies the component: who supplied it, else who made it, else
 * who published it, else who wrote it.
 */
export function supplierOf(value: JsonObject): string | null {
  return (
    textOf(objectOf(value.supplier)?.name) ??
    textOf(objectOf(value.manufacturer)?.name) ??
    textOf(value.publisher) ??
    textOf(value.author) ??
    (peopleIn(value.authors).join(', ') || null)
  );
}

/** The names of contacts, or their addresses where they give no name. */
export function peopleIn(contacts: unknown): string[] {
  return textsOf(listOf(contacts).map((contact) => textOf(objectOf(contact)?.name) ?? objectOf(contact)?.email));
}

function readPurlOf({ findings, placeOf }: CycloneDxDocument, value: JsonObject, pointer: string): string | null {
  const purl = textOf(value.purl);
  if (purl === null) return null;
  const read = readPurl(purl);
  if (!('problem' in read)) return purl;
  const detail = `${quoted(purl)} is no package URL: ${read.problem}.`;
  findings.warning('formats.cyclonedx_purl_malformed', detail, { pointer: placeOf(`${pointer}/purl`) });
  return null;
}

function readCpeOf({ findings, placeOf }: CycloneDxDocument, value: JsonObject, pointer: string): string | null {
  const cpe = textOf(value.cpe);
  if (cpe === null || isCpe(cpe)) return cpe;
  const detail = `${quoted(cpe)} is no CPE name.`;
  findings.warning('formats.cyclonedx_cpe_malformed', detail, { pointer: placeOf(`${pointer}/cpe`) });
  return null;
}

/** Declared and concluded licences alike: id, else name, or expression. */
function licencesOf(licences: unknown): string[] {
  return textsOf(
    listOf(licences).map((item) => {
      const choice = objectOf(item);
      const licence = objectOf(choice?.license);
      return textOf(licence?.id) ?? textOf(licence?.name) ?? choice?.expression;
    }),
  );
}

function hashesOf(hashes: unknown): string[] {
  return textsOf(
    listOf(hashes).map((item) => {
      const algorithm = textOf(objectOf(item)?.alg)?.toLowerCase().replaceAll('-', '');
      const content = textOf(objectOf(item)?.content)?.toLowerCase();
      return algorithm && content ? `${algorithm}:${content}` : null;
    }),
  );
}
