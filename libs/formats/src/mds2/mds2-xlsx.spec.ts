import { describe, expect, it } from '@jest/globals';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { type TestCell, workbookOf } from '../workbook/workbook.testing.ts';
import { isMds2Workbook } from './form-sheet.ts';
import { readMds2Xlsx } from './mds2-xlsx.ts';
import { type Filled, formOf, formRows, HEADS, questionText, readForm, told } from './mds2.testing.ts';
import { mds2Form } from './questions.ts';

const form = (filled: Filled = {}, heads: TestCell[] = HEADS) => formOf([heads, ...formRows(filled)]);
const answerTo = async (bytes: Uint8Array, id: string) => {
  const { answer, raw, note } = (await readForm(bytes)).answers.get(id)!;
  return [answer, raw, note];
};

describe('a form as NEMA lays it out', () => {
  const title = ['Manufacturer Disclosure Statement for Medical Device Security -- MDS2'];
  const heads = [
    'Question ID',
    'Question',
    null,
    'See note',
    'IEC TR 80001-2-2:2012',
    'NIST SP 800-53 Rev. 4',
    'ISO 27002:2013',
  ];
  const controls = (row: TestCell[]) => (row.length > 1 ? [...row, 'MLDP', 'AC-12, IA-5(1)', 'A.12.4.1'] : row);
  const nema = (filled: Filled = {}) => formOf([title, null, heads, ...formRows(filled).map(controls)]);

  it('is read whole, without any finding', async () => {
    const { mds2, findings, reading } = await readForm(nema());
    expect(findings).toEqual([]);
    expect(reading).toMatchObject({ format: 'MDS2_XLSX', formatVersion: 'HN 1-2019' });
    expect(mds2).toMatchObject({
      edition: 'HN 1-2019',
      manufacturer: 'Acme Medical K.K.',
      deviceDescription: 'Infusion pump',
      models: ['AP-5', 'AP-7'],
      documentId: 'MDS2-0042',
      releasedOn: '2024-03-31',
    });
    expect(reading.facts.header).toEqual({
      id: 'MDS2-0042',
      version: null,
      title: 'Infusion pump',
      authors: [],
      publisher: 'Acme Medical K.K.',
      madeAt: null,
      tlp: null,
    });
    expect(mds2.answers.map(({ questionId }) => questionId)).toEqual([...mds2Form('HN 1-2019').questions.keys()]);
    expect(mds2.answers.find(({ questionId }) => questionId === 'MLDP-2.1')).toEqual({
      questionId: 'MLDP-2.1',
      section: 'MLDP',
      answer: 'YES',
      raw: null,
      note: null,
    });
  });

  it('keeps notes apart from the controls beside them', async () => {
    const bytes = nema({ 'AUDT-1': ['See Note', 'Only of the operating system'], 'AUDT-2': ['No'] });
    expect(await answerTo(bytes, 'AUDT-1')).toEqual(['SEE_NOTE', null, 'Only of the operating system']);
    expect(await answerTo(bytes, 'AUDT-2')).toEqual(['NO', null, null]);
  });

  it('finds the columns also where nothing is filled in', async () => {
    const empty = Object.fromEntries(
      [...mds2Form('HN 1-2019').questions.keys()].map((id): [string, [null]] => [id, [null]]),
    );
    const { mds2, findings } = await readForm(nema(empty));
    expect(mds2.answers.every(({ answer, note }) => answer === 'BLANK' && note === null)).toBe(true);
    expect(findings).toEqual(['WARNING mds2_no_answers', 'WARNING mds2_header_missing']);
  });
});

