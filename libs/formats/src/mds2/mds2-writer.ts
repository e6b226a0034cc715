import type { Mds2, Mds2Answer } from '../document.ts';
import { type WrittenCell, type WrittenSheet, writeWorkbook } from '../workbook/write-workbook.ts';
import { blankAnswer } from './answer.ts';
import { NO_HEADER } from './header.ts';
import { joinModels } from './models.ts';
import { mds2Form, type Mds2Edition, type Mds2Section } from './questions.ts';

type Language = 'en' | 'ja';

interface Words {
  title: string;
  hints: string[];
  heads: [id: string, question: string, answer: string, note: string];
  others: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    title: 'MDS2 – Manufacturer Disclosure Statement for Medical Device Security',
    hints: [
      'The questions themselves are the text of ANSI/NEMA HN 1 and are not part of this form: take them from the form that NEMA publishes (www.nema.org). You may paste them into the second column; it is not read.',
      'Answer with Yes, No, N/A or See Note. DOC-1 to DOC-7 ask for names, numbers and dates. What else there is to say goes into the last column.',
    ],
    heads: ['ID', 'Question (see the standard)', 'Answer', 'Note'],
    others: 'Questions that the edition does not have',
  },
  ja: {
    title: 'MDS2 – 医療機器セキュリティに関する製造業者開示説明書',
    hints: [
      '質問文はANSI/NEMA HN 1の著作物であり、この様式には含まれません。NEMAが公開する様式（www.nema.org）を参照してください。質問文は2列目に貼り付けることができます（読み取りの対象外です）。',
      '回答はYes（はい）、No（いいえ）、N/A（該当なし）、See Note（注記参照）から選んでください。DOC-1からDOC-7には名称、番号、日付などを記入してください。補足は最後の列に記入してください。',
    ],
    heads: ['ID', '質問（規格を参照）', '回答', '注記'],
    others: 'この版にない質問',
  },
};

const CHOICES = { YES: 'Yes', NO: 'No', NA: 'N/A', SEE_NOTE: 'See Note' };

/** An empty form of HN 1-2019 to be filled in with a spreadsheet program, and uploaded. */
export async function blankMds2Form(language: Language): Promise<Uint8Array> {
  return writeForm({ edition: 'HN 1-2019', ...NO_HEADER, answers: [] }, language);
}

/** A form as a workbook; read again, it is equal. */
export async function mds2ToXlsx(mds2: Mds2): Promise<Uint8Array> {
  return writeForm(mds2, 'en');
}

function writeForm(mds2: Mds2, language: Language): Uint8Array {
  const words = WORDS[language];
  const rows: WrittenCell[][] = [
    row('BOLD', '', `${words.title} (${mds2.edition})`),
    ...words.hints.map((hint) => row('QUIET', '', hint)),
    ...headerRows(mds2),
    row('HEADING', ...words.heads),
  ];
  const headerRow = rows.length;
  rows.push(...questionRows(mds2, language, words));
  const sheet: WrittenSheet = {
    name: 'MDS2',
    columnWidths: [14, 60, 18, 60],
    rows,
    headerRows: headerRow,
    choices: [{ column: 3, fromRow: headerRow + 1, toRow: rows.length, values: Object.values(CHOICES) }],
  };
  return writeWorkbook([sheet]);
}

/** The 2013 form has a block where that of 2019 has questions. */
function headerRows(mds2: Mds2): WrittenCell[][] {
  if (mds2.edition === 'HN 1-2019') return [];
  const block = [
    ['Manufacturer', mds2.manufacturer],
    ['Device Category', mds2.deviceDescription],
    ['Device Model', joinModels(mds2.models)],
    ['Document ID', mds2.documentId],
    ['Document Release Date', mds2.releasedOn],
  ];
  return block.map(([label, value]) => row('PLAIN', label ?? '', value ?? ''));
}

function questionRows(mds2: Mds2, language: Language, words: Words): WrittenCell[][] {
  const { sections, questions } = mds2Form(mds2.edition);
  const answers = new Map(mds2.answers.map((answer) => [answer.questionId, answer]));
  const known = [...questions.values()];
  const others = mds2.answers.filter(({ questionId }) => !questions.has(questionId));
  return [
    ...sections.flatMap((section) => [
      row('HEADING', headingOf(section, mds2.edition), section.name[language]),
      ...known
        .filter((question) => question.section === section.id)
        .map(({ id }) => answerRow(answers.get(id) ?? blankAnswer(id))),
    ]),
    ...(others.length === 0 ? [] : [row('HEADING', '', words.others)]),
    ...others.map(answerRow),
  ];
}

/** A section's bare number or letter would be taken for a question's in the 2013 form. */
function headingOf({ id }: Mds2Section, edition: Mds2Edition): string {
  return edition === 'HN 1-2019' ? id : `§ ${id}`;
}

function answerRow({ questionId, answer, raw, note }: Mds2Answer): WrittenCell[] {
  const choice = answer === 'BLANK' || answer === 'OTHER' ? '' : CHOICES[answer];
  return row('PLAIN', questionId, '', raw ?? choice, note ?? '');
}

function row(look: WrittenCell['look'], ...texts: string[]): WrittenCell[] {
  return texts.map((text) => ({ text, look }));
}
