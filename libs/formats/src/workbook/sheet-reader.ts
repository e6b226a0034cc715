import { addressOf, positionOf, rangeOf, type Position, type Range } from './address.ts';
import { type GatheredText, TextGatherer } from './cell-text.ts';
import type { WorkbookLimits } from './archive.ts';
import { dateOf, type IsDateStyle } from './number-format.ts';
import { Refusal } from './refusal.ts';
import { type Cell, Sheet, type Visibility } from './workbook.ts';
import { type Attributes, walkXml, type XmlHandler } from './xml-part.ts';

const MAX_MERGES = 10_000;

/** What the cells of all sheets lean on, and what was noticed in them. */
export interface SheetContext {
  sharedTexts: GatheredText[];
  isDateStyle: IsDateStyle;
  countsFrom1904: boolean;
  limits: WorkbookLimits;
  cells: number;
  characters: number;
  formulas: NoticedCells;
  formulasWithoutValue: NoticedCells;
  cutTexts: NoticedCells;
}

export class NoticedCells {
  count = 0;
  /** `MDS2!C17` */
  first = '';

  add(sheetName: string, position: Position): void {
    this.count += 1;
    this.first ||= `${sheetName}!${addressOf(position)}`;
  }
}

/** @throws Refusal */
export function readSheet(
  part: string,
  bytes: Uint8Array,
  { name, visibility }: { name: string; visibility: Visibility },
  context: SheetContext,
): Sheet {
  const reader = new SheetReader(name, context);
  walkXml(part, bytes, reader);
  return new Sheet(name, visibility, reader.cells, reader.merges);
}

class SheetReader implements XmlHandler {
  readonly cells: Cell[] = [];
  readonly merges: Range[] = [];
  private readonly sheetName: string;
  private readonly context: SheetContext;
  private readonly filled = new Set<string>();
  private position: Position = { row: 0, column: 0 };
  private type = '';
  private style = 0;
  private isFormula = false;
  private value = new TextGatherer();

  constructor(sheetName: string, context: SheetContext) {
    this.sheetName = sheetName;
    this.context = context;
  }

  open(name: string, parent: string, attributes: Attributes): void {
    if (name === 'c' && parent === 'row') this.beginCell(attributes);
    else if (name === 'f' && parent === 'c') this.isFormula = true;
    else if (name === 'row' && parent === 'sheetData') this.beginRow(attributes.r);
    else if (name === 'mergeCell' && this.merges.length < MAX_MERGES) this.addMerge(attributes.ref ?? '');
  }

  text(piece: string, name: string, parent: string): void {
    if (name === 'v' && parent === 'c') this.value.add(piece);
    else if (this.type === 'inlineStr') this.value.take(piece, name, parent);
  }

  close(name: string, parent: string): void {
    if (name === 'c' && parent === 'row') this.endCell();
  }

  /** A row or cell that does not say where it stands follows the one before. */
  private beginRow(number: string | undefined): void {
    const row = number === undefined ? this.position.row + 1 : positionOf(`A${number}`)?.row;
    if (row === undefined) return this.fail(`there is no row ${number?.slice(0, 20)}`);
    this.position = { row, column: 0 };
  }

  private beginCell({ r, t, s }: Attributes): void {
    const next = { row: this.position.row, column: this.position.column + 1 };
    const position = positionOf(r ?? addressOf(next));
    if (!position) return this.fail(`there is no cell ${r?.slice(0, 20)}`);
    this.position = position;
    this.type = t ?? 'n';
    this.style = Number(s ?? 0);
    this.isFormula = false;
    this.value = new TextGatherer();
  }

  private endCell(): void {
    const { context, sheetName, position } = this;
    const { text, kind, isCut } = this.content();
    if (this.isFormula) (text === '' ? context.formulasWithoutValue : context.formulas).add(sheetName, position);
    if (isCut) context.cutTexts.add(sheetName, position);
    this.type = '';
    if (text === '') return;

    const address = addressOf(position);
    if (this.filled.has(address)) this.fail(`cell ${address} stands there twice`);
    this.filled.add(address);
    context.cells += 1;
    context.characters += text.length;
    if (context.cells > context.limits.cells) tooLarge(`more than ${context.limits.cells} filled cells`);
    if (context.characters > context.limits.characters) {
      tooLarge(`more than ${context.limits.characters} characters`);
    }
    this.cells.push({ ...position, text, kind });
  }

  private content(): Pick<Cell, 'text' | 'kind'> & { isCut: boolean } {
    const { text, isCut } = this.value.gathered();
    switch (this.type) {
      case 's':
        return { ...this.sharedText(text), kind: 'TEXT' };
      case 'b':
        return { text: text.trim() === '1' ? 'TRUE' : 'FALSE', kind: 'BOOLEAN', isCut };
      case 'e':
        return { text, kind: 'ERROR', isCut };
      case 'd':
        return { text, kind: 'DATE', isCut };
      case 'n':
        return { ...this.number(text.trim()), isCut };
      default:
        return { text, kind: 'TEXT', isCut };
    }
  }

  private sharedText(index: string): GatheredText {
    if (index === '') return { text: '', isCut: false };
    const shared = this.context.sharedTexts[Number(index)];
    return shared ?? this.fail(`cell ${addressOf(this.position)} refers to a text that is not there`);
  }

  private number(written: string): Pick<Cell, 'text' | 'kind'> {
    const value = Number(written);
    if (written === '' || !Number.isFinite(value)) return { text: written, kind: 'TEXT' };
    const date = this.context.isDateStyle(this.style) ? dateOf(value, this.context.countsFrom1904) : null;
    return date === null ? { text: String(value), kind: 'NUMBER' } : { text: date, kind: 'DATE' };
  }

  private addMerge(reference: string): void {
    const range = rangeOf(reference);
    if (range) this.merges.push(range);
  }

  private fail(what: string): never {
    throw new Refusal('formats.workbook_malformed', `In the sheet "${this.sheetName}" ${what}.`);
  }
}

function tooLarge(what: string): never {
  throw new Refusal('formats.workbook_too_large', `The workbook holds ${what}.`);
}
