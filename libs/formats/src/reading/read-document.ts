import type { Reading } from '../document.ts';
import { type Finding, Findings } from '../finding.ts';
import { linesOfPointers } from '../identity/pointer-line.ts';
import { holdsTooManyValues } from './json-values.ts';

const ADVICE = {
  'formats.not_recognised':
    'Attach it as it is if people are to read it. To have it searched and compared, use one of the formats of docs/formats.md.',
  'formats.too_many_values': 'Split the document.',
  'formats.reader_failed': 'Report this to the operator with the file: the fault is not yours.',
} as const;

/**
 * Reads a well-formed file into facts and findings, whatever is in it. Chooses the reader by what the document says it
 * is; a document that says nothing of the kind is `format: null`, with a HINT.
 * @param mediaType as `recognise` judged it from the bytes
 */
export async function readDocument(bytes: Uint8Array, mediaType: string): Promise<Reading> {
  try {
    return await choose(bytes, mediaType);
  } catch (error) {
    // A reader does not throw for what is in a file; should one do, the server and the other files are unharmed.
    const findings = new Findings(ADVICE);
    const what = error instanceof Error ? error.message : String(error);
    findings.error('formats.reader_failed', `The file could not be read: ${what}`);
    return unread(findings.list());
  }
}

async function choose(bytes: Uint8Array, mediaType: string): Promise<Reading> {
  switch (mediaType) {
    case 'application/json':
      return holdsTooManyValues(bytes) ? tooManyValues() : readJson(textOf(bytes));
    case 'application/xml':
      return readXml(textOf(bytes));
    case 'text/spdx':
      return (await import('../spdx/spdx-tag-value.ts')).readSpdxTagValue(textOf(bytes));
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
      return readWorkbook(bytes);
    case 'application/pdf':
      return (await import('../pdf/pdf.ts')).readPdf(bytes);
    case 'application/pgp-signature':
      return (await import('../update/signature.ts')).readSignature(bytes);
    default:
      return unread([]);
  }
}

async function readJson(text: string): Promise<Reading> {
  const document: unknown = JSON.parse(text);
  const reading = await jsonReaderOf(document)?.(document);
  if (!reading) return notRecognised('It is JSON, but none of the formats that are read.');
  return { ...reading, findings: withLines(reading.findings, text) };
}

type JsonReader = (document: unknown) => Reading | Promise<Reading>;

// Each is loaded when the first of its documents comes: a thread that is to read one SBOM loads no PDF and no CSAF.
const readCycloneDx: JsonReader = async (document) =>
  (await import('../cyclonedx/cyclonedx-json.ts')).readCycloneDxJson(document);
const readSpdx2: JsonReader = async (document) => (await import('../spdx/spdx-json.ts')).readSpdxJson(document);
const readSpdx3: JsonReader = async (document) => (await import('../spdx/spdx3.ts')).readSpdx3(document);
const readCsaf: JsonReader = async (document) => (await import('../vulnerability/csaf.ts')).readCsaf(document);
const readOpenVex: JsonReader = async (document) => (await import('../vulnerability/openvex.ts')).readOpenVex(document);

/** Formats of our own, by their `format`. */
const OWN_FORMATS: Record<string, JsonReader> = {
  'tasuki.mds2': async (document) => (await import('../mds2/mds2-json.ts')).readMds2Json(document),
  'tasuki.sbom-addendum': async (document) => (await import('../sbom/sbom-addendum.ts')).readSbomAddendum(document),
  'tasuki.update-manifest': async (document) =>
    (await import('../update/update-manifest.ts')).readUpdateManifest(document),
  'tasuki.lifecycle-notice': async (document) =>
    (await import('../lifecycle/lifecycle-notice.ts')).readLifecycleNotice(document),
  'tasuki.questionnaire': async (document) =>
    (await import('../questionnaire/questionnaire-json.ts')).readQuestionnaireJson(document),
};

