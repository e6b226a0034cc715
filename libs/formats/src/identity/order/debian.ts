import { compareDigits, compareText, orderBy } from './order.ts';

/** Debian's (deb-version(7)): epoch, upstream version, revision. */
export const debianOrder = orderBy(read, compare);

interface Version {
  epoch: string;
  upstream: string;
  revision: string;
}

const VERSION = /^(?:(\d+):)?([0-9a-z.+~:_-]+)$/i;

function read(version: string): Version | null {
  const [, epoch = '0', rest] = VERSION.exec(version) ?? [];
  if (rest === undefined) return null;
  const dash = rest.lastIndexOf('-');
  return dash === -1
    ? { epoch, upstream: rest, revision: '' }
    : { epoch, upstream: rest.slice(0, dash), revision: rest.slice(dash + 1) };
}

function compare(a: Version, b: Version): number {
  return (
    compareDigits(a.epoch, b.epoch) || compareParts(a.upstream, b.upstream) || compareParts(a.revision, b.revision)
  );
}

/** Alternately what is no digit, by the order of characters below, and digits as a number. */
function compareParts(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const isNumber = index % 2 === 1;
    const difference = isNumber
      ? compareDigits(left[index] ?? '0', right[index] ?? '0')
      : compareText(sortable(left[index]), sortable(right[index]));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Always beginning with what is no digit, be it empty. */
function partsOf(text: string): string[] {
  const parts = text.match(/\d+|\D+/g) ?? [];
  return /^\d/.test(text) ? ['', ...parts] : parts;
}

/** `~` before the end, the end before letters, letters before the rest. */
function sortable(text = ''): string {
  return `${text.replace(/./g, (character) => {
    if (character === '~') return '\0';
    return /[a-z]/i.test(character) ? `\u{2}${character}` : `\u{3}${character}`;
  })}\u{1}`;
}
