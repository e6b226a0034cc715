import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readComponentQuery, type ComponentSearch } from './component-query.ts';
import { licenceIds, licenceKey } from './licence.ts';
import { normalisedName } from './name.ts';
import { vulnerabilityKey } from './vulnerability-id.ts';

const NOTHING = {
  name: null,
  purlBase: null,
  version: null,
  range: null,
  cpeBase: null,
  cpe: null,
  hash: null,
  licence: null,
  vulnerability: null,
};
const SHA256 = '0123456789abcdef'.repeat(4);

describe('a search for components', () => {
  it('becomes the keys of the index', () => {
    expect(
      readComponentQuery({
        name: ' Ｌｏｇ４ｊ  Core ',
        purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
        cpe: 'cpe:/a:Apache:Log4j',
        hash: SHA256.toUpperCase(),
        licence: 'apache-2.0',
        vulnerability: 'cve-2021-44228',
      }),
    ).toEqual({
      name: 'log4j core',
      purlBase: 'pkg:maven/org.apache.logging.log4j/log4j-core',
      version: '2.14.1',
      range: null,
      cpeBase: 'a:apache:log4j',
      cpe: 'cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*',
      hash: `sha256:${SHA256}`,
      licence: 'apache-2.0',
      vulnerability: 'CVE-2021-44228',
    });
  });

  it('reads a range of versions by the kind of the purl, else as devices have them', () => {
    expect(readComponentQuery({ purl: 'pkg:npm/lodash', versionRange: '< 4.17.21' })).toMatchObject({
      range: { scheme: 'npm' },
    });
    expect(readComponentQuery({ name: 'lodash', versionRange: '< 4.17.21' })).toMatchObject({
      range: { scheme: 'generic' },
    });
    expect(readComponentQuery({ name: 'lodash', versionRange: 'vers:npm/<4.17.21' })).toMatchObject({
      range: { scheme: 'npm' },
    });
    expect(readComponentQuery({ purl: 'pkg:npm/lodash@<4.17.21' })).toMatchObject({
      range: { scheme: 'npm' },
      version: null,
    });
  });

  it('takes a hash in every spelling in which people copy it', () => {
    const base64 = Buffer.from(SHA256, 'hex').toString('base64');
    for (const hash of [
      `SHA-256:${SHA256}`,
      `sha256: ${SHA256}`,
      `SHA256:${SHA256.toUpperCase()}`,
      SHA256,
      `sha256-${base64}`,
    ]) {
      expect([hash, readComponentQuery({ hash })]).toEqual([hash, { ...NOTHING, hash: `sha256:${SHA256}` }]);
    }
    for (const [digits, algorithm] of [
      [32, 'md5'],
      [40, 'sha1'],
      [96, 'sha384'],
      [128, 'sha512'],
    ] as const) {
      expect(readComponentQuery({ hash: 'a'.repeat(digits) })).toMatchObject({
        hash: `${algorithm}:${'a'.repeat(digits)}`,
      });
    }
    expect(readComponentQuery({ hash: `SHA3-256:${SHA256}` })).toMatchObject({ hash: `sha3256:${SHA256}` });
  });

  it('keeps ids of vulnerabilities that are no CVEs', () => {
    expect(readComponentQuery({ vulnerability: 'ghsa-JFH8-c2jp-5v3q' })).toMatchObject({
      vulnerability: 'GHSA-jfh8-c2jp-5v3q',
    });
    expect(readComponentQuery({ vulnerability: 'ICSMA-21-187-01' })).toMatchObject({
      vulnerability: 'ICSMA-21-187-01',
    });
    expect(vulnerabilityKey(' CVE‑2021‑44228 ')).toBe('CVE-2021-44228');
  });

  it('is refused part by part, all at once, with what to do', () => {
    for (const [search, field] of [
      [{ purl: 'lodash' }, 'purl'],
      [{ purl: 'pkg:npm/lodash', versionRange: 'newest' }, 'versionRange'],
      [{ purl: 'pkg:npm/lodash@4.0.0', versionRange: '< 5' }, 'versionRange'],
      [{ name: 'lodash', versionRange: 'up to 5' }, 'versionRange'],
      [{ versionRange: '< 5' }, 'versionRange'],
      [{ cpe: 'log4j' }, 'cpe'],
      [{ hash: 'sha256:abc' }, 'hash'],
      [{ hash: 'abc' }, 'hash'],
      [{ hash: 'not a hash' }, 'hash'],
      [{ licence: 'MIT OR Apache-2.0' }, 'licence'],
      [{ vulnerability: 'log4shell' }, 'vulnerability'],
      [{ vulnerability: 'CVE-21-1' }, 'vulnerability'],
      [{ name: 'n'.repeat(10_000) }, 'name'],
      [{}, null],
      [{ name: ' ', purl: null }, null],
    ] as [ComponentSearch, string | null][]) {
      const refusals = readComponentQuery(search);
      expect([search, refusals]).toEqual([
        search,
        [{ field, refused: expect.any(String), advice: expect.stringMatching(/example|Apache-2.0|pkg:/) }],
      ]);
      expect(JSON.stringify(refusals).length).toBeLessThan(800);
    }
    expect(readComponentQuery({ purl: 'lodash', hash: 'abc', vulnerability: 'log4shell' })).toHaveLength(3);
  });

  it('is read or refused, whatever is typed', () => {
    const text = fc.option(fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        fc.record({
          name: text,
          purl: text,
          versionRange: text,
          cpe: text,
          hash: text,
          licence: text,
          vulnerability: text,
        }),
        (search) => void readComponentQuery(search),
      ),
    );
  });
});

