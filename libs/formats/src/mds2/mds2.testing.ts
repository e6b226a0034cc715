import type { Mds2, Mds2Answer, Reading } from '../document.ts';
import { type TestCell, type TestSheet, type TestWorkbook, workbookOf } from '../workbook/workbook.testing.ts';
import { readMds2Xlsx } from './mds2-xlsx.ts';
import { mds2Form, type Mds2Edition } from './questions.ts';

/** Answers and notes by question: `{ 'MLDP-2': ['No', 'because'] }`. */
export type Filled = Record<string, [answer: TestCell, note?: TestCell]>;

export const DOC: Filled = {
  'DOC-1': ['Acme Medical K.K.'],
  'DOC-2': ['Infusion pump'],
  'DOC-3': ['AP-5, AP-7'],
  'DOC-4': ['MDS2-0042'],
  'DOC-5': ['security@acme.example'],
  'DOC-6': ['Sends readings to the ward server'],
  'DOC-7': ['2024-03-31'],
};

/** A word of our own for each question: as long as a question, and different in each line. */
export const questionText = (id: string) =>
  `Here stands the question that the standard asks under ${id}, which is long.`;

/** Every question of the edition answered with Yes where nothing else is given, as rows of identifier, question, answer, note. */
export function formRows(filled: Filled = {}, edition: Mds2Edition = 'HN 1-2019'): TestCell[][] {
  const { sections, questions } = mds2Form(edition);
  const given: Filled = edition === 'HN 1-2019' ? { ...CONSISTENT, ...DOC, ...filled } : filled;
  return sections.flatMap(({ id, name }) => [
    [`${name.en.toUpperCase()} (${id})`],
    ...[...questions.values()]
      .filter(({ section }) => section === id)
      .map((question): TestCell[] => {
        const [answer, note = null] = given[question.id] ?? ['Yes'];
        return [question.id, questionText(question.id), answer, note];
      }),
  ]);
}

/** Yes everywhere contradicts these gates. */
const CONSISTENT: Filled = { 'PLOK-1': ['No'] };

export const HEADS = ['Question ID', 'Question', 'Answer', 'Note'];

export function formOf(rows: (TestCell[] | null)[], options: Partial<TestSheet> & TestWorkbook = {}): Uint8Array {
  const { name = 'MDS2', merges = [], sharedStrings, styles } = options;
  const workbook = { ...(sharedStrings !== undefined && { sharedStrings }), ...(styles !== undefined && { styles }) };
  return workbookOf([{ name, rows, merges }], workbook);
}

export async function readForm(
  bytes: Uint8Array,
): Promise<{ mds2: Mds2; answers: Map<string, Mds2Answer>; findings: string[]; reading: Reading }> {
  const reading = await readMds2Xlsx(bytes);
  const { mds2 } = reading.facts;
  if (!mds2) throw new Error(`Nothing was read: ${JSON.stringify(reading.findings)}`);
  const answers = new Map(mds2.answers.map((answer) => [answer.questionId, answer]));
  return { mds2, answers, findings: told(reading), reading };
}

export function told({ findings }: Pick<Reading, 'findings'>): string[] {
  return findings.map(({ severity, reason }) => `${severity} ${reason.replace('formats.', '')}`);
}
