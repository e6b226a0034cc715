import type { ReactNode } from 'react';
import classes from './facts.module.css';

interface Fact {
  label: string;
  /** What is null or false is left out, with its label. */
  value: ReactNode;
}

/** What is known of one thing: label and value, side by side as far as there is room. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className={classes['facts']}>
    {facts
      .filter(({ value }) => value !== null && value !== undefined && value !== false)
      .map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
