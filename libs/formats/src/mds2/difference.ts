import type { Mds2, Mds2Answer } from '../document.ts';
import type { Mds2Edition } from './questions.ts';

/** What changed from one form to the next. */
export type Mds2Change =
  /** Each edition asks questions of its own: their answers cannot be compared, and no others are listed. */
  | { kind: 'EDITION'; from: Mds2Edition; to: Mds2Edition }
  | {
      kind: 'ANSWER';
      questionId: string;
      section: string;
      /** null where only the other form has the question. */
      from: Mds2Answer | null;
      to: Mds2Answer | null;
    };

/** The questions whose answer, words or note changed, in the order of the later form; those left out at the end. */
export function mds2Difference(from: Mds2, to: Mds2): Mds2Change[] {
  if (from.edition !== to.edition) return [{ kind: 'EDITION', from: from.edition, to: to.edition }];
  const before = new Map(from.answers.map((answer) => [answer.questionId, answer]));
  const after = new Map(to.answers.map((answer) => [answer.questionId, answer]));
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((questionId) =>
    changeOf(before.get(questionId) ?? null, after.get(questionId) ?? null),
  );
}

function changeOf(from: Mds2Answer | null, to: Mds2Answer | null): Mds2Change[] {
  const either = to ?? from;
  const isSame = from?.answer === to?.answer && from?.raw === to?.raw && from?.note === to?.note;
  if (!either || isSame) return [];
  const { questionId, section } = either;
  return [{ kind: 'ANSWER', questionId, section, from, to }];
}
