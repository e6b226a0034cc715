import { Zip, ZipDeflate } from 'fflate';
import {
  DECLARATION,
  partOfSheet,
  partsAround,
  rowElement,
  sheetEnd,
  sheetStart,
  WRITTEN_AT,
  type WrittenCell,
} from '../workbook/write-workbook.ts';

const COLUMN_WIDTH = 20;

/**
 * A table as an XLSX workbook of texts (see `writeWorkbook`), piece by piece: no more of it is held than the rows that
 * come at once.
 * @param batches of rows; the first row is the header.
 */
export async function* tableWorkbook(
  sheetName: string,
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const taken = (): Uint8Array[] => {
    const all = pieces;
    pieces = [];
    return all;
  };
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const encoder = new TextEncoder();
  const part = (name: string) => {
    const file = Object.assign(new ZipDeflate(name), { mtime: WRITTEN_AT });
    archive.add(file);
    return (xml: string, isEnd: boolean) => file.push(encoder.encode(xml), isEnd);
  };

  for (const [name, xml] of partsAround([{ name: sheetName }])) part(name)(DECLARATION + xml, true);
  const sheet = part(partOfSheet(0));
  let number = 0;
  for await (const rows of batches) {
    if (number === 0) {
      const columnWidths = (rows[0] ?? []).map(() => COLUMN_WIDTH);
      sheet(DECLARATION + sheetStart({ columnWidths, headerRows: 1 }), false);
    }
    const cells = rows.map((texts) => {
      number += 1;
      const look: WrittenCell['look'] = number === 1 ? 'HEADING' : 'PLAIN';
      return rowElement(
        texts.map((text) => ({ text, look })),
        number,
      );
    });
    sheet(cells.join(''), false);
    yield* taken();
  }
  sheet(sheetEnd([]), true);
  archive.end();
  yield* taken();
}
