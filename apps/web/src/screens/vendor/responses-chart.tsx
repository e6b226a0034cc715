import { LineChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useLanguage, useWords } from '../../app/language.ts';
import { useMoments, useNumbers } from '../../ui/when.tsx';
import classes from './vendor.module.css';

export interface ResponsePoint {
  at: string;
  delivered: number;
  viewed: number;
  acknowledged: number;
}

/** Told apart by their dashes too, not by colour alone. */
const LINES = [
  { name: 'delivered', color: 'var(--mantine-color-dimmed)', strokeDasharray: '2 4' },
  { name: 'viewed', color: 'var(--mantine-color-blue-6)', strokeDasharray: '8 4' },
  { name: 'acknowledged', color: 'var(--mantine-color-anchor)' },
] as const;

/** The answers as they came in. Who hears the page has the table beside it. */
export function ResponsesChart({ points }: { points: readonly ResponsePoint[] }) {
  const { t } = useWords('vendor');
  const { count } = useNumbers();
  const moment = useMoments();
  const locale = useLanguage() === 'ja' ? 'ja-JP' : 'en-GB';
  const day = (at: number) => new Date(at).toLocaleDateString(locale, { month: 'short', day: 'numeric' });
  return (
    <div aria-hidden className={classes['chart']}>
      <LineChart
        h={260}
        data={points.map((point) => ({ ...point, at: Date.parse(point.at) }))}
        dataKey="at"
        series={LINES.map((line) => ({ ...line, label: t(`figure.${line.name}`) }))}
        curveType="stepAfter"
        withLegend
        legendProps={{ itemSorter: null }}
        withDots={false}
        strokeWidth={2}
        valueFormatter={count}
        xAxisProps={{ type: 'number', scale: 'time', domain: ['dataMin', 'dataMax'], tickFormatter: day }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
        // Without a point under the pointer there is no moment.
        tooltipProps={{ labelFormatter: (at) => (typeof at === 'number' ? moment(new Date(at).toISOString()) : '') }}
        lineChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