describe('columns are found wherever they stand', () => {
  it.each<[string, TestCell[]]>([
    ['in English', ['ID', 'Question', 'Response', 'Remarks']],
    ['in Japanese', ['質問番号', '質問', '回答', '注記']],
    ['in Japanese, otherwise', ['項番', '設問', '回答欄', '備考']],
    ['as the choices', ['No.', 'Item', 'Yes, No, N/A, or See Note', 'Note #']],
    ['not at all', []],
  ])('with heads %s', async (_, heads) => {
    const bytes = form({ 'MLDP-2': ['No', 'closed system'], 'MLDP-3': ['Yes'] }, heads);
    expect(await answerTo(bytes, 'MLDP-2')).toEqual(['NO', null, 'closed system']);
    expect((await readForm(bytes)).findings).toEqual([]);
  });

  it('shifted, with empty columns between, the answer in front of the question', async () => {
    const rows = formRows({ 'MLDP-2': ['No', 'closed system'] }).map(
      ([id = null, question = null, answer = null, note = null]) =>
        question === null ? [null, id] : [null, null, id, answer, null, question, null, note],
    );
    expect(await answerTo(formOf(rows), 'MLDP-2')).toEqual(['NO', null, 'closed system']);
    expect((await readForm(formOf(rows))).mds2.manufacturer).toBe('Acme Medical K.K.');
  });

  it('believes what stands there rather than a head that is wrong', async () => {
    const rows = formRows({ 'MLDP-2': ['No'] }).map(([id = null, question = null, answer = null]) => [
      id,
      question,
      null,
      answer,
    ]);
    expect(await answerTo(formOf([['ID', 'Question', 'Answer', 'x'], ...rows]), 'MLDP-2')).toEqual(['NO', null, null]);
  });

  it('takes a head at its word where notes look like answers', async () => {
    const notes: Filled = Object.fromEntries(
      ['AUDT-1', 'AUDT-2', 'AUDT-3', 'AUDT-5', 'AUDT-6'].map((id) => [id, ['see manual', 'Yes']]),
    );
    const blank = Object.fromEntries(
      [...mds2Form('HN 1-2019').questions.keys()].map((id): [string, [null]] => [id, [null]]),
    );
    expect(await answerTo(form({ ...blank, ...notes, 'AUTH-1': ['No'] }), 'AUDT-1')).toEqual([
      'OTHER',
      'see manual',
      'Yes',
    ]);
  });
});

describe('identifiers are recognised however they are spelled', () => {
  it.each([
    ['with a point and spaces around', ' MLDP-2. '],
    ['in lower case', 'mldp-2'],
    ['in full-width characters', 'ＭＬＤＰ－２'],
    ['with a long vowel mark for the dash', 'MLDPー2'],
    ['with a space for the dash', 'MLDP 2'],
    ['with a long dash', 'MLDP – 2:'],
    ['in parentheses', '(MLDP-2)'],
  ])('%s', async (_, spelling) => {
    const rows = formRows({ 'MLDP-2': ['No'] }).map(([id = null, ...rest]) => [
      id === 'MLDP-2' ? spelling : id,
      ...rest,
    ]);
    const { answers, findings } = await readForm(formOf(rows));
    expect(answers.get('MLDP-2')?.answer).toBe('NO');
    expect(findings).toEqual([]);
  });

  it('knows the misprint that the published form carries', async () => {
    const rows = formRows({ 'SAHD-15': ['No'] }).map(([id = null, ...rest]) => [
      id === 'SAHD-15' ? 'SHAD-15' : id,
      ...rest,
    ]);
    const { answers, findings } = await readForm(formOf(rows));
    expect(answers.get('SAHD-15')?.answer).toBe('NO');
    expect(findings).toEqual([]);
  });
});

