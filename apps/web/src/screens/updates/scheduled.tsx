import { Text } from '@mantine/core';
import { useLanguage, useWords } from '../../app/language.ts';
import { Day } from '../../ui/when.tsx';
import type { Update } from './updates.query.ts';

const LOCALE = { ja: 'ja-JP', en: 'en-GB' } as const;

type Scheduled = Pick<Update, 'startsAt' | 'endsAt' | 'timeZone'>;

/** From when to when, as a clock at the device shows it. */
export function Scheduled({ update: { startsAt, endsAt, timeZone } }: { update: Scheduled }) {
  const locale = LOCALE[useLanguage()];
  if (startsAt === null || endsAt === null) return null;
  const zone = { timeZone: timeZone ?? 'UTC' };
  const said = (at: string, how: Intl.DateTimeFormatOptions) =>
    new Date(at).toLocaleString(locale, { ...how, ...zone });
  const dayOf = (at: string) => said(at, { dateStyle: 'medium' });
  const isOneDay = dayOf(startsAt) === dayOf(endsAt);
  return (
    <time dateTime={startsAt} title={zone.timeZone}>
      {said(startsAt, { dateStyle: 'medium', timeStyle: 'short' })} –{' '}
      {said(endsAt, isOneDay ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
}

/** When something is to be done with it: at its time, or on the day on which it is looked at again. */
export function WhenDue({ update }: { update: Update }) {
  const { t } = useWords('updates');
  if (update.reviewOn !== null) {
    return (
      <Text component="span" size="sm">
        {t('reviewOn')} <Day on={update.reviewOn} />
      </Text>
    );
  }
  return (
    <Text component="span" size="sm">
      {update.startsAt === null ? '–' : <Scheduled update={update} />}
    </Text>
  );
}
