import type { Mds2, Mds2Answer } from '../document.ts';
import type { Findings } from '../finding.ts';
import { blankAnswer } from './answer.ts';
import type { FoundAnswer, FoundForm, Mds2Header } from './found-form.ts';
import { type Gate, gatesOf } from './gates.ts';
import { HEADER_QUESTIONS, isHeaderQuestion } from './header.ts';
import { mds2Form } from './questions.ts';

/** What can be said of an MDS2 form, in whatever file it stands. */
export const MDS2_ADVICE = {
  'formats.mds2_not_found':
    "Upload the form with the questions' identifiers (such as MLDP-2) in one column and the answers beside them, or start from the blank form.",
  'formats.mds2_several_forms': 'Upload one file for each form.',
  'formats.mds2_sheet_hidden': 'Show the sheet, so that people read what the portal reads.',
  'formats.mds2_schema': 'Correct the document; its form is described in the portal.',
  'formats.mds2_answered_twice': 'Keep one line for each question.',
  'formats.mds2_question_twice': 'Keep one line for each question.',
  'formats.mds2_question_missing': 'Add the questions that the edition has; answer those that do not apply with N/A.',
  'formats.mds2_question_unknown': 'Check the identifiers: the edition does not have these.',
  'formats.mds2_contradicts_gate': 'Correct one of the answers, or say why both are right.',
  'formats.mds2_gate_unanswered': 'Answer the questions that this answer leads on to.',
  'formats.mds2_note_missing': 'Write the note, or choose Yes, No or N/A.',
  'formats.mds2_no_answers': 'Fill in the form.',
  'formats.mds2_unanswered': 'Answer each question with Yes, No, N/A or See Note.',
  'formats.mds2_header_missing':
    "Fill in who makes the device, what it is, its models, and the document's number and date.",
  'formats.mds2_date_unreadable': 'Write the date as year, month and day, such as 2024-03-31.',
} as const;

export type Mds2Reason = keyof typeof MDS2_ADVICE;
export type Mds2Findings = Findings<Mds2Reason>;

/** Unknown questions are kept as they are found, but a form has not thousands of them. */
const MAX_UNKNOWN = 1_000;
const MAX_LISTED = 40;

/** Brings a form into its edition's order, and says what is wrong with it. */
export function judgeForm(found: FoundForm, findings: Mds2Findings): Mds2 {
  const { edition, header, place } = found;
  const { questions } = mds2Form(edition);
  const answers = withoutRepetition(found.answers, findings);
  const known = [...questions.keys()];
  const missing = known.filter((id) => !answers.has(id));
  const unknown = [...answers.values()].filter(({ questionId }) => !questions.has(questionId));

  if (missing.length > 0) {
    const detail = `${missing.length} of the ${known.length} questions of ${edition} are missing: ${listed(missing)}.`;
    findings.warning('formats.mds2_question_missing', detail, place);
  }
  if (unknown[0]) {
    const detail = `${edition} does not have the questions ${listed(unknown.map(({ questionId }) => questionId))}.`;
    findings.warning('formats.mds2_question_unknown', detail, unknown[0].place);
  }
  for (const gate of gatesOf(edition)) judgeGate(gate, answers, findings);
  judgeNotes([...answers.values()], findings);
  judgeBlanks(found, answers, findings);
  judgeHeader(found, answers, findings);

  const inOrder = known.map((id) => withoutPlace(answers.get(id)) ?? blankAnswer(id));
  const others = unknown.slice(0, MAX_UNKNOWN).flatMap((answer) => withoutPlace(answer) ?? []);
  return { edition, ...header, answers: [...inOrder, ...others] };
}

function withoutRepetition(found: FoundAnswer[], findings: Mds2Findings): Map<string, FoundAnswer> {
  const answers = new Map<string, FoundAnswer>();
  for (const answer of found) {
    const before = answers.get(answer.questionId);
    if (before) judgeRepetition(before, answer, findings);
    if (!before || isEmpty(before)) answers.set(answer.questionId, answer);
  }
  return answers;
}

function judgeRepetition(before: FoundAnswer, answer: FoundAnswer, findings: Mds2Findings): void {
  const { questionId, place } = answer;
  const isSame = before.answer === answer.answer && before.raw === answer.raw && before.note === answer.note;
  if (isSame || isEmpty(before) || isEmpty(answer)) {
    findings.warning('formats.mds2_question_twice', `${questionId} stands there twice.`, place);
  } else {
    const detail = `${questionId} is answered twice: ${inWords(before)}, and ${inWords(answer)}.`;
    findings.error('formats.mds2_answered_twice', detail, place);
  }
}

