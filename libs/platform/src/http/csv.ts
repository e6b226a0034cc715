/** A cell of a CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  const text = String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
