import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useWords } from '../../app/language.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import type { ResponsePoint } from './responses-chart.tsx';
import classes from './vendor.module.css';

// The library that draws is larger than the page itself.
const ResponsesChart = lazy(async () => ({ default: (await import('./responses-chart.tsx')).ResponsesChart }));

const SERIES = ['delivered', 'viewed', 'acknowledged'] as const;

/** How the answers came in: drawn, and as numbers for whoever cannot see the drawing. */
export function ResponsesOverTime({ points }: { points: readonly ResponsePoint[] }) {
  const { t } = useWords('vendor');
  const { count } = useNumbers();
  return (
    <Section title={t('overTime.title')} lead={t('overTime.lead')}>
      <Suspense fallback={<Skeleton h={260} />}>
        <ResponsesChart points={points} />
      </Suspense>
      <details className={classes['numbers']}>
        <summary>{t('overTime.numbers')}</summary>
        <PlainTable
          label={t('overTime.title')}
          rows={points.toReversed()}
          keyOf={({ at }) => at}
          columns={[
            { key: 'at', header: t('overTime.at'), cell: ({ at }) => <When at={at} /> },
            ...SERIES.map((key) => ({
              key,
              header: t(`figure.${key}`),
              align: 'end' as const,
              cell: (point: ResponsePoint) => count(point[key]),
            })),
          ]}
        />
      </details>
    </Section>
  );
}
