import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Questionnaire, Reading } from '../document.ts';
import { cleanText } from '../mds2/text.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { type TestSheet, workbookOf } from '../workbook/workbook.testing.ts';
import { blankQuestionnaire } from './blank-questionnaire.ts';
import { questionnaireToXlsx, readQuestionnaireXlsx } from './questionnaire-xlsx.ts';

const now = new Date('2026-03-31T12:00:00Z');
const read = (bytes: Uint8Array) => readQuestionnaireXlsx(bytes, now);
const readSheets = (...sheets: Partial<TestSheet>[]) =>
  read(workbookOf(sheets.map((sheet, index) => ({ name: `Sheet${index + 1}`, rows: [], ...sheet }))));
const told = ({ findings }: Reading) =>
  findings.map(({ severity, reason, place }) => [severity, reason, place?.cell].filter(Boolean).join(' '));

const aQuestion = { id: '1', question: 'Why?', answer: 'Because', remark: null, targetOn: null };

describe('a questionnaire in a workbook', () => {
  it('that was written here is read as it was', () => {
    const text = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .map(cleanText)
      .filter((text) => text !== '');
    const maybe = fc.option(text);
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const question = fc.record({ id: text, question: text, answer: maybe, remark: maybe, targetOn: fc.option(day) });
    const unique = { selector: ({ id }: { id: string }) => id, maxLength: 5 };
    const section = fc.record({ id: text, title: text, questions: fc.uniqueArray(question, unique) });
    const questionnaire = fc.record({ title: text, form: maybe, sections: fc.uniqueArray(section, unique) });
    fc.assert(
      fc.property(questionnaire, (questionnaire) => {
        expect(read(questionnaireToXlsx(questionnaire)).facts).toEqual({ questionnaire });
      }),
    );
  });

  it('that is our own template is blank, and offers the answers in Japanese', () => {
    const template = blankQuestionnaire('mds-sds-ja');
    const bytes = questionnaireToXlsx(template);
    const reading = read(bytes);
    expect(reading.facts.questionnaire).toEqual(template);
    expect(reading.format).toBe('QUESTIONNAIRE_XLSX');
    expect(told(reading)).toEqual(['WARNING formats.questionnaire_blank Questionnaire!C6']);
  });

  it('may be any sheet with heads in Japanese, numbered, sectioned and merged as people do', () => {
    const reading = readSheets({
      name: '回答',
      rows: [
        ['セキュリティに関する質問票'],
        [],
        ['区分', 'No.', '質問事項', '回答欄', '備考', '対応予定日'],
        ['認証', '1', '利用者ごとに認証するか', 'はい', '', ''],
        [null, '2', '二要素に対応するか', 'いいえ', '次期版で対応', '令和8年12月31日'],
        ['通信', '1', '暗号化するか', '', '', '2026/1/5'],
        ['区分', 'No.', '質問事項', '回答欄', '備考', '対応予定日'],
        ['通信', '2', 'ポートの一覧はあるか', '対象外', '', '来年度'],
      ],
      merges: ['A4:A5'],
    });
    expect(reading.facts.questionnaire).toEqual({
      title: 'セキュリティに関する質問票',
      form: null,
      sections: [
        {
          id: '1',
          title: '認証',
          questions: [
            { id: '1', question: '利用者ごとに認証するか', answer: 'はい', remark: null, targetOn: null },
            {
              id: '2',
              question: '二要素に対応するか',
              answer: 'いいえ',
              remark: '次期版で対応',
              targetOn: '2026-12-31',
            },
          ],
        },
        {
          id: '2',
          title: '通信',
          questions: [
            { id: '1', question: '暗号化するか', answer: null, remark: null, targetOn: '2026-01-05' },
            { id: '2', question: 'ポートの一覧はあるか', answer: '対象外', remark: '来年度', targetOn: null },
          ],
        },
      ],
    });
    expect(told(reading)).toEqual([
      'WARNING formats.target_date_unclear 回答!F8',
      'WARNING formats.target_date_passed 回答!C6',
      'HINT formats.questions_unanswered 回答!C6',
    ]);
  });

  it('may have its sections in rows of their own, and questions without numbers', () => {
    const { facts } = readSheets({
      rows: [
        ['Question', 'Response', 'Comments'],
        ['Is there a log?', 'Yes'],
        [null, 'NETWORK'],
        [' '],
        ['Is there a firewall?', 'No', 'None'],
      ],
    });
    expect(facts.questionnaire).toMatchObject({
      title: 'Sheet1',
      sections: [
        { id: '1', title: 'Sheet1', questions: [{ id: 'row 2', question: 'Is there a log?', answer: 'Yes' }] },
        { id: '2', title: 'NETWORK', questions: [{ id: 'row 5', answer: 'No', remark: 'None' }] },
      ],
    });
  });

  it('may give an answer in several rows beside one question', () => {
    const { facts } = readSheets({
      rows: [
        ['項目', '質問', '回答', '備考'],
        ['ログ', '何を記録するか', '操作', '一年'],
        [null, null, '接続', '三年'],
        [null, '見られるか', 'はい'],
      ],
      merges: ['A2:A4', 'B2:B3'],
    });
    expect(facts.questionnaire?.sections).toMatchObject([
      {
        title: 'ログ',
        questions: [
          { question: '何を記録するか', answer: '操作\n接続', remark: '一年\n三年' },
          { question: '見られるか', answer: 'はい' },
        ],
      },
    ]);
  });

  it('may go over several sheets; hidden ones and others are left alone', () => {
    const rows = [
      ['ID', 'Section', 'Question', 'Answer'],
      ['1', 'One', null, null],
      ['1', null, 'Why?', 'Because'],
      ['1', null, 'Why not?', 'So'],
    ];
    const { facts, findings } = readSheets(
      { rows: [['Nothing to see']] },
      { rows },
      { rows, state: 'hidden' },
      {
        rows: [
          ['項目', '回答'],
          ['名称', 'ポンプ'],
        ],
      },
    );
    expect(findings).toEqual([]);
    expect(facts.questionnaire?.sections.map(({ id, questions }) => [id, questions.map(({ id }) => id)])).toEqual([
      ['1', ['1', 'row 4']],
      ['2.1', ['row 2']],
    ]);
  });

  it('is told from any other workbook, and from none', () => {
    expect(
      readSheets({
        rows: [
          ['Name', 'Price'],
          ['Pump', '1'],
        ],
      }),
    ).toMatchObject({
      format: null,
      facts: {},
      findings: [{ severity: 'ERROR', reason: 'formats.questionnaire_not_found' }],
    });
    expect(read(Buffer.from('no workbook'))).toMatchObject({
      format: null,
      facts: {},
      findings: [{ severity: 'ERROR' }],
    });
  });

  it('is read to a certain length, and in time', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => [String(12_000 - index), `Section ${index}`]);
    const long = readSheets({ rows: [['ID', 'Section', 'Question', 'Answer'], ...rows] });
    expect(long.facts.questionnaire?.sections).toHaveLength(10_000);
    expect(told(long)).toContain('ERROR formats.questionnaire_too_long Sheet1!C10001');
    const ids = new Set(long.facts.questionnaire?.sections.map(({ id }) => id));
    expect(ids.size).toBe(10_000);
  });

  it('written from texts that look like formulas holds texts', () => {
    const questionnaire: Questionnaire = {
      title: '=1+1',
      form: null,
      sections: [{ id: '1', title: '@x', questions: [{ ...aQuestion, answer: '=HYPERLINK("http://x")' }] }],
    };
    const { workbook, findings } = openWorkbook(questionnaireToXlsx(questionnaire));
    expect(findings).toEqual([]);
    expect(workbook?.sheets[0]?.at(6, 4)).toMatchObject({ kind: 'TEXT', text: '=HYPERLINK("http://x")' });
  });

  it('is read without a throw, whatever stands in the sheet', () => {
    const heads = ['ID', 'Section', '質問', 'Answer', '備考', 'Due date'];
    const cell = fc.oneof(fc.constant(null), fc.constantFrom(...heads, '1', '2026-01-01'), fc.string());
    const merge = fc.tuple(fc.nat(5), fc.nat(8), fc.nat(3), fc.nat(3)).map(([column, row, width, height]) => {
      const letter = (index: number) => String.fromCharCode(65 + index);
      return `${letter(column)}${row + 1}:${letter(column + width)}${row + height + 1}`;
    });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 9 }), fc.array(merge), (rows, merges) => {
        const { facts } = readSheets({ rows: [heads, ...rows], merges });
        const sections = facts.questionnaire?.sections ?? [];
        expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
        for (const { questions } of sections)
          expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
        expect(sections.flatMap(({ questions }) => questions).every(({ question }) => question !== '')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a damaged workbook', () => {
  it('is read without a throw, and is a questionnaire or says why not', () => {
    const whole = questionnaireToXlsx(blankQuestionnaire('mds-sds-ja'));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(damage, (changes) => {
        const damaged = Uint8Array.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        const { facts, findings } = read(damaged);
        expect(facts.questionnaire !== undefined || findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the template of the Japanese form', () => {
  it('asks short questions of its own, each once, about every topic', () => {
    const { form, sections } = blankQuestionnaire('mds-sds-ja');
    expect(form).toBe('MDS/SDS');
    expect(sections.length).toBeGreaterThanOrEqual(12);
    const questions = sections.flatMap(({ questions }) => questions);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    expect(questions.every(({ question, answer }) => question.length <= 60 && answer === null)).toBe(true);
    expect(sections[1]?.questions[0]?.id).toBe('2-1');
  });
});
