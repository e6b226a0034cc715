/** The day as the reader's calendar has it, so many days later: `2027-03-31`. */
export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Today, where the reader is. */
export const today = (): string => new Date().toLocaleDateString('sv-SE');
