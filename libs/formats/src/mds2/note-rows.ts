import type { Row, Workbook } from '../workbook/workbook.ts';
import { isHead } from './columns.ts';
import type { FormSheet } from './form-sheet.ts';
import { NoteList } from './notes.ts';
import { readQuestionId } from './question-id.ts';
import { type Mds2Edition, sectionOf } from './questions.ts';
import { cleanText } from './text.ts';

const NOTE_SHEET = /note|remark|comment|注記|注釈|備考|補足/i;
/** `Notes:`, `ALOF notes: …`, `注記`. */
const MARKER = /^(?:[^\n\d:：]{0,40}[\s(])?(?:notes?|注記|注釈|備考)[)\s]*(?:[:：]\s*([^]*))?$/i;
const NUMBER = /^(?:(?:notes?|注記?|注釈|備考)\s?#?|[#※*(（[])?\s?(\d{1,3})\s?[.:：)）\]]?$/i;
const NUMBERED = /^(?:(?:notes?|注記?|注釈|備考)\s?#?|[#※*(（[])?\s?(\d{1,3})(?:\s?[.:：)）\]、-]\s*|\s+)(\S[^]*)$/i;
const SAYS_NOTE = /^\s*(?:note|注|※)/i;
const NAMED = /^([A-Za-z]{0,6}[-－]?\d[\d.-]{0,8})\s?[:：]\s*(\S[^]*)$/;
/** A section's heading, such as `AUDIT CONTROLS (AUDT)`. */
const HEADING = /\([A-Z]{4}\)/;

/** Gathers the notes that stand on sheets of their own, below the questions, or below each section of them. */
export function gatherNotes(workbook: Workbook, form: FormSheet): NoteList {
  const gatherer = new NoteGatherer(form.edition);
  gatherer.readForm(form);
  for (const sheet of workbook.sheets) {
    if (sheet === form.sheet || !NOTE_SHEET.test(sheet.name)) continue;
    for (const row of sheet.rows) gatherer.readRow(row, null);
  }
  return gatherer.list;
}

class NoteGatherer {
  readonly list = new NoteList();
  private readonly edition: Mds2Edition;

  constructor(edition: Mds2Edition) {
    this.edition = edition;
  }

  readForm({ sheet, questions }: FormSheet): void {
    const sections = new Map(questions.map(({ id, row }) => [row.number, sectionOf(id)]));
    const last = questions.at(-1)?.row.number ?? 0;
    let section: string | null = null;
    let areNotes = false;
    for (const row of sheet.rows) {
      const asked = sections.get(row.number);
      if (asked !== undefined) {
        section = asked;
        areNotes = false;
        continue;
      }
      if (section === null || isHead(row.cells)) continue;
      const first = row.cells[0]?.text ?? '';
      if (row.cells.some(({ text }) => HEADING.test(text)) && !SAYS_NOTE.test(first)) areNotes = false;
      else if (MARKER.test(first.trim())) areNotes = true;
      if (areNotes || row.number > last || SAYS_NOTE.test(first)) this.readRow(row, section);
    }
  }

  /** A row is `3 | text`, or has several notes in a cell: `3. text`, a line each. */
  readRow({ cells }: Row, section: string | null): void {
    const texts = cells.map(({ text }) => cleanText(text)).filter((text) => text !== '');
    const [first = '', ...rest] = texts;
    const name = NUMBER.exec(first)?.[1] ?? this.questionId(first);
    if (name !== undefined && rest.length > 0) {
      this.list.add(section, nameOf(name), rest.join('\n'));
      return;
    }
    const marked = MARKER.exec(first);
    const lines = (marked ? [marked[1] ?? '', ...rest] : texts).flatMap((text) => text.split('\n'));
    this.readLines(lines, section);
  }

  private readLines(lines: string[], section: string | null): void {
    let name = '';
    let note: string[] = [];
    const keep = () => {
      const text = note.join('\n').trim();
      if (name !== '' || section !== null) this.list.add(section, name, text);
    };
    for (const written of lines) {
      const line = written.trim();
      const [, next, text] = NAMED.exec(line) ?? NUMBERED.exec(line) ?? [];
      const id = next === undefined ? undefined : /^\d+$/.test(next) ? nameOf(next) : this.questionId(next);
      if (id === undefined || text === undefined) {
        note.push(line);
        continue;
      }
      keep();
      name = id;
      note = [text];
    }
    keep();
  }

  private questionId(text: string): string | undefined {
    return readQuestionId(text, this.edition) ?? undefined;
  }
}

/** `03` and `3` are the same note. */
function nameOf(name: string): string {
  return /^\d+$/.test(name) ? String(Number(name)) : name;
}