describe('rows and cells that people merge, leave out or add', () => {
  it('reads past blank rows, headings, text between and repeated heads', async () => {
    const rows = formRows({ 'MLDP-2': ['No', 'x'], 'MLDP-3': ['Yes'] }).flatMap((row) =>
      row.length === 1
        ? [null, row, ['', 'An explanation that goes over the line. 1. Not a note'], HEADS, null]
        : [row],
    );
    const { answers, findings } = await readForm(formOf(rows));
    expect(answers.get('MLDP-2')).toMatchObject({ answer: 'NO', note: 'x' });
    expect(findings).toEqual([]);
  });

  it('gives every question beneath one merged answer that answer', async () => {
    const bytes = formOf(
      [
        HEADS,
        ['CSUP-4', 'q', 'No'],
        ['CSUP-4.1', 'q', 'N/A', 'none'],
        ['CSUP-4.2', 'q'],
        ['CSUP-4.3', 'q'],
        ['CSUP-5', 'q', 'Yes'],
      ],
      {
        merges: ['C3:C5', 'D3:D4'],
      },
    );
    const { answers } = await readForm(bytes);
    expect(
      ['CSUP-4.1', 'CSUP-4.2', 'CSUP-4.3', 'CSUP-5'].map((id) => [answers.get(id)?.answer, answers.get(id)?.note]),
    ).toEqual([
      ['NA', 'none'],
      ['NA', 'none'],
      ['NA', null],
      ['YES', null],
    ]);
  });

  it('does not read a cell twice that is merged over answer and note, nor a question as its answer', async () => {
    const bytes = formOf(
      [
        HEADS,
        ['DOC-1', 'Name', 'Acme', null],
        ['DOC-2', 'A question that takes all'],
        ['MLDP-1', 'q', 'Yes'],
        ['MLDP-2', 'q', 'No'],
      ],
      {
        merges: ['C2:D2', 'B3:D3'],
      },
    );
    const { answers } = await readForm(bytes);
    expect(answers.get('DOC-1')).toMatchObject({ answer: 'OTHER', raw: 'Acme', note: null });
    expect(answers.get('DOC-2')).toMatchObject({ answer: 'BLANK', raw: null, note: null });
  });

  it('gathers a question that goes over several rows', async () => {
    const bytes = formOf(
      [HEADS, ['MLDP-1', 'q', 'Yes', 'first'], [null, null, null, 'second'], ['MLDP-2', 'q', 'Yes']],
      { merges: ['A2:A3'] },
    );
    expect(await answerTo(bytes, 'MLDP-1')).toEqual(['YES', null, 'first\nsecond']);
  });

  it.each<[string, TestCell[], string[]]>([
    ['in the answer', ['DOC-1', 'q', 'Acme'], []],
    ['in the note', ['DOC-1', 'q', null, 'Acme'], []],
    ['further right', ['DOC-1', 'q', null, null, null, 'Acme'], []],
    ['merged over all that is right of the question', ['DOC-1', 'q', 'Acme'], ['C2:F2']],
  ])('finds a field of the header %s', async (_, row, merges) => {
    const bytes = formOf([HEADS, row, ['MLDP-1', 'q', 'Yes', 'n'], ['MLDP-2', 'q', 'Yes']], { merges });
    expect((await readForm(bytes)).mds2.manufacturer).toBe('Acme');
  });

  it('reads a date from a cell with a date format', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const rows = formRows().map(([id = null, question = null, answer = null], index) =>
      id === 'DOC-7' ? [id, question, { xml: `<c r="C${index + 2}" s="1"><v>45382</v></c>` }] : [id, question, answer],
    );
    expect((await readForm(formOf([HEADS, ...rows], { styles }))).mds2.releasedOn).toBe('2024-03-31');
  });
});

