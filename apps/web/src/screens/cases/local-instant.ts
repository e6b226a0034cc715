const TWO = 2;

/** Now, as the browser's own clock shows it: `2026-12-01T22:00`. */
export function nowLocal(): string {
  const now = new Date();
  const padded = (value: number) => String(value).padStart(TWO, '0');
  const day = [now.getFullYear(), padded(now.getMonth() + 1), padded(now.getDate())].join('-');
  return `${day}T${padded(now.getHours())}:${padded(now.getMinutes())}`;
}

/** The instant that such a clock means. */
export const instantOf = (local: string): string => new Date(local).toISOString();
