import { Text } from '@mantine/core';
import type { Enumeration } from '../../app/graphql.ts';
import { useLanguage, useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

const OF_STATUS = {
  IN_USE: 'good',
  STORED: 'quiet',
  EVALUATING: 'notice',
  LENT_OUT: 'quiet',
  RETIRED: 'quiet',
} as const;

export function AssetStatusTag({ status }: { status: Enumeration<'AssetStatus'> }) {
  const term = useTerm();
  return <Tag tone={OF_STATUS[status]}>{term('AssetStatus', status)}</Tag>;
}

/** What a device is connected to, in a line. */
export function Connections({ connections }: { connections: readonly Enumeration<'ConnectionKind'>[] }) {
  const term = useTerm();
  const comma = useLanguage() === 'ja' ? '、' : ', ';
  return <Text size="sm">{connections.map((connection) => term('ConnectionKind', connection)).join(comma)}</Text>;
}