describe('notes that stand elsewhere are put in their place', () => {
  const filled: Filled = {
    'AUDT-1': ['See Note', 'See note 3'],
    'AUDT-2': ['Yes (see note 1)'],
    'AUDT-3': ['See notes 1 and 3'],
    'AUDT-5': ['Yes', '3'],
    'AUDT-6': ['Yes', 'Only on paper. See note 1'],
    'AUDT-7': ['注記１参照'],
    'AUDT-8': ['Yes', '99'],
  };
  const expected = {
    'AUDT-1': 'Third note',
    'AUDT-2': 'First note',
    'AUDT-3': 'First note\nThird note',
    'AUDT-5': 'Third note',
    'AUDT-6': 'Only on paper. See note 1\nFirst note',
    'AUDT-7': 'First note',
    'AUDT-8': '99',
  };
  const lists: Record<string, TestCell[][]> = {
    'as numbers and texts': [
      ['1', 'First note'],
      ['3', 'Third note'],
    ],
    'as labels and texts': [
      ['Note 1:', 'First note'],
      [null, '※3', 'Third note'],
    ],
    'as one text each': [['1. First note'], ['(3) Third note']],
    'as one text for all': [['Note 1: First note\nNote 3: Third note']],
    'in Japanese': [['注1：First note'], ['注記 03', 'Third note']],
    'as real numbers': [
      [{ xml: '<c><v>1</v></c>' }, 'First note'],
      [{ xml: '<c r="A300"><v>3</v></c>' }, 'Third note'],
    ],
  };
  const notesOf = async (bytes: Uint8Array) => {
    const { answers } = await readForm(bytes);
    return Object.fromEntries(Object.keys(expected).map((id) => [id, answers.get(id)?.note]));
  };

  it.each(Object.keys(lists).slice(0, 5))('from below the questions, %s', async (how) => {
    expect(await notesOf(formOf([HEADS, ...formRows(filled), [], ['Notes:'], ...lists[how]!]))).toEqual(expected);
  });

  it.each(Object.keys(lists).slice(0, 5))('from a sheet of their own, %s', async (how) => {
    const sheets = [
      { name: 'Worksheet', rows: [HEADS, ...formRows(filled)] },
      { name: '注記 Notes', rows: [['Notes'], ...lists[how]!] },
    ];
    expect(await notesOf(workbookOf(sheets))).toEqual(expected);
  });

  it('from a sheet of their own, by numbers that are numbers', async () => {
    const note = (row: number, number: number, text: string): TestCell[] => [
      { xml: `<c r="A${row}"><v>${number}</v></c>` },
      text,
    ];
    const sheets = [
      { name: 'MDS2', rows: [HEADS, ...formRows(filled)] },
      { name: 'Remarks', rows: [note(1, 1, 'First note'), note(2, 3, 'Third note')] },
    ];
    expect(await notesOf(workbookOf(sheets))).toEqual(expected);
  });

  it("by the question's identifier", async () => {
    const sheets = [
      {
        name: 'MDS2',
        rows: [HEADS, ...formRows({ 'MLDP-1': ['See Note'], 'MLDP-4': ['See Note', 'See notes sheet'] })],
      },
      { name: 'Notes', rows: [['mldp-1', 'By identifier'], ['MLDP-4: As well']] },
    ];
    expect(await answerTo(workbookOf(sheets), 'MLDP-1')).toEqual(['SEE_NOTE', null, 'By identifier']);
    expect(await answerTo(workbookOf(sheets), 'MLDP-4')).toEqual(['SEE_NOTE', null, 'As well']);
  });

  it('never from a heading, nor from the text between questions', async () => {
    const bytes = formOf([
      HEADS,
      ['MLDP-1', 'q', 'Yes (note 2)'],
      ['2', 'AUDIT CONTROLS'],
      ['3. Something'],
      ['MLDP-2', 'q', 'Yes', 'n'],
    ]);
    expect(await answerTo(bytes, 'MLDP-1')).toEqual(['YES', 'Yes (note 2)', null]);
  });

  it('takes what is said beside See Note for the note where there is no other', async () => {
    const bytes = form({ 'AUDT-1': ['See Note: only on paper'], 'AUDT-2': ['Yes, optional'] });
    expect(await answerTo(bytes, 'AUDT-1')).toEqual(['SEE_NOTE', 'See Note: only on paper', 'only on paper']);
    expect(await answerTo(bytes, 'AUDT-2')).toEqual(['YES', 'Yes, optional', null]);
  });

  it('does not let one long note fill the memory', async () => {
    const rows = formRows(
      Object.fromEntries([...mds2Form('HN 1-2019').questions.keys()].map((id) => [id, ['See notes 1, 2, 3, 4']])),
    );
    const notes = ['1', '2', '3', '4'].map((number) => [number, number.repeat(32_000)]);
    const { mds2 } = await readForm(formOf([HEADS, ...rows, ['Notes'], ...notes]));
    expect(Math.max(...mds2.answers.map(({ note }) => note?.length ?? 0))).toBe(32_767);
  });
});