/**
 * Yes or No where the gate says that the question does not apply; or nothing at all where it leads on to it. Notes and
 * free texts may explain, and are left to people.
 */
function judgeGate(gate: Gate, answers: Map<string, FoundAnswer>, findings: Mds2Findings): void {
  const at = answers.get(gate.question);
  if (!at) return;
  const others = gate.others.flatMap((id) => answers.get(id) ?? []);
  const answered = others.filter(({ answer }) => answer === 'YES' || answer === 'NO');
  if (at.answer === gate.closes && answered[0]) {
    const against = listed(answered.map((other) => `${other.questionId} ${inWords(other)}`));
    const detail = `${gate.question} is ${inWords(at)}, so these do not apply, and yet are answered: ${against}.`;
    findings.warning('formats.mds2_contradicts_gate', detail, answered[0].place);
  }
  const isAsked = at.answer === gate.opens && others.length > 0;
  if (isAsked && others.every((other) => other.answer === 'NA' || isEmpty(other))) {
    const detail = `${gate.question} is ${inWords(at)}, which leads on to ${listed(gate.others)}: none is answered.`;
    findings.warning('formats.mds2_gate_unanswered', detail, others[0]?.place);
  }
}

function judgeNotes(answers: FoundAnswer[], findings: Mds2Findings): void {
  const without = answers.filter(({ answer, note }) => answer === 'SEE_NOTE' && note === null);
  if (!without[0]) return;
  const detail = `The answer is to be found in a note, and there is none: ${listed(without.map(({ questionId }) => questionId))}.`;
  findings.warning('formats.mds2_note_missing', detail, without[0].place);
}

function judgeBlanks({ edition, place }: FoundForm, answers: Map<string, FoundAnswer>, findings: Mds2Findings): void {
  const asked = [...mds2Form(edition).questions.keys()].filter((id) => !isHeaderQuestion(id));
  const blank = asked.filter((id) => {
    const answer = answers.get(id);
    return answer !== undefined && isEmpty(answer);
  });
  const isAnswered = asked.some((id) => answers.has(id) && !blank.includes(id));
  if (!isAnswered) {
    findings.warning('formats.mds2_no_answers', 'No question is answered.', place);
  } else if (blank.length > 0) {
    const detail = `${blank.length} of ${asked.length} questions have neither answer nor note: ${listed(blank)}.`;
    findings.hint('formats.mds2_unanswered', detail, answers.get(blank[0] ?? '')?.place);
  }
}

const HEADER_WORDS: Record<keyof Mds2Header, string> = {
  manufacturer: 'the manufacturer',
  deviceDescription: 'a description of the device',
  models: 'the models',
  documentId: "the document's number",
  releasedOn: "the document's date",
};

function judgeHeader(
  { edition, header, place }: FoundForm,
  answers: Map<string, FoundAnswer>,
  findings: Mds2Findings,
): void {
  const date = answers.get(HEADER_QUESTIONS.releasedOn);
  const isDateWritten = edition === 'HN 1-2019' && date !== undefined && header.releasedOn === null && !isEmpty(date);
  if (isDateWritten) {
    const detail = `${date.questionId} (${inWords(date)}) is no date that could be read for certain.`;
    findings.warning('formats.mds2_date_unreadable', detail, date.place);
  }
  const missing = Object.entries(HEADER_WORDS).filter(([field]) => {
    const value = header[field as keyof Mds2Header];
    const isEmptyField = value === null || value.length === 0;
    return isEmptyField && !(field === 'releasedOn' && isDateWritten);
  });
  if (missing.length > 0) {
    const detail = `The form does not say ${missing.map(([, words]) => words).join(', ')}.`;
    findings.warning('formats.mds2_header_missing', detail, place);
  }
}

function isEmpty({ answer, note }: Mds2Answer): boolean {
  return answer === 'BLANK' && note === null;
}

const WORDS = { YES: 'Yes', NO: 'No', NA: 'N/A', SEE_NOTE: 'See Note', BLANK: 'blank', OTHER: 'otherwise' };

function inWords({ answer, raw }: Mds2Answer): string {
  return raw === null ? WORDS[answer] : `"${raw.slice(0, 40)}"`;
}

function listed(ids: string[]): string {
  if (ids.length <= MAX_LISTED) return ids.join(', ');
  return `${ids.slice(0, MAX_LISTED).join(', ')} and ${ids.length - MAX_LISTED} more`;
}

function withoutPlace(found: FoundAnswer | undefined): Mds2Answer | undefined {
  if (!found) return undefined;
  const { place: _, ...answer } = found;
  return answer;
}
