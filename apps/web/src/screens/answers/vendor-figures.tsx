import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';

const VendorFiguresQuery = graphql(`
  query VendorFigures($vendorId: ID!, $days: Int!) {
    responsePromises(vendorId: $vendorId) {
      urgency
      hours
    }
    vendorFigures(vendorId: $vendorId, days: $days) {
      from
      until
      byUrgency {
        urgency
        isWithheld
        asked
        answered
        declined
        reopened
        overdue
        medianMinutes
        p90Minutes
      }
      own {
        urgency
        isWithheld
        asked
        answered
        declined
        reopened
        overdue
        medianMinutes
        p90Minutes
      }
    }
  }
`);

type Row = ResultOf<typeof VendorFiguresQuery>['vendorFigures']['byUrgency'][number];

// The library that draws is larger than the page itself.
const VendorFiguresChart = lazy(async () => ({
  default: (await import('./vendor-figures-chart.tsx')).VendorFiguresChart,
}));

const LENGTHS = ['90', '365'] as const;
const MINUTES = 60;
const hoursOf = (minutes: number | null) => (minutes === null ? null : Math.round((minutes * 10) / MINUTES) / 10);

/** How a vendor deals with requests: drawn beside what it promises, and as numbers. */
export function VendorFigures({ vendorId }: { vendorId: string }) {
  const { t } = useWords('answers');
  const [days, setDays] = useState<string>(LENGTHS[0]);
  const { data } = useAnswer(VendorFiguresQuery, { vendorId, days: Number(days) }, { refreshes: false });
  if (!data) return <Skeleton h={240} />;
  const { byUrgency, own } = data.vendorFigures;
  const promises = data.responsePromises;
  return (
    <>
      <Section
        title={t('figures.title')}
        lead={t('figures.lead')}
        actions={
          <SegmentedControl
            aria-label={t('figures.period')}
            size="xs"
            value={days}
            onChange={setDays}
            data={LENGTHS.map((value) => ({ value, label: t('figures.days', { count: Number(value) }) }))}
          />
        }
      >
        <Figures label={t('figures.title')} rows={byUrgency} promises={promises} />
        {byUrgency.some(({ isWithheld }) => isWithheld) && (
          <Text size="sm" c="dimmed">
            {t('figures.withheldWhy')}
          </Text>
        )}
      </Section>
      {own && (
        <Section title={t('figures.own')} lead={t('figures.ownLead')}>
          <Figures label={t('figures.own')} rows={own} promises={promises} />
        </Section>
      )}
    </>
  );
}

const COUNTS = ['asked', 'answered', 'declined', 'reopened', 'overdue'] as const;
const TIMES = [
  ['median', 'medianMinutes'],
  ['p90', 'p90Minutes'],
] as const;

interface FiguresProps {
  label: string;
  rows: readonly Row[];
  promises: readonly { urgency: Row['urgency']; hours: number | null }[];
}

/** Drawn where anything was answered, and as a table. */
function Figures({ label, rows, promises }: FiguresProps) {
  const { t } = useWords('answers');
  const term = useTerm();
  const { count } = useNumbers();
  const told = (row: Row, value: number | null) =>
    row.isWithheld ? t('figures.withheld') : value === null ? '–' : count(value);
  const isAnythingDrawn = rows.some(({ medianMinutes }) => medianMinutes !== null);
  return (
    <>
      {isAnythingDrawn && (
        <Suspense fallback={<Skeleton h={240} />}>
          <VendorFiguresChart
            points={rows.map(({ urgency, medianMinutes, p90Minutes }) => ({
              urgency: term('RequestUrgency', urgency),
              promised: promises.find((one) => one.urgency === urgency)?.hours ?? null,
              median: hoursOf(medianMinutes),
              p90: hoursOf(p90Minutes),
            }))}
          />
        </Suspense>
      )}
      <PlainTable
        label={label}
        rows={rows}
        keyOf={({ urgency }) => urgency}
        columns={[
          { key: 'urgency', header: t('figures.urgency'), cell: ({ urgency }) => term('RequestUrgency', urgency) },
          ...COUNTS.map((key) => ({
            key,
            header: t(`figures.${key}`),
            align: 'end' as const,
            cell: (row: Row) => told(row, row[key]),
          })),
          ...TIMES.map(([name, key]) => ({
            key,
            header: t('figures.inHours', { what: t(`figures.${name}`) }),
            align: 'end' as const,
            cell: (row: Row) => told(row, hoursOf(row[key])),
          })),
        ]}
      />
    </>
  );
}