describe('the 2013 form', () => {
  const questions = (filled: Filled = {}) =>
    formRows(filled, 'HN 1-2013').map((row) => (row.length === 1 ? [null, ...row] : row));
  const block = [
    ['Manufacturer Disclosure Statement for Medical Device Security – MDS2'],
    ['DEVICE DESCRIPTION'],
    ['Device Category', 'Manufacturer', 'Document ID', 'Document Release Date'],
    ['Infusion pump', 'Acme Medical', 'DOC-77', 'March 3, 2015'],
    ['Device Model', 'Software Revision', null, 'Software Release Date'],
    ['AP-1; AP-2', '3.2', null, '2014-01-01'],
    ['Manufacturer or\nRepresentative Contact Information', 'Company Name', 'Manufacturer Contact Information'],
    [null, 'Acme Europe', 'security@acme.example'],
    ['MANAGEMENT OF PRIVATE DATA', null, 'Yes, No,\nN/A, or\nSee Note', 'Note #'],
  ];

  it('is read with its block, its identifiers and its numbered notes', async () => {
    const rows = questions({
      '5-1.1': ['No'],
      '1-1.2': ['See Note', '2'],
      'B.5': ['N/A'],
      '20-2.1': ['See Note'],
      '14-1': ['See Note'],
    }).flatMap((row) => {
      if (row[0] === '1-1.2')
        return [row, ['ALOF notes:', '1. unused\n2. Logs off after ten minutes'], [null, 'AUDIT CONTROLS (AUDT)']];
      if (row[0] === '14-2') return [row, ['RDMP notes: Windows Embedded 7']];
      return row[0] === '2-2.1' ? [['2-2', 'Which of these events?'], row] : [row];
    });
    const { mds2, answers, findings } = await readForm(
      formOf([...block, ['B', 'Kinds of private data'], ...rows, ['OTHR notes', '20-2.1: By the ward']]),
    );
    expect(mds2).toMatchObject({
      edition: 'HN 1-2013',
      manufacturer: 'Acme Medical',
      deviceDescription: 'Infusion pump',
      models: ['AP-1', 'AP-2'],
      documentId: 'DOC-77',
      releasedOn: '2015-03-03',
    });
    expect(answers.get('5-1.1')).toEqual({ questionId: '5-1.1', section: '5', answer: 'NO', raw: null, note: null });
    expect(answers.get('B.5')).toMatchObject({ section: 'B', answer: 'NA' });
    expect(answers.get('1-1.2')?.note).toBe('Logs off after ten minutes');
    expect(answers.get('20-2.1')?.note).toBe('By the ward');
    expect(answers.get('14-1')?.note).toBe('Windows Embedded 7');
    expect(findings).toEqual([]);
  });

  it('is read in Japanese, with the values beside their labels or behind a colon', async () => {
    const japanese = [
      ['MDS2 HN 1-2013'],
      ['製造販売業者', 'アクメ株式会社', '型式', 'AP-1、AP-2'],
      ['文書番号：A-1', null, '発行日', '平成27年3月3日'],
      ['装置区分', '輸液ポンプ'],
      ['項番', '質問', '回答', '備考'],
    ];
    const { mds2, findings } = await readForm(formOf([...japanese, ...questions()]));
    expect(mds2).toMatchObject({
      manufacturer: 'アクメ株式会社',
      deviceDescription: '輸液ポンプ',
      models: ['AP-1', 'AP-2'],
      documentId: 'A-1',
      releasedOn: '2015-03-03',
    });
    expect(findings).toEqual([]);
  });
});

