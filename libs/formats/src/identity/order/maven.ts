import { compareDigits, compareLists, compareText, isDigits, orderBy } from './order.ts';

/**
 * Maven's, by the version order of its POM reference. Tokens end at `.`, `-`, `_` and between digits and letters (which
 * counts as `-`). Tokens that say nothing (`0`, `final`, `ga`, `release`) fall away before a word or `-` and at the end.
 */
export const mavenOrder = orderBy(read, (a, b) => compareLists(a, b, undefined, compareTokens));

interface Token {
  isAfterDot: boolean;
  /** Digits or a word in lower case. */
  text: string;
}

const WORDS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const ANOTHER_SPELLING = new Map([
  ['cr', 'rc'],
  ['final', ''],
  ['ga', ''],
  ['release', ''],
]);
/** Only directly before a number: `1-a1`. */
const SHORT = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function read(version: string): Token[] | null {
  if (!/^[\w.+-]+$/.test(version)) return null;
  return withoutSilentTokens(tokensOf(version.toLowerCase()));
}

function tokensOf(version: string): Token[] {
  const tokens: Token[] = [];
  for (const [, separator, part = ''] of version.matchAll(/(^|[._-])([^._-]*)/g)) {
    const pieces = part.match(/\d+|\D+/g) ?? ['0'];
    pieces.forEach((piece, index) => {
      const isBeforeNumber = index + 1 < pieces.length;
      const word = (isBeforeNumber ? SHORT.get(piece) : undefined) ?? ANOTHER_SPELLING.get(piece) ?? piece;
      tokens.push({ isAfterDot: index === 0 && separator !== '-' && separator !== '_', text: word });
    });
  }
  return tokens;
}

function withoutSilentTokens(tokens: Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of tokens) {
    if (!token.isAfterDot || !isDigits(token.text)) dropSilentEnd(kept);
    kept.push(token);
  }
  dropSilentEnd(kept);
  return kept;
}

function dropSilentEnd(tokens: Token[]): void {
  while (tokens.length > 0 && /^0*$/.test(tokens.at(-1)?.text ?? '')) tokens.pop();
}

/** Words come first, then numbers after `-`, then numbers after `.`; the end of a version is the plain word or 0. */
function compareTokens(a: Token | undefined, b: Token | undefined): number {
  if (a && b && isDigits(a.text) && isDigits(b.text)) {
    return Number(a.isAfterDot) - Number(b.isAfterDot) || compareDigits(a.text, b.text);
  }
  if (a && isDigits(a.text)) return b || /[1-9]/.test(a.text) ? 1 : 0;
  if (b && isDigits(b.text)) return a || /[1-9]/.test(b.text) ? -1 : 0;
  return compareWords(a?.text ?? '', b?.text ?? '');
}

/** Words that Maven does not know come after those it knows, by the alphabet. */
function compareWords(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareText(a, b);
}

function rankOf(word: string): number {
  const rank = WORDS.indexOf(word);
  return rank === -1 ? WORDS.length : rank;
}
