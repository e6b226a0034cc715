import { z } from 'zod';
import { text } from '#libs/platform';
import { quantity } from '../asset.graphql.ts';
import { cellsBy, type NamedProduct, numberIn, type RowRefusal, taken } from './read-row.ts';
import type { Column } from './words.ts';

const line = z.object({
  hospital: text(200).optional(),
  site: text(200).optional(),
  gtin: text(100).optional(),
  approvalNumber: text(100).optional(),
  name: text(200).optional(),
  version: text(100).optional(),
  serialNumber: text(100).optional(),
  quantity: quantity.optional(),
});
const LINE_COLUMNS: Record<string, Column> = {
  hospital: 'HOSPITAL',
  site: 'SITE',
  gtin: 'GTIN',
  approvalNumber: 'APPROVAL_NUMBER',
  name: 'PRODUCT',
  version: 'VERSION',
  serialNumber: 'SERIAL_NUMBER',
  quantity: 'QUANTITY',
};

/** What one row of an installed-base list says. */
export interface ReadListRow {
  hospital: string | null;
  site: string | null;
  product: NamedProduct;
  version: string | null;
  serialNumber: string | null;
  quantity: number;
  refusals: RowRefusal[];
}

/** Reads the cells of a row as the columns say. */
export function readListRow(columns: readonly (Column | null)[], cells: readonly string[]): ReadListRow {
  const cellOf = cellsBy(columns, cells);
  const refusals: RowRefusal[] = [];
  const said = taken(refusals, line, LINE_COLUMNS, {
    hospital: cellOf('HOSPITAL'),
    site: cellOf('SITE'),
    gtin: cellOf('GTIN'),
    approvalNumber: cellOf('APPROVAL_NUMBER'),
    name: cellOf('PRODUCT'),
    version: cellOf('VERSION'),
    serialNumber: cellOf('SERIAL_NUMBER'),
    quantity: numberIn(cellOf('QUANTITY')),
  });
  return {
    hospital: said?.hospital ?? null,
    site: said?.site ?? null,
    product: {
      gtin: said?.gtin ?? null,
      approvalNumber: said?.approvalNumber ?? null,
      name: said?.name ?? null,
      makerName: null,
    },
    version: said?.version ?? null,
    serialNumber: said?.serialNumber ?? null,
    quantity: said?.quantity ?? 1,
    refusals,
  };
}
