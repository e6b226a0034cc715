import { compareDigits, compareLists, compareText, orderBy } from './order.ts';

/**
 * Versions of devices, and of whatever has no scheme of its own. A version is some numbers, then any number of groups of a
 * word and the numbers after it: `2.3.0-b12` is 2 3 0, b 12; `A.02.10` is no number, then a 2 10.
 *
 * What is not said apart: letters' case, full-width forms, the separators (space . - _ + ~ : and brackets), a label in
 * front (`v`, `ver.`, `version`, `r`, `rel`, `release`, `rev`, `revision`, 第, バージョン, リリース: `R2.3` is `v2.3.0`),
 * 版 behind, a word such as `final` without a number, zeros that numbers lack at the end (`2.3` is `2.3.0`).
 *
 * Numbers are compared first, as whole numbers from left to right, then the groups. Where one version ends and the other
 * has a group more:
 * - `dev`, `snapshot` < `alpha` < `beta` < `pre`, `preview`, `ea`, `eap` < `rc` < the plain version;
 * - `sp`, `patch`, `p`, `hf`, `hotfix`, `fix`, `update`, `post` > the plain version;
 * - a letter that directly follows three numbers or more > the plain version: `1.0.2` < `1.0.2k` < `1.0.2za`;
 * - with any other word (`build`, `mr`, `b`) nothing is known.
 * Two different words are ordered as they stand to the plain version, two single letters by the alphabet (`A.05` < `B.02`).
 *
 * Not compared, because more than one reading makes sense:
 * - a version that begins with a number and one that begins with a word (`4.1`, `PL 4.1`), or two that differ in a word
 *   of which the list above says nothing (`BT02`, `SV20.1`);
 * - a second number with a leading zero, where reading it as a decimal fraction gives another order (`1.05`, `1.1`);
 * - what is no single version: `2.x`, `1.1 1.2`, `2.0-2.3`, a commit's hash, words without a number.
 */
export const genericOrder = orderBy(read, compare);

interface Version {
  numbers: string[];
  groups: Group[];
}

interface Group {
  word: string;
  numbers: string[];
  /** A letter that tells patch levels apart, as OpenSSL had them. */
  isPatchLetter: boolean;
}

const EARLIER = new Map(
  Object.entries({ dev: 0, snapshot: 0, alpha: 1, beta: 2, pre: 3, preview: 3, ea: 3, eap: 3, rc: 4 }),
);
const PLAIN = 5;
const LATER = new Set(['sp', 'patch', 'p', 'hf', 'hotfix', 'fix', 'update', 'post']);
const SAYS_NOTHING = new Set(['final', 'ga', 'release', 'version']);
const ANOTHER_SPELLING = new Map([
  ['cr', 'rc'],
  ['releasecandidate', 'rc'],
  ['servicepack', 'sp'],
]);

const LABEL =
  /^(?:(?:第|バージョン|リリース)|(?:version|ver|release|rel|revision|rev)(?!\p{L})|v\.?(?=[ _-]?\d)|r(?=[ _-]?\d))[ ._-]*(?=[\p{L}\d])/u;
const CHARACTERS = /^[\p{L}\d ._+~:()-]+$/u;
const SEVERAL_VERSIONS = /\d[ ()]+\d|\d\.\d+ ?- ?\d+\.\d/;
const COMMIT_HASH = /^(?=.*[a-f])[0-9a-f]{7,}$/;
const MIN_NUMBERS_BEFORE_PATCH_LETTER = 3;

function read(version: string): Version | null {
  const text = withoutLabels(foldedVersion(version));
  if (!CHARACTERS.test(text) || SEVERAL_VERSIONS.test(text) || COMMIT_HASH.test(text)) return null;

  const numbers: string[] = [];
  const groups: Group[] = [];
  let end = 0;
  let isAfterWord = false;
  for (const match of text.matchAll(/\d+|\p{L}+/gu)) {
    const [token] = match;
    const group = groups.at(-1);
    const isAttached = match.index === end && end > 0;
    end = match.index + token.length;

    if (/^\d/.test(token)) {
      (group?.numbers ?? numbers).push(token);
      isAfterWord = false;
      continue;
    }
    // Anything may stand for the `x` of `2.x`; the one of `1.0.2x` is a letter like others.
    if (token === 'x' && !isAttached && !/\d/.test(text.charAt(end))) return null;
    if (group && isAfterWord && group.word.length > 1 && token.length > 1) {
      group.word = spelled(group.word + token);
    } else {
      const isPatchLetter =
        !group && isAttached && numbers.length >= MIN_NUMBERS_BEFORE_PATCH_LETTER && /^z?[a-z]$/.test(token);
      groups.push({ word: spelled(token), numbers: [], isPatchLetter: isPatchLetter && !/\d/.test(text.charAt(end)) });
    }
    isAfterWord = true;
  }

  const telling = groups.filter((group) => !SAYS_NOTHING.has(group.word) || group.numbers.length > 0);
  const isSingleLetter = numbers.length === 0 && telling.length === 1 && telling[0]?.word.length === 1;
  return /\d/.test(text) || isSingleLetter ? { numbers, groups: telling } : null;
}

/** Case, width and spaces are no part of a version. */
function foldedVersion(version: string): string {
  return version.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function withoutLabels(text: string): string {
  let rest = text.replace(/版$/, '').trim();
  for (let label = LABEL.exec(rest); label; label = LABEL.exec(rest)) rest = rest.slice(label[0].length);
  return rest;
}

const spelled = (word: string) => ANOTHER_SPELLING.get(word) ?? word;

function compare(a: Version, b: Version): number | null {
  if ((a.numbers.length === 0) !== (b.numbers.length === 0)) return null;
  const numbers = compareLists(a.numbers, b.numbers, '0', (left, right, index) =>
    index === 1 ? compareSecondNumber(left, right) : compareDigits(left, right),
  );
  return numbers === 0 ? compareLists(a.groups, b.groups, undefined, compareGroups) : numbers;
}

/** `1.05` may be meant as less than `1.1` or as more. */
function compareSecondNumber(a: string, b: string): number | null {
  const asWhole = Math.sign(compareDigits(a, b));
  if (!/^0\d/.test(a) && !/^0\d/.test(b)) return asWhole;
  const length = Math.max(a.length, b.length);
  const asFraction = compareText(a.padEnd(length, '0'), b.padEnd(length, '0'));
  return asWhole === asFraction ? asWhole : null;
}

function compareGroups(a: Group | undefined, b: Group | undefined): number | null {
  if (a && b && a.word === b.word && a.isPatchLetter === b.isPatchLetter) {
    return compareLists(a.numbers, b.numbers, '0', compareDigits);
  }
  const left = levelOf(a);
  const right = levelOf(b);
  if (left !== null && right !== null && left !== right) return left - right;
  if (!a || !b || a.isPatchLetter !== b.isPatchLetter) return null;
  if (a.isPatchLetter) return a.word.length - b.word.length || compareText(a.word, b.word);
  const areLetters = left === null && right === null && a.word.length === 1 && b.word.length === 1;
  return areLetters ? compareText(a.word, b.word) : null;
}

/** Where a group stands to the plain version; null where that is not known. */
function levelOf(group: Group | undefined): number | null {
  if (!group) return PLAIN;
  if (group.isPatchLetter || LATER.has(group.word)) return PLAIN + 1;
  return EARLIER.get(group.word) ?? null;
}
