import type { Findings } from '../finding.ts';
import { calendarDateIn } from '../mds2/calendar-date.ts';
import { cleanText } from '../mds2/text.ts';
import type { Cell, Row, Sheet } from '../workbook/workbook.ts';
import type { PlacedQuestion } from './findings.ts';
import type { QuestionColumns } from './question-columns.ts';

export interface FoundSection {
  id: string;
  title: string;
  questions: PlacedQuestion[];
}

/** Of all sheets together; the longest forms have some hundred questions. */
const MAX_LINES = 10_000;
const MAX_NAME = 500;

export const ROWS_ADVICE = {
  'formats.questionnaire_too_long': 'Split the questionnaire into several.',
  'formats.target_date_unclear': 'Write the date as year, month and day, such as 2026-03-31.',
} as const;
type RowFindings = Pick<Findings<keyof typeof ROWS_ADVICE>, 'error' | 'warning'>;

/**
 * Reads the questions of a sheet, section by section. A section begins where the column of sections says something new,
 * or in a row that holds a single text and no question.
 */
export class QuestionRows {
  readonly sections: FoundSection[] = [];
  private readonly sheet: Sheet;
  private readonly columns: QuestionColumns;
  private readonly findings: RowFindings;
  private readonly sectionIds = new Set<string>();
  private readonly questionIds = new Set<string>();
  private lines = 0;

  constructor(sheet: Sheet, columns: QuestionColumns, findings: RowFindings) {
    this.sheet = sheet;
    this.columns = columns;
    this.findings = findings;
  }

  read(): FoundSection[] {
    for (const row of this.sheet.rows) {
      if (row.number > this.columns.row.number && !this.repeatsHeads(row)) this.take(row);
      if (this.lines < MAX_LINES) continue;
      const place = this.sheet.place({ row: row.number, column: this.columns.question });
      this.findings.error('formats.questionnaire_too_long', `Nothing was read after ${MAX_LINES} lines.`, place);
      break;
    }
    return this.sections;
  }

  private take(row: Row): void {
    const question = this.text(row, this.columns.question);
    const section = this.shown(row, this.columns.section);
    if (question !== '') {
      if (section !== '' && section.slice(0, MAX_NAME) !== this.sections.at(-1)?.title) this.beginSection(row, section);
      this.takeQuestion(row, question);
    } else if (section !== '' && this.text(row, this.columns.section) !== '') {
      this.beginSection(row, section, this.text(row, this.columns.id));
    } else if (this.continuesQuestion(row)) {
      this.continueQuestion(row);
    } else if (row.cells.length === 1 && row.cells[0]) {
      this.beginSection(row, cleanText(row.cells[0].text));
    }
  }

  private beginSection(row: Row, title: string, id = ''): void {
    if (title === '') return;
    this.lines += 1;
    const own = freeId([id, String(this.sections.length + 1), `row ${row.number}`], this.sectionIds);
    this.sections.push({ id: own, title: title.slice(0, MAX_NAME), questions: [] });
    this.questionIds.clear();
  }

  private takeQuestion(row: Row, question: string): void {
    if (this.sections.length === 0) this.beginSection(row, this.sheet.name);
    this.lines += 1;
    const id = freeId([this.text(row, this.columns.id), `row ${row.number}`], this.questionIds);
    const remark = this.text(row, this.columns.remark);
    const { targetOn, unclear } = this.targetIn(row);
    this.sections.at(-1)?.questions.push({
      id,
      question,
      answer: this.text(row, this.columns.answer) || null,
      remark: [remark, unclear].filter((text) => text !== '').join('\n') || null,
      targetOn,
      place: this.sheet.place({ row: row.number, column: this.columns.question }),
    });
  }

  /** A date that cannot be read stays among the remarks. */
  private targetIn(row: Row): { targetOn: string | null; unclear: string } {
    const cell = this.cell(row, this.columns.targetOn);
    const text = cleanText(cell?.text ?? '');
    if (!cell || text === '') return { targetOn: null, unclear: '' };
    const targetOn = calendarDateIn(text);
    if (targetOn !== null) return { targetOn, unclear: '' };
    const detail = `"${text}" cannot be read as one day; it was put among the remarks.`;
    this.findings.warning('formats.target_date_unclear', detail, this.sheet.place(cell));
    return { targetOn: null, unclear: text };
  }

  /** Whether the question above is merged down into this row, so that its answer has several rows. */
  private continuesQuestion(row: Row): boolean {
    const above = this.sheet.at(row.number, this.columns.question);
    return above?.column === this.columns.question && above.row < row.number;
  }

  private continueQuestion(row: Row): void {
    const question = this.sections.at(-1)?.questions.at(-1);
    if (!question) return;
    const joined = (before: string | null, text: string) => [before, text].filter(Boolean).join('\n') || null;
    question.answer = joined(question.answer, this.text(row, this.columns.answer));
    question.remark = joined(question.remark, this.text(row, this.columns.remark));
  }

  /** Long forms repeat the heads on each page. */
  private repeatsHeads(row: Row): boolean {
    const { question, answer, row: heads } = this.columns;
    return [question, answer].every((column) => this.text(row, column) === this.text(heads, column));
  }

  /** What stands in that very cell, not what is merged into it. */
  private cell({ number }: Row, column: number | null): Cell | undefined {
    const cell = column === null ? undefined : this.sheet.at(number, column);
    return cell?.row === number && cell.column === column ? cell : undefined;
  }

  private text(row: Row, column: number | null): string {
    return cleanText(this.cell(row, column)?.text ?? '');
  }

  private shown({ number }: Row, column: number | null): string {
    return column === null ? '' : cleanText(this.sheet.at(number, column)?.text ?? '');
  }
}

/** The first of these that says something and was not taken before; takes it. */
function freeId(wanted: string[], taken: Set<string>): string {
  const ids = wanted.map((id) => id.slice(0, MAX_NAME));
  let id = ids.find((id) => id !== '' && !taken.has(id)) ?? ids.at(-1) ?? '';
  while (taken.has(id)) id += "'";
  taken.add(id);
  return id;
}
