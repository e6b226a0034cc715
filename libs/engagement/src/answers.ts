import { conflict, invalidInput, type FieldError } from '#libs/kernel';
import type { RequiredActionKind } from '#libs/publishing';

/** What a hospital can say to each thing that it is asked. */
export const ANSWERS_TO = {
  ACKNOWLEDGE: ['DONE'],
  REPORT_AFFECTED: ['AFFECTED', 'NOT_AFFECTED', 'INVESTIGATING'],
  APPLY_UPDATE: ['WILL_APPLY', 'APPLIED', 'NOT_APPLICABLE', 'DEFERRED'],
  DECIDE_END_OF_SUPPORT: ['REPLACE', 'ISOLATE', 'ACCEPT_RISK', 'EXTENDED_SUPPORT'],
  REPLY: ['REPLIED'],
} as const satisfies Record<RequiredActionKind, readonly string[]>;

export type AnswerWord = (typeof ANSWERS_TO)[RequiredActionKind][number];
export const ANSWER_WORDS = Object.values(ANSWERS_TO).flat() as readonly AnswerWord[];

const NEEDS_COMMENT: ReadonlySet<AnswerWord> = new Set(['DEFERRED', 'REPLIED']);

/** What is asked of one hospital, with its own date. */
export interface AskedAction {
  kind: RequiredActionKind;
  /** Calendar date in Japan. */
  dueOn: string;
}

export interface ActionAnswer {
  action: RequiredActionKind;
  answer: AnswerWord;
  comment: string | null;
}

/** An answer in force, and whether it follows from what is recorded on the site's devices. */
export interface SiteAnswer extends ActionAnswer {
  isDerived: boolean;
}

/** What a site answers now: what its devices say goes before what was said by hand. */
export function answersInForce(said: readonly ActionAnswer[], derived: readonly ActionAnswer[]): SiteAnswer[] {
  const byHand = said.filter(({ action }) => !derived.some((one) => one.action === action));
  return [
    ...byHand.map((one) => ({ ...one, isDerived: false })),
    ...derived.map((one) => ({ ...one, isDerived: true })),
  ];
}

/**
 * The answers in the order that things are asked, one to each. Acknowledging is itself the answer to ACKNOWLEDGE.
 * @param derived what the site's devices answer: that is not said by hand.
 * @throws INVALID_INPUT `engagement.wrong_answers` naming each wrong answer: `engagement.not_asked`,
 *   `engagement.answered_twice`, `engagement.answer_is_derived`, `engagement.answer_not_offered`,
 *   `engagement.comment_missing`;
 *   CONFLICT `engagement.answers_missing`
 */
export function readAnswers(
  asked: readonly AskedAction[],
  given: readonly ActionAnswer[],
  derived: readonly ActionAnswer[],
): ActionAnswer[] {
  const isDerived = (kind: RequiredActionKind) => derived.some(({ action }) => action === kind);
  const wrong = given.flatMap((one, i) => refusalOf(asked, given, one, i, isDerived) ?? []);
  if (wrong.length > 0) {
    throw invalidInput('engagement.wrong_answers', `The answers are not right: ${wrong[0]?.message}`, wrong);
  }
  const answers = asked.flatMap(({ kind }): ActionAnswer[] => {
    const answer = given.find(({ action }) => action === kind);
    if (answer) return [{ action: kind, answer: answer.answer, comment: answer.comment }];
    return kind === 'ACKNOWLEDGE' ? [{ action: kind, answer: 'DONE', comment: null }] : [];
  });
  const missing = asked.filter(({ kind }) => !isDerived(kind) && !answers.some(({ action }) => action === kind));
  if (missing.length === 0) return answers;
  throw conflict(
    'engagement.answers_missing',
    `More is asked than to acknowledge: answer ${missing.map(({ kind }) => kind).join(', ')} too.`,
  );
}

function refusalOf(
  asked: readonly AskedAction[],
  given: readonly ActionAnswer[],
  { action, answer, comment }: ActionAnswer,
  place: number,
  isDerived: (kind: RequiredActionKind) => boolean,
): FieldError | null {
  const at = (field: string, reason: string, message: string) => ({
    path: `answers.${place}.${field}`,
    reason: `engagement.${reason}`,
    message,
  });
  // Acknowledging can always be said, whether it was asked or not.
  if (action !== 'ACKNOWLEDGE' && !asked.some(({ kind }) => kind === action)) {
    return at('action', 'not_asked', `${action} is not asked here.`);
  }
  if (given.findIndex((other) => other.action === action) !== place) {
    return at('action', 'answered_twice', `${action} has two answers.`);
  }
  if (isDerived(action)) {
    return at(
      'action',
      'answer_is_derived',
      `${action} is answered by what is recorded on the devices of this site: record it there, and leave it out here.`,
    );
  }
  const offered: readonly string[] = ANSWERS_TO[action];
  if (!offered.includes(answer)) {
    return at('answer', 'answer_not_offered', `Answer ${action} with one of: ${offered.join(', ')}.`);
  }
  if (NEEDS_COMMENT.has(answer) && comment === null) {
    return at('comment', 'comment_missing', `Say more about ${answer}.`);
  }
  return null;
}
