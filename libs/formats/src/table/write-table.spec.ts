import { describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { readTable } from './read-table.ts';
import { tableWorkbook } from './write-table.ts';

async function* batches(...all: string[][][]) {
  yield* all;
}
const written = async (...all: string[][][]) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of tableWorkbook('A & B', batches(...all))) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('a table that is written as a workbook', () => {
  it('reads back as it was, however its rows came', async () => {
    const header = ['Site', '機器', 'Note'];
    const rows = [
      ['<Main> & "more"', '輸液ポンプ', ''],
      ['', '', 'two\nlines'],
      ['=1+1', '0012', '2026-04-01'],
    ];
    for (const parts of [[[header, ...rows]], [[header], rows.slice(0, 1), rows.slice(1)]]) {
      expect(readTable(await written(...parts))).toEqual({
        header,
        rows: rows.map((cells, i) => ({ number: i + 2, cells })),
      });
    }
  });

  it('holds texts alone: no formula, no number', async () => {
    const sheet = strFromU8(
      unzipSync(await written([['h'], ['=cmd|"/C calc"!A0'], ['12']]))['xl/worksheets/sheet1.xml']!,
    );
    expect(sheet).not.toContain('<f');
    expect(sheet.match(/<c /g)).toHaveLength(3);
    expect(sheet.match(/ t="inlineStr"/g)).toHaveLength(3);
  });

  it('is given away while its rows still come', async () => {
    const asked: number[] = [];
    async function* rows() {
      for (let i = 0; i < 40; i++) {
        asked.push(i);
        yield Array.from({ length: 500 }, (_, k) => [`row ${i} ${k} ${Math.sin(i * 500 + k)}`]);
      }
    }
    for await (const piece of tableWorkbook('Devices', rows())) {
      if (piece.length > 10_000) break;
    }
    expect(asked.length).toBeLessThan(40);
  });
});
