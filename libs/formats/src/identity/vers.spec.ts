import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allVersions, contains, readVers } from './vers.ts';
import { versionOrder } from './version-order.ts';

const has = (range: string, version: string) => {
  const read = readVers(range);
  return read ? contains(read, version) : 'no range';
};

describe('a range of VERS', () => {
  it('holds the versions that it names and those between its bounds', () => {
    const range = 'vers:npm/1.2.3|>=2.0.0|!=3.1.0|<5.0.0';
    for (const version of ['1.2.3', 'v1.2.3', '2.0.0', '3.0.9', '4.99.99'])
      expect([version, has(range, version)]).toEqual([version, true]);
    for (const version of ['1.2.2', '1.2.4', '2.0.0-rc.1', '3.1.0', '5.0.0'])
      expect([version, has(range, version)]).toEqual([version, false]);
  });

  it('may have several intervals, and no end', () => {
    const range = 'vers:maven/>=1.0.0-beta1|<=1.7.5|>=7.0.0-M1|<=7.0.7|>8.0.1';
    for (const version of ['1.0-beta-2', '1.7.5', '7.0.0-rc1', '8.0.2', '99'])
      expect([version, has(range, version)]).toEqual([version, true]);
    for (const version of ['1.0-alpha-1', '1.7.6', '7.0.8', '8.0.1'])
      expect([version, has(range, version)]).toEqual([version, false]);
    expect(has('vers:deb/<1:2.0-1', '1:2.0-1~bpo1')).toBe(true);
  });

  it('may be all versions, none, or all but some', () => {
    expect(has('vers:all/*', 'whatever')).toBe(true);
    expect(has('vers:npm/*', 'not even a version')).toBe(true);
    expect(has('vers:none/*', '1.0.0')).toBe(false);
    expect(has('vers:pypi/!=1.0|!=1.1', '1.2')).toBe(true);
    expect(has('vers:pypi/!=1.0|!=1.1', '1.1.0')).toBe(false);
    expect(contains(allVersions('npm'), '1.0.0')).toBe(true);
  });

  it('is taken unsorted, with blanks, repeated, redundant or percent-encoded', () => {
    for (const [range, same] of [
      ['vers:npm/<5.0.0|1.2.3|>=2.0.0', 'vers:npm/1.2.3|>=2.0.0|<5.0.0'],
      [' vers:NPM/ 1.2.3 | >= 2.0.0 | < 5.0.0 | ', 'vers:npm/1.2.3|>=2.0.0|<5.0.0'],
      ['vers:npm/>=2.0.0|>=2.0.0|>=3.0.0|<4.0.0|<5.0.0', 'vers:npm/>=2.0.0|<5.0.0'],
      ['vers:npm/1.2.3%2Bbuild', 'vers:npm/1.2.3+build'],
    ] as const) {
      const [read, expected] = [readVers(range), readVers(same)];
      for (const version of ['1.2.3', '2.0.0', '3.5.0', '4.5.0', '5.0.0']) {
        expect([range, version, read && contains(read, version)]).toEqual([
          range,
          version,
          expected && contains(expected, version),
        ]);
      }
    }
  });

  it('is refused when it is none, contradicts itself or cannot be put in order', () => {
    for (const text of [
      '',
      'npm/1.0',
      'vers:npm',
      'vers:npm/',
      'vers:npm/||',
      'vers:/1.0',
      'vers:npm/*|1.0.0',
      'vers:all/1.0',
      'vers:none/1.0',
      'vers:npm/>=',
      'vers:npm/><1.0.0',
      'vers:npm/1.0%2',
      'vers:npm/<1.0.0|>=1.0.0',
      'vers:npm/=1.0.0|!=1.0.0',
      'vers:npm/>=latest',
      'vers:generic/>=BT02|<SV20',
      `vers:npm/${'1.0.0|'.repeat(1_001)}`,
    ]) {
      expect([text, readVers(text)]).toEqual([text, null]);
    }
  });

  it('says that it cannot tell, rather than no, of a version that cannot be compared', () => {
    expect(has('vers:npm/>=1.0.0|<2.0.0', 'latest')).toBeNull();
    expect(has('vers:generic/<2.4', 'PL 4.1')).toBeNull();
    expect(has('vers:generic/2.3', '2.3 Build 4')).toBeNull();
  });

  it('says no where one bound is enough to know, though the other cannot be compared', () => {
    expect(has('vers:generic/>=2.3.0|<3', '2.2')).toBe(false);
    expect(has('vers:generic/>=2.3.0|<3', '2.3-b1')).toBeNull();
    expect(has('vers:generic/>=2.3.0|<3', '3-b1')).toBeNull();
    expect(has('vers:generic/>=2.3.0|<3', '3.1-b1')).toBe(false);
  });

  it('agrees with the order of its scheme, for any bounds and version', () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(2), fc.constantFrom('', '-alpha', '-rc.1'))
      .map(([major, minor, patch, suffix]) => `${major}.${minor}.${patch}${suffix}`);
    const { compare } = versionOrder('semver');
    fc.assert(
      fc.property(version, version, version, fc.boolean(), fc.boolean(), (a, b, tested, withFrom, withTo) => {
        if ((compare(a, b) ?? 0) >= 0) return;
        const range = readVers(`vers:semver/${withTo ? '<=' : '<'}${b}|${withFrom ? '>=' : '>'}${a}`);
        const above = compare(tested, a) ?? Number.NaN;
        const below = compare(tested, b) ?? Number.NaN;
        const expected = (withFrom ? above >= 0 : above > 0) && (withTo ? below <= 0 : below < 0);
        expect(range && contains(range, tested)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever stands in it', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'vers:',
        'npm',
        'generic',
        '/',
        '|',
        '>=',
        '<',
        '!=',
        '*',
        '1.0',
        '2',
        '%',
        '%3',
        '%31',
        ' ',
        'x',
        '\0',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, fc.string(), (parts, version) => {
        const range = readVers(parts.join(''));
        if (range) contains(range, version);
      }),
    );
  });
});
