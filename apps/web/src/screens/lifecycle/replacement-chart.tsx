import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';
import classes from './lifecycle.module.css';

interface ReplacementChartProps {
  points: readonly { year: string; decided: number; undecided: number }[];
}

/** Devices by the year in which they lose their support. Who hears the page has the table below it. */
export default function ReplacementChart({ points }: ReplacementChartProps) {
  const { t } = useWords('lifecycle');
  const { count } = useNumbers();
  return (
    <div aria-hidden className={classes['chart']}>
      <BarChart
        h={240}
        data={[...points]}
        dataKey="year"
        type="stacked"
        series={[
          { name: 'undecided', label: t('timeline.undecided'), color: 'orange.6' },
          { name: 'decided', label: t('plan.decided'), color: 'sash.6' },
        ]}
        withLegend
        valueFormatter={count}
        yAxisProps={{ allowDecimals: false, width: 44 }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
