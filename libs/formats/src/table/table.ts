/** A table as people keep it in a spreadsheet: one header row, and rows of texts below it. */
export interface Table {
  header: string[];
  rows: TableRow[];
}

export interface TableRow {
  /** As the spreadsheet counts, from 1. */
  number: number;
  /** One for each column of the header; empty where nothing stands. */
  cells: string[];
}

export const TABLE_REASONS = [
  'formats.table_empty',
  'formats.table_encoding',
  'formats.table_malformed',
  'formats.table_too_large',
  'formats.table_too_long',
  'formats.table_too_wide',
  'formats.table_workbook_refused',
] as const;
export type TableReason = (typeof TABLE_REASONS)[number];

/** Why a file is no table that can be read, and what to do. */
export class TableRefusal extends Error {
  readonly reason: TableReason;

  constructor(reason: TableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
