import type { Place } from '../finding.ts';
import { addressOf, type Position, type Range } from './address.ts';

/** What can be read out of an XLSX file: texts in cells. Sheets in their order. */
export interface Workbook {
  sheets: Sheet[];
}

export type Visibility = 'VISIBLE' | 'HIDDEN' | 'VERY_HIDDEN';

/** A cell with something in it. */
export interface Cell extends Position {
  /**
   * What stands there, as a person would write it: `0.1`, `TRUE`, `2024-03-31`, `2024-03-31T12:00:00`. Of a formula,
   * the result that was stored with it. Never empty; not trimmed.
   */
  text: string;
  kind: 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'DATE' | 'ERROR';
}

export interface Row {
  /** From 1. */
  number: number;
  /** From left to right. */
  cells: Cell[];
}

/** A merge over a whole column, or ten thousand merges, say nothing more than this many cells do. */
const MAX_MERGED_CELLS = 200_000;

export class Sheet {
  readonly name: string;
  readonly visibility: Visibility;
  /** Those with anything in them, from top to bottom. */
  readonly rows: Row[];
  readonly merges: Range[];
  private readonly cells: Map<number, Cell>;

  constructor(name: string, visibility: Visibility, cells: Cell[], merges: Range[]) {
    this.name = name;
    this.visibility = visibility;
    this.rows = rowsOf(cells);
    this.merges = merges;
    this.cells = new Map(cells.map((cell) => [keyOf(cell.row, cell.column), cell]));
    this.spread(merges);
  }

  /** What a person sees there: everywhere in a merged range, what its top left cell holds. */
  at(row: number, column: number): Cell | undefined {
    return this.cells.get(keyOf(row, column));
  }

  place(position: Position): Place {
    return { cell: `${this.name}!${addressOf(position)}` };
  }

  /** No further than the last used row and column: a merge may go on over a million empty ones. */
  private spread(merges: Range[]): void {
    const lastRow = this.rows.at(-1)?.number ?? 0;
    const lastColumn = this.rows.reduce((last, row) => Math.max(last, row.cells.at(-1)?.column ?? 0), 0);
    let left = MAX_MERGED_CELLS;
    for (const { from, to } of merges) {
      const shown = this.at(from.row, from.column);
      if (!shown) continue;
      for (let row = from.row; row <= Math.min(to.row, lastRow); row++) {
        for (let column = from.column; column <= Math.min(to.column, lastColumn); column++) {
          left -= 1;
          if (left < 0) return;
          const key = keyOf(row, column);
          if (!this.cells.has(key)) this.cells.set(key, shown);
        }
      }
    }
  }
}

function rowsOf(cells: Cell[]): Row[] {
  const rows: Row[] = [];
  for (const cell of cells.toSorted((a, b) => a.row - b.row || a.column - b.column)) {
    const last = rows.at(-1);
    if (last?.number === cell.row) last.cells.push(cell);
    else rows.push({ number: cell.row, cells: [cell] });
  }
  return rows;
}

function keyOf(row: number, column: number): number {
  return row * 2 ** 14 + column - 1;
}