/** A document that only half says what it is gets the reader that can tell what is missing. */
function jsonReaderOf(document: unknown): JsonReader | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  const has = (key: string) => Object.hasOwn(document, key);
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  const own = at(document, 'format');
  if (typeof own === 'string' && Object.hasOwn(OWN_FORMATS, own)) return OWN_FORMATS[own];

  const schema = [at(document, '$schema'), at(document, '@context')].flat().filter((one) => typeof one === 'string');
  const names = (part: string) => schema.some((one) => one.toLowerCase().includes(part));
  if (at(document, 'bomFormat') === 'CycloneDX' || names('cyclonedx.org')) return readCycloneDx;
  if (has('specVersion') && (has('components') || has('vulnerabilities'))) return readCycloneDx;
  if (names('spdx.org/rdf/3') || (has('@graph') && names('spdx'))) return readSpdx3;
  if (has('spdxVersion') || (has('SPDXID') && has('creationInfo'))) return readSpdx2;
  if (at(at(document, 'document'), 'csaf_version') !== undefined) return readCsaf;
  if (has('document') && (has('product_tree') || has('vulnerabilities'))) return readCsaf;
  if (names('openvex')) return readOpenVex;
  return undefined;
}

async function readWorkbook(bytes: Uint8Array): Promise<Reading> {
  const { openWorkbook } = await import('../workbook/open-workbook.ts');
  const { isMds2Workbook } = await import('../mds2/form-sheet.ts');
  const { findQuestionColumns } = await import('../questionnaire/question-columns.ts');
  const opened = openWorkbook(bytes);
  const { workbook } = opened;
  if (workbook && isMds2Workbook(workbook)) {
    return (await import('../mds2/mds2-xlsx.ts')).readMds2Workbook(opened);
  }
  if (workbook?.sheets.some((sheet) => findQuestionColumns(sheet) !== null)) {
    return (await import('../questionnaire/questionnaire-xlsx.ts')).readQuestionnaireWorkbook(opened);
  }
  const unknown = notRecognised('It is a workbook, but neither an MDS2 form nor a questionnaire.');
  return { ...unknown, findings: [...opened.findings, ...unknown.findings] };
}

async function readXml(text: string): Promise<Reading> {
  if (rootOf(text) === 'bom') return (await import('../cyclonedx/cyclonedx-xml.ts')).readCycloneDxXml(text);
  return notRecognised('It is XML, but no CycloneDX document: that is the XML format that is read.');
}

/** The root element without its prefix, past the declaration, comments and instructions; a DTD is refused before. */
function rootOf(text: string): string | undefined {
  let at = text.indexOf('<');
  for (let end = endOfAside(text, at); end > at; end = endOfAside(text, at)) at = text.indexOf('<', end);
  return at < 0 ? undefined : /^<(?:[^\s/>:]*:)?([^\s/>:]*)/.exec(text.slice(at, at + MAX_NAME))?.[1];
}

/** Where a comment or instruction that begins there ends; -1 when none does. */
function endOfAside(text: string, at: number): number {
  if (at < 0) return -1;
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 4);
  return text.startsWith('<?', at) ? text.indexOf('?>', at + 2) : -1;
}

const MAX_NAME = 1_000;

function notRecognised(detail: string): Reading {
  const findings = new Findings(ADVICE);
  findings.hint('formats.not_recognised', detail);
  return unread(findings.list());
}

function tooManyValues(): Reading {
  const findings = new Findings(ADVICE);
  findings.error('formats.too_many_values', 'It holds more millions of values than are read.');
  return unread(findings.list());
}

const unread = (findings: Finding[]): Reading => ({ format: null, formatVersion: null, findings, facts: {} });

/** People look for a line, programs for a pointer: a finding in JSON has both. */
function withLines(findings: Finding[], text: string): Finding[] {
  const pointers = findings.flatMap(({ place }) => (place?.pointer === undefined ? [] : [place.pointer]));
  const lines = linesOfPointers(text, pointers);
  return findings.map((finding) => {
    const line = finding.place?.pointer === undefined ? undefined : lines.get(finding.place.pointer);
    return line ? { ...finding, place: { ...finding.place, ...line } } : finding;
  });
}

function textOf(bytes: Uint8Array): string {
  // A byte order mark is left out by the decoder.
  return new TextDecoder('utf-8').decode(bytes);
}
