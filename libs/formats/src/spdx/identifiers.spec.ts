import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCalendarDate } from '../calendar.ts';
import { calendarDateOf, instantOf } from './dates.ts';
import { hashOf, wellFormedCpe, wellFormedPurl } from './identifiers.ts';

describe('a package URL', () => {
  it.each([
    'pkg:npm/foo@1',
    'PKG:npm/foo',
    'pkg://npm/foo@1',
    'pkg:npm/%40angular/core@12.3.1',
    'pkg:npm/@angular/core@12.3.1',
    'pkg:npm/@angular',
    'pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1?type=jar&classifier=sources#a/b',
    'pkg:docker/debian@sha256:2f04d3d33b60',
    'pkg:golang/github.com/a/B@v1',
    'pkg:deb/debian/libc6@2.31-13%2Bdeb11u5?arch=s390x&distro=debian-11',
    'pkg:generic/日本語@1',
  ])('is well-formed: %s', (purl) => {
    expect(wellFormedPurl(purl)).toBe(purl);
  });

  it.each([
    '',
    'npm/foo@1',
    'http://npm/foo',
    'pkg:npm',
    'pkg:npm/',
    'pkg:npm/foo/',
    'pkg:npm/foo@',
    'pkg:1npm/foo',
    'pkg:n pm/foo',
    'pkg:npm/foo bar@1',
    'pkg:npm/foo@%ZZ',
    'pkg:npm/foo@1?arch',
    'pkg:npm/foo@1?=x',
    'pkg:npm/foo\n@1',
    ' pkg:npm/foo@1',
    'NOASSERTION',
  ])('is malformed: %j', (text) => {
    expect(wellFormedPurl(text)).toBeNull();
  });
});

describe('a CPE', () => {
  it.each([
    'cpe:/o:canonical:ubuntu_linux:10.04:-:lts',
    'cpe:/a',
    'CPE:/a:acme',
    'cpe:2.3:a:acme:tls:3.0.1:*:*:*:*:*:*:*',
    'cpe:2.3:o:canonical:ubuntu_linux:10.04:-:lts:*:*:*:*:*',
    String.raw`cpe:2.3:a:acme:a\:b\/c:1\+2:*:*:en-US:*:*:*:*`,
    'cpe:2.3:a:acme:??lib*:1.?:*:*:*:*:*:*:*',
  ])('is well-formed: %s', (cpe) => {
    expect(wellFormedCpe(cpe)).toBe(cpe);
  });

  it.each([
    '',
    'cpe:2.3:a:acme:tls:3.0.1',
    'cpe:2.3:a:acme:tls:3.0.1:*:*:*:*:*:*:*:*',
    'cpe:2.3:x:acme:tls:3.0.1:*:*:*:*:*:*:*',
    'cpe:2.3:a:acme:a b:3.0.1:*:*:*:*:*:*:*',
    'cpe:2.3:a:acme:a/b:3.0.1:*:*:*:*:*:*:*',
    'cpe:2.3:a:acme::3.0.1:*:*:*:*:*:*:*',
    'cpe:2.3:a:acme:tls:1:*:*:english:*:*:*:*',
    'cpe:/a:b:c:d:e:f:g:h',
    'cpe:/x:acme',
  ])('is malformed: %j', (text) => {
    expect(wellFormedCpe(text)).toBeNull();
  });

  it('is judged in time that grows with its length alone', () => {
    const long = `cpe:2.3:a:${'-'.repeat(200_000)}:${'?'.repeat(200_000)}:${'-:'.repeat(9)}`;
    expect(wellFormedCpe(long)).toBeNull();
  });
});

describe('a checksum', () => {
  it.each([
    ['SHA256', 'AB'.repeat(32), `sha256:${'ab'.repeat(32)}`],
    ['SHA-1', '0'.repeat(40), `sha1:${'0'.repeat(40)}`],
    ['SHA3-384', '1'.repeat(96), `sha3384:${'1'.repeat(96)}`],
    ['sha3_256', '1'.repeat(64), `sha3256:${'1'.repeat(64)}`],
    ['BLAKE2b-512', '2'.repeat(128), `blake2b512:${'2'.repeat(128)}`],
    ['BLAKE3', 'cafe', 'blake3:cafe'],
  ])('of %s is written in one way', (algorithm, value, hash) => {
    expect(hashOf(algorithm, value)).toBe(hash);
  });

  it.each([
    ['SHA256', 'ab'],
    ['SHA256', 'xy'.repeat(32)],
    ['MD5', ''],
    ['BLAKE3', 'abc'],
    ['CRC32', 'cafecafe'],
    ['__proto__', 'ab'],
  ])('of %s is none when it is %j', (algorithm, value) => {
    expect(hashOf(algorithm, value)).toBeNull();
  });
});

describe('a date', () => {
  it('is a day of the calendar exactly when Date knows it', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(2200), part(14), part(33), (year, month, day) => {
        const text = [String(year).padStart(4, '0'), month, day].map((n) => String(n).padStart(2, '0')).join('-');
        const date = new Date(`${text}T00:00:00Z`);
        const isKnown = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        // A database knows no year 0.
        expect(isCalendarDate(text)).toBe(isKnown && year > 0);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['2026-02-03T04:05:06Z', '2026-02-03T04:05:06Z', '2026-02-03'],
    ['2026-02-03T04:05:06.123Z', '2026-02-03T04:05:06.123Z', '2026-02-03'],
    ['2026-02-03T04:05:06+09:00', '2026-02-02T19:05:06.000Z', '2026-02-02'],
    ['2026-02-03', null, '2026-02-03'],
    ['2026-02-30T04:05:06Z', null, null],
    ['2026-02-03T24:05:06Z', null, null],
    ['2026-02-03T04:05Z', null, null],
    ['yesterday', null, null],
    ['0000-01-01T00:00:00Z', null, null],
  ])('is read from %s', (text, instant, day) => {
    expect([instantOf(text), calendarDateOf(text)]).toEqual([instant, day]);
  });
});
