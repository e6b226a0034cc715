import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import type { Mds2 } from '../document.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { writeWorkbook } from '../workbook/write-workbook.ts';
import { readAnswer } from './answer.ts';
import { isMds2Workbook } from './form-sheet.ts';
import { mds2ToJson, readMds2Json } from './mds2-json.ts';
import { blankMds2Form, mds2ToXlsx } from './mds2-writer.ts';
import { readMds2Xlsx } from './mds2-xlsx.ts';
import { told } from './mds2.testing.ts';
import { mds2Form, type Mds2Edition } from './questions.ts';

const word = fc.constantFrom(
  'Yes',
  'No',
  'N/A',
  'See Note',
  'see note 3',
  'Note 1',
  '3',
  '※2',
  'はい',
  '注記参照',
  'optional',
  'Notes:',
  'MLDP-1',
  'AC-12',
  '1. x',
  '=1+1',
  '_x0041_',
  '2024-03-31',
  '（任意）',
  ',',
  '(',
  ':',
  '/',
  '\n',
  '\t',
  '\r\n',
  '\u0000',
  '\ud83d',
  '<&"',
  'ALOF notes',
);
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 4 }).map((words) => words.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

/** Any form that can be stored: what a document in JSON says, which passed its reading. */
function formOf(edition: Mds2Edition): fc.Arbitrary<Mds2> {
  const known = [...mds2Form(edition).questions.keys()];
  const id = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN[edition]) },
  );
  const answer = fc.tuple(id, text, text);
  return fc.uniqueArray(answer, { selector: ([id]) => id, maxLength: 60 }).map((list) => {
    const answers = list.map(([id, raw, note]) => ({
      id,
      answer: readAnswer(id, raw).answer,
      raw: readAnswer(id, raw).raw,
      note,
    }));
    const header =
      edition === 'HN 1-2013' ? { manufacturer: 'Acme', models: ['A', 'B'], releasedOn: '2015-03-03' } : {};
    const reading = readMds2Json({ format: 'tasuki.mds2', formatVersion: 1, edition, ...header, answers });
    expect(reading.findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    return reading.facts.mds2!;
  });
}
const UNKNOWN: Record<Mds2Edition, string[]> = {
  'HN 1-2019': ['MLDP-99', 'ABCD-1.2'],
  'HN 1-2013': ['21-1', '5-9.1', 'A.3'],
};

describe.each<Mds2Edition>(['HN 1-2019', 'HN 1-2013'])('any form of %s', (edition) => {
  it('reads back equal from a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(formOf(edition), async (mds2) => {
        const { facts, findings } = await readMds2Xlsx(await mds2ToXlsx(mds2));
        expect(facts.mds2).toEqual(mds2);
        expect(findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('reads back equal from JSON', () => {
    fc.assert(
      fc.property(formOf(edition), (mds2) => {
        const json: unknown = JSON.parse(JSON.stringify(mds2ToJson(mds2)));
        expect(readMds2Json(json).facts.mds2).toEqual(mds2);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each(['en', 'ja'] as const)('the blank form in %s', (language) => {
  it('is a form with every question and no answer', async () => {
    const bytes = await blankMds2Form(language);
    const { workbook, findings } = openWorkbook(bytes);
    expect(findings).toEqual([]);
    expect(isMds2Workbook(workbook!)).toBe(true);
    const reading = await readMds2Xlsx(bytes);
    expect(told(reading)).toEqual(['WARNING mds2_no_answers', 'WARNING mds2_header_missing']);
    expect(reading.facts.mds2?.answers.every(({ answer, note }) => answer === 'BLANK' && note === null)).toBe(true);
  });

  it('offers the choices in the answers of all questions, and names the sections', async () => {
    const bytes = await blankMds2Form(language);
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    const sheet = openWorkbook(bytes).workbook!.sheets[0]!;
    const rowOf = (id: string) => sheet.rows.find(({ cells }) => cells[0]?.text === id)!.number;
    const [, from, to] = /sqref="C(\d+):C(\d+)"><formula1>&quot;Yes,No,N\/A,See Note&quot;/.exec(xml)!;
    expect(Number(from)).toBeLessThanOrEqual(rowOf('DOC-1'));
    expect(Number(to)).toBe(rowOf('RMOT-3'));
    expect(sheet.at(rowOf('MLDP'), 2)?.text).toBe(language === 'en' ? 'Protection against malware' : 'マルウェア対策');
  });

  it('reads back what people fill in, with questions pasted beside', async () => {
    const sheet = openWorkbook(await blankMds2Form(language)).workbook!.sheets[0]!;
    const rows = sheet.rows.map(({ number, cells }) => {
      const id = cells[0]?.column === 1 ? cells[0].text : '';
      const at = (column: number) => sheet.at(number, column)?.text ?? '';
      const isQuestion = id.includes('-');
      const filled = isQuestion
        ? [id, 'Does the device do this? Yes or no?', id === 'DOC-1' ? 'アクメ' : 'No', 'n']
        : [1, 2, 3, 4].map(at);
      return filled.map((text) => ({ text, look: 'PLAIN' as const }));
    });
    const bytes = writeWorkbook([{ name: sheet.name, columnWidths: [], rows, headerRows: 0, choices: [] }]);
    const { mds2 } = (await readMds2Xlsx(bytes)).facts;
    expect(mds2?.manufacturer).toBe('アクメ');
    expect(mds2?.answers.filter(({ answer, note }) => answer === 'NO' && note === 'n')).toHaveLength(239);
  });
});

it('the answers of an export are texts, never formulas', async () => {
  const answers = [{ id: 'AUDT-1', answer: 'OTHER', raw: '=1+1', note: '=HYPERLINK("http://x")' }];
  const { mds2 } = readMds2Json({ format: 'tasuki.mds2', formatVersion: 1, edition: 'HN 1-2019', answers }).facts;
  const xml = strFromU8(unzipSync(await mds2ToXlsx(mds2!))['xl/worksheets/sheet1.xml']!);
  expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>');
  expect(xml).not.toContain('<f>');
});
