import { z } from 'zod';
import { type Mds2, MDS2_ANSWERS, type Mds2Choice, type Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { readAnswer } from './answer.ts';
import { judgeForm, MDS2_ADVICE, type Mds2Findings, type Mds2Reason } from './findings.ts';
import type { FoundAnswer, Mds2Header } from './found-form.ts';
import { HEADER_QUESTIONS, headerOf } from './header.ts';
import { joinModels, MAX_MODELS } from './models.ts';
import { NoteList, resolveNote } from './notes.ts';
import { readQuestionId } from './question-id.ts';
import { mds2Form, type Mds2Edition, sectionOf } from './questions.ts';
import { mds2Reading } from './reading.ts';
import { cleanText, MAX_TEXT } from './text.ts';

const MAX_ANSWERS = 2_000;

const text = z.string().max(MAX_TEXT);
const name = text.nullable().optional();

/** A form in JSON, by a schema of this project's own. A question that is left out counts as one that is blank. */
export const mds2FormSchema = z.strictObject({
  format: z.literal('tasuki.mds2'),
  formatVersion: z.literal(1),
  edition: z.enum(['HN 1-2019', 'HN 1-2013']),
  manufacturer: name,
  deviceDescription: name,
  models: z.array(text.min(1)).max(MAX_MODELS).optional(),
  documentId: name,
  releasedOn: z.iso.date().nullable().optional(),
  answers: z
    .array(
      z.strictObject({
        id: z.string().max(20),
        answer: z.enum(MDS2_ANSWERS),
        /** The answer in words, where it says more than the choice: `Yes, optional`. */
        raw: text.nullable().optional(),
        note: text.nullable().optional(),
      }),
    )
    .max(MAX_ANSWERS),
});

export type Mds2FormDocument = z.infer<typeof mds2FormSchema>;
type AnswerDocument = Mds2FormDocument['answers'][number];

/** Reads a form in JSON, parsed already. */
export function readMds2Json(document: unknown): Reading {
  const findings: Mds2Findings = new Findings<Mds2Reason>(MDS2_ADVICE);
  const parsed = mds2FormSchema.safeParse(document);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      findings.error('formats.mds2_schema', message, { pointer: pointerOf(path) });
    }
    return mds2Reading('MDS2_JSON', null, findings.list());
  }
  const { edition, answers: listed } = parsed.data;
  const answers = listed.flatMap((answer, index) => foundAnswer(answer, index, edition, findings) ?? []);
  const form =
    edition === 'HN 1-2019'
      ? withHeaderAnswers(parsed.data, answers, findings)
      : { header: statedHeader(parsed.data), answers };
  const mds2 = judgeForm({ edition, place: { pointer: '' }, ...form }, findings);
  return mds2Reading('MDS2_JSON', mds2, findings.list());
}

/** The same form in JSON; read again, it is equal. */
export function mds2ToJson(mds2: Mds2): Mds2FormDocument {
  const { edition, manufacturer, deviceDescription, models, documentId, releasedOn } = mds2;
  const { questions } = mds2Form(edition);
  const answers = mds2.answers
    .filter(({ questionId, answer, note }) => !questions.has(questionId) || answer !== 'BLANK' || note !== null)
    .map(({ questionId, answer, raw, note }): AnswerDocument => ({
      id: questionId,
      answer,
      ...(raw !== null && { raw }),
      ...(note !== null && { note }),
    }));
  const header = { manufacturer, deviceDescription, models, documentId, releasedOn };
  return { format: 'tasuki.mds2', formatVersion: 1, edition, ...header, answers };
}

function foundAnswer(
  { id, answer, raw: written, note }: AnswerDocument,
  index: number,
  edition: Mds2Edition,
  findings: Mds2Findings,
): FoundAnswer | null {
  const pointer = `/answers/${index}`;
  const questionId = readQuestionId(id, edition);
  if (questionId === null) {
    findings.error('formats.mds2_schema', `"${id}" is no question's identifier.`, { pointer: `${pointer}/id` });
    return null;
  }
  const raw = cleanText(written ?? '');
  const read = readAnswer(questionId, raw === '' ? (PLAIN[answer] ?? '') : raw);
  if (read.answer !== answer) {
    const detail =
      raw === '' ? `${answer} without "raw" says nothing.` : `"raw" says ${read.answer}, and "answer" ${answer}.`;
    findings.error('formats.mds2_schema', detail, { pointer: `${pointer}/raw` });
    return null;
  }
  const section = sectionOf(questionId);
  const cells = { section, questionId, answer: '', isSeeNote: answer === 'SEE_NOTE', remark: read.remark };
  const resolved = resolveNote(NO_NOTES, { ...cells, note: cleanText(note ?? '') });
  return { questionId, section, answer, raw: read.raw, note: resolved, place: { pointer } };
}

const NO_NOTES = new NoteList();
const PLAIN: Partial<Record<Mds2Choice, string>> = { YES: 'Yes', NO: 'No', NA: 'N/A', SEE_NOTE: 'See Note' };

function statedHeader(document: Mds2FormDocument): Mds2Header {
  const clean = (text: string | null | undefined) => cleanText(text ?? '') || null;
  return {
    manufacturer: clean(document.manufacturer),
    deviceDescription: clean(document.deviceDescription),
    models: (document.models ?? []).map(cleanText).filter((model) => model !== ''),
    documentId: clean(document.documentId),
    releasedOn: document.releasedOn ?? null,
  };
}

/** What the header states is the answer to DOC-1 to DOC-7, unless those are answered, too: then both must say the same. */
function withHeaderAnswers(
  document: Mds2FormDocument,
  listed: FoundAnswer[],
  findings: Mds2Findings,
): { header: Mds2Header; answers: FoundAnswer[] } {
  const stated = statedHeader(document);
  const fields = Object.entries(stated).map(([field, value]) => ({
    field,
    questionId: HEADER_QUESTIONS[field as keyof Mds2Header],
    text: Array.isArray(value) ? joinModels(value) : (value ?? ''),
  }));
  const added = fields
    .filter(({ questionId, text }) => text !== '' && !listed.some((answer) => answer.questionId === questionId))
    .map(({ field, questionId, text }) => headerAnswer(questionId, text, `/${field}`));
  const answers = [...listed, ...added];
  const header = headerOf(answers);
  for (const { field, questionId, text } of fields) {
    const value = header[field as keyof Mds2Header];
    if (text === '' || isSame(value, stated[field as keyof Mds2Header])) continue;
    const detail = `"${field}" and ${questionId} do not say the same, or a name in it would be read as several.`;
    findings.error('formats.mds2_schema', detail, { pointer: `/${field}` });
  }
  return { header, answers };
}

function headerAnswer(questionId: string, text: string, pointer: string): FoundAnswer {
  const { answer, raw } = readAnswer(questionId, text);
  return { questionId, section: sectionOf(questionId), answer, raw, note: null, place: { pointer } };
}

function isSame(a: string | string[] | null, b: string | string[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function pointerOf(path: PropertyKey[]): string {
  return path.map((step) => `/${String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
