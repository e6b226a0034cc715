import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { versionOrder } from './version-order.ts';

/** Of each scheme, pieces that make versions in which one is often the beginning of another. */
const PIECES = {
  alpm: '1 0 10 . - ~ ^ 1: a b rc',
  apk: '1 0 10 05 . a b _rc _p _git 1 -r1 -r2',
  deb: '1 0 10 . - ~ + 1: a Z',
  gem: '1 0 10 . a b - pre',
  generic: '1 0 10 05 . . - _ a b k v r x rc alpha dev sp p build final',
  golang: '1 0 10 . - + a b',
  intdot: '1 0 10 . a',
  lexicographic: '1 0 a B é 𠮷 ﹏',
  maven: '1 0 10 01 . - _ a alpha rc sp ga final snapshot x foo',
  npm: '1 0 10 . - + a b',
  nuget: '1 0 10 . - + a B',
  pypi: '1 0 10 . a b rc .post .dev -1 + x 1!',
  rpm: '1 0 10 . - ~ ^ 1: a b _',
};

function versionsOf(scheme: keyof typeof PIECES): fc.Arbitrary<string> {
  const beginning = fc.constantFrom('', '1', '1.0', '1.0.0', 'A.0');
  const rest = fc.array(fc.constantFrom(...PIECES[scheme].split(' ')), { minLength: 1, maxLength: 6 });
  const { reads } = versionOrder(scheme);
  return fc
    .tuple(beginning, rest)
    .map(([first, pieces]) => first + pieces.join(''))
    .filter(reads);
}

const instants = fc
  .tuple(
    fc.constantFrom('00:00:00', '01:00:00'),
    fc.constantFrom('', '.5', '.50', '.05'),
    fc.constantFrom('Z', '+01:00', '-01:00'),
  )
  .map(([time, fraction, zone]) => `2024-01-01T${time}${fraction}${zone}`);

const VERSIONS: [string, fc.Arbitrary<string>][] = [
  ...(Object.keys(PIECES) as (keyof typeof PIECES)[]).map((scheme): [string, fc.Arbitrary<string>] => [
    scheme,
    versionsOf(scheme),
  ]),
  ['datetime', instants],
];

/** Each in turn is written lower than the next; those in one row are equal. */
function expectRising(scheme: string, rows: string[]): void {
  const { compare } = versionOrder(scheme);
  const levels = rows.map((row) => row.split(' = '));
  for (const [level, equal] of levels.entries()) {
    for (const [otherLevel, others] of levels.entries()) {
      for (const a of equal) {
        for (const b of others) {
          expect([a, b, Math.sign(compare(a, b) ?? Number.NaN)]).toEqual([a, b, Math.sign(level - otherLevel)]);
        }
      }
    }
  }
}

function expectNotCompared(scheme: string, pairs: [string, string][]): void {
  for (const [a, b] of pairs) expect([a, b, versionOrder(scheme).compare(a, b)]).toEqual([a, b, null]);
}

describe.each(VERSIONS)('the order of %s', (scheme, versions) => {
  const { compare } = versionOrder(scheme);

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        expect(there === null ? null : Math.sign(there) + 0).toBe(back === null ? null : -Math.sign(back) + 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds every version equal to itself', () => {
    fc.assert(fc.property(versions, (version) => expect(compare(version, `${version} `)).toBe(0)));
  });

  it('never goes in circles: what is not above a version is not above one that is higher', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        const [ab, bc, ac] = [compare(a, b), compare(b, c), compare(a, c)];
        if (ab === null || bc === null || ab > 0 || bc > 0) return;
        expect(Math.sign(ac ?? Number.NaN)).toBe(ab === 0 && bc === 0 ? 0 : -1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('compares any two versions that it can read, except where more than one reading makes sense', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        if (scheme !== 'generic') expect(compare(a, b)).not.toBeNull();
      }),
    );
  });

  it('takes any text, and compares none that is too long to be a version', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => void compare(a, b)));
    expect(compare('1'.repeat(100_000), '2')).toBeNull();
  });
});

describe('versions of devices', () => {
  it('are the same however they are labelled and padded', () => {
    expectRising('generic', [
      'R2.3 = v2.3.0 = 2.3 = Version 2.3 = ver. 2.3.0 = Release 2.3 = ２．３ = バージョン2.3 = 2.3 final = 第2.3版 = Rev. 2.3',
      'r 2.4 = V2.4',
    ]);
    expectRising('generic', ['A.02.9', 'a.02.10 = A.02.10', 'A.03', 'B.01', 'R.01']);
    expectRising('generic', ['PL 4.1', 'pl4.2', 'PL-4.10']);
    expectRising('generic', ['Rev A', 'B = rev. b', 'Revision C']);
    expectRising('generic', ['1.9', '1.10', '1.10.1', '2']);
  });

  it('come before or after the plain version where it is known of their words', () => {
    expectRising('generic', [
      '2.2.9',
      '2.3-dev',
      '2.3.0-alpha',
      '2.3 beta 1',
      '2.3 beta 2',
      '2.3-pre',
      '2.3rc1 = 2.3.0 CR 1 = 2.3 release candidate 1',
      '2.3',
      '2.3 SP1 = 2.3 service pack 1',
      '2.3 sp2',
      '2.3.1',
    ]);
    expectRising('generic', ['1.0.2', '1.0.2a', '1.0.2x', '1.0.2za', '1.0.3']);
    expectRising('generic', ['2.3.0-b12', '2.3-b13', '2.3.1']);
    expectRising('generic', ['1.1.3 Build 10', '1.1.3_build_11', '1.1.4 MR Build 1']);
  });

  it('are not compared where that would be a guess', () => {
    expectNotCompared('generic', [
      ['PL 4.1', '4.1'],
      ['BT02', 'SV20.1'],
      ['2.3.0-b12', '2.3.0'],
      ['2.3', '2.3 Build 4'],
      ['2.3 SP1', '2.3 HF1'],
      ['2.0a', '2.0'],
      ['1.05', '1.1'],
      ['1.05', '1.5'],
      ['2.x', '2.3'],
      ['2.*', '2.3'],
      ['1.1 1.2', '1.1'],
      ['2.0-2.3', '2.1'],
      ['4f2a9c1', '1.0'],
      ['unknown', '1.0'],
      ['', '1.0'],
      ['2.3 → 2.4', '2.3'],
    ]);
  });
});

