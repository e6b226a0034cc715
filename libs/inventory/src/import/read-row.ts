import { z } from 'zod';
import type { FieldError } from '#libs/kernel';
import { parseInput, text } from '#libs/platform';
import { TasukiError } from '#libs/kernel';
import { connections, quantity, settableStatus } from '../asset.graphql.ts';
import { assetRecord } from '../record/asset-record.graphql.ts';
import { type Column, valueOf, wordsIn } from './words.ts';

/** How a row names its product. */
export interface NamedProduct {
  gtin: string | null;
  approvalNumber: string | null;
  name: string | null;
  makerName: string | null;
}

const device = z.object({
  serialNumber: text(100).optional(),
  lot: text(100).optional(),
  quantity: quantity.optional(),
  name: text(200).optional(),
  location: text(200).optional(),
  connections: connections.optional(),
  status: settableStatus.optional(),
  record: assetRecord.omit({ responsibleId: true, partOfId: true }),
});
const named = z.object({
  site: text(200).optional(),
  gtin: text(100).optional(),
  approvalNumber: text(100).optional(),
  name: text(200).optional(),
  makerName: text(200).optional(),
  version: text(100).optional(),
});

/** What one row says; of what stands in no cell nothing is said. */
export interface ReadRow {
  site: string | null;
  product: NamedProduct;
  version: string | null;
  facts: z.output<typeof device>;
  refusals: RowRefusal[];
}

export interface RowRefusal {
  /** Null: the row as a whole. */
  column: Column | null;
  reason: string;
  message: string;
}

/** What stands in which column; nothing where a cell is blank. */
export const cellsBy =
  (columns: readonly (Column | null)[], cells: readonly string[]) =>
  (column: Column): string | undefined => {
    const place = columns.indexOf(column);
    // An apostrophe before what a spreadsheet would run is how it is exported.
    return place < 0 ? undefined : cells[place]?.trim().replace(/^'(?=[=+\-@])/, '') || undefined;
  };

/** Reads the cells of a row as the columns say. What is wrong is told for each cell, and the rest is read all the same. */
export function readRow(columns: readonly (Column | null)[], cells: readonly string[]): ReadRow {
  const cellOf = cellsBy(columns, cells);
  const refusals: RowRefusal[] = [];
  const list = (column: 'CONNECTIONS' | 'CONTROLS') => {
    const cell = cellOf(column);
    return cell === undefined ? undefined : wordsIn(cell).map((word) => valueOf(column, word));
  };
  const choice = (column: 'STATUS' | 'OWNERSHIP') => {
    const cell = cellOf(column);
    return cell === undefined ? undefined : valueOf(column, cell);
  };
  const exposed = cellOf('EXPOSED_TO');
  const said = taken(refusals, named, NAMED_COLUMNS, {
    site: cellOf('SITE'),
    gtin: cellOf('GTIN'),
    approvalNumber: cellOf('APPROVAL_NUMBER'),
    name: cellOf('PRODUCT'),
    makerName: cellOf('MAKER'),
    version: cellOf('VERSION'),
  });
  const facts = taken(refusals, device, DEVICE_COLUMNS, {
    serialNumber: cellOf('SERIAL_NUMBER'),
    lot: cellOf('LOT'),
    quantity: numberIn(cellOf('QUANTITY')),
    name: cellOf('NAME'),
    location: cellOf('LOCATION'),
    connections: list('CONNECTIONS'),
    status: choice('STATUS'),
    record: {
      assetTag: cellOf('ASSET_TAG'),
      department: cellOf('DEPARTMENT'),
      installedOn: dayIn(cellOf('INSTALLED_ON')),
      ownership: choice('OWNERSHIP'),
      ownerName: cellOf('OWNER'),
      networkName: cellOf('NETWORK_NAME'),
      networkAddress: cellOf('NETWORK_ADDRESS'),
      zone: cellOf('ZONE'),
      exposedTo: exposed === undefined ? undefined : wordsIn(exposed),
      remoteMaintenance: cellOf('REMOTE_MAINTENANCE'),
      controls: list('CONTROLS'),
    },
  });
  return {
    site: said?.site ?? null,
    product: {
      gtin: said?.gtin ?? null,
      approvalNumber: said?.approvalNumber ?? null,
      name: said?.name ?? null,
      makerName: said?.makerName ?? null,
    },
    version: said?.version ?? null,
    facts: facts ?? { record: {} },
    refusals,
  };
}

const NAMED_COLUMNS: Record<string, Column> = {
  site: 'SITE',
  gtin: 'GTIN',
  approvalNumber: 'APPROVAL_NUMBER',
  name: 'PRODUCT',
  makerName: 'MAKER',
  version: 'VERSION',
};
const DEVICE_COLUMNS: Record<string, Column> = {
  serialNumber: 'SERIAL_NUMBER',
  lot: 'LOT',
  quantity: 'QUANTITY',
  name: 'NAME',
  location: 'LOCATION',
  connections: 'CONNECTIONS',
  status: 'STATUS',
  assetTag: 'ASSET_TAG',
  department: 'DEPARTMENT',
  installedOn: 'INSTALLED_ON',
  ownership: 'OWNERSHIP',
  ownerName: 'OWNER',
  networkName: 'NETWORK_NAME',
  networkAddress: 'NETWORK_ADDRESS',
  zone: 'ZONE',
  exposedTo: 'EXPOSED_TO',
  remoteMaintenance: 'REMOTE_MAINTENANCE',
  controls: 'CONTROLS',
};

/** What a schema takes of the cells; what it refuses is told for each, and nothing is taken then. */
export function taken<T extends z.ZodType>(
  refusals: RowRefusal[],
  schema: T,
  columns: Record<string, Column>,
  given: object,
): z.output<T> | null {
  try {
    return parseInput(schema, given);
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    refusals.push(...error.fields.map(refusalIn(columns)));
    return null;
  }
}

const refusalIn =
  (columns: Record<string, Column>) =>
  ({ path, reason, message }: FieldError): RowRefusal => {
    const name = path.split('.').find((part) => part in columns);
    return { column: name === undefined ? null : (columns[name] ?? null), reason, message };
  };

/** `3`, `３`, `3.0`; what is no number is left for the check to refuse. */
export function numberIn(cell: string | undefined): number | undefined {
  return cell === undefined ? undefined : Number(cell.normalize('NFKC'));
}

/** `2026-04-01`, `2026/4/1`, `2026年4月1日`, and as workbooks write days; anything else is left for the check to refuse. */
function dayIn(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(T00:00:00)?$/.exec(cell.normalize('NFKC')) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell;
}
