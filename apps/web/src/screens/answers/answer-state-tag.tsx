import type { Enumeration } from '../../app/graphql.ts';
import { useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

const TONES = {
  PROPOSED: 'notice',
  PUBLISHED: 'good',
  WITHDRAWN: 'quiet',
} as const satisfies Record<Enumeration<'PublishedAnswerState'>, string>;

export function AnswerStateTag({ state }: { state: Enumeration<'PublishedAnswerState'> }) {
  const term = useTerm();
  return <Tag tone={TONES[state]}>{term('PublishedAnswerState', state)}</Tag>;
}
