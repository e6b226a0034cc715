import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCpe, readPurl } from './identifiers.ts';

describe('a package URL', () => {
  it.each([
    ['pkg:npm/%40angular/core@15.0.0', 'core', '15.0.0'],
    ['pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie', 'curl', '7.50.3-1'],
    ['pkg:generic/firmware', 'firmware', null],
    ['pkg:golang/github.com/gorilla/mux@v1.8.0#sub/path', 'mux', 'v1.8.0'],
  ])('names a package: %s', (purl, name, version) => {
    expect(readPurl(purl)).toEqual({ name, version });
  });

  it.each([
    '',
    'npm/a@1',
    'pkg:npm',
    'pkg:/a',
    'pkg:npm/',
    'pkg:1a/b',
    'pkg:npm/%zz',
    'pkg:maven/a@1',
    'pkg:npm/a b',
    ' pkg:npm/a',
  ])('is not: %j', (text) => {
    expect(readPurl(text)).toEqual({ problem: expect.any(String) });
  });

  it('is told from anything else without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readPurl(`pkg:${text}`) === 'object'));
  });
});

describe('a CPE name', () => {
  it.each([
    'cpe:2.3:a:vendor:product:1.0:*:*:*:*:*:*:*',
    'cpe:2.3:o:vendor:product:-:sp1:*:en-US:*:*:x64:*',
    'cpe:2.3:h:vendor\\:x:product\\/y:1.?:*:*:*:*:*:*:*',
    'cpe:2.3:*:*:*:*:*:*:*:*:*:*:*',
    'cpe:/a:vendor:product:1.0',
    'cpe:/o:vendor:product:1.0:sp1',
    'CPE:/h:vendor',
  ])('is %s', (name) => {
    expect(isCpe(name)).toBe(true);
  });

  it.each([
    '',
    'cpe:2.3:',
    'cpe:2.3:a:vendor:product:1.0',
    'cpe:2.3:a:vendor:product:1.0:*:*:*:*:*:*:*:*',
    'cpe:2.3:x:vendor:product:1.0:*:*:*:*:*:*:*',
    'cpe:2.3:a:ven dor:product:1.0:*:*:*:*:*:*:*',
    'cpe:2.3:a:vendor:product:1+1:*:*:*:*:*:*:*',
    'cpe:2.3:a::product:1.0:*:*:*:*:*:*:*',
    'cpe:2.3:a:vendor:pro?duct:1.0:*:*:*:*:*:*:*',
    'cpe:2.3:a:vendor:product:1.0:*:*:english:*:*:*:*',
    'cpe:/x:vendor',
    'cpe:/a:vendor:product:1.0:a:b:c:d:e',
    `cpe:2.3:a:${'a'.repeat(5_000)}:product:1.0:*:*:*:*:*:*:*`,
  ])('is not %j', (text) => {
    expect(isCpe(text)).toBe(false);
  });
});
