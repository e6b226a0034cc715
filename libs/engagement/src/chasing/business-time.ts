import holidayJp from '@holiday-jp/holiday_jp';
import { calendarDate } from '#libs/kernel';

/** When a plan asks nobody. */
export interface Rest {
  /** Minutes of the day in Japan; until the next morning where `quietUntil` is smaller. */
  quietFrom: number | null;
  quietUntil: number | null;
  /** Saturdays, Sundays and the national holidays of Japan. */
  restsOnHolidays: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Japan has no summer time. */
const JAPAN_AHEAD_MS = 9 * 3_600_000;
/** No run of holidays is as long: New Year and Golden Week take ten days at most. */
const MOST_DAYS = 30;

/** The last year whose holidays are known; of later days only Saturdays and Sundays are. */
export const HOLIDAYS_KNOWN_UNTIL = Math.max(
  ...Object.keys(holidayJp.holidays).map((date) => Number(date.slice(0, 4))),
);

const minuteOf = (at: Date) => Math.floor((at.getTime() + JAPAN_AHEAD_MS) / MINUTE_MS) % DAY_MINUTES;
const startOfDay = (at: Date) => new Date(`${calendarDate(at)}T00:00:00+09:00`);
const atMinute = (at: Date, minute: number) => new Date(startOfDay(at).getTime() + minute * MINUTE_MS);
const nextDay = (at: Date) => new Date(startOfDay(at).getTime() + DAY_MINUTES * MINUTE_MS);

/** A Saturday, a Sunday or a national holiday (国民の祝日に関する法律), those in lieu included. */
export function isHoliday(at: Date): boolean {
  const weekday = new Date(at.getTime() + JAPAN_AHEAD_MS).getUTCDay();
  return weekday === 0 || weekday === 6 || calendarDate(at) in holidayJp.holidays;
}

function isQuiet(at: Date, { quietFrom, quietUntil }: Rest): boolean {
  if (quietFrom === null || quietUntil === null) return false;
  const minute = minuteOf(at);
  return quietFrom < quietUntil
    ? minute >= quietFrom && minute < quietUntil
    : minute >= quietFrom || minute < quietUntil;
}

/** The soonest time, not before `at`, at which the plan asks somebody. */
export function nextAllowed(at: Date, rest: Rest): Date {
  let candidate = at;
  for (let day = 0; day <= MOST_DAYS; day += 1) {
    if (rest.restsOnHolidays && isHoliday(candidate)) {
      candidate = nextDay(candidate);
      continue;
    }
    if (!isQuiet(candidate, rest)) return candidate;
    const { quietFrom, quietUntil } = rest as { quietFrom: number; quietUntil: number };
    const isEvening = quietUntil < quietFrom && minuteOf(candidate) >= quietFrom;
    const morning = isEvening ? nextDay(candidate) : candidate;
    candidate = atMinute(morning, quietUntil);
  }
  throw new Error('a plan that rests for a month is none');
}
