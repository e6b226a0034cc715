import { useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { useDurations } from '../requests/request-clock.tsx';

const HOUR_MS = 3_600_000;

interface ClockTagProps {
  clock: { dueAt: string; isOverdue: boolean; metAt: string | null };
}

const hoursUntil = (dueAt: string): number => Math.abs(Date.parse(dueAt) - Date.now()) / HOUR_MS;

/** How much time a clock leaves, or how late it is; whether it was met. */
export function ClockTag({ clock: { dueAt, isOverdue, metAt } }: ClockTagProps) {
  const { t } = useWords('cases');
  const durations = useDurations();
  if (metAt) return <Tag tone={isOverdue ? 'warning' : 'good'}>{t(isOverdue ? 'clocks.metLate' : 'clocks.met')}</Tag>;
  const time = durations(hoursUntil(dueAt));
  return isOverdue ? (
    <Tag tone="grave">{t('clocks.overdueBy', { time })}</Tag>
  ) : (
    <Tag tone="notice">{t('clocks.dueIn', { time })}</Tag>
  );
}
