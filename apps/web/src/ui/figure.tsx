import { Paper, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNumbers } from './when.tsx';
import classes from './figure.module.css';

interface FigureProps {
  label: string;
  /** Undefined while it is not known yet. */
  value: number | undefined;
  tone: 'grave' | 'notice' | 'quiet';
  /** The link to what was counted: `(props) => <Link to="/inbox" {...props} />`. */
  renderRoot: (props: Record<string, unknown>) => ReactNode;
}

/** A number that leads to what it counts. */
export function Figure({ label, value, tone, renderRoot }: FigureProps) {
  const { count } = useNumbers();
  return (
    <Paper withBorder p="md" className={classes['figure'] ?? ''} data-tone={tone} renderRoot={renderRoot}>
      <Text size="sm">{label}</Text>
      {value === undefined ? <Skeleton h={32} w={64} /> : <span className={classes['value']}>{count(value)}</span>}
    </Paper>
  );
}
