import { compareDigits, compareText, isDigits, orderBy } from './order.ts';

/** RPM's: epoch, version, release. A version without a release comes before the same with one. */
export const rpmOrder = orderBy(read, comparing(compareSegments));

/** Arch Linux's pacman orders like RPM, but a word at the end makes a version come before the one without it. */
export const pacmanOrder = orderBy(read, comparing(compareSegmentsOfPacman));

interface Version {
  epoch: string;
  version: string;
  release: string;
}

const VERSION = /^(?:(\d+):)?([^\s-]+)(?:-([^\s-]+))?$/;

function read(text: string): Version | null {
  const [, epoch = '0', version, release = ''] = VERSION.exec(text) ?? [];
  return version === undefined ? null : { epoch, version, release };
}

type CompareSegments = (a: string | undefined, b: string | undefined) => number;

function comparing(compareSegments: CompareSegments): (a: Version, b: Version) => number {
  return (a, b) =>
    compareDigits(a.epoch, b.epoch) ||
    compareParts(a.version, b.version, compareSegments) ||
    compareParts(a.release, b.release, compareSegments);
}

function compareParts(a: string, b: string, compareSegments: CompareSegments): number {
  const left = a.match(/\d+|[a-z]+|[~^]/gi) ?? [];
  const right = b.match(/\d+|[a-z]+|[~^]/gi) ?? [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareSegments(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `~` before the end, the end before `^`, then words, then numbers. */
function compareSegments(a: string | undefined, b: string | undefined): number {
  return rankOf(a) - rankOf(b) || compareAlike(a, b);
}

function rankOf(segment: string | undefined): number {
  if (segment === '~') return 0;
  if (segment === undefined) return 1;
  if (segment === '^') return 2;
  return isDigits(segment) ? 4 : 3;
}

/** A word before the end, the end before a number; `~` and `^` only separate. */
function compareSegmentsOfPacman(a: string | undefined, b: string | undefined): number {
  return rankInPacman(a) - rankInPacman(b) || compareAlike(a, b);
}

function rankInPacman(segment: string | undefined): number {
  if (segment === undefined) return 1;
  return isDigits(segment) ? 2 : 0;
}

function compareAlike(a = '', b = ''): number {
  return isDigits(a) && isDigits(b) ? compareDigits(a, b) : compareText(a, b);
}
