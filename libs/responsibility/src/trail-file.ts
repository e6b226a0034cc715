import { csvCell } from '#libs/platform';
import type { TrailEvent } from '#libs/trail';

const COLUMNS = [
  'logIndex',
  'id',
  'recordedAt',
  'kind',
  'organisationId',
  'counterpartId',
  'subjectType',
  'subjectId',
  'personName',
  'personEmail',
  'commitment',
  'facts',
] as const;
type Column = (typeof COLUMNS)[number];

/** With a byte-order mark, without which spreadsheets take Japanese for something else. */
export const CSV_HEADER = `\uFEFF${COLUMNS.join(',')}\r\n`;

export const csvLine = (event: TrailEvent): string => {
  const row = rowOf(event);
  return `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
};

export const jsonLine = (event: TrailEvent): string => `${JSON.stringify(rowOf(event))}\n`;

function rowOf(event: TrailEvent): Record<Column, string | number | null> {
  const { logIndex, id, recordedAt, kind, organisationId, counterpartId, subjectType, subjectId, person, facts } =
    event;
  return {
    logIndex,
    id,
    recordedAt: recordedAt.toISOString(),
    kind,
    organisationId,
    counterpartId,
    subjectType,
    subjectId,
    personName: person?.name ?? null,
    personEmail: person?.email ?? null,
    commitment: event.commitment.toString('hex'),
    facts,
  };
}
