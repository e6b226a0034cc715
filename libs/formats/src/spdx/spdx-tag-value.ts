import type { Reading } from '../document.ts';
import { jsonNameOf, type Path } from './shape.ts';
import { quoted, SpdxFindings } from './spdx-findings.ts';
import { FIELDS, PASSED_OVER, type Field } from './spdx-tag-value-fields.ts';
import { readSpdx2, type Source } from './spdx2.ts';
import { taggedLines, type TaggedLine } from './tag-value-lines.ts';

/** Reads an SBOM in the tag-value form of SPDX 2.2 or 2.3. Never throws because of what is in it. */
export function readSpdxTagValue(text: string): Reading {
  const findings = new SpdxFindings();
  const builder = new DocumentBuilder(findings);
  for (const line of taggedLines(text, findings)) builder.take(line);
  const source: Source = {
    format: 'SPDX_TAG_VALUE',
    placeOf: (path) => ({ line: lineOf(builder.document, path) }),
    nameOf: tagOf,
  };
  return readSpdx2(builder.document, source, findings);
}

/** On which lines the fields of an object or the items of a list stand: what a place in the file is found by. */
const LINES = Symbol('lines');

interface Element {
  [key: string]: unknown;
  [LINES]: Record<string, number>;
}

const newElement = (): Element => ({ [LINES]: {} });

/** Brings a tag-value document, line by line, into the shape of the same document in JSON. */
class DocumentBuilder {
  readonly document: Element = newElement();
  private readonly creationInfo: Element = newElement();
  /** What the latest line that begins something began, and what it is. */
  private open: Element = this.document;
  private openSection: Field['section'] = 'document';
  /** The package whose files follow. */
  private package: Element | null = null;
  private readonly findings: SpdxFindings;

  constructor(findings: SpdxFindings) {
    this.findings = findings;
    this.document.creationInfo = this.creationInfo;
  }

  take(tagged: TaggedLine): void {
    const { tag, line } = tagged;
    const field = FIELDS.get(tag);
    if (PASSED_OVER.has(tag)) return;
    if (tag === 'Relationship') this.relate(tagged);
    else if (tag === 'SPDXID') this.identify(tagged);
    else if (field === undefined) {
      this.findings.add('formats.spdx_field_unknown', `There is no field ${quoted(tag)}.`, { line });
    } else {
      if (field.begins) this.begin(field.section, line);
      const owner = this.ownerOf(field.section);
      if (owner) this.put(owner, field, tagged);
      else this.misplaced(tagged);
    }
  }

  private begin(section: Field['section'], line: number): void {
    this.open = newElement();
    this.openSection = section;
    addTo(this.document, section, this.open, line);
    if (section === 'packages') this.package = this.open;
  }

  /** Fields of the document can stand nowhere else by mistake, so they may stand anywhere. */
  private ownerOf(section: Field['section']): Element | null {
    if (section === 'document') return this.document;
    if (section === 'creationInfo') return this.creationInfo;
    return section === this.openSection ? this.open : null;
  }

  private put(owner: Element, field: Field, { tag, value, line }: TaggedLine): void {
    const { key, isList, firstCounts, parse, form } = field;
    const json = parse ? parse(value) : value;
    if (json === undefined) {
      const detail = `${tag} is ${quoted(value)}, where ${form} is expected.`;
      this.findings.add('formats.spdx_line_malformed', detail, { line });
    } else if (isList) {
      addTo(owner, key, json, line);
    } else if (!Object.hasOwn(owner, key)) {
      owner[key] = json;
      owner[LINES][key] = line;
    } else if (!firstCounts) {
      const detail = `${tag} was given on line ${owner[LINES][key]} already.`;
      this.findings.add('formats.spdx_field_repeated', detail, { line });
    }
  }

  private identify(tagged: TaggedLine): void {
    const owner = ['document', 'packages', 'files'].includes(this.openSection) ? this.open : null;
    if (!owner) {
      this.misplaced(tagged);
      return;
    }
    this.put(owner, { section: this.openSection, key: 'SPDXID' }, tagged);
    // A file belongs to the package that it follows (clause 5.2.3).
    if (this.openSection === 'files' && this.package) addTo(this.package, 'hasFiles', tagged.value, tagged.line);
  }

  private relate({ tag, value, line }: TaggedLine): void {
    const [spdxElementId, relationshipType, relatedSpdxElement, ...rest] = value.split(/\s+/);
    if (relatedSpdxElement === undefined || rest.length > 0) {
      const detail = `${tag} is ${quoted(value)}, where element TYPE element is expected.`;
      this.findings.add('formats.spdx_line_malformed', detail, { line });
      return;
    }
    addTo(this.document, 'relationships', { spdxElementId, relationshipType, relatedSpdxElement }, line);
  }

  private misplaced({ tag, line }: TaggedLine): void {
    const detail = `${tag} does not belong to what stands before it.`;
    this.findings.add('formats.spdx_field_out_of_place', detail, { line });
  }
}

/** Adds to a list, remembering the line; that of the list itself is the first. */
function addTo(owner: Element, key: string, item: unknown, line: number): void {
  const list = (owner[key] ??= Object.assign([], { [LINES]: [] })) as unknown[] & { [LINES]: number[] };
  list.push(item);
  list[LINES].push(line);
  owner[LINES][key] ??= line;
}

/** The line of a value, or of the nearest thing around it that has one. */
function lineOf(document: Element, path: Path): number {
  let line = 1;
  let value: unknown = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break;
    line = (value as Partial<Element>)[LINES]?.[key] ?? line;
    value = (value as Record<string, unknown>)[key];
  }
  return line;
}

const TAGS: ReadonlyMap<string, string> = new Map(
  [...FIELDS].map(([tag, { section, key }]) => [section === 'document' ? key : `${section}.${key}`, tag]),
);

/** The tag of a field that JSON calls otherwise. */
function tagOf(path: Path): string {
  const keys = path.filter((key) => typeof key === 'string');
  if (keys[0] === 'relationships') return 'Relationship';
  return TAGS.get(keys.slice(0, 2).join('.')) ?? TAGS.get(keys[0] ?? '') ?? jsonNameOf(path).replaceAll('"', '');
}
