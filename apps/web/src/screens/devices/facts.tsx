import type { ReactNode } from 'react';
import classes from './devices.module.css';

interface FactsProps {
  facts: readonly (readonly [label: string, value: ReactNode])[];
}

/** What is known of one thing, line by line; a line without a value is left out. */
export const Facts = ({ facts }: FactsProps) => (
  <dl className={classes['facts']}>
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
  </dl>
);
