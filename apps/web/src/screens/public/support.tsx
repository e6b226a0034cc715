import { Card, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import classes from './support.module.css';

interface Release {
  id: string;
  version: string;
  releasedOn: string | null;
  stage: Enumeration<'LifeCycleStage'>;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
  isShortNotice: boolean | null;
}

const TONES = { SUPPORTED: 'good', LIMITED_SUPPORT: 'warning', END_OF_SUPPORT: 'grave' } as const;

/** Each release of a product: where it stands, and until when it is cared for. */
export function Support({ releases }: { releases: readonly Release[] }) {
  const { t } = useWords('public');
  const term = useTerm();
  if (releases.length === 0) return <Text c="dimmed">{t('support.empty')}</Text>;
  return (
    <Stack gap="xs">
      {releases.map((release) => (
        <Card
          key={release.id}
          withBorder
          component="section"
          aria-label={t('support.version', { version: release.version })}
        >
          <Group justify="space-between" align="flex-start" gap="sm">
            <Text fw={600} dir="auto">
              {t('support.version', { version: release.version })}
            </Text>
            <Tag tone={TONES[release.stage]}>{term('LifeCycleStage', release.stage)}</Tag>
          </Group>
          <dl className={classes['dates']}>
            <Fact name={t('support.releasedOn')}>{dayOf(release.releasedOn) ?? t('support.notSaid')}</Fact>
            <Fact name={t('support.endOfLife')}>{dayOf(release.endOfLifeOn) ?? t('support.notSaid')}</Fact>
            <Fact name={t('support.endOfSupport')}>{dayOf(release.endOfSupportOn) ?? t('support.notSaid')}</Fact>
          </dl>
          {release.isShortNotice && (
            <Text size="sm" mt="xs">
              {t('support.shortNotice')}
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}

const dayOf = (day: string | null) => day && <Day on={day} />;

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
