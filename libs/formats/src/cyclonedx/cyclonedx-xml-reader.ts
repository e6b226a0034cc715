import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Place } from '../finding.ts';
import {
  CYCLONEDX_VERSIONS,
  MAX_LEVELS,
  quoted,
  reportVersion,
  unlistedLicence,
  type CycloneDxFindings,
  type CycloneDxReason,
  type CycloneDxVersion,
} from './cyclonedx-findings.ts';
import { References } from './cyclonedx-references.ts';
import { spdxLicenceIds } from './cyclonedx-schema-files.ts';
import { BOM, type Child, type Shape } from './cyclonedx-xml-shape.ts';
import type { JsonObject } from './json-values.ts';

const NAMESPACE = 'http://cyclonedx.org/schema/bom/';

export interface XmlContent {
  /** What stands in the namespace: `1.6`; null where the root is no CycloneDX document at all. */
  stated: string | null;
  /** Null when the document cannot be read; then it is said why. */
  content: { version: CycloneDxVersion; bom: JsonObject; references: References } | null;
}

/** Reads a CycloneDX document in XML into the shape of its JSON form, in one pass over the text. */
export function readXml(text: string, findings: CycloneDxFindings): XmlContent {
  const reader = new Reader(findings);
  try {
    reader.read(text);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { stated: reader.stated, content: null };
  }
  const { stated, version, root: bom, references } = reader;
  return { stated, content: version && bom ? { version, bom, references } : null };
}

/**
 * Elements and attributes. 100,000 components have some 1.5 million; each takes some 150 bytes of the memory of the
 * parser that validates, which no limit of a thread counts.
 */
const MAX_NODES = 4_000_000;

/** Ends the reading of a document that cannot be read; why is among the findings. */
class Stop extends Error {}

type Value = string | unknown[] | Record<string, unknown>;

interface Frame {
  child: Child;
  name: string;
  value: Value;
  text: string;
}

class Reader {
  stated: string | null = null;
  version: CycloneDxVersion | undefined;
  root: JsonObject | undefined;
  readonly references: References;

  private readonly findings: CycloneDxFindings;
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: SaxesTagNS[] = [];
  private readonly frames: Frame[] = [];
  /** How many elements are open, the outermost of which is not read. */
  private skipped = 0;
  private licenceId: string | null = null;
  private nodes = 0;

  constructor(findings: CycloneDxFindings) {
    this.findings = findings;
    this.references = new References(findings);
  }

  read(text: string): void {
    const { parser } = this;
    parser.on('attribute', () => this.countNode());
    parser.on('opentag', (tag) => this.openElement(tag));
    parser.on('closetag', () => this.closeElement());
    parser.on('text', (piece) => this.addText(piece));
    parser.on('cdata', (piece) => this.addText(piece));
    parser.on('doctype', () => this.refuse('formats.xml_dtd_refused', 'The document has a document type declaration.'));
    parser.on('error', ({ message }) => this.refuse('formats.xml_malformed', sentenceOf(message)));
    parser.write(text).close();
  }

  private get place(): Place {
    return { line: this.parser.line };
  }

  private refuse(reason: CycloneDxReason, detail: string): never {
    this.findings.error(reason, detail, { line: this.parser.line, column: this.parser.column + 1 });
    throw new Stop();
  }

  private countNode(): void {
    if (++this.nodes <= MAX_NODES) return;
    const detail = `The document has more than ${MAX_NODES} elements and attributes, too many for XML.`;
    this.refuse('formats.cyclonedx_too_large', detail);
  }

