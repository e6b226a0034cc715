/** A spreadsheet takes what begins like this for a formula, and would carry it out: an apostrophe makes it words. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const cellOf = (value: string | number | null): string => {
  const text = String(value ?? '');
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** A table as CSV (RFC 4180); with a byte order mark, without which Excel does not read it as UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
