import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useWords } from '../../app/language.ts';

interface ScheduleFieldsProps {
  /** What a form gives a field: `form.getInputProps('start')`. */
  start: GetInputPropsReturnType;
  end: GetInputPropsReturnType;
  isNeeded?: boolean;
}

/** From when to when, as a clock at the device shows it: the browser's own calendar and clock, and `2026-12-01T22:00`. */
export function ScheduleFields({ start, end, isNeeded = false }: ScheduleFieldsProps) {
  const { t } = useWords('updates');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput type="datetime-local" label={t('schedule.start')} withAsterisk={isNeeded} {...start} />
      <TextInput type="datetime-local" label={t('schedule.end')} withAsterisk={isNeeded} {...end} />
    </SimpleGrid>
  );
}

interface ZoneFieldProps {
  value: string;
  onChange: (zone: string) => void;
  error?: unknown;
}

/** The time zone of the site: what is scheduled stays at that hour there, wherever somebody reads it. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const { t } = useWords('updates');
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <Select
      label={t('schedule.zone')}
      description={t('schedule.zoneHelp')}
      searchable
      allowDeselect={false}
      data={zones.includes(value) ? zones : [value, ...zones]}
      value={value}
      error={error as string | undefined}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}

/** Where nobody says otherwise, as in the API. */
export const DEFAULT_ZONE = 'Asia/Tokyo';

/** An instant as a clock in that zone shows it: `2026-12-01T22:00`, for a field of the browser. */
export const asLocal = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).replace(' ', 'T');
