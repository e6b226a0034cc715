import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { purlBase, purlVersion, readPurlQuery } from './purl.ts';
import { isRefusal } from './refusal.ts';
import { contains } from './vers.ts';

describe('the base of a purl', () => {
  it('is what it names, without version, qualifiers and subpath', () => {
    for (const [purl, base] of [
      [
        'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar#a/b',
        'pkg:maven/org.apache.logging.log4j/log4j-core',
      ],
      ['pkg:npm/@angular/core@1.0.0', 'pkg:npm/%40angular/core'],
      ['pkg:npm/%40angular/core', 'pkg:npm/%40angular/core'],
      ['pkg:deb/Debian/Curl@1:7.50.3-1?arch=i386', 'pkg:deb/debian/curl'],
      ['pkg://generic//a//b/c%20d(e)@1', 'pkg:generic/a/b/c%20d%28e%29'],
      ['pkg:docker/cassandra@sha256:244fd47e07d1004f0aed9c', 'pkg:docker/cassandra'],
      [' pkg:gem/rails@7.0 ', 'pkg:gem/rails'],
      ['pkg:generic/器具/ポンプ@1', 'pkg:generic/%E5%99%A8%E5%85%B7/%E3%83%9D%E3%83%B3%E3%83%97'],
    ]) {
      expect([purl, purlBase(purl ?? '')]).toEqual([purl, base]);
    }
  });

  it('is the same in any spelling that names the same package', () => {
    for (const purls of [
      ['pkg:pypi/Foo_Bar.baz', 'pkg:pypi/foo-bar-baz', 'PKG:PyPI/foo--bar_baz'],
      ['pkg:nuget/Newtonsoft.Json@13', 'pkg:nuget/newtonsoft.json'],
      ['pkg:golang/github.com/BurntSushi/toml@v1.0.0', 'pkg:golang/github.com/burntsushi/toml'],
      ['pkg:github/Org/Name@v1', 'pkg:github/org/name'],
      ['pkg:pub/http-parser', 'pkg:pub/http_parser'],
      ['pkg:rpm/Fedora/curl', 'pkg:rpm/fedora/curl'],
    ]) {
      expect(new Set(purls.map(purlBase)).size).toBe(1);
      expect(purls.map(purlBase)).not.toContain(null);
    }
  });

  it('keeps case where it tells packages apart', () => {
    expect(purlBase('pkg:maven/Group/Name')).not.toBe(purlBase('pkg:maven/group/name'));
    expect(purlBase('pkg:rpm/fedora/PyYAML')).not.toBe(purlBase('pkg:rpm/fedora/pyyaml'));
  });

  it('is there without what the type demands of a complete purl', () => {
    for (const purl of [
      'pkg:cran/A3',
      'pkg:swift/github.com/Org/Name',
      'pkg:conan/bincrafters/cctz',
      'pkg:golang/github.com/org/name@vNext',
    ]) {
      expect(purlBase(purl)).not.toBeNull();
    }
  });

  it('is null for what is no purl', () => {
    for (const text of [
      '',
      'lodash',
      'pkg:',
      'pkg:npm',
      'pkg:npm/',
      'pkg:1npm/a',
      'https://example.org/a',
      'pkg:npm/%ZZ',
      `pkg:npm/${'a'.repeat(3_000)}`,
    ]) {
      expect([text, purlBase(text)]).toEqual([text, null]);
    }
  });

  it('is its own base, and nothing throws, for any text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'pkg:',
        'npm',
        'PyPI',
        'maven',
        '/',
        '@',
        '?',
        '#',
        '%40',
        '%2F',
        '%25',
        '%',
        'A_b',
        'ß',
        'İ',
        '器',
        '\ud800',
        ' ',
        ':',
        '=',
        '..',
        '\t',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.constantFrom('', 'pkg:npm/', 'pkg:maven/a/', 'pkg:pypi/', 'pkg:pub/'), pieces, (start, parts) => {
        const purl = start + parts.join('');
        purlVersion(purl);
        const base = purlBase(purl);
        if (base !== null) expect(purlBase(base)).toBe(base);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the version of a purl', () => {
  it('is decoded, and has the epoch that RPM keeps aside', () => {
    expect(purlVersion('pkg:npm/a@1.0.0%2Bb?c=d')).toBe('1.0.0+b');
    expect(purlVersion('pkg:rpm/fedora/curl@7.50.3-1.fc25?epoch=1')).toBe('1:7.50.3-1.fc25');
    expect(purlVersion('pkg:npm/@a/b')).toBeNull();
    expect(purlVersion('no purl')).toBeNull();
  });
});

describe('a purl that somebody looks for', () => {
  const look = (text: string, range?: string) => {
    const query = readPurlQuery(text, range);
    return isRefusal(query) ? query.refused : query;
  };

  it('may name any version, or one', () => {
    expect(look('pkg:npm/lodash')).toEqual({ base: 'pkg:npm/lodash', version: null, range: null });
    expect(look(' pkg:NPM/Lodash@4.17.20 ')).toEqual({ base: 'pkg:npm/lodash', version: '4.17.20', range: null });
  });

  it('may name a range in its version, its qualifier, behind it or beside it, encoded or not', () => {
    for (const [text, beside] of [
      ['pkg:npm/lodash@>=4.0.0|<4.17.21'],
      ['pkg:npm/lodash@%3E%3D4.0.0%7C%3C4.17.21'],
      ['pkg:npm/lodash@>=4.0.0,<4.17.21'],
      ['pkg:npm/lodash@vers:npm/>=4.0.0|<4.17.21'],
      ['pkg:npm/lodash?vers=vers:npm/>=4.0.0|<4.17.21'],
      ['pkg:npm/lodash?vers=vers:npm%2F%3E%3D4.0.0%7C%3C4.17.21'],
      ['pkg:npm/lodash vers:npm/>=4.0.0|<4.17.21'],
      ['pkg:npm/lodash >= 4.0.0, < 4.17.21'],
      ['pkg:npm/lodash', 'vers:npm/>=4.0.0|<4.17.21'],
      ['pkg:npm/lodash', '>=4.0.0 <4.17.21'],
      ['pkg:npm/lodash', 'vers:semver/>=4.0.0|<4.17.21'],
    ] as const) {
      const query = readPurlQuery(text, beside);
      const range = isRefusal(query) ? null : query.range;
      const answers = ['3.9.9', '4.0.0', '4.17.20', '4.17.21'].map((version) => range && contains(range, version));
      expect([text, beside, answers]).toEqual([text, beside, [false, true, true, false]]);
    }
  });

  it('keeps a plus of a version in the qualifier', () => {
    const query = readPurlQuery('pkg:deb/debian/curl?vers=vers:deb/<1.0+dfsg-1');
    expect(isRefusal(query) ? null : query.range?.intervals).toEqual([
      { from: null, to: { version: '1.0+dfsg-1', isIncluded: false } },
    ]);
  });

  it('may ask for all versions, and for what begins alike', () => {
    const answer = (text: string, version: string) => {
      const query = readPurlQuery(text);
      return isRefusal(query) || !query.range ? null : contains(query.range, version);
    };
    expect(answer('pkg:npm/lodash@*', 'no version')).toBe(true);
    expect(answer('pkg:npm/lodash vers:all/*', '1.0.0')).toBe(true);
    expect(answer('pkg:npm/lodash@4.x', '4.17.21')).toBe(true);
    expect(answer('pkg:npm/lodash@4.x', '5.0.0')).toBe(false);
  });

  it('is refused with what is wrong and an example', () => {
    for (const [text, beside, refused] of [
      ['lodash', undefined, /does not begin with "pkg:"/],
      ['pkg:npm', undefined, /no purl/],
      ['pkg:npm/lodash@4.17.20 vers:npm/<5', undefined, /a version and a range/],
      ['pkg:npm/lodash@4.17.20', '<5', /a version and a range/],
      ['pkg:npm/lodash@<5', '<5', /two ranges/],
      ['pkg:npm/lodash', 'vers:pypi/<5', /"pypi" versions, the purl one of "npm"/],
      ['pkg:npm/lodash@>=4|<latest', undefined, /no range/],
      ['pkg:npm/lodash@^4.0.0', undefined, /no range|no version/],
      ['pkg:npm/lodash', 'vers:npm/latest', /"latest" in the range is no version/],
      [`pkg:npm/${'a'.repeat(10_000)}`, undefined, /no purl/],
    ] as const) {
      const query = readPurlQuery(text, beside);
      expect(query).toMatchObject({
        refused: expect.stringMatching(refused),
        advice: expect.stringMatching(/pkg:|vers:/),
      });
      expect(JSON.stringify(query).length).toBeLessThan(700);
    }
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string()), (text, range) => {
        readPurlQuery(text, range);
        readPurlQuery(`pkg:npm/a@${text}`, range);
        readPurlQuery(`pkg:npm/a?vers=${text}`);
      }),
    );
  });
});

const corpus = join(import.meta.dirname, '../../../../../shared/corpus/cyclonedx');
const withCorpus = existsSync(corpus) ? describe : describe.skip;

withCorpus('the purls in real SBOMs (needs ../shared/corpus)', () => {
  it('all have a base that is its own, and the version that they end in', () => {
    const texts = readdirSync(corpus).map((name) => readFileSync(join(corpus, name), 'utf8'));
    const purls = texts.flatMap((text) => text.match(/(?<="purl" ?: ?")pkg:[^"\s]+/g) ?? []);
    expect(purls.length).toBeGreaterThan(1_000);
    for (const purl of purls) {
      const base = purlBase(purl) ?? '';
      expect(purlBase(base)).toBe(base);
      const [, version = null] = /^[^?#]*[^/]@([^?#/]*)/.exec(purl) ?? [];
      expect(purlVersion(purl)).toBe(version && decodeURIComponent(version));
    }
  });
});
