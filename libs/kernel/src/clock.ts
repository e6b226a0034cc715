/** The only source of "now" in the program; tests bring their own. */
export abstract class Clock {
  abstract now(): Date;

  /** Today's calendar date in Japan (`2026-11-23`), the one that due dates and end-of-support dates are read in. */
  today(): string {
    return calendarDate(this.now());
  }
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

const inJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** The calendar date in Japan of an instant, as `YYYY-MM-DD`. */
export const calendarDate = (instant: Date): string => inJapan.format(instant);

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`: 2026-02-30 is none. */
export function isCalendarDate(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
