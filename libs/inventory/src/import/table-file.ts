import { tableWorkbook } from '#libs/formats';
import { csvCell } from '#libs/platform';

/** Of a table, some at a time; the first is the header. */
export type Rows = AsyncIterable<string[][]>;

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const TABLE_TYPES: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const AT_ONCE = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** A header, and what is read page by page in the order of the ids: no more is held than one page. */
export async function* pagesOf<Row extends { id: string }>(
  header: string[],
  read: (after: string, atMost: number) => Promise<Row[]>,
  cellsOf: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  yield [header];
  let after = FIRST_ID;
  for (;;) {
    const rows = await read(after, AT_ONCE);
    if (rows.length > 0) yield rows.map(cellsOf);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < AT_ONCE) return;
  }
}

/** Such a table as a file. In neither format does a cell become a formula. */
export function fileOf(format: TableFormat, sheetName: string, rows: Rows): AsyncIterable<string | Uint8Array> {
  return format === 'csv' ? csvOf(rows) : tableWorkbook(sheetName, rows);
}

async function* csvOf(rows: Rows): AsyncGenerator<string> {
  // With a byte-order mark, without which spreadsheets take Japanese for something else.
  yield '\uFEFF';
  for await (const some of rows) yield some.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
