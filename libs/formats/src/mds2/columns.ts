import type { Row, Sheet } from '../workbook/workbook.ts';
import { readAnswer } from './answer.ts';
import type { FormSheet, QuestionRow } from './form-sheet.ts';
import { comparable } from './text.ts';

/** Where in a form's rows things stand. */
export interface Columns {
  question: number | null;
  answer: number;
  notes: number[];
  /** What stands there belongs to other standards. */
  controls: number[];
}

type Kind = 'ID' | 'ANSWER' | 'NOTE' | 'QUESTION';

/** How the heads of the columns are spelled; the first that fits counts. */
const HEADS: [Kind, RegExp][] = [
  ['ID', /\bid\b|\bid$|identifier|番号|項番|^(?:no\.?|#)$/],
  ['ANSWER', /\byes\b.{1,6}\bno\b|はい.{1,6}いいえ|^answer|\bresponse\b|回答|答え|^選択/],
  ['NOTE', /note|remark|comment|注記|備考|補足|説明|コメント/],
  ['QUESTION', /question|質問|設問|項目|内容/],
];
const MAX_HEAD = 80;
/** So many choices in another column show that the head was wrong. */
const TELLING = 5;
/** Beside the notes, forms name the controls of other standards: `AU-2`, `A.12.4.1`. */
const CONTROL = /^(?:[A-Z]{4}|[A-Z]{1,5}[-. ]?\d[A-Z\d.,() -]{0,60})$/;

/** Finds the columns by their heads where there are any, and by what stands in them. */
export function findColumns(form: FormSheet): Columns {
  const heads = findHeads(form);
  const texts = textsByColumn(form);
  const choices = choicesByColumn(form);
  choices.delete(form.idColumn);
  const answer = answerColumn(form, heads, choices);
  const question = heads.QUESTION[0] ?? questionColumn(form, answer, texts);
  const headed = heads.NOTE.filter((column) => column !== answer && column !== question);
  const controls = [...texts].filter(([, texts]) => areControls(texts)).map(([column]) => column);
  const taken = [...controls, ...(question === null ? [] : [question])];
  return { question, answer, notes: headed.length > 0 ? headed : [noteColumn(answer, taken, texts)], controls };
}

/** Whether a row holds the heads of the columns. */
export function isHead(cells: Row['cells']): boolean {
  return kindsIn(headsIn(cells)) >= 2;
}

function kindsIn(heads: Map<number, Kind>): number {
  return new Set(heads.values()).size;
}

/** The kinds of head that the cells of a row are. */
function headsIn(cells: Row['cells']): Map<number, Kind> {
  const heads = new Map<number, Kind>();
  for (const { column, text } of cells) {
    const head = text.length <= MAX_HEAD ? comparable(text) : '';
    const kind = HEADS.find(([, spelling]) => spelling.test(head))?.[0];
    if (kind) heads.set(column, kind);
  }
  return heads;
}

/** The row above the first question that has most heads. */
function findHeads({ sheet, idColumn, questions }: FormSheet): Record<Kind, number[]> {
  const first = questions[0]?.row.number ?? 0;
  const above = sheet.rows.filter(({ number }) => number < first).toReversed();
  const [best] = above
    .map(({ cells }) => headsIn(cells))
    .filter((heads) => kindsIn(heads) >= 2)
    .toSorted((a, b) => kindsIn(b) - kindsIn(a));
  const found: Record<Kind, number[]> = { ID: [], ANSWER: [], NOTE: [], QUESTION: [] };
  for (const [column, kind] of best ?? []) if (column !== idColumn) found[kind].push(column);
  return found;
}

function answerColumn({ idColumn }: FormSheet, heads: Record<Kind, number[]>, choices: Map<number, number>): number {
  const [headed] = heads.ANSWER;
  const isTaken = (column: number) => heads.QUESTION.includes(column) || heads.NOTE.includes(column);
  const [best] = [...choices].filter(([column]) => !isTaken(column)).toSorted(([a, x], [b, y]) => y - x || a - b);
  if (headed !== undefined) {
    const isWrong = !choices.has(headed) && best !== undefined && best[1] >= TELLING;
    return isWrong ? best[0] : headed;
  }
  if (best) return best[0];
  const [question] = heads.QUESTION;
  return question === undefined ? idColumn + 2 : question + 1;
}

/** The column with the longest texts. */
function questionColumn({ idColumn }: FormSheet, answer: number, texts: Map<number, string[]>): number | null {
  const lengths = [...texts]
    .filter(([column]) => column !== idColumn && column !== answer)
    .map(([column, texts]) => ({ column, length: texts.reduce((sum, text) => sum + text.length, 0) }));
  // Between identifier and answer, if anything stands there.
  const between = lengths.filter(({ column }) => column > idColumn && column < answer);
  const [longest] = (between.length > 0 ? between : lengths).toSorted((a, b) => b.length - a.length);
  return longest?.column ?? null;
}

function noteColumn(answer: number, taken: number[], texts: Map<number, string[]>): number {
  const right = [...texts.keys()].filter((column) => column > answer && !taken.includes(column));
  return right.length > 0 ? Math.min(...right) : answer + 1;
}

function areControls(texts: string[]): boolean {
  return texts.length >= TELLING && texts.every((text) => CONTROL.test(text));
}

function textsByColumn({ questions }: FormSheet): Map<number, string[]> {
  const texts = new Map<number, string[]>();
  for (const { column, text } of cellsOf(questions)) {
    const list = texts.get(column) ?? [];
    texts.set(column, list);
    list.push(text.slice(0, 200));
  }
  return texts;
}

function choicesByColumn({ questions }: FormSheet): Map<number, number> {
  const choices = new Map<number, number>();
  for (const { column, text } of cellsOf(questions)) {
    const { answer } = readAnswer('', text.slice(0, 200));
    if (answer !== 'OTHER' && answer !== 'BLANK') choices.set(column, (choices.get(column) ?? 0) + 1);
  }
  return choices;
}

function cellsOf(questions: QuestionRow[]): Sheet['rows'][number]['cells'] {
  return questions.flatMap(({ row }) => row.cells);
}
