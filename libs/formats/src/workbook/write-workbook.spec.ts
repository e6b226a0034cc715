import { describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { openWorkbook } from './open-workbook.ts';
import { writeWorkbook, type WrittenSheet } from './write-workbook.ts';

const sheetOf = (rows: string[][], choices: WrittenSheet['choices'] = []): WrittenSheet => ({
  name: 'A & <B>',
  columnWidths: [10, 40],
  rows: rows.map((cells) => cells.map((text) => ({ text, look: 'PLAIN' as const }))),
  headerRows: 1,
  choices,
});
const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name]!);
/** What a workbook can hold: no control characters but tabs and line ends, no halves of characters. */
const kept = (text: string) => text.replace(/[^\P{Cc}\t\n\r]/gu, '').toWellFormed();

describe('a workbook of texts', () => {
  it('reads back as it was written, whatever the texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '_',
          'x',
          '0',
          '4',
          '1',
          'D',
          '\r',
          '\n',
          '\t',
          ' ',
          '&',
          '<',
          '"',
          '\ud83d',
          '\ufffe',
          '=',
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 8 }), (rows) => {
        const { workbook, findings } = openWorkbook(writeWorkbook([sheetOf(rows)]));
        expect(findings).toEqual([]);
        const sheet = workbook?.sheets[0];
        expect(sheet?.name).toBe('A & <B>');
        rows.forEach((cells, row) => {
          cells.forEach((text, column) => expect(sheet?.at(row + 1, column + 1)?.text ?? '').toBe(kept(text)));
        });
      }),
    );
  });

  it('holds no formula, whatever a text looks like', () => {
    const bytes = writeWorkbook([sheetOf([['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|'/C calc'!A0", '\t=1']])]);
    const xml = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).not.toContain('<f');
    expect(xml.match(/ t="inlineStr"/g)).toHaveLength(6);
    // The format of every cell is text, so that editing one does not make it a formula either.
    const styles = part(bytes, 'xl/styles.xml');
    expect([...styles.matchAll(/<xf numFmtId="(\d+)"/g)].map(([, format]) => format)).toEqual([
      '0',
      '49',
      '49',
      '49',
      '49',
    ]);
    expect(xml).toContain('<col min="2" max="2" width="40" style="0" customWidth="1"/>');
  });

  it('offers the choices of a column', () => {
    const bytes = writeWorkbook([
      sheetOf([['a']], [{ column: 3, fromRow: 2, toRow: 9, values: ['Yes', 'No', 'N/A'] }]),
    ]);
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).toContain(
      '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="C2:C9">' +
        '<formula1>&quot;Yes,No,N/A&quot;</formula1></dataValidation></dataValidations>',
    );
  });

  it('is the same bytes for the same content', () => {
    expect(writeWorkbook([sheetOf([['a']])])).toEqual(writeWorkbook([sheetOf([['a']])]));
  });
});
