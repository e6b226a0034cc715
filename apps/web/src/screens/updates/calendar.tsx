import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { useLanguage, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useUpdatesOf, WindowsOfMonth } from './calendar.query.ts';
import { byDayAndSite, daysOfMonth, monthAfter, type OnDay } from './month.ts';
import { today } from './days.ts';
import { filterOf, type UpdatesSearch } from './search.ts';
import type { Update } from './updates.query.ts';
import classes from './updates.module.css';

const LOCALE = { ja: 'ja-JP', en: 'en-GB' } as const;

/** When work is scheduled, when what was put off comes back, and when the sites agreed that devices may be worked on. */
export function Calendar() {
  const { t } = useWords('updates');
  const locale = LOCALE[useLanguage()];
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/updates' });
  const isHospital = sideOf(useViewer()) === 'hospital';
  const month = (search.from ?? today()).slice(0, 7);
  const days = daysOfMonth(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const inMonth = filterOf({ ...search, from: first, until: last });
  const scheduled = useUpdatesOf(inMonth);
  const isDeferredShown = search.state === undefined || search.state === 'DEFERRED';
  const deferred = useUpdatesOf({ ...filterOf({ ...search, state: 'DEFERRED' }), from: null, to: null });
  const windows = useAnswer(
    WindowsOfMonth,
    { siteId: search.siteId ?? null, from: inMonth.from ?? '', to: inMonth.to ?? '' },
    { enabled: isHospital },
  );
  const error = scheduled.error ?? deferred.error ?? windows.error;
  const go = (months: number) =>
    void navigate({
      to: '/updates',
      search: { ...search, from: `${monthAfter(month, months)}-01`, until: undefined },
      replace: true,
    });
  const found = byDayAndSite(
    scheduled.data?.updates ?? [],
    isDeferredShown ? (deferred.data?.updates ?? []) : [],
    windows.data?.maintenanceWindows ?? [],
  );
  const { updates = [], total = 0 } = scheduled.data ?? {};
  const monthName = new Date(`${month}-01T00:00:00Z`).toLocaleDateString(locale, {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4" aria-live="polite">
          {monthName}
        </Title>
        <Group gap="xs" data-print="no">
          <Button variant="default" onClick={() => go(-1)}>
            {t('calendar.before')}
          </Button>
          <Button variant="default" onClick={() => go(1)}>
            {t('calendar.after')}
          </Button>
        </Group>
      </Group>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void scheduled.refetch()} />}
      {scheduled.isPending && <Waiting />}
      {total > updates.length && <Alert color="orange">{t('calendar.tooMany', { count: updates.length })}</Alert>}
      <Month days={days} month={month} found={found} search={search} />
      {![...found.keys()].some((day) => days.includes(day)) && !scheduled.isPending && (
        <Text c="dimmed">{t('calendar.nothing')}</Text>
      )}
    </Stack>
  );
}

interface MonthProps {
  days: readonly string[];
  month: string;
  found: ReadonlyMap<string, OnDay[]>;
  search: UpdatesSearch;
}

/** Seven days in a row; where there is no room for that, a list of the days on which something is. */
function Month({ days, month, found, search }: MonthProps) {
  const { t } = useWords('updates');
  const locale = LOCALE[useLanguage()];
  const said = (day: string, how: Intl.DateTimeFormatOptions) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { ...how, timeZone: 'UTC' });
  return (
    <ol className={classes['month']} aria-label={t('calendar.label')}>
      {days.map((day) => {
        const sites = found.get(day) ?? [];
        return (
          <li
            key={day}
            className={classes['day']}
            data-empty={sites.length === 0}
            data-outside={!day.startsWith(month)}
            data-today={day === today()}
          >
            <time dateTime={day} className={classes['date']}>
              {said(day, { month: 'short', day: 'numeric', weekday: 'short' })}
            </time>
            {sites.map((on) => (
              <AtSite key={on.siteId} day={day} on={on} search={search} />
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function AtSite({ day, on, search }: { day: string; on: OnDay; search: UpdatesSearch }) {
  const { t } = useWords('updates');
  const { nameOfSite } = useSites();
  const nameOfOrganisation = useOrganisationNames();
  const { siteId, scheduled, reviews, windows } = on;
  const { view: _view, ...filter } = search;
  const [some] = [...scheduled, ...reviews];
  // Of another organisation the sites are not known, but the hospital is.
  const name = nameOfSite(siteId) || (some ? nameOfOrganisation(some.hospitalId) : '');
  return (
    <div className={classes['atSite']}>
      <Text size="sm" fw={600} dir="auto">
        {name}
      </Text>
      {scheduled.length > 0 && (
        <ToUpdates updates={scheduled} search={{ ...filter, siteId, from: day, until: day }}>
          {t('calendar.scheduled', { count: scheduled.length })}
        </ToUpdates>
      )}
      {reviews.length > 0 && (
        <ToUpdates updates={reviews} search={{ siteId, state: 'DEFERRED' }}>
          {t('calendar.reviews', { count: reviews.length })}
        </ToUpdates>
      )}
      {windows.map(({ name: window, from, until }) => (
        <Text key={`${window} ${from}`} size="sm" c="dimmed">
          {t('calendar.window', { from, until })} <bdi>{window}</bdi>
        </Text>
      ))}
    </div>
  );
}

interface ToUpdatesProps {
  updates: readonly Update[];
  search: UpdatesSearch;
  children: string;
}

/** To the one update that it is, or to the list of them. */
function ToUpdates({ updates, search, children }: ToUpdatesProps) {
  const [only] = updates;
  return (
    <Anchor
      size="sm"
      renderRoot={(props) =>
        only && updates.length === 1 ? (
          <Link to="/updates/$applicationId" params={{ applicationId: only.id }} {...props} />
        ) : (
          <Link to="/updates" search={search} {...props} />
        )
      }
    >
      {children}
    </Anchor>
  );
}