  private openElement(tag: SaxesTagNS): void {
    this.countNode();
    if (this.open.push(tag) > MAX_LEVELS) {
      this.refuse('formats.cyclonedx_nested_too_deeply', `The document is nested more than ${MAX_LEVELS} levels deep.`);
    }
    if (this.open.length === 1) return this.openRoot(tag);

    const isOurs = tag.uri === this.open[0]?.uri;
    const ref = tag.attributes['bom-ref']?.value;
    // The XML schema lets no two elements have the same, whatever they are.
    if (ref) this.references.add(ref, true, () => this.place);
    if (isOurs && tag.local === 'id' && this.open.at(-2)?.local === 'license') this.licenceId = '';

    const child = isOurs && this.skipped === 0 ? this.childOf(tag) : undefined;
    if (child) this.frames.push({ child, name: tag.local, value: startOf(child.shape, tag), text: '' });
    else this.skipped += 1;
  }

  private openRoot(tag: SaxesTagNS): void {
    if (tag.local === 'bom' && tag.uri.startsWith(NAMESPACE)) this.stated = tag.uri.slice(NAMESPACE.length);
    this.version = CYCLONEDX_VERSIONS.find((version) => version === this.stated);
    if (!this.version) {
      const detail =
        this.stated === null ? 'The root is no <bom> of CycloneDX' : `Its version is ${quoted(this.stated)}`;
      reportVersion(this.findings, detail, this.place);
      throw new Stop();
    }
    this.frames.push({
      child: { shape: BOM, as: null, repeats: false },
      name: 'bom',
      value: startOf(BOM, tag),
      text: '',
    });
  }

  private childOf(tag: SaxesTagNS): Child | undefined {
    const shape = this.frames.at(-1)?.child.shape;
    if (shape?.kind === 'object') return shape.children.get(tag.local);
    return shape?.kind === 'list' ? shape.items.get(tag.local) : undefined;
  }

  private closeElement(): void {
    if (this.licenceId !== null) this.checkLicenceId(this.licenceId);
    this.licenceId = null;
    this.open.pop();
    if (this.skipped > 0) {
      this.skipped -= 1;
      return;
    }
    const frame = this.frames.pop();
    if (!frame) return;
    const value = endOf(frame);
    const parent = this.frames.at(-1)?.value;
    if (parent === undefined) this.root = value as JsonObject;
    else attach(value, frame, parent);
  }

  private addText(piece: string): void {
    if (this.licenceId !== null) this.licenceId += piece;
    const frame = this.frames.at(-1);
    if (frame && this.skipped === 0) frame.text += piece;
  }

  /** The schema that is validated against leaves this to us: see SPDX_SCHEMA. */
  private checkLicenceId(id: string): void {
    if (spdxLicenceIds().has(id)) return;
    this.findings.error('formats.cyclonedx_schema', unlistedLicence(id), this.place);
  }
}

function startOf(shape: Shape, { attributes }: SaxesTagNS): Value {
  if (shape.kind === 'text') return '';
  if (shape.kind === 'list') return [];
  if (shape.kind === 'attribute') return attributes[shape.attribute]?.value ?? '';
  const value: Record<string, unknown> = {};
  for (const name of shape.attributes) {
    const attribute = attributes[name];
    if (attribute) value[name] = attribute.value;
  }
  return value;
}

function endOf({ child: { shape }, value, text }: Frame): Value {
  if (shape.kind === 'text') return text.trim();
  if (shape.kind === 'object' && shape.text !== null) (value as Record<string, unknown>)[shape.text] = text.trim();
  return value;
}

function attach(value: Value, { child, name }: Frame, parent: Value): void {
  if (Array.isArray(parent)) {
    parent.push(child.as === null ? value : { [child.as]: value });
    return;
  }
  const members = parent as Record<string, unknown>;
  const member = child.as ?? name;
  if (!child.repeats) members[member] = value;
  else if (Array.isArray(members[member])) members[member].push(value);
  else members[member] = [value];
}

/** The parser puts line and column before what it says, and no full stop after it. */
function sentenceOf(message: string): string {
  return `The XML is not well-formed: ${message.replace(/^[\d:]+ /, '').replace(/\.$/, '')}.`;
}