describe('a licence', () => {
  it('is found by each id in its expression', () => {
    for (const [licence, ids] of [
      ['MIT', ['MIT']],
      ['MIT OR Apache-2.0', ['MIT', 'Apache-2.0']],
      ['(MIT or (BSD-3-Clause AND MIT)) AND LicenseRef-own', ['MIT', 'BSD-3-Clause', 'LicenseRef-own']],
      ['GPL-2.0-or-later WITH Classpath-exception-2.0', ['GPL-2.0-or-later']],
      ['GPL-2.0+', ['GPL-2.0']],
      ['DocumentRef-a:LicenseRef-b', ['DocumentRef-a:LicenseRef-b']],
    ] as const) {
      expect([licence, licenceIds(licence)]).toEqual([licence, ids]);
    }
  });

  it('that is no expression is the name of one licence', () => {
    for (const name of [
      'Apache License 2.0',
      'MIT OR',
      'OR MIT',
      '(MIT',
      'MIT)',
      'MIT) OR (MIT',
      '()',
      'MIT/X11',
      'WITH',
      'MIT (Apache-2.0)',
      'MIT WITH',
    ]) {
      expect([name, licenceIds(name)]).toEqual([name, [name]]);
    }
    expect(licenceIds('  ')).toEqual([]);
    expect(licenceIds('('.repeat(100_000))).toHaveLength(1);
  });

  it('is the same in any case', () => {
    expect(licenceKey('apache-2.0')).toBe(licenceKey('Apache-2.0'));
  });
});

describe('a name', () => {
  it('is the same in any case, width and spacing', () => {
    for (const [a, b] of [
      ['ＯｐｅｎＳＳＬ', 'openssl'],
      ['Straße', 'STRASSE'],
      ['STRAẞE', 'strasse'],
      ['ΣΑΣ', 'σας'],
      ['ｶﾞ', 'ガ'],
      [' a\t b ', 'A B'],
    ] as const) {
      expect(normalisedName(a)).toBe(normalisedName(b));
    }
  });

  it('once normalised stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(normalisedName(normalisedName(name))).toBe(normalisedName(name));
      }),
      { numRuns: 2_000 },
    );
  });
});
