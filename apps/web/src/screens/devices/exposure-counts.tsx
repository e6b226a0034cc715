import { SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTerm, useWords } from '../../app/language.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useNumbers } from '../../ui/when.tsx';
import type { ExposureSummary } from './exposure-query.ts';
import classes from './devices.module.css';

interface ExposureCountsProps {
  counts: ExposureSummary['counts'];
  chosen: Enumeration<'ExposureStatus'> | undefined;
  onChoose: (status: Enumeration<'ExposureStatus'> | undefined) => void;
}

/** How much stands how, in words, numbers and a bar; each number leads to its rows. */
export function ExposureCounts({ counts, chosen, onChoose }: ExposureCountsProps) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { count } = useNumbers();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const sizeOf = (one: ExposureSummary['counts'][number]) => (isHospital ? one.assetCount : one.releaseCount);
  const total = counts.reduce((sum, one) => sum + sizeOf(one), 0);
  return (
    <Stack gap="sm">
      <div className={classes['bar']} aria-hidden>
        {counts
          .filter((one) => sizeOf(one) > 0)
          .map((one) => (
            <span key={one.status} data-status={one.status} style={{ flexGrow: sizeOf(one) / Math.max(total, 1) }} />
          ))}
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="xs">
        {counts.map((one) => (
          <UnstyledButton
            key={one.status}
            className={classes['count'] ?? ''}
            aria-pressed={chosen === one.status}
            disabled={one.releaseCount === 0 && chosen !== one.status}
            onClick={() => onChoose(chosen === one.status ? undefined : one.status)}
          >
            <span className={classes['mark']} data-status={one.status} aria-hidden />
            <Text component="span" size="sm">
              {term('ExposureStatus', one.status)}
            </Text>
            <span className={classes['number']}>
              {isHospital
                ? t('where.devices', { count: one.assetCount, number: count(one.assetCount) })
                : t('where.releases', { count: one.releaseCount, number: count(one.releaseCount) })}
            </span>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