describe('the sheet with the form is found', () => {
  const rows = [HEADS, ...formRows({ 'MLDP-2': ['No'], 'MLDP-3': ['Yes'] })];
  const other = [HEADS, ...formRows({ 'MLDP-2': ['N/A'] })];

  it('by its name, and by its questions where no name tells', async () => {
    const named = workbookOf([
      { name: 'Instructions', rows: [['DOC-1', 'is the name']] },
      { name: 'acme mds² (2)', rows },
      { name: 'x', rows: rows.slice(0, 60) },
    ]);
    expect((await readForm(named)).answers.get('MLDP-2')?.answer).toBe('NO');
    const unnamed = workbookOf([
      { name: 'MDS2 cover', rows: [['DOC-1', 'see next sheet', 'Acme']] },
      { name: 'Sheet2', rows },
    ]);
    expect((await readForm(unnamed)).answers.get('MLDP-2')?.answer).toBe('NO');
  });

  it('and a second form is told of, a hidden one passed over', async () => {
    expect(
      (
        await readForm(
          workbookOf([
            { name: 'MDS2', rows },
            { name: 'MDS2 (2)', rows: other },
          ]),
        )
      ).findings,
    ).toEqual(['WARNING mds2_several_forms']);
    const hidden = workbookOf([
      { name: 'MDS2', state: 'hidden', rows: other },
      { name: 'Form', rows },
    ]);
    const { answers, findings } = await readForm(hidden);
    expect([answers.get('MLDP-2')?.answer, findings]).toEqual(['NO', []]);
    expect(
      (
        await readForm(
          workbookOf([
            { name: 'MDS2', state: 'veryHidden', rows },
            { name: 'A', rows: [] },
          ]),
        )
      ).findings,
    ).toEqual(['WARNING mds2_sheet_hidden']);
  });

  it('or an ERROR says that there is none', async () => {
    const reading = await readMds2Xlsx(
      workbookOf([
        {
          name: 'Prices',
          rows: [
            ['1-1', 'Pump', '9'],
            ['2-1', 'Tube', '3'],
          ],
        },
      ]),
    );
    expect(told(reading)).toEqual(['ERROR mds2_not_found']);
    expect(reading).toMatchObject({ format: null, formatVersion: null, facts: {} });
  });

  it('and what is wrong with the workbook is told, too', async () => {
    const reading = await readMds2Xlsx(workbookOf([{ name: 'MDS2', rows }], { parts: { 'xl/vbaProject.bin': 'x' } }));
    expect(told(reading)).toEqual(['ERROR workbook_has_macros']);
    expect(reading.facts.mds2?.manufacturer).toBe('Acme Medical K.K.');
    expect(told(await readMds2Xlsx(Buffer.from('no workbook')))).toEqual(['ERROR workbook_archive_broken']);
  });

  it('so that a dispatcher can tell forms from other workbooks', () => {
    const is = (sheets: { name: string; rows: TestCell[][] }[]) =>
      isMds2Workbook(openWorkbook(workbookOf(sheets)).workbook!);
    const rows2013 = formRows({}, 'HN 1-2013');
    expect(is([{ name: 'Form', rows: formRows() }])).toBe(true);
    expect(is([{ name: 'MDS2', rows: [['MLDP-2', 'q', 'Yes']] }])).toBe(true);
    expect(is([{ name: 'MDS2', rows: rows2013 }])).toBe(true);
    expect(is([{ name: 'Form', rows: [['HIMSS/NEMA HN 1-2013'], ...rows2013] }])).toBe(true);
    // Questionnaires number their questions likewise.
    expect(is([{ name: 'MDS', rows: [['製造業者による医療情報セキュリティ開示書'], ...rows2013] }])).toBe(false);
    expect(is([{ name: 'Sheet1', rows: [['DOC-1', 'MLDP-2']] }])).toBe(false);
    expect(is([{ name: 'MDS2', rows: [['nothing']] }])).toBe(false);
  });
});

it('never takes the text of a question for anything', async () => {
  const { reading } = await readForm(form());
  expect(JSON.stringify(reading)).not.toContain(questionText('MLDP-2').slice(0, 20));
});
