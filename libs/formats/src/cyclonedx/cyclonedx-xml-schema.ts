import {
  closeBuffer,
  openBuffer,
  ParseOption,
  readBuffer,
  XmlDocument,
  XmlError,
  XmlLibError,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';
import * as libxml2 from 'libxml2-wasm/lib/libxml2.mjs';
import type { CycloneDxVersion } from './cyclonedx-findings.ts';
import { readSchemaFile } from './cyclonedx-schema-files.ts';
import { tellXml, type XmlViolation } from './cyclonedx-xml-errors.ts';

/** Nothing is loaded and no entity replaced. HUGE allows for long texts; how deep the document is, is checked before. */
const PARSE_OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_IGNORE_ENC |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_HUGE;

/**
 * Stands for the list of SPDX licences, which the CycloneDX schema imports: with the real one, each identifier that is
 * not on the list makes the library spell out the list, two milliseconds long. Whoever reads the document checks them.
 */
const SPDX_SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://cyclonedx.org/schema/spdx">
  <xs:simpleType name="licenseId"><xs:restriction base="xs:string"/></xs:simpleType>
</xs:schema>`;

const schemas = new Map<CycloneDxVersion, XsdValidator>();
let isCompiling = false;

xmlRegisterInputProvider({
  // A document may name schemas, too (xsi:schemaLocation): while it is validated, nothing can be opened.
  match: (name) => isCompiling && name === 'spdx.SNAPSHOT.xsd',
  open: () => openBuffer(Buffer.from(SPDX_SCHEMA)),
  read: readBuffer,
  close: (buffer) => {
    closeBuffer(buffer);
    return true;
  },
});

function schemaOf(version: CycloneDxVersion): XsdValidator {
  const known = schemas.get(version);
  if (known) return known;
  const source = XmlDocument.fromString(readSchemaFile(`bom-${version}.SNAPSHOT.xsd`), { option: PARSE_OPTIONS });
  isCompiling = true;
  try {
    const schema = XsdValidator.fromDoc(source);
    schemas.set(version, schema);
    return schema;
  } finally {
    isCompiling = false;
    source.dispose();
  }
}

/** Where the text does not keep to the XML schema of its version. */
export function xmlViolationsOf(text: string, version: CycloneDxVersion): XmlViolation[] {
  const schema = schemaOf(version);
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text, { option: PARSE_OPTIONS });
    return tellXml(errorsOf(document, schema));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { line = 0, message = '' } = (error instanceof XmlLibError && error.details[0]) || {};
    // It says nothing when its memory is used up.
    const problem = message.trim() || 'it holds more than can be validated';
    return [{ line: Math.max(line, 1), detail: `The XML cannot be validated: ${problem}` }];
  } finally {
    document?.dispose();
  }
}

const MAX_ERRORS = 200;

let gathered: { line: number; message: string }[] = [];

// The library's own way to validate keeps every error, and counts all elements before each: minutes for a large document
// that is wrong throughout. These are the functions it is made of.
const { addFunction } = libxml2 as unknown as {
  addFunction(callback: (context: number, error: number) => void, signature: string): number;
};
const gatherer = addFunction((_context, error) => {
  if (gathered.length >= MAX_ERRORS) return;
  gathered.push({ line: libxml2.XmlErrorStruct.line(error), message: libxml2.XmlErrorStruct.message(error) });
}, 'vii');

function errorsOf(document: XmlDocument, schema: XsdValidator): { line: number; message: string }[] {
  gathered = [];
  const context = libxml2.xmlSchemaNewValidCtxt(pointerOf(schema));
  libxml2.xmlSchemaSetValidStructuredErrors(context, gatherer, 0);
  const result = libxml2.xmlSchemaValidateDoc(context, pointerOf(document));
  libxml2.xmlSchemaFreeValidCtxt(context);
  if (result < 0) throw new XmlError();
  return gathered;
}

function pointerOf(object: XmlDocument | XsdValidator): number {
  const { _ptr: pointer } = object as unknown as { _ptr: number };
  return pointer;
}
