import { Temporal } from 'temporal-polyfill';
import { invalidInput } from '#libs/kernel';

/** A time as a clock on the wall shows it, in an IANA time zone. */
export interface LocalSchedule {
  /** `2026-12-01T22:00` */
  start: string;
  end: string;
  timeZone: string;
}

/** When something begins and ends, as instants; the zone is kept to show it as it was meant. */
export interface Schedule {
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
}

/** Days of the week by their ISO numbers, Monday first. */
export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A window that comes again each week. */
export interface WeeklyWindow {
  weekdays: readonly Weekday[];
  /** `22:00` */
  localStart: string;
  minutes: number;
  timeZone: string;
  from: string;
  /** The last day on which it begins; null: for good. */
  until: string | null;
}

const wrong = (path: string, reason: string, message: string) =>
  invalidInput(`maintenance.${reason}`, message, [{ path, reason: `maintenance.${reason}`, message }]);

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.instant().toZonedDateTimeISO(name);
    // An offset is no place: it knows nothing of daylight saving.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/**
 * @throws INVALID_INPUT `maintenance.unknown_time_zone`, `maintenance.time_does_not_exist` naming the nearest times that do,
 *   `maintenance.ends_before_start`
 */
export function scheduleOf({ start, end, timeZone }: LocalSchedule): Schedule {
  if (!isTimeZone(timeZone)) {
    throw wrong('schedule.timeZone', 'unknown_time_zone', 'Write a time zone of the IANA list, such as Asia/Tokyo.');
  }
  const startsAt = existing(start, timeZone, 'schedule.start');
  const endsAt = existing(end, timeZone, 'schedule.end');
  if (endsAt <= startsAt) throw wrong('schedule.end', 'ends_before_start', 'A window ends after it starts.');
  return { startsAt, endsAt, timeZone };
}

/** Of a time that a clock shows twice when it is put back, the first. */
function existing(local: string, timeZone: string, path: string): Date {
  const wanted = Temporal.PlainDateTime.from(local);
  const found = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return new Date(found.epochMilliseconds);
  const later = wanted.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const said = [found, later].map((one) => one.toPlainDateTime().toString({ smallestUnit: 'minute' })).join(' or ');
  throw wrong(
    path,
    'time_does_not_exist',
    `${local} does not exist in ${timeZone}: the clocks go forward there. The nearest times are ${said}.`,
  );
}

/**
 * When a window is open, between two instants. Its length is time that passes: one that crosses a change of the clocks is as
 * long as any other. Where its start does not exist on a day, it starts as much later.
 */
export function occurrencesOf(window: WeeklyWindow, from: Date, to: Date): Schedule[] {
  const dayOf = (instant: Date, days: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(window.timeZone)
      .toPlainDate()
      .add({ days });
  const found: Schedule[] = [];
  const reach = Math.ceil(window.minutes / 1440);
  const last = dayOf(to, 0);
  for (let day = dayOf(from, -reach); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const text = day.toString();
    const weekday = WEEKDAYS[day.dayOfWeek - 1];
    if (!weekday || !window.weekdays.includes(weekday)) continue;
    if (text < window.from || (window.until !== null && text > window.until)) continue;
    const start = day.toZonedDateTime({ timeZone: window.timeZone, plainTime: window.localStart });
    const startsAt = new Date(start.epochMilliseconds);
    const endsAt = new Date(start.add({ minutes: window.minutes }).epochMilliseconds);
    if (endsAt > from && startsAt < to) found.push({ startsAt, endsAt, timeZone: window.timeZone });
  }
  return found;
}

/** Whether windows were agreed, and none of them holds the whole of what is scheduled. */
export function isOutside(windows: readonly WeeklyWindow[], { startsAt, endsAt }: Schedule): boolean {
  if (windows.length === 0) return false;
  return !windows.some((window) =>
    occurrencesOf(window, startsAt, endsAt).some((one) => one.startsAt <= startsAt && one.endsAt >= endsAt),
  );
}
