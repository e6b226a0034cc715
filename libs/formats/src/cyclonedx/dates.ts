import { isCalendarDate } from '../calendar.ts';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Whether a text names one moment: a date that exists, a time, and a time zone (ISO 8601 as RFC 3339 narrows it). */
export function isInstant(text: string): boolean {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isCalendarDate(date);
}

/** The calendar date of an ISO 8601 date or timestamp; null when it is neither, or a day that does not exist. */
export function calendarDateOf(text: string): string | null {
  const date = text.slice(0, 10);
  const isWhole = text.length === 10 || /^T\d{2}:/i.test(text.slice(10, 14));
  return isWhole && isCalendarDate(date) ? date : null;
}
