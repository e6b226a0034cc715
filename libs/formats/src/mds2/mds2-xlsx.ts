import type { Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { type OpenedWorkbook, openWorkbook } from '../workbook/open-workbook.ts';
import type { Cell, Sheet, Workbook } from '../workbook/workbook.ts';
import { readAnswer } from './answer.ts';
import { type Columns, findColumns } from './columns.ts';
import { judgeForm, MDS2_ADVICE, type Mds2Findings, type Mds2Reason } from './findings.ts';
import { type FormSheet, formSheets, isVisible, type QuestionRow } from './form-sheet.ts';
import type { FoundAnswer, FoundForm } from './found-form.ts';
import { readHeaderBlock } from './header-block.ts';
import { headerOf, isHeaderQuestion } from './header.ts';
import { gatherNotes } from './note-rows.ts';
import { type NoteList, resolveNote } from './notes.ts';
import { mds2Form, sectionOf } from './questions.ts';
import { mds2Reading } from './reading.ts';
import { cleanText } from './text.ts';

/** Reads an MDS2 form from a workbook, as people fill them in. */
export async function readMds2Xlsx(bytes: Uint8Array): Promise<Reading> {
  return readMds2Workbook(openWorkbook(bytes));
}

/** The same for a workbook that was opened already. */
export function readMds2Workbook({ workbook, findings: opening }: OpenedWorkbook): Reading {
  const findings: Mds2Findings = new Findings<Mds2Reason>(MDS2_ADVICE);
  const found = workbook && findForm(workbook, findings);
  const mds2 = found && judgeForm(found, findings);
  return mds2Reading('MDS2_XLSX', mds2, [...opening, ...findings.list()]);
}

function findForm(workbook: Workbook, findings: Mds2Findings): FoundForm | null {
  const [form, ...others] = formSheets(workbook);
  if (!form) {
    const names = workbook.sheets.slice(0, 10).map(({ name }) => `"${name}"`);
    findings.error('formats.mds2_not_found', `No MDS2 form was found in the sheets ${names.join(', ')}.`);
    return null;
  }
  if (!isVisible(form)) {
    findings.warning('formats.mds2_sheet_hidden', `The form stands in the hidden sheet "${form.sheet.name}".`);
  }
  const whole = others.filter((other) => isVisible(other) && other.known * 2 >= mds2Form(other.edition).questions.size);
  if (whole.length > 0) {
    const names = whole.slice(0, 10).map(({ sheet }) => `"${sheet.name}"`);
    const detail = `"${form.sheet.name}" was read; there are more forms: ${names.join(', ')}.`;
    findings.warning('formats.mds2_several_forms', detail);
  }
  const answers = readAnswers(form, gatherNotes(workbook, form));
  const header = form.edition === 'HN 1-2019' ? headerOf(answers) : readHeaderBlock(form);
  const [first] = form.questions;
  return { edition: form.edition, header, answers, place: first ? placeOf(form, first) : { cell: form.sheet.name } };
}

function readAnswers(form: FormSheet, notes: NoteList): FoundAnswer[] {
  const columns = findColumns(form);
  const heights = heightsOf(form);
  return form.questions.map((question) => {
    const last = heights.get(question.row.number) ?? question.row.number;
    const cells = answerCells(form, columns, question, last);
    return { ...answerIn(cells, question.id, notes), place: placeOf(form, question) };
  });
}

interface AnswerCells {
  answer: string;
  note: string;
}

/** A question may go over several rows, its identifier's cells being merged. */
function answerCells(
  form: FormSheet,
  { question, answer, notes, controls }: Columns,
  { id, row }: QuestionRow,
  last: number,
): AnswerCells {
  const { sheet, idColumn } = form;
  const taken = new Set<Cell>();
  const take = (columns: number[]) => {
    const texts: string[] = [];
    for (let number = row.number; number <= last; number++) {
      for (const cell of columns.flatMap((column) => sheet.at(number, column) ?? [])) {
        const isQuestion = cell.column === idColumn || cell.column === question;
        if (isQuestion || taken.has(cell)) continue;
        taken.add(cell);
        texts.push(cleanText(cell.text));
      }
    }
    return texts.filter((text) => text !== '').join('\n');
  };
  const cells = { answer: take([answer]), note: take(notes) };
  if (!isHeaderQuestion(id) || cells.answer !== '' || cells.note !== '') return cells;
  const right = row.cells
    .map(({ column }) => column)
    .filter((column) => column > idColumn && !controls.includes(column));
  return { ...cells, answer: take(right) };
}

function answerIn(
  { answer: written, note }: AnswerCells,
  questionId: string,
  notes: NoteList,
): Omit<FoundAnswer, 'place'> {
  const section = sectionOf(questionId);
  const { answer, raw, remark } = readAnswer(questionId, written);
  const isSeeNote = answer === 'SEE_NOTE';
  // What stands in a header's cell is a name or a date, never a reference.
  const refers = answer !== 'OTHER' && answer !== 'BLANK';
  const resolved = resolveNote(notes, { section, questionId, answer: refers ? written : '', isSeeNote, remark, note });
  return { questionId, section, answer, raw, note: resolved };
}

/** The last row of each question whose identifier's cell is merged over several. */
function heightsOf({ sheet, idColumn }: FormSheet): Map<number, number> {
  const lastRow = sheet.rows.at(-1)?.number ?? 0;
  const merges = sheet.merges.filter(({ from }) => from.column === idColumn);
  return new Map(merges.map(({ from, to }) => [from.row, Math.min(to.row, from.row + MAX_HEIGHT, lastRow)]));
}

const MAX_HEIGHT = 20;

function placeOf({ sheet, idColumn }: { sheet: Sheet; idColumn: number }, { row }: QuestionRow) {
  return sheet.place({ row: row.number, column: idColumn });
}
