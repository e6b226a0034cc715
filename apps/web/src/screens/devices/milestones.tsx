import { Group, Stack, Text } from '@mantine/core';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import classes from './devices.module.css';

export interface Milestones {
  milestonePackages: readonly {
    milestone: Enumeration<'Milestone'>;
    dueOn: string | null;
    isDue: boolean;
    isComplete: boolean;
    items: readonly { item: Enumeration<'MilestoneItem'>; state: Enumeration<'MilestoneItemState'> }[];
  }[];
}

const OF_STATE = {
  PRESENT: 'good',
  MISSING: 'warning',
  NOT_MACHINE_READABLE: 'notice',
  NOT_UPDATED: 'notice',
} as const;

/** What a vendor should have handed over at each milestone that was reached, and what of it is lacking. */
export function Milestones({ of }: { of: Milestones }) {
  const { t } = useWords('devices');
  const term = useTerm();
  return (
    <Stack gap="sm">
      {of.milestonePackages
        .filter(({ isDue }) => isDue)
        .map(({ milestone, dueOn, isComplete, items }) => (
          <Stack key={milestone} gap={6}>
            <Group gap="xs">
              <Text fw={600}>{term('Milestone', milestone)}</Text>
              {dueOn && <Day on={dueOn} />}
              <Tag tone={isComplete ? 'good' : 'warning'}>
                {isComplete ? t('milestones.complete') : t('milestones.lacking')}
              </Tag>
            </Group>
            <ul className={classes['plainList']}>
              {items.map(({ item, state }) => (
                <li key={item}>
                  <Group gap="xs">
                    <Tag tone={OF_STATE[state]}>{term('MilestoneItemState', state)}</Tag>
                    <Text size="sm">{term('MilestoneItem', item)}</Text>
                  </Group>
                </li>
              ))}
            </ul>
          </Stack>
        ))}
    </Stack>
  );
}
