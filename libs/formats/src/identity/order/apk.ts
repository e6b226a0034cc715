import { compareDigits, compareLists, compareText, orderBy } from './order.ts';

/** Alpine's apk: numbers, a letter, suffixes that come before or after the plain version, a revision of the package. */
export const apkOrder = orderBy(read, compare);

interface Version {
  numbers: string[];
  letter: string;
  suffixes: Suffix[];
  revision: string;
}

interface Suffix {
  rank: number;
  number: string;
}

const VERSION =
  /^v?(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;
const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const NO_SUFFIX: Suffix = { rank: SUFFIXES.indexOf(''), number: '0' };

function read(version: string): Version | null {
  const [, numbers, letter = '', suffixes = '', revision = '0'] = VERSION.exec(version) ?? [];
  if (numbers === undefined) return null;
  return {
    numbers: numbers.split('.'),
    letter,
    suffixes: Array.from(suffixes.matchAll(/_([a-z]+)(\d*)/g), ([, name = '', number = '']) => ({
      rank: SUFFIXES.indexOf(name),
      number: number || '0',
    })),
    revision,
  };
}

function compare(a: Version, b: Version): number | null {
  return (
    compareLists(a.numbers, b.numbers, undefined, compareNumbers) ||
    compareText(a.letter, b.letter) ||
    compareLists(a.suffixes, b.suffixes, NO_SUFFIX, compareSuffixes) ||
    compareDigits(a.revision, b.revision)
  );
}

/** Except for the first, a number that begins with 0 is read like a fraction of ten: 1.05 comes before 1.1. */
function compareNumbers(a: string | undefined, b: string | undefined, index: number): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const asFraction = index > 0 && (a.startsWith('0') || b.startsWith('0'));
  return asFraction ? compareText(a.replace(/0+$/, ''), b.replace(/0+$/, '')) : compareDigits(a, b);
}

function compareSuffixes(a: Suffix, b: Suffix): number {
  return a.rank - b.rank || compareDigits(a.number, b.number);
}
