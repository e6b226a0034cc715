import { useLanguage } from '../app/language.ts';

const LOCALE = { ja: 'ja-JP', en: 'en-GB' } as const;

/** A moment, as the language writes it and in the reader's time zone; exact to the second on pointing at it. */
export function When({ at }: { at: string }) {
  const locale = LOCALE[useLanguage()];
  const moment = useMoments();
  return (
    <time dateTime={at} title={new Date(at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'long' })}>
      {moment(at)}
    </time>
  );
}

/** A moment within a sentence. */
export function useMoments() {
  const locale = LOCALE[useLanguage()];
  return (at: string) => new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A day, which is the same day everywhere: `2027-03-31`. */
export function Day({ on }: { on: string }) {
  const locale = LOCALE[useLanguage()];
  return (
    <time dateTime={on}>
      {new Date(`${on}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' })}
    </time>
  );
}

/** Numbers and sizes as the language writes them. */
export function useNumbers() {
  const locale = LOCALE[useLanguage()];
  return {
    count: (value: number) => value.toLocaleString(locale),
    percent: (share: number) => share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 }),
    /** Bytes in the largest unit that leaves a number over 1: `1.4 GB`. */
    size(bytes: number) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
      const step = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1) : 0;
      return (bytes / 1000 ** step).toLocaleString(locale, {
        style: 'unit',
        unit: units[step] ?? 'byte',
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: step === 0 ? 0 : 1,
      });
    },
  };
}
