/** A cell's place in its sheet; both counted from 1. */
export interface Position {
  row: number;
  column: number;
}

export interface Range {
  from: Position;
  to: Position;
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

/** `C17` as a position; null when it is none that a sheet has. */
export function positionOf(address: string): Position | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(address);
  if (!match) return null;
  const [, letters = '', digits = ''] = match;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(digits);
  return row <= MAX_ROWS && column <= MAX_COLUMNS ? { row, column } : null;
}

export function addressOf({ row, column }: Position): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** `B2:D4` as a range; null when it is none, or names one cell only. */
export function rangeOf(reference: string): Range | null {
  const [first = '', last = '', ...rest] = reference.split(':', 3);
  const from = positionOf(first);
  const to = positionOf(last);
  if (!from || !to || rest.length > 0 || to.row < from.row || to.column < from.column) return null;
  return { from, to };
}
