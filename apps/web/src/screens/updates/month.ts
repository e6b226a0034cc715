import type { ResultOf } from 'gql.tada';
import { dayAfter } from './days.ts';
import type { Update } from './updates.query.ts';
import type { WindowsOfMonth } from './calendar.query.ts';

/** The day as a calendar in that zone has it: `2026-12-01`. */
const dayIn = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleDateString('sv-SE', { timeZone });

/** The time of day there: `22:00`. */
const timeIn = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleTimeString('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });

/** The weeks of a month, Monday first, with the days of its neighbours that fill them: `2026-12` begins on 2026-11-30. */
export function daysOfMonth(month: string): string[] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const next = monthAfter(month, 1);
  const days: string[] = [];
  for (let day = dayAfter(first, -weekday); day < `${next}-01` || days.length % 7 > 0; day = dayAfter(day)) {
    days.push(day);
  }
  return days;
}

/** So many months later: `2026-12` is followed by `2027-01`. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

export interface OnDay {
  siteId: string;
  scheduled: Update[];
  reviews: Update[];
  windows: { name: string; from: string; until: string }[];
}

type Window = ResultOf<typeof WindowsOfMonth>['maintenanceWindows'][number];

/** What is on each day at each site: as the calendar there has it, not the reader's. */
export function byDayAndSite(
  scheduled: readonly Update[],
  deferred: readonly Update[],
  windows: readonly Window[],
): Map<string, OnDay[]> {
  const days = new Map<string, Map<string, OnDay>>();
  const on = (day: string, siteId: string): OnDay => {
    const sites = days.get(day) ?? new Map<string, OnDay>();
    days.set(day, sites);
    const here = sites.get(siteId) ?? { siteId, scheduled: [], reviews: [], windows: [] };
    sites.set(siteId, here);
    return here;
  };
  for (const update of scheduled) {
    if (update.startsAt) on(dayIn(update.startsAt, update.timeZone ?? 'UTC'), update.siteId).scheduled.push(update);
  }
  for (const update of deferred) if (update.reviewOn) on(update.reviewOn, update.siteId).reviews.push(update);
  for (const { siteId, name, timeZone, occurrences } of windows) {
    for (const { startsAt, endsAt } of occurrences) {
      const said = { name, from: timeIn(startsAt, timeZone), until: timeIn(endsAt, timeZone) };
      on(dayIn(startsAt, timeZone), siteId).windows.push(said);
    }
  }
  return new Map([...days].map(([day, sites]) => [day, [...sites.values()]]));
}