describe('versions of packages', () => {
  it('of the semantic family are ordered by their precedence, short ones filled up', () => {
    const rows = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-rc.2',
      '1.0.0-rc.10',
      '1 = v1.0 = 1.0.0+build',
      '1.0.1',
      '1.10',
    ];
    for (const scheme of ['npm', 'cargo', 'golang', 'hex', 'semver']) expectRising(scheme, rows);
    expectNotCompared('npm', [
      ['1.2.3.4', '1.2.3'],
      ['latest', '1.0.0'],
    ]);
  });

  it('of NuGet have up to four numbers and know no case', () => {
    expectRising('nuget', ['1.0.0-Alpha', '1.0.0-BETA.2 = 1.0-beta.2', '1.0.0-beta.10', '1 = 1.0.0.0', '1.0.0.1']);
  });

  it('of RubyGems come before the plain one with a word in them', () => {
    expectRising('gem', ['1.0.a', '1.0.0.b2 = 1.0.b2', '1.0.b10', '1 = 1.0.0', '1.0.1.pre', '1.0.1']);
  });

  it('of Maven follow its qualifiers', () => {
    expectRising('maven', [
      '1-alpha-1 = 1.0-a1',
      '1-beta-1 = 1.0.0-b1',
      '1-milestone-3 = 1-m3',
      '1-rc-1 = 1-cr1',
      '1-SNAPSHOT',
      '1 = 1.0.0 = 1-ga = 1.0-final = 1.0.0.RELEASE',
      '1-sp',
      '1-jre8',
      '1-1',
      '1.0.1',
      '1.9',
      '1.10',
    ]);
  });

  it('of Python follow PEP 440', () => {
    expectRising('pypi', [
      '1.0.dev1',
      '1.0a1.dev2',
      '1.0a1 = 1.0-alpha.1 = v1.0.0a1',
      '1.0b2',
      '1.0rc1 = 1.0c1 = 1.0-preview1',
      '1.0 = 1',
      '1.0+abc',
      '1.0+5',
      '1.0.post1.dev1',
      '1.0.post1 = 1.0-1 = 1.0r1',
      '1.0.1',
      '1!0.1',
    ]);
    expectNotCompared('pypi', [['1.0-unknown', '1.0']]);
  });

  it('of Debian know epochs, revisions and the tilde', () => {
    expectRising('deb', [
      '1.0~rc1',
      '1.0',
      '1.0-1~bpo1',
      '1.0-1',
      '1.0-1ubuntu2',
      '1.0-1ubuntu10',
      '1.0a',
      '1.0+dfsg',
      '1.0.1',
      '1:0.1',
    ]);
  });

  it('of RPM know epochs, releases, the tilde and the caret', () => {
    expectRising('rpm', ['1.0~rc1', '1.0', '1.0-1.el8', '1.0-2.el8', '1.0^git1', '1.0a', '1.0.1', '1.10', '1:0.1']);
  });

  it('of Arch Linux come before the plain one with a word attached', () => {
    expectRising('alpm', ['1.0a', '1.0b', '1.0rc', '1.0', '1.0-1', '1.0-2', '1.0.1', '1:0.1']);
  });

  it('of Alpine know suffixes before and after, letters and revisions', () => {
    expectRising('apk', [
      '1.0_alpha',
      '1.0_rc1',
      '1.0_rc2',
      '1.0',
      '1.0-r1',
      '1.0_git20200101',
      '1.0_p1',
      '1.0a',
      '1.0.05',
      '1.0.1',
      '1.1',
    ]);
  });

  it('of the general schemes are read as their names say', () => {
    expectRising('intdot', ['1.9', '1.10', '10.234.5.12', '10.234.5.13-whatever']);
    expectRising('lexicographic', ['10', '9', 'A', 'a', 'aa']);
    expectRising('datetime', [
      '2024-01-01T12:00:00+02:00',
      '2024-01-01T12:00:00Z = 2024-01-01T12:00:00.000Z',
      '2024-01-01T12:00:00.5Z',
      '2024-01-01T12:00:00-05:00',
    ]);
    expectNotCompared('datetime', [['2024-13-01T12:00:00Z', '2024-01-01T12:00:00Z']]);
  });

  it('of a scheme that nobody knows are compared like those of devices', () => {
    expectRising('tomee', ['1.0-beta', '1.0 = v1', '1.1']);
  });
});
