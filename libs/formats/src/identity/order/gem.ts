import { compareDigits, compareLists, compareText, isDigits, orderBy } from './order.ts';

/** RubyGems': numbers and words from left to right; a word makes a version come before the one without. */
export const gemOrder = orderBy(read, (a, b) => compareLists(a, b, '0', compareSegments));

const GEM = /^\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;

function read(version: string): string[] | null {
  if (!GEM.test(version)) return null;
  const segments = version.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const firstWord = segments.findIndex((segment) => !isDigits(segment));
  const numbers = firstWord === -1 ? segments : segments.slice(0, firstWord);
  return [...withoutLastZeros(numbers), ...withoutLastZeros(segments.slice(numbers.length))];
}

function withoutLastZeros(segments: string[]): string[] {
  return segments.slice(0, segments.findLastIndex((segment) => !/^0+$/.test(segment)) + 1);
}

function compareSegments(a: string, b: string): number {
  if (isDigits(a) && isDigits(b)) return compareDigits(a, b);
  return Number(isDigits(a)) - Number(isDigits(b)) || compareText(a, b);
}
