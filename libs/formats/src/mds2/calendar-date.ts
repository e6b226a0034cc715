/** A date in the words of people: `2024-03-31`, `March 31, 2024`, `31.3.2024`, `2024年3月31日`, `令和6年3月31日`. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}\\.?`;
const YEAR_FIRST = /(?<!\d)(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d)/;
const ERA = /(?<![a-z])(令和|平成|[rh])\.? ?(\d{1,2}|元) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d)/;
const MONTH_NAME_FIRST = new RegExp(`\\b${MONTH} ?(\\d{1,2})(?:st|nd|rd|th)?,? ?(\\d{4})(?!\\d)`);
const DAY_FIRST_NAMED = new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?[ -]?${MONTH}[ ,-]*(\\d{4})(?!\\d)`);
const NUMBERS_ONLY = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
/** A date that lost its format in a spreadsheet: days since 1900, here of the years 2000 to 2100. */
const SERIAL = /^\d{5}$/;
const SERIALS = { first: 36_526, last: 73_050 };

const ERAS: Record<string, number> = { 令和: 2018, r: 2018, 平成: 1988, h: 1988 };

/** The first date in a text as ISO 8601; null when there is none, or it could be two different days. */
export function calendarDateIn(text: string): string | null {
  const plain = text.slice(0, 200).normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

  const yearFirst = YEAR_FIRST.exec(plain);
  if (yearFirst) return isoDate(yearFirst[1], yearFirst[2], yearFirst[3]);
  const era = ERA.exec(plain);
  if (era) {
    const [, name = '', year = '', month, day] = era;
    return isoDate(String((ERAS[name] ?? 0) + (year === '元' ? 1 : Number(year))), month, day);
  }
  const monthFirst = MONTH_NAME_FIRST.exec(plain);
  if (monthFirst) return isoDate(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]);
  const dayFirst = DAY_FIRST_NAMED.exec(plain);
  if (dayFirst) return isoDate(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const numbers = NUMBERS_ONLY.exec(plain);
  if (numbers) return ofNumbers(numbers);
  return SERIAL.test(plain) ? ofSerial(Number(plain)) : null;
}

/** With points the day comes first; otherwise 03/04/2024 is March in one country and April in another. */
function ofNumbers([, first = '', separator, second = '', year]: string[]): string | null {
  if (separator === '.' || Number(first) > 12) return isoDate(year, second, first);
  if (Number(second) > 12 || first === second) return isoDate(year, first, second);
  return null;
}

function ofSerial(days: number): string | null {
  if (days < SERIALS.first || days > SERIALS.last) return null;
  return new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
}

function monthNumber(name: string | undefined): string {
  return String(MONTHS.indexOf(name ?? '') + 1);
}

function isoDate(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  const iso = [year?.padStart(4, '0'), month?.padStart(2, '0'), day?.padStart(2, '0')].join('-');
  const date = new Date(`${iso}T00:00:00Z`);
  // An invalid day such as 30 February would roll over into March.
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso) ? null : iso;
}
