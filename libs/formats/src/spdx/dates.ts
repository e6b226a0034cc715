import { isCalendarDate } from '../calendar.ts';

const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** The instant that a text in ISO 8601 names, in UTC; as written where it is in UTC already. null when it is none. */
export function instantOf(text: string): string | null {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || !isCalendarDate(day)) return null;
  if (text.endsWith('Z')) return text;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The day, in UTC, of a text that is an instant or a day. */
export function calendarDateOf(text: string): string | null {
  const day = (instantOf(text) ?? text).slice(0, 'YYYY-MM-DD'.length);
  return isCalendarDate(day) && (day === text || instantOf(text) !== null) ? day : null;
}
