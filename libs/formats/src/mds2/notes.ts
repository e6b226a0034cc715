import { MAX_TEXT } from './text.ts';

/** Numbers, and words that refer to a note and say nothing else. */
const NOTE_WORD = /(?:notes?|comments?|remarks?|注記?|注釈|備考|※|\*|#)/giu;
const NUMBERS_AFTER = /^(?: ?(?:no|nos)\b\.?| ?番号)?[\d ,、・&#.:と及びand]*/iu;
const SAYS_ONLY_WHERE =
  /notes?|comments?|remarks?|注記?|注釈|備考|欄|を|に|の|参照|下さい|ください|下記|別紙|please|see|refer|to|the|below|above|sheet|section|nos?\b|and|[\d\s.,;:、。・&#※*()[\]"']/giu;
const BARE_NUMBERS = /^[\s(#*※]*\d{1,3}(?:\s?[,、・&]\s?\d{1,3}){0,9}[\s).]*$/u;

/** The numbers of the notes that a text refers to: 1, 2 and 5 of `see notes 1, 2 and 5`. */
export function referencesIn(text: string): string[] {
  const plain = text.slice(0, 500).normalize('NFKC');
  if (BARE_NUMBERS.test(plain)) return numbersIn(plain);
  const found = [...plain.matchAll(NOTE_WORD)].flatMap(({ index, 0: word }) => {
    const after = plain.slice(index + word.length, index + word.length + 40);
    return numbersIn(NUMBERS_AFTER.exec(after)?.[0] ?? '');
  });
  return [...new Set(found)];
}

/** Whether a text does nothing but refer to notes. */
function onlyRefers(text: string): boolean {
  return text.length < 100 && text.normalize('NFKC').replace(SAYS_ONLY_WHERE, '') === '';
}

function numbersIn(text: string): string[] {
  return (text.match(/\d{1,3}/g) ?? []).map((number) => String(Number(number)));
}

/** Notes that stand away from the questions: by number, by the question's identifier, or one for a whole section. */
export class NoteList {
  private readonly notes = new Map<string, string>();

  /** The first note of a name stays. Section null: for all questions. */
  add(section: string | null, name: string, text: string): void {
    const key = keyOf(section, name);
    if (text !== '' && !this.notes.has(key)) this.notes.set(key, text);
    if (section !== null && name !== '') this.add(null, name, text);
  }

  /** What a question's cells refer to, where they refer to anything that is there. */
  referredTo(section: string, questionId: string, references: string[]): string[] {
    const texts = references.flatMap((name) => this.find(section, name) ?? []);
    if (texts.length > 0) return texts;
    const own = this.notes.get(keyOf(null, questionId));
    return own === undefined ? [] : [own];
  }

  /** What a section's notes say without naming a question or number. */
  ofSection(section: string): string | null {
    return this.notes.get(keyOf(section, '')) ?? null;
  }

  has(section: string, name: string): boolean {
    return this.find(section, name) !== undefined;
  }

  private find(section: string, name: string): string | undefined {
    return this.notes.get(keyOf(section, name)) ?? this.notes.get(keyOf(null, name));
  }
}

function keyOf(section: string | null, name: string): string {
  return `${section ?? '*'} ${name}`;
}

export interface NoteCells {
  section: string;
  questionId: string;
  /** The answer's cell, which may say `Yes (see note 3)`. */
  answer: string;
  isSeeNote: boolean;
  /** What stands beside the choice in the answer's cell. */
  remark: string | null;
  /** The note's own cell. */
  note: string;
}

/** The note of one question: its own, with what it refers to in its place. Null when there is none. */
export function resolveNote(list: NoteList, cells: NoteCells): string | null {
  const { section, questionId, note } = cells;
  const references = [...new Set([...referencesIn(cells.answer), ...referencesIn(note)])];
  const isBare = BARE_NUMBERS.test(note.slice(0, 500).normalize('NFKC'));
  const isReference = isBare ? references.every((name) => list.has(section, name)) : onlyRefers(note);
  const mayRefer = note === '' || isReference || references.length > 0;
  const referred = mayRefer ? list.referredTo(section, questionId, references) : [];
  const general = cells.isSeeNote && mayRefer && referred.length === 0 ? list.ofSection(section) : null;
  const found = general === null ? referred : [general];

  const own = isReference && found.length > 0 ? '' : note;
  const texts = own === '' ? found : [own, ...found.filter((text) => !own.includes(text))];
  if (texts.length > 0) return texts.join('\n').slice(0, MAX_TEXT).toWellFormed();
  return cells.isSeeNote && cells.remark !== null && !onlyRefers(cells.remark) ? cells.remark : null;
}
