import { lazy, Suspense } from 'react';
import type { ResultOf } from 'gql.tada';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers } from '../../ui/when.tsx';
import type { LifeCycleFrameQuery } from './life-cycle.query.ts';

const ReplacementChart = lazy(() => import('./replacement-chart.tsx'));

type PlanRow = ResultOf<typeof LifeCycleFrameQuery>['replacementPlan'][number];

/** What loses its support in which year, of which vendor: what a hospital plans its purchases by. */
export function ReplacementPlan({ rows }: { rows: readonly PlanRow[] }) {
  const { t } = useWords('lifecycle');
  const language = useLanguage();
  const { count } = useNumbers();
  const byYear = [...Map.groupBy(rows, ({ year }) => year)].toSorted(([one], [other]) => one - other);
  const points = byYear.map(([year, of]) => {
    const [devices, undecided] = [sum(of, 'assetCount'), sum(of, 'undecidedCount')];
    return { year: String(year), undecided, decided: devices - undecided };
  });
  const lines = byYear.flatMap(([year, of]) =>
    [...Map.groupBy(of, ({ vendorId }) => vendorId)].map(([vendorId, ofVendor]) => ({
      key: `${year} ${vendorId}`,
      year,
      vendor: ofVendor[0]?.vendor,
      devices: sum(ofVendor, 'assetCount'),
      undecided: sum(ofVendor, 'undecidedCount'),
    })),
  );
  return (
    <Section title={t('plan.title')} lead={t('plan.lead')}>
      <Suspense fallback={<Waiting />}>
        <ReplacementChart points={points} />
      </Suspense>
      <PlainTable
        label={t('plan.title')}
        rows={lines}
        keyOf={({ key }) => key}
        columns={[
          { key: 'year', header: t('plan.year'), cell: ({ year }) => year },
          {
            key: 'vendor',
            header: t('plan.vendor'),
            cell: ({ vendor }) => <bdi>{vendor ? nameOf(vendor, language) : t('plan.outside')}</bdi>,
          },
          { key: 'devices', header: t('timeline.devices'), align: 'end', cell: ({ devices }) => count(devices) },
          {
            key: 'undecided',
            header: t('timeline.undecided'),
            align: 'end',
            cell: ({ undecided }) => count(undecided),
          },
        ]}
      />
    </Section>
  );
}

const sum = (rows: readonly PlanRow[], of: 'assetCount' | 'undecidedCount'): number =>
  rows.reduce((total, row) => total + row[of], 0);
