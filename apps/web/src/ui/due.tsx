import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tag } from './tags.tsx';
import { Day } from './when.tsx';

const SOON_DAYS = 7;
const DAY_MS = 86_400_000;
/** Dates are days in Japan, whatever the time where one reads. */
const japaneseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** Asked at each drawing: a page may stay open over night. */
const daysUntil = (day: string): number =>
  Math.round((Date.parse(day) - Date.parse(japaneseDay.format(new Date()))) / DAY_MS);

interface DueProps {
  /** The last day. */
  on: string;
  /** Whether something is still to be done until then: what is done is neither late nor urgent. */
  isOpen: boolean;
}

/** A date by which something is asked, and how late or how near it is, in words. */
export function Due({ on, isOpen }: DueProps) {
  const { t } = useTranslation();
  const days = daysUntil(on);
  return (
    <Group component="span" display="inline-flex" gap={6}>
      <Day on={on} />
      {isOpen && days < 0 && <Tag tone="grave">{t('due.over', { count: -days })}</Tag>}
      {isOpen && days === 0 && <Tag tone="warning">{t('due.today')}</Tag>}
      {isOpen && days > 0 && days <= SOON_DAYS && <Tag tone="notice">{t('due.left', { count: days })}</Tag>}
    </Group>
  );
}
