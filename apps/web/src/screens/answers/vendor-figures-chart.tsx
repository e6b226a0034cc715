import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';

interface VendorFiguresChartProps {
  /** Hours, by urgency. */
  points: readonly { urgency: string; promised: number | null; median: number | null; p90: number | null }[];
}

/** What a vendor promises beside how long it takes. Who hears the page has the table below it. */
export function VendorFiguresChart({ points }: VendorFiguresChartProps) {
  const { t } = useWords('answers');
  const { count } = useNumbers();
  return (
    // The drawing follows the page's width a moment later: until then it must not widen the page.
    <div aria-hidden style={{ minWidth: 0, overflow: 'hidden' }}>
      <BarChart
        h={240}
        data={[...points]}
        dataKey="urgency"
        series={[
          { name: 'promised', label: t('figures.promised'), color: 'gray.5' },
          { name: 'median', label: t('figures.median'), color: 'sash.6' },
          { name: 'p90', label: t('figures.p90'), color: 'orange.6' },
        ]}
        withLegend
        valueFormatter={(hours) => t('figures.hours', { hours: count(hours) })}
        yAxisProps={{ allowDecimals: false, width: 72 }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
