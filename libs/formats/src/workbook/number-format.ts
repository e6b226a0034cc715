import { type Attributes, walkXml } from './xml-part.ts';

/** Whether a cell's style shows its number as a date or time. */
export type IsDateStyle = (style: number) => boolean;

/** Formats that are not written out in the file (ISO/IEC 29500-1 §18.8.30), with those of East Asian languages. */
const BUILT_IN_DATES: [number, number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Reads which of the workbook's styles are dates. @throws Refusal */
export function readDateStyles(part: string, bytes: Uint8Array): IsDateStyle {
  const ownFormats = new Map<number, boolean>();
  const styles: number[] = [];
  walkXml(part, bytes, {
    open(name: string, parent: string, attributes: Attributes) {
      const format = Number(attributes.numFmtId);
      if (name === 'numFmt') ownFormats.set(format, isDateFormat(attributes.formatCode ?? ''));
      else if (name === 'xf' && parent === 'cellXfs') styles.push(format);
    },
  });
  const isDate = styles.map(
    (format) => ownFormats.get(format) ?? BUILT_IN_DATES.some(([first, last]) => format >= first && format <= last),
  );
  return (style) => isDate[style] ?? false;
}

/** Whether a format code such as `yyyy"年"m"月"` spells a date or time: what is quoted, escaped or in brackets is not code. */
function isDateFormat(code: string): boolean {
  const [positive = ''] = code
    .slice(0, 255)
    .replace(/"[^"]*"?|[\\_*].|\[[^\]]*\]/g, '')
    .split(';', 1);
  return /[ymdhs]/i.test(positive) && !/general/i.test(positive);
}

const DAY_MS = 86_400_000;
/** A cell cannot show a date beyond the year 9999. */
const MAX_SERIAL = 2_958_465;

/** A serial number as ISO 8601: `2024-03-31`, with a time where it has one, or a time alone. Null when it is no date. */
export function dateOf(serial: number, countsFrom1904: boolean): string | null {
  if (!(serial >= 0 && serial <= MAX_SERIAL)) return null;
  // Day 60 is 29 February 1900, which never was (kept from Lotus 1-2-3); before it, days count from a day later.
  const epoch = countsFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const seconds = Math.round((serial * DAY_MS) / 1000);
  const [date = '', time = ''] = new Date(epoch + seconds * 1000).toISOString().slice(0, 19).split('T');
  if (serial < 1) return time;
  return time === '00:00:00' ? date : `${date}T${time}`;
}
