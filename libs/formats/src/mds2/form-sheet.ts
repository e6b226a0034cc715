import type { Cell, Row, Sheet, Workbook } from '../workbook/workbook.ts';
import { isHeading, readQuestionId } from './question-id.ts';
import { type Mds2Edition, mds2Form } from './questions.ts';

/** A sheet that holds a form, and where in it the questions stand. */
export interface FormSheet {
  sheet: Sheet;
  edition: Mds2Edition;
  idColumn: number;
  /** From top to bottom. */
  questions: QuestionRow[];
  /** How many questions of the edition it holds. */
  known: number;
}

export interface QuestionRow {
  id: string;
  row: Row;
}

const EDITIONS: Mds2Edition[] = ['HN 1-2019', 'HN 1-2013'];
/** Numbers such as `5-1` stand in all kinds of tables; those of 2019 are the form's own. */
const TELLING = 10;
const TITLE = /mds ?2\b|manufacturer disclosure statement|hn 1-20(?:13|19)/;
const TITLE_ROWS = 20;

export function isNamedMds2(sheet: Sheet): boolean {
  return /mds[\s_-]?2/i.test(sheet.name.normalize('NFKC'));
}

/** The sheets that may hold a form, the likeliest first: shown ones, those named MDS2, those with most questions. */
export function formSheets({ sheets }: Workbook): FormSheet[] {
  return sheets
    .flatMap((sheet) => formIn(sheet) ?? [])
    .toSorted(
      (a, b) =>
        Number(isVisible(b)) - Number(isVisible(a)) ||
        Number(isTelling(b)) - Number(isTelling(a)) ||
        Number(isNamedMds2(b.sheet)) - Number(isNamedMds2(a.sheet)) ||
        b.known - a.known,
    );
}

/** Whether a workbook is an MDS2 form, rather than a questionnaire or anything else. */
export function isMds2Workbook(workbook: Workbook): boolean {
  return formSheets(workbook).some((form) => isTelling(form) || isNamedMds2(form.sheet));
}

export const isVisible = ({ sheet }: FormSheet) => sheet.visibility === 'VISIBLE';
const isTelling = ({ known }: FormSheet) => known >= TELLING;

function formIn(sheet: Sheet): FormSheet | null {
  const forms = EDITIONS.flatMap((edition) => formOfEdition(sheet, edition) ?? []);
  const [best] = forms.toSorted((a, b) => b.known - a.known);
  return best ?? null;
}

function formOfEdition(sheet: Sheet, edition: Mds2Edition): FormSheet | null {
  const known = new Map<number, Set<string>>();
  const { questions } = mds2Form(edition);
  for (const { column, text } of sheet.rows.flatMap(({ cells }) => cells)) {
    const id = readQuestionId(text, edition);
    if (id === null || !questions.has(id)) continue;
    const ids = known.get(column) ?? new Set();
    known.set(column, ids.add(id));
  }
  const [best] = [...known].toSorted(([, a], [, b]) => b.size - a.size);
  if (!best) return null;
  const [idColumn, ids] = best;
  const form = { sheet, edition, idColumn, questions: questionRows(sheet, edition, idColumn), known: ids.size };
  return edition === 'HN 1-2013' && !(isNamedMds2(sheet) || (isTelling(form) && isTitled(sheet))) ? null : form;
}

function questionRows(sheet: Sheet, edition: Mds2Edition, idColumn: number): QuestionRow[] {
  return sheet.rows.flatMap((row) => {
    const cell = row.cells.find(({ column }) => column === idColumn);
    const id = cell ? readQuestionId(cell.text, edition) : null;
    return id === null || isHeading(id, edition) ? [] : [{ id, row }];
  });
}

function isTitled(sheet: Sheet): boolean {
  const isTitle = ({ text }: Cell) => TITLE.test(text.slice(0, 300).normalize('NFKC').toLowerCase());
  return sheet.rows.slice(0, TITLE_ROWS).some(({ cells }) => cells.some(isTitle));
}
