import { plainText } from '../workbook/cell-text.ts';

/** The longest text that is kept: what a cell of a workbook holds. */
export { MAX_CELL_TEXT as MAX_TEXT } from '../workbook/cell-text.ts';

/** A text as it is kept, wherever it comes from: one kind of line end, nothing around it, no control characters. */
export function cleanText(text: string): string {
  return plainText(text.replace(/\r\n?/g, '\n')).trim();
}

/** A text to compare: width, kinds of dashes and spaces, and capitals make no difference. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
