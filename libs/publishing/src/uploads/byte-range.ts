/**
 * Reads a Range header by RFC 9110 for a file of so many bytes. Anything but one range of bytes is passed over, as the
 * standard allows: the whole file is the answer then (null).
 */
export function byteRange(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'UNSATISFIABLE' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'UNSATISFIABLE' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= sizeBytes) return 'UNSATISFIABLE';
  return { start, end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}
