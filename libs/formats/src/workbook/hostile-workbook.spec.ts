import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openWorkbook } from './open-workbook.ts';
import { archiveOf, workbookParts } from './workbook.testing.ts';

const parts = workbookParts(
  [
    {
      name: 'MDS2',
      rows: [['MLDP-1', 'question', 'Yes'], [{ xml: '<c r="A2" t="s" s="1"><v>1</v></c>' }]],
      merges: ['A2:C3'],
    },
    { name: 'B', state: 'hidden', rows: [[{ xml: '<c r="A1" s="1"><f>1+1</f><v>45382.5</v></c>' }]] },
  ],
  {
    sharedStrings: '<sst><si><t>a</t></si><si><r><t>b_x000D_</t></r><rPh><t>c</t></rPh></si></sst>',
    styles:
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>',
  },
);
const whole = archiveOf(parts);

/** It never throws; what it gives keeps to the model, and where it gives nothing it says why. */
function expectSound(bytes: Uint8Array): void {
  const { workbook, findings } = openWorkbook(bytes);
  if (!workbook) expect(findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
  for (const { severity, reason, detail, advice } of findings) {
    expect(['ERROR', 'WARNING', 'HINT']).toContain(severity);
    expect(reason).toMatch(/^formats\.[a-z0-9_]+$/);
    expect(detail.length).toBeLessThan(600);
    expect(advice).toBeTruthy();
  }
  for (const sheet of workbook?.sheets ?? []) {
    let last = { row: 0, column: 0 };
    for (const cell of sheet.rows.flatMap(({ cells }) => cells)) {
      expect(cell.row > last.row || (cell.row === last.row && cell.column > last.column)).toBe(true);
      expect(cell.text).not.toBe('');
      expect(cell.text.isWellFormed()).toBe(true);
      expect(sheet.at(cell.row, cell.column)).toBe(cell);
      last = cell;
    }
  }
}

const mutation = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
function mutated<T extends Uint8Array>(bytes: T, mutations: { at: number; value: number }[]): T {
  const copy = bytes.slice() as T;
  for (const { at, value } of mutations) copy[at % copy.length] = value;
  return copy;
}

describe('a hostile file does no harm', () => {
  it('whatever its bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => expectSound(bytes)));
  });

  it('wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (end) => {
        expect(openWorkbook(whole.subarray(0, end)).workbook).toBeNull();
      }),
    );
  });

  it('whichever bytes of the archive are changed', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) =>
        expectSound(mutated(whole, mutations)),
      ),
      { numRuns: 2_000 },
    );
  });

  it('whichever bytes of its records are changed', () => {
    // Most of the archive is data; this aims at the directory.
    const directory = fc.record({
      at: fc.integer({ min: whole.length - 700, max: whole.length - 1 }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(directory, { minLength: 1, maxLength: 3 }), (mutations) =>
        expectSound(mutated(whole, mutations)),
      ),
      { numRuns: 2_000 },
    );
  });

  it('whichever characters of its parts are changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(parts)),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (name, mutations) => {
          expectSound(archiveOf({ ...parts, [name]: mutated(Buffer.from(parts[name]!), mutations) }));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('whatever elements its sheet is made of', () => {
    const piece = fc.constantFrom(
      '<row>',
      '</row>',
      '<row r="2">',
      '<c>',
      '</c>',
      '<c r="B2" t="s">',
      '<c t="inlineStr">',
      '<v>',
      '</v>',
      '1',
      '<f>',
      '</f>',
      '<is>',
      '</is>',
      '<t>',
      '</t>',
      '<c r="XFD1048576"/>',
      '<row r="0"/>',
      '<c r="A0"/>',
      '<mergeCell ref="A1:XFD9"/>',
      '<![CDATA[x]]>',
      '<sheetData>',
      '</sheetData>',
      '&#0;',
      '&amp;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const sheet = `<worksheet><sheetData>${pieces.join('')}</sheetData></worksheet>`;
        expectSound(archiveOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }));
      }),
      { numRuns: 1_000 },
    );
  });
});
