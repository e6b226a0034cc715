import type { Enumeration } from '../../app/graphql.ts';
import { useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

const TONES = {
  OPEN: 'notice',
  REOPENED: 'notice',
  ANSWERED: 'good',
  DECLINED: 'warning',
  CLOSED: 'quiet',
} as const satisfies Record<Enumeration<'InformationRequestState'>, string>;

export function RequestStateTag({ state }: { state: Enumeration<'InformationRequestState'> }) {
  const term = useTerm();
  return <Tag tone={TONES[state]}>{term('InformationRequestState', state)}</Tag>;
}
