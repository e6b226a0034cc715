import { compareDigits, compareLists, compareText, isDigits, orderBy } from './order.ts';

/** Python's (PEP 440). */
export const pypiOrder = orderBy(read, (a, b) => compareLists(a, b, NOTHING, compareParts));

/** What a part of a version is compared by: nothing, then words, then numbers, then what is beyond any number. */
type Part = string[] | typeof BEYOND;
const NOTHING: Part = [];
const BEYOND = 'BEYOND';

const VERSION = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preNumber>\d*))?/,
    /(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?/,
    /(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/,
  ]
    .map(({ source }) => source)
    .join(''),
);
const PHASES = new Map(
  Object.entries({ a: 'a', alpha: 'a', b: 'b', beta: 'b', c: 'c', rc: 'c', pre: 'c', preview: 'c' }),
);

function read(version: string): Part[] | null {
  const found = VERSION.exec(version.toLowerCase())?.groups;
  if (!found) return null;
  const { epoch = '0', release = '', pre, preNumber, bare, post, postNumber, dev, devNumber, local } = found;
  const isPost = bare !== undefined || post !== undefined;
  const hasDev = dev !== undefined;

  const beforeFinal: Part = hasDev && !isPost ? NOTHING : BEYOND;
  return [
    [epoch],
    release.replace(/(?:\.0+)+$/, '').split('.'),
    pre === undefined ? beforeFinal : [PHASES.get(pre) ?? '', preNumber || '0'],
    isPost ? [(bare ?? postNumber) || '0'] : NOTHING,
    hasDev ? [devNumber || '0'] : BEYOND,
    local?.split(/[-_.]/) ?? NOTHING,
  ];
}

function compareParts(a: Part, b: Part): number | null {
  if (a === BEYOND || b === BEYOND) return Number(a === BEYOND) - Number(b === BEYOND);
  return compareLists(a, b, undefined, compareItems);
}

function compareItems(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (isDigits(a) && isDigits(b)) return compareDigits(a, b);
  return Number(isDigits(a)) - Number(isDigits(b)) || compareText(a, b);
}
