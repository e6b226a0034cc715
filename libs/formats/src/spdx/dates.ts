const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day of the calendar: `2026-02-28`, not `2026-02-30`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  // By hand: a large document has hundreds of thousands, and making a Date of each took the longest of all.
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

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
