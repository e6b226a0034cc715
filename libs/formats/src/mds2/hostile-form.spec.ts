import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MDS2_ANSWERS, type Mds2Answer } from '../document.ts';
import { type TestCell, workbookOf } from '../workbook/workbook.testing.ts';
import { readAnswer } from './answer.ts';
import { readMds2Xlsx } from './mds2-xlsx.ts';
import { formOf, formRows, HEADS } from './mds2.testing.ts';
import { mds2Form } from './questions.ts';

/** It never throws; every fact keeps to the model. */
async function expectSound(bytes: Uint8Array): Promise<void> {
  const { facts, findings, format } = await readMds2Xlsx(bytes);
  const { mds2 } = facts;
  expect(findings.length).toBeLessThanOrEqual(400);
  for (const { detail, reason } of findings) {
    expect(detail.length).toBeLessThan(600);
    expect(reason).toMatch(/^formats\.[a-z0-9_]+$/);
  }
  if (!mds2) {
    expect(format).toBeNull();
    expect(findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
    return;
  }
  const known = [...mds2Form(mds2.edition).questions.keys()];
  const ids = mds2.answers.map(({ questionId }) => questionId);
  expect(ids.slice(0, known.length)).toEqual(known);
  expect(new Set(ids).size).toBe(ids.length);
  expect(mds2.answers.filter((answer) => !isSound(answer))).toEqual([]);
  if (mds2.releasedOn !== null) expect(mds2.releasedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
}

function isSound({ questionId, answer, raw, note }: Mds2Answer): boolean {
  const isText = (text: string | null) => text === null || (text !== '' && !/[^\P{Cc}\t\n]|\p{Cs}/u.test(text));
  const again = readAnswer(questionId, raw ?? '');
  const isUnderstood = raw === null || (again.answer === answer && again.raw === raw);
  return MDS2_ANSWERS.includes(answer) && isUnderstood && isText(raw) && isText(note);
}

const whole = formOf([HEADS, ...formRows({ 'AUDT-1': ['See note 1'] }), ['Notes'], ['1', 'note']]);

describe('a hostile form does no harm', () => {
  it('whichever of its bytes are changed', async () => {
    const mutation = fc.record({ at: fc.nat(whole.length - 1), value: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const copy = whole.slice();
        for (const { at, value } of mutations) copy[at] = value;
        await expectSound(copy);
      }),
      { numRuns: 300 },
    );
  });

  it('whatever stands in its cells, wherever', async () => {
    const cell = fc.oneof(
      fc.constantFrom<TestCell[]>(
        'MLDP-1',
        'MLDP-2',
        'mldp-2.1',
        'DOC-1',
        'DOC-3',
        'DOC-7',
        'ABCD-9',
        '1-1',
        'B.1',
        'A',
        'HN 1-2013',
        'Yes',
        'No',
        'N/A',
        'See note 1',
        'Note 1',
        '1',
        '1. x',
        'Notes:',
        'Answer',
        'Question',
        'Note',
        'ID',
        'Manufacturer',
        'Device Model',
        '注記',
        '回答',
        'a, (b, c',
        '2024-03-31',
        null,
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const range = fc
      .record({ column: fc.nat(4), row: fc.nat(12), width: fc.nat(4), height: fc.nat(6) })
      .map(({ column, row, width, height }) => {
        const letter = (index: number) => String.fromCharCode(65 + index);
        return `${letter(column)}${row + 1}:${letter(column + width)}${row + 1 + height}`;
      });
    const sheet = fc.record({
      name: fc.constantFrom('MDS2', 'Sheet1', 'Notes'),
      rows: fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 20 }),
      merges: fc.array(range, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sheet, { minLength: 1, maxLength: 3 }), (sheets) => expectSound(workbookOf(sheets))),
      { numRuns: 300 },
    );
  });

  it.each<[string, TestCell[][]]>([
    [
      'tens of thousands of questions',
      Array.from({ length: 30_000 }, (_, index) => [
        `ABCD-${index % 100}.${Math.floor(index / 100) % 100}.${Math.floor(index / 10_000)}`,
        'q',
        'Yes',
      ]),
    ],
    [
      'a question ten thousand times',
      Array.from({ length: 10_000 }, (_, index) => ['MLDP-1', 'q', index % 2 ? 'Yes' : 'No']),
    ],
    [
      'answers of spaces and of one character',
      [
        ['MLDP-1', 'q', `Yes${' '.repeat(30_000)}x`],
        ['MLDP-2', 'q', `See note${' '.repeat(30_000)}`],
        ['MLDP-3', 'q', '1'.repeat(32_000)],
        ['MLDP-4', 'q', '('.repeat(32_000)],
      ],
    ],
    [
      'notes of spaces and digits',
      [
        ['MLDP-1', 'q', 'See Note', `1${' '.repeat(32_000)}.`],
        ['Notes:'],
        [`note${' '.repeat(32_000)}x`],
        [`1${' '.repeat(30_000)}\n2`],
        ['1,'.repeat(16_000)],
        [`notes${')'.repeat(30_000)}x`],
      ],
    ],
    [
      'models that are all commas',
      [
        ['DOC-3', 'q', ','.repeat(32_000)],
        ['DOC-1', 'q', '('.repeat(32_000)],
        ['DOC-7', 'q', '2024-'.repeat(6_000)],
      ],
    ],
  ])('with %s', async (_, rows) => {
    await expectSound(formOf([HEADS, ...rows]));
  });
});
