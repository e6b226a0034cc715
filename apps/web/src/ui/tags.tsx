import { Badge } from '@mantine/core';
import type { Enumeration } from '../app/graphql.ts';
import { useTerm } from '../app/language.ts';
import classes from './tags.module.css';

/** How a tag looks, by what it says; words always say it too, so colour is never alone. */
type Tone = 'grave' | 'warning' | 'notice' | 'good' | 'quiet';

interface TagProps {
  tone: Tone;
  children: string;
}

export const Tag = ({ tone, children }: TagProps) => (
  <Badge className={classes['tag'] ?? ''} data-tone={tone} variant="default">
    {children}
  </Badge>
);

const OF_SEVERITY: Record<Enumeration<'Severity'>, Tone> = {
  CRITICAL: 'grave',
  HIGH: 'warning',
  MEDIUM: 'notice',
  LOW: 'quiet',
  INFO: 'quiet',
};

export function SeverityTag({ severity }: { severity: Enumeration<'Severity'> }) {
  const term = useTerm();
  return <Tag tone={OF_SEVERITY[severity]}>{term('Severity', severity)}</Tag>;
}

const OF_PUBLICATION: Record<Enumeration<'PublicationState'>, Tone> = {
  DRAFT: 'quiet',
  IN_REVIEW: 'notice',
  PUBLISHED: 'good',
  SUPERSEDED: 'quiet',
  WITHDRAWN: 'warning',
};

export function PublicationStateTag({ state }: { state: Enumeration<'PublicationState'> }) {
  const term = useTerm();
  return <Tag tone={OF_PUBLICATION[state]}>{term('PublicationState', state)}</Tag>;
}

/** TLP 2.0 in the colours that FIRST gives the labels: on black, in both schemes. */
export function TlpTag({ tlp }: { tlp: Enumeration<'Tlp'> }) {
  const term = useTerm();
  return (
    <Badge className={classes['tlp'] ?? ''} data-tlp={tlp} variant="filled">
      {term('Tlp', tlp)}
    </Badge>
  );
}

const OF_HEALTH: Record<Enumeration<'HealthState'>, Tone> = { OK: 'good', DEGRADED: 'warning', DOWN: 'grave' };

export function HealthTag({ state }: { state: Enumeration<'HealthState'> }) {
  const term = useTerm();
  return <Tag tone={OF_HEALTH[state]}>{term('HealthState', state)}</Tag>;
}

const OF_EVALUATION: Record<Enumeration<'EvaluationState'>, Tone> = {
  REQUESTED: 'notice',
  CONSENTED: 'good',
  DECLINED: 'warning',
  ENDED: 'quiet',
};

export function EvaluationTag({ state }: { state: Enumeration<'EvaluationState'> }) {
  const term = useTerm();
  return <Tag tone={OF_EVALUATION[state]}>{term('EvaluationState', state)}</Tag>;
}
