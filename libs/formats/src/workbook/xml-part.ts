import { SaxesParser } from 'saxes';
import { encodingOf } from '../encoding.ts';
import { Refusal } from './refusal.ts';

/** Far beyond what any part of a workbook needs; they bound what the parser remembers. */
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 1_000;
/** The parser is twice as fast on pieces as on one long text. */
const PIECE = 65_536;

export type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * What to do with the elements of a part. Names come without their prefixes, which programs choose freely; `parent` is
 * the element around, empty for the root.
 */
export interface XmlHandler {
  open(name: string, parent: string, attributes: Attributes): void;
  text?(text: string, name: string, parent: string): void;
  close?(name: string, parent: string): void;
}

/**
 * Walks through an XML part from its first to its last element. No document type declarations, hence no entities beyond
 * the five of XML.
 * @throws Refusal
 */
export function walkXml(part: string, bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  const open: string[] = [''];
  let attributes = 0;
  const innermost = () => open.at(-1) ?? '';
  const parent = () => open.at(-2) ?? '';
  const text = handler.text?.bind(handler);

  parser.on('error', (error) => malformed(part, error.message));
  parser.on('doctype', () => {
    const detail = `"${part}" has a document type declaration (DTD), which is not taken.`;
    throw new Refusal('formats.xml_dtd_refused', detail);
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    if (open.length > MAX_DEPTH) malformed(part, 'its elements lie too deep within each other.');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) malformed(part, 'an element has too many attributes.');
  });
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    handler.open(name, innermost(), tag.attributes);
    open.push(name);
  });
  parser.on('closetag', () => {
    handler.close?.(innermost(), parent());
    open.pop();
  });
  if (text) {
    parser.on('text', (piece) => text(piece, innermost(), parent()));
    parser.on('cdata', (piece) => text(piece, innermost(), parent()));
  }
  const xml = decode(part, bytes);
  for (let at = 0; at < xml.length; at += PIECE) parser.write(xml.slice(at, at + PIECE));
  parser.close();
}

/** An attribute whose prefix the program chose, such as `r:id`. */
export function attributeNamed(local: string, attributes: Attributes): string | undefined {
  const name = Object.keys(attributes).find((name) => localName(name) === local);
  return name === undefined ? undefined : attributes[name];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Parts are UTF-8 or UTF-16 (ISO/IEC 29500-2). */
function decode(part: string, bytes: Uint8Array): string {
  const { encoding, markBytes } = encodingOf(bytes);
  if (encoding === 'UTF-32') return malformed(part, 'it is neither UTF-8 nor UTF-16.');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(markBytes));
  } catch {
    return malformed(part, `it is not ${encoding}.`);
  }
}

function malformed(part: string, detail: string): never {
  throw new Refusal('formats.workbook_malformed', `"${part}" cannot be read: ${detail}`);
}
