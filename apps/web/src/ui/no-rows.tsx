import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { failureOf } from '../app/failure.ts';
import { FailureNotice } from './problem.tsx';

interface NoRowsProps {
  list: { isPending: boolean; error: Error | null; refetch: () => unknown };
  /** What it means that there is none. Left out: then nothing is shown. */
  children?: ReactNode;
}

/** In place of a list without rows: that it could not be read is not that there are none. */
export function NoRows({ list, children }: NoRowsProps) {
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (children === undefined) return null;
  return <Text>{list.isPending ? '…' : children}</Text>;
}
