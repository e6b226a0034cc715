import type { Questionnaire, QuestionnaireAnswer } from '../document.ts';
import type { Findings, Place } from '../finding.ts';
import { comparable } from '../mds2/text.ts';

/** What can be said of a questionnaire, in whatever file it stands. */
export const QUESTIONNAIRE_ADVICE = {
  'formats.questionnaire_blank': 'Fill in the questionnaire.',
  'formats.questions_unanswered': 'Answer each question, or say that it does not apply.',
  'formats.target_date_passed': 'Say whether it is done by now, or give a new date.',
} as const;

export type QuestionnaireFindings = Pick<Findings<keyof typeof QUESTIONNAIRE_ADVICE>, 'error' | 'warning' | 'hint'>;

/** A question and where it stands. */
export interface PlacedQuestion extends QuestionnaireAnswer {
  place: Place;
}

/** Says what a reader would miss in the answers; what is to be done by a day before `now` should be done. */
export function judgeAnswers(questions: PlacedQuestion[], now: Date, findings: QuestionnaireFindings): void {
  const unanswered = questions.filter(({ answer }) => answer === null);
  const [first] = unanswered;
  if (unanswered.length === questions.length) {
    const detail = first ? `None of the ${questions.length} questions is answered.` : 'There is no question.';
    findings.warning('formats.questionnaire_blank', detail, first?.place);
  } else if (first) {
    const detail = `${unanswered.length} of the ${questions.length} questions have no answer; the first is ${first.id}.`;
    findings.hint('formats.questions_unanswered', detail, first.place);
  }
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  for (const { id, answer, targetOn, place } of questions) {
    if (targetOn === null || targetOn >= today || isYes(answer)) continue;
    const detail = `What question ${id} asks for was to be done by ${targetOn}.`;
    findings.warning('formats.target_date_passed', detail, place);
  }
}

function isYes(answer: string | null): boolean {
  return answer !== null && /^(?:yes|はい)$/.test(comparable(answer));
}

/** The questions without their places. */
export function factsOf(
  title: string,
  form: string | null,
  sections: { id: string; title: string; questions: PlacedQuestion[] }[],
): Questionnaire {
  return {
    title,
    form,
    sections: sections.map(({ id, title, questions }) => ({
      id,
      title,
      questions: questions.map(({ place: _, ...question }) => question),
    })),
  };
}
