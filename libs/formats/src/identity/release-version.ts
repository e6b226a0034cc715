import { readRangeInWords } from './range-in-words.ts';
import { contains, readVers, type VersionRange } from './vers.ts';
import { versionOrder } from './version-order.ts';

/** A range as a document states it: `vers:…`, or in words. null when it is not understood. */
export function readStatedRange(text: string): VersionRange | null {
  return /^\s*vers:/i.test(text) ? readVers(text) : readRangeInWords(text);
}

/**
 * Whether the version of a product's release lies in a range that a document states. null when the range is not understood
 * or the versions cannot be compared: that is no "no". A device's version need not keep to the scheme that the range is
 * written in (`vers:semver/<2.4` of a release `R2.3`), so the generic order is asked as well; where the two contradict each
 * other nothing is known.
 */
export function releaseIsIn(range: VersionRange | string, releaseVersion: string): boolean | null {
  const read = typeof range === 'string' ? readStatedRange(range) : range;
  if (read === null) return null;
  const byScheme = contains(read, releaseVersion);
  if (read.scheme === 'generic') return byScheme;
  const byGeneric = contains({ ...read, scheme: 'generic' }, releaseVersion);
  return byScheme === null || byGeneric === null || byScheme === byGeneric ? (byScheme ?? byGeneric) : null;
}

/** Whether two names of a release's version are the same version; null when it cannot be told. */
export function isSameRelease(a: string, b: string): boolean | null {
  const difference = versionOrder('generic').compare(a, b);
  if (difference !== null) return difference === 0;
  return isWrittenAlike(a, b) ? true : null;
}

function isWrittenAlike(a: string, b: string): boolean {
  const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return folded(a) === folded(b);
}
