import type { DocumentHeader, Reading } from '../document.ts';
import { instantOf } from './dates.ts';
import { isJsonObject, listAt, textAt, type JsonObject } from './json-values.ts';
import { pointerTo, type Report } from './shape.ts';
import { quoted, SpdxFindings } from './spdx-findings.ts';
import { checkReferences, creationInfoOf, Graph, type Element } from './spdx3-graph.ts';
import { componentReader, sbomOf } from './spdx3-facts.ts';
import { statementsOf } from './spdx3-statements.ts';

const CONTEXT = /^https?:\/\/spdx\.org\/rdf\/(\d+\.\d+(?:\.\d+)?)\/spdx-context\.jsonld$/;

/**
 * Reads an SBOM, and what it says of vulnerabilities, in the JSON-LD of SPDX 3.0 in its canonical form: under the
 * specification's own context, which is not fetched, with all elements in one list. Never throws because of what is in
 * it.
 */
export function readSpdx3(document: unknown): Reading {
  const findings = new SpdxFindings();
  const report: Report = (reason, detail, path) => findings.add(reason, detail, { pointer: pointerTo(path) });
  const reading: Reading = { format: 'SPDX_JSON_LD', formatVersion: null, findings: [], facts: {} };

  const version = isJsonObject(document) ? versionOf(document, report) : null;
  if (!isJsonObject(document) || version === null) {
    if (!isJsonObject(document)) report('formats.spdx_not_a_document', 'It is no JSON object.', []);
    return { ...reading, findings: findings.list() };
  }
  if (!/^3\.0(?:\.|$)/.test(version)) {
    report('formats.spdx_version_not_read', `It is written in SPDX ${version.slice(0, 20)}.`, ['@context']);
    return { ...reading, formatVersion: version.slice(0, 20), findings: findings.list() };
  }

  const graph = new Graph(document);
  graph.check(report);
  checkReferences(graph, report);
  const spdxDocument = documentIn(graph, report);
  const componentOf = componentReader(graph, report);
  const statements = statementsOf(graph, componentOf, report);
  const sbom = sbomOf(graph, spdxDocument, componentOf, statements.length > 0, report);
  return {
    ...reading,
    formatVersion: version,
    findings: findings.list(),
    facts: {
      header: headerOf(graph, spdxDocument),
      ...(sbom && { sbom }),
      ...(statements.length > 0 && { statements }),
    },
  };
}

/** The version that the context belongs to, or else the creation information. */
function versionOf(document: JsonObject, report: Report): string | null {
  const contexts = listAt(document, '@context').filter((context) => typeof context === 'string');
  const versions = contexts.flatMap((context) => CONTEXT.exec(context)?.[1] ?? []);
  const [version] = versions;
  if (version !== undefined) return version;

  const stated = new Graph(document).ofClass('CreationInfo').map(({ object }) => textAt(object, 'specVersion'));
  const specVersion = stated.find((candidate) => candidate !== null) ?? null;
  const detail = contexts.length === 0 ? 'There is no @context.' : `Its @context is ${quoted(contexts[0])}.`;
  report('formats.spdx_not_a_document', `${detail} SPDX 3.0 has one of its own.`, ['@context']);
  return specVersion;
}

function documentIn(graph: Graph, report: Report): Element | null {
  const [first = null, second] = graph.ofClass('SpdxDocument');
  if (!first) report('formats.spdx_document_missing', 'There is no SpdxDocument among the elements.', ['@graph']);
  if (second) report('formats.spdx_document_element', 'There is more than one SpdxDocument.', second.path);
  return first;
}

function headerOf(graph: Graph, spdxDocument: Element | null): DocumentHeader {
  const creation = creationInfoOf(graph, spdxDocument);
  const authors = graph.findAll(creation, 'createdBy');
  const nameOf = ({ object }: Element) => textAt(object, 'name') ?? [];
  const [publisher = null] = authors.filter(({ type }) => type === 'Organization').flatMap(nameOf);
  return {
    id: spdxDocument?.id || null,
    version: null,
    title: spdxDocument && textAt(spdxDocument.object, 'name'),
    authors: authors.flatMap(nameOf),
    publisher,
    madeAt: instantOf(textAt(creation, 'created') ?? ''),
    tlp: null,
  };
}
