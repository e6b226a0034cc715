import { CsvError, parse } from 'csv-parse/sync';
import type { WorkbookLimits } from '../workbook/archive.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import type { Sheet } from '../workbook/workbook.ts';
import { tableText } from './table-text.ts';
import { type Table, TableRefusal, type TableRow } from './table.ts';

export const MAX_TABLE_ROWS = 50_000;
const MAX_COLUMNS = 100;
/** Of one row, in characters. */
const MAX_ROW = 100_000;
const MIB = 1024 * 1024;
const LIMITS: WorkbookLimits = {
  partBytes: 256 * MIB,
  totalBytes: 320 * MIB,
  cells: 2_000_000,
  characters: 64_000_000,
};
const DELIMITERS = [',', '\t', ';'] as const;

/**
 * Reads a table from CSV (UTF-8 or Shift_JIS; comma, tab or semicolon) or from the first sheet of an XLSX workbook that
 * people see. Formulas are not calculated: the results that were saved with them are read.
 * @throws TableRefusal
 */
export function readTable(bytes: Uint8Array): Table {
  const rows = isWorkbook(bytes) ? rowsOfWorkbook(bytes) : rowsOfText(tableText(bytes));
  const [head, ...body] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!head || body.length === 0) {
    throw new TableRefusal('formats.table_empty', 'There is no row below the header: write one row for each device.');
  }
  if (body.length > MAX_TABLE_ROWS) {
    throw new TableRefusal(
      'formats.table_too_long',
      `The table has more than ${MAX_TABLE_ROWS} rows. Split it into several files.`,
    );
  }
  const header = head.cells.slice(0, head.cells.findLastIndex((cell) => cell !== '') + 1);
  if (header.length > MAX_COLUMNS) {
    throw new TableRefusal(
      'formats.table_too_wide',
      `The table has more than ${MAX_COLUMNS} columns. Leave out those that are not about the devices.`,
    );
  }
  const fitted = ({ number, cells }: TableRow) => ({ number, cells: header.map((_, i) => cells[i] ?? '') });
  return { header, rows: body.map(fitted) };
}

const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function rowsOfText(text: string): TableRow[] {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
      maxRecordSize: MAX_ROW,
      info: true,
      // One more than may be: that there are more is all that has to be known.
      to: MAX_TABLE_ROWS + 2,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ number: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TableRefusal(
      'formats.table_malformed',
      `${error.message}. Open the file in a spreadsheet program and save it again as CSV or .xlsx.`,
    );
  }
}

/** The one that stands most often in the first line. */
function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const times = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((most, one) => (times(one) > times(most) ? one : most));
}

function rowsOfWorkbook(bytes: Uint8Array): TableRow[] {
  const { workbook, findings } = openWorkbook(bytes, LIMITS);
  if (!workbook) {
    const why = findings.find(({ severity }) => severity === 'ERROR');
    throw new TableRefusal('formats.table_workbook_refused', [why?.detail, why?.advice].filter(Boolean).join(' '));
  }
  const sheet = workbook.sheets.find(({ visibility, rows }) => visibility === 'VISIBLE' && rows.length > 0);
  return sheet ? rowsOfSheet(sheet) : [];
}

function rowsOfSheet({ rows }: Sheet): TableRow[] {
  return rows.map(({ number, cells }) => {
    const texts: string[] = [];
    for (const { column, text } of cells) {
      if (column > MAX_COLUMNS + 1) break;
      texts[column - 1] = text.trim();
    }
    return { number, cells: Array.from(texts, (text) => text ?? '') };
  });
}
