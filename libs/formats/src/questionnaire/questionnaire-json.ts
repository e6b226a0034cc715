import { z } from 'zod';
import type { Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { checkShape, headerOf, pointerTo, SHAPE_ADVICE } from '../own-format/check-shape.ts';
import { calendarDate, headerFields, name, optional } from '../own-format/fields.ts';
import { MAX_CELL_TEXT } from '../workbook/cell-text.ts';
import { factsOf, judgeAnswers, QUESTIONNAIRE_ADVICE } from './findings.ts';

/** An empty text is no answer. */
const maybeText = z
  .string()
  .trim()
  .max(MAX_CELL_TEXT)
  .nullish()
  .transform((value) => value || null);

const question = z.strictObject({
  id: name().describe('Unique in its section.'),
  question: z.string().trim().min(1).max(MAX_CELL_TEXT),
  answer: maybeText,
  remark: maybeText,
  targetOn: optional(calendarDate()).describe('By when the vendor means to do what is not done yet.'),
});

/** Questions that hospitals ask, and a vendor's answers: Japan's MDS/SDS, or any other form. */
export const questionnaireSchema = z
  .strictObject({
    format: z.literal('tasuki.questionnaire'),
    formatVersion: z.literal(1),
    ...headerFields,
    title: name(),
    form: optional(name()).describe('Which form it is, such as MDS/SDS.'),
    sections: z.array(z.strictObject({ id: name().describe('Unique.'), title: name(), questions: z.array(question) })),
  })
  .meta({ title: 'Questionnaire', description: 'Questions about the security of a product, and their answers.' });

const ADVICE = {
  ...SHAPE_ADVICE,
  ...QUESTIONNAIRE_ADVICE,
  'formats.question_id_twice': 'Give each section, and each question of a section, an id of its own.',
} as const;

/** Reads a questionnaire in JSON, parsed already. */
export function readQuestionnaireJson(document: unknown, now = new Date()): Reading {
  const findings = new Findings<keyof typeof ADVICE>(ADVICE);
  const own = checkShape(document, questionnaireSchema, findings);
  if (!own) return { format: 'QUESTIONNAIRE_JSON', formatVersion: null, findings: findings.list(), facts: {} };

  const tellRepeated = (items: { id: string }[], path: (string | number)[]) => {
    for (const index of repeatedIn(items)) {
      const place = { pointer: pointerTo([...path, index, 'id']) };
      findings.error('formats.question_id_twice', `The id "${items[index]?.id}" was given before.`, place);
    }
  };
  tellRepeated(own.sections, ['sections']);
  const sections = own.sections.map((section, at) => {
    tellRepeated(section.questions, ['sections', at, 'questions']);
    const placed = section.questions.map((question, index) => {
      return { ...question, place: { pointer: pointerTo(['sections', at, 'questions', index]) } };
    });
    return { ...section, questions: placed };
  });
  judgeAnswers(
    sections.flatMap(({ questions }) => questions),
    now,
    findings,
  );
  return {
    format: 'QUESTIONNAIRE_JSON',
    formatVersion: String(own.formatVersion),
    findings: findings.list(),
    facts: { header: headerOf(own), questionnaire: factsOf(own.title, own.form, sections) },
  };
}

/** The places of the items whose id stands before them already. */
function repeatedIn(items: { id: string }[]): number[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [index] : [];
  });
}
