import type { Id } from '#libs/kernel';
import type { RowVerdict } from './asset-import.entity.ts';
import type { RowRefusal } from './read-row.ts';

/** A row of the table, as it was read and what became of it. */
export interface ImportRow {
  /** From 1, in the order of the table. */
  place: number;
  /** As the spreadsheet counts. */
  rowNumber: number;
  cells: string[];
  /** Null: not checked. */
  verdict: RowVerdict | null;
  refusals: RowRefusal[];
  assetId: Id<'Asset'> | null;
}

/** What a check found, kept with its row. */
export interface CheckedRow extends Pick<ImportRow, 'place' | 'refusals' | 'assetId'> {
  verdict: RowVerdict;
  identity: string | null;
  productKey: string | null;
}
