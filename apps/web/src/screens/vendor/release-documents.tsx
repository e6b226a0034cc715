import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTerm, useWords } from '../../app/language.ts';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { kindFor } from './milestone-kinds.ts';
import type { OwnRelease } from './own-product-query.ts';
import classes from './vendor.module.css';

const OF_STATE = {
  PRESENT: 'good',
  MISSING: 'warning',
  NOT_MACHINE_READABLE: 'notice',
  NOT_UPDATED: 'notice',
} as const;

/** What a release should have at each milestone that it reached: what is there, and where to publish what is not. */
export function ReleaseDocuments({ release, mayPublish }: { release: OwnRelease; mayPublish: boolean }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const due = release.milestonePackages.filter(({ isDue }) => isDue);
  return (
    <Section title={t('product.documentsOf', { version: release.version })}>
      {due.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('product.noneDue')}
        </Text>
      )}
      {due.map(({ milestone, dueOn, isComplete, items }) => (
        <Stack key={milestone} gap={6}>
          <Group gap="xs">
            <Text fw={600}>{term('Milestone', milestone)}</Text>
            {dueOn && <Day on={dueOn} />}
            <Tag tone={isComplete ? 'good' : 'warning'}>{t(isComplete ? 'product.complete' : 'product.lacking')}</Tag>
          </Group>
          <ul className={classes['items']}>
            {items.map(({ item, state, publicationId }) => {
              const kind = kindFor(item);
              return (
                <li key={item}>
                  <Tag tone={OF_STATE[state]}>{term('MilestoneItemState', state)}</Tag>
                  {publicationId ? (
                    <Anchor
                      size="sm"
                      renderRoot={(props) => (
                        <Link to="/publishing/$publicationId" params={{ publicationId }} {...props} />
                      )}
                    >
                      {term('MilestoneItem', item)}
                    </Anchor>
                  ) : (
                    <Text size="sm">{term('MilestoneItem', item)}</Text>
                  )}
                  {state !== 'PRESENT' && kind === null && (
                    <Text size="sm" c="dimmed">
                      {t('product.dates')}
                    </Text>
                  )}
                  {state !== 'PRESENT' && kind !== null && mayPublish && (
                    <Anchor
                      size="sm"
                      aria-label={t('product.publishItem', { item: term('MilestoneItem', item) })}
                      renderRoot={(props) => (
                        <Link to="/publishing/new" search={{ kind, releaseId: release.id, step: 'files' }} {...props} />
                      )}
                    >
                      {t('product.publish')}
                    </Anchor>
                  )}
                </li>
              );
            })}
          </ul>
        </Stack>
      ))}
    </Section>
  );
}
