import type { Enumeration } from '../../app/graphql.ts';
import { useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

const TONES = {
  REPORTED: 'warning',
  ACKNOWLEDGED: 'notice',
  INVESTIGATING: 'notice',
  MITIGATED: 'good',
  RECEIVED: 'warning',
  CONFIRMED: 'notice',
  NOT_CONFIRMED: 'quiet',
  EVALUATED: 'notice',
  FIX_OR_MITIGATION: 'notice',
  ADVISORY_PUBLISHED: 'good',
  CLOSED: 'quiet',
} as const satisfies Record<Enumeration<'CaseState'>, string>;

export function CaseStateTag({ state }: { state: Enumeration<'CaseState'> }) {
  const term = useTerm();
  return <Tag tone={TONES[state]}>{term('CaseState', state)}</Tag>;
}
