import { describe, expect, it } from '@jest/globals';
import { isSameRelease, releaseIsIn } from './release-version.ts';
import { allVersions } from './vers.ts';

describe('whether a release is in a range that a document states', () => {
  it('is told for ranges of VERS, in words, and read ones', () => {
    expect(releaseIsIn('vers:generic/>=2.0|<2.4', 'R2.3')).toBe(true);
    expect(releaseIsIn('vers:generic/>=2.0|<2.4', 'R2.4')).toBe(false);
    expect(releaseIsIn('prior to 2.4', 'v2.3.9')).toBe(true);
    expect(releaseIsIn('2.4以前', '2.5')).toBe(false);
    expect(releaseIsIn(allVersions('all'), 'anything')).toBe(true);
  });

  it('is told for a device, though the range is written for semantic versions', () => {
    expect(releaseIsIn('vers:semver/<2.4', 'R2.3')).toBe(true);
    expect(releaseIsIn('vers:semver/<2.4', 'R2.4')).toBe(false);
    expect(releaseIsIn('vers:semver/<2.4.0', '2.4.0-b12')).toBe(true);
  });

  it('cannot be told where the order of the range contradicts the one of devices', () => {
    expect(releaseIsIn('vers:maven/<2.4', 'R9.9')).toBeNull();
  });

  it('cannot be told where the range is not understood or the versions cannot be compared', () => {
    for (const range of ['up to 2.4', 'vers:npm/', '< May 2018', ''])
      expect([range, releaseIsIn(range, '2.3')]).toEqual([range, null]);
    expect(releaseIsIn('< 2.4', 'PL 4.1')).toBeNull();
    expect(releaseIsIn('< 2.4', 'Windows XP')).toBeNull();
  });
});

describe('whether two names of a version are the same version', () => {
  it('is told where they can be compared, or are written alike', () => {
    expect(isSameRelease('R2.3', 'v2.3.0')).toBe(true);
    expect(isSameRelease('2.3', '2.4')).toBe(false);
    expect(isSameRelease('Windows  XP', 'windows xp')).toBe(true);
    expect(isSameRelease('Windows XP', 'Windows 7')).toBeNull();
  });
});
