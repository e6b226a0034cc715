import type { DocumentHeader } from '../document.ts';
import { peopleIn, supplierOf } from './cyclonedx-components.ts';
import type { CycloneDxDocument } from './cyclonedx-document.ts';
import { quoted } from './cyclonedx-findings.ts';
import { isInstant } from './dates.ts';
import { listOf, numberTextOf, objectOf, textOf, textsOf, type JsonObject } from './json-values.ts';

const TLP = new Map([
  ['CLEAR', 'CLEAR'],
  ['GREEN', 'GREEN'],
  ['AMBER', 'AMBER'],
  ['AMBER_AND_STRICT', 'AMBER_STRICT'],
  ['RED', 'RED'],
] as const);

const WITHOUT_METADATA: JsonObject = {};
const metadataOf = ({ bom }: CycloneDxDocument): JsonObject => objectOf(bom.metadata) ?? WITHOUT_METADATA;

/** CycloneDX documents have no title: name and version of what it is about stand for one. */
export function readHeader(document: CycloneDxDocument): DocumentHeader {
  const { bom } = document;
  const metadata = metadataOf(document);
  const subject = objectOf(metadata.component);
  const tlp = textOf(objectOf(metadata.distributionConstraints)?.tlp) as Parameters<typeof TLP.get>[0] | null;
  return {
    id: textOf(bom.serialNumber),
    version: numberTextOf(bom.version),
    title: textsOf([subject?.name, subject?.version]).join(' ') || null,
    authors: authorsOf(metadata),
    publisher: nameOf(metadata.supplier) ?? nameOf(metadata.manufacturer) ?? nameOf(metadata.manufacture),
    madeAt: madeAtOf(document, metadata),
    tlp: tlp === null ? null : (TLP.get(tlp) ?? null),
  };
}

/** Persons, or the organisation that made the document by a program (`manufacturer`, 1.6). */
function authorsOf(metadata: JsonObject): string[] {
  const people = peopleIn(metadata.authors);
  return people.length > 0 ? people : textsOf([nameOf(metadata.manufacturer)]);
}

/** XML lets a timestamp be without a time zone; then it is no instant. */
function madeAtOf({ findings, placeOf }: CycloneDxDocument, metadata: JsonObject): string | null {
  const timestamp = textOf(metadata.timestamp);
  if (timestamp === null || isInstant(timestamp)) return timestamp;
  const detail = `${quoted(timestamp)} does not say an instant.`;
  findings.warning('formats.cyclonedx_timestamp', detail, { pointer: placeOf('/metadata/timestamp') });
  return null;
}

/** The phases of the life cycle in which the document was made (1.5), as written. */
export function readGenerationContext(document: CycloneDxDocument): string | null {
  const phases = listOf(metadataOf(document).lifecycles).map((item) => {
    const lifecycle = objectOf(item);
    return textOf(lifecycle?.phase) ?? lifecycle?.name;
  });
  return textsOf(phases).join(', ') || null;
}

/** The programs that made the document: a list up to 1.4, components and services since. */
export function readTools(document: CycloneDxDocument): string[] {
  const { tools } = metadataOf(document);
  const grouped = objectOf(tools) ?? {};
  const all = [tools, grouped.tools, grouped.components, grouped.services].flatMap(listOf);
  return textsOf(all.map((tool) => toolName(objectOf(tool) ?? {})));
}

function toolName(tool: JsonObject): string {
  const maker = textOf(tool.vendor) ?? nameOf(tool.provider) ?? supplierOf(tool);
  return textsOf([maker, tool.name, tool.version]).join(' ');
}

const nameOf = (organisation: unknown): string | null => textOf(objectOf(organisation)?.name);
