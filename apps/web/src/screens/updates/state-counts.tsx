import { Group } from '@mantine/core';
import { UPDATE_STATES } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { UPDATE_TONE } from './update-words.ts';

interface StateCountsProps {
  counts: readonly { state: Enumeration<'UpdateState'>; applications: number }[];
}

/** How many updates stand where, in the order of the work. */
export function StateCounts({ counts }: StateCountsProps) {
  const term = useTerm();
  const { count } = useNumbers();
  return (
    <Group gap={4}>
      {UPDATE_STATES.flatMap((state) => counts.filter((one) => one.state === state)).map(({ state, applications }) => (
        <Tag key={state} tone={UPDATE_TONE[state]}>
          {`${term('UpdateState', state)} ${count(applications)}`}
        </Tag>
      ))}
    </Group>
  );
}
