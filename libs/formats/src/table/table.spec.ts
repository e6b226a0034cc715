import { describe, expect, it } from '@jest/globals';
import { workbookOf } from '../workbook/workbook.testing.ts';
import { readTable } from './read-table.ts';
import { TableRefusal } from './table.ts';
import { withTable } from './table-reader.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...utf8(part)])));
/** 「輸液ポンプ」 in three encodings. */
const PUMP = {
  shiftJis: [0x97, 0x41, 0x89, 0x74, 0x83, 0x7c, 0x83, 0x93, 0x83, 0x76],
  eucJp: [0xcd, 0xa2, 0xb1, 0xd5, 0xa5, 0xdd, 0xa5, 0xf3, 0xa5, 0xd7],
  iso2022: [0x1b, 0x24, 0x42, 0x4d, 0x22, 0x31, 0x55, 0x25, 0x5d, 0x25, 0x73, 0x25, 0x57, 0x1b, 0x28, 0x42],
};
const refusal = (reason: string, words = /./) =>
  expect.objectContaining({ reason, message: expect.stringMatching(words) });

describe('a table', () => {
  it.each([
    ['UTF-8', utf8('製品,数量\r\n輸液ポンプ,3\r\n')],
    ['UTF-8 with a mark', utf8('\ufeff製品,数量\n輸液ポンプ,3\n')],
    ['tabs', utf8('製品\t数量\n輸液ポンプ\t3\n')],
    ['semicolons', utf8('製品;数量\n"輸液ポンプ"; 3\n')],
    ['rows and ends that are blank', utf8('製品,数量,,\n,,\n輸液ポンプ,3\n\n')],
  ])('is read from CSV in %s', (_, csv) => {
    const { header, rows } = readTable(csv);
    expect(header).toEqual(['製品', '数量']);
    expect(rows.map(({ cells }) => cells)).toEqual([['輸液ポンプ', '3']]);
  });

  it('is read from Shift_JIS', () => {
    const { rows } = readTable(bytes('name,n\n', ...PUMP.shiftJis, ',3\n'));
    expect(rows).toEqual([{ number: 2, cells: ['輸液ポンプ', '3'] }]);
  });

  it('tells the line that a row ends in, though a cell has lines of its own', () => {
    const { rows } = readTable(utf8('a,b\n"one\ntwo",2\nthree,4\n'));
    expect(rows).toEqual([
      { number: 3, cells: ['one\ntwo', '2'] },
      { number: 4, cells: ['three', '4'] },
    ]);
  });

  it('is read from the first sheet of a workbook that people see, by the results of its formulas', () => {
    const workbook = workbookOf([
      { name: 'Hidden', state: 'hidden', rows: [['no'], ['no']] },
      { name: 'Devices', rows: [['product', '', 'serial'], ['Pump', '', 'S1'], [], ['Pump']] },
    ]);
    expect(readTable(workbook)).toEqual({
      header: ['product', '', 'serial'],
      rows: [
        { number: 2, cells: ['Pump', '', 'S1'] },
        { number: 4, cells: ['Pump', '', ''] },
      ],
    });
  });

  it.each([
    ['EUC-JP', bytes('name,n\n', ...PUMP.eucJp, ',3\n'), /in EUC-JP/],
    ['ISO-2022-JP', bytes('name,n\n', ...PUMP.iso2022, ',3\n'), /in ISO-2022-JP/],
    ['UTF-16 with a mark', bytes(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x62, 0), /in UTF-16LE/],
    ['UTF-16 without one', bytes(0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0), /in UTF-16/],
    ['no encoding at all', bytes('a,b\n', 0xff, 0xff, 0x80, 0xfd, ',2\n'), /not known here/],
  ])('is refused by its name in %s', (_, csv, words) => {
    expect(() => readTable(csv)).toThrow(refusal('formats.table_encoding', words));
  });

  it.each([
    ['empty', utf8(''), 'formats.table_empty'],
    ['a header alone', utf8('a,b\n'), 'formats.table_empty'],
    ['an open quote', utf8('a,b\n"x,2\n'), 'formats.table_malformed'],
    ['101 columns', utf8(`${'h,'.repeat(100)}h\n1\n`), 'formats.table_too_wide'],
    ['50,001 rows', utf8(`h\n${'1\n'.repeat(50_001)}`), 'formats.table_too_long'],
    ['a million rows', utf8(`h\n${'1\n'.repeat(1_000_000)}`), 'formats.table_too_long'],
    ['a broken workbook', bytes('PK', 3, 4, 'x'), 'formats.table_workbook_refused'],
  ])('is refused: %s', (_, file, reason) => {
    expect(() => readTable(file)).toThrow(refusal(reason));
  });
});

describe('a table that is read in a thread of its own', () => {
  it('comes in batches, in its order', async () => {
    const csv = utf8(`h\n${Array.from({ length: 2_500 }, (_, i) => `v${i}\n`).join('')}`);
    const read = await withTable(csv, async ({ header, rowCount, rows }) => {
      const batches: { number: number; cells: string[] }[][] = [];
      for await (const json of rows()) batches.push(JSON.parse(json));
      return { header, rowCount, batches };
    });
    expect(read).toMatchObject({ header: ['h'], rowCount: 2_500 });
    expect(read.batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 500]);
    expect(read.batches[2]?.at(-1)).toEqual({ number: 2_501, cells: ['v2499'] });
  });

  it('is refused with the same reasons', async () => {
    const nothing = () => Promise.resolve();
    await expect(withTable(utf8('a\n'), nothing)).rejects.toThrow(TableRefusal);
    await expect(withTable(new Uint8Array(64 * 1024 * 1024 + 1), nothing)).rejects.toMatchObject({
      reason: 'formats.table_too_large',
    });
  });
});
