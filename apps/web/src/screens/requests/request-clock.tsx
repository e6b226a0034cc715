import { Group, Text } from '@mantine/core';
import { useLanguage, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { useMoments, When } from '../../ui/when.tsx';

const HOUR_MS = 3_600_000;
const HOURS_OF_DAYS = 48;

/** A time that passes, in hours, or in days where it is long. */
export function useDurations() {
  const language = useLanguage();
  return (hours: number) => {
    const isLong = hours >= HOURS_OF_DAYS;
    const value = isLong ? Math.floor(hours / 24) : Math.floor(hours);
    const unit = isLong ? 'day' : 'hour';
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  };
}

interface RequestClockProps {
  request: {
    state: string;
    dueAt: string | null;
    isOverdue: boolean;
    pausedSince: string | null;
    settledAt: string | null;
  };
}

/** Between when it is due and now, or since when its clock stands still. */
const hoursFrom = (dueAt: string, pausedSince: string | null): number =>
  Math.abs(Date.parse(dueAt) - (pausedSince ? Date.parse(pausedSince) : Date.now())) / HOUR_MS;

/** When the answer is due, how near or how late that is, and since when the clock stands still. */
export function RequestClock({ request }: RequestClockProps) {
  const { t } = useWords('requests');
  const durations = useDurations();
  const moment = useMoments();
  const { dueAt, isOverdue, pausedSince, settledAt } = request;
  if (settledAt) return <When at={settledAt} />;
  const hours = dueAt === null ? null : hoursFrom(dueAt, pausedSince);
  return (
    <Group gap={6}>
      {hours === null && (
        <Text component="span" size="sm">
          {t('nonePromised')}
        </Text>
      )}
      {hours !== null && isOverdue && <Tag tone="grave">{t('overdueBy', { time: durations(hours) })}</Tag>}
      {hours !== null && !isOverdue && <Tag tone="notice">{t('dueIn', { time: durations(hours) })}</Tag>}
      {pausedSince && <Tag tone="warning">{t('pausedSince', { time: moment(pausedSince) })}</Tag>}
    </Group>
  );
}
