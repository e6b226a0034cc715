import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty.module.css';

interface EmptyProps {
  /** What will appear here. */
  title: string;
  /** What to do first. */
  children?: ReactNode;
}

/** In place of a list without rows. */
export const Empty = ({ title, children }: EmptyProps) => (
  <Stack className={classes['empty'] ?? ''} align="center" gap="xs">
    <Title order={2} size="h4">
      {title}
    </Title>
    {children && <Text c="dimmed">{children}</Text>}
  </Stack>
);
