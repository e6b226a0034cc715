import { describe, expect, it } from '@jest/globals';
import { recognise, typedOf } from './recognise.ts';

const SHA = 'a'.repeat(64);

describe('what is typed into the one box', () => {
  it.each([
    ['log4j-core', { name: 'log4j-core' }],
    ['Windows 10', { name: 'Windows 10' }],
    [' log4j-core 2.14.1 ', { name: 'log4j-core', versionRange: '= 2.14.1' }],
    ['openssl@3.0.2', { name: 'openssl', versionRange: '= 3.0.2' }],
    ['log4j-core < 2.17.1', { name: 'log4j-core', versionRange: '< 2.17.1' }],
    ['log4j-core vers:maven/<2.17.1', { name: 'log4j-core', versionRange: 'vers:maven/<2.17.1' }],
    ['pkg:npm/lodash@4.17.20', { purl: 'pkg:npm/lodash@4.17.20' }],
    ['cpe:2.3:a:openssl:openssl:*', { cpe: 'cpe:2.3:a:openssl:openssl:*' }],
    ['cve-2021-44228', { vulnerability: 'CVE-2021-44228' }],
    ['CVE‐2021‐44228', { vulnerability: 'CVE-2021-44228' }],
    [SHA.toUpperCase(), { hash: `sha256:${SHA}` }],
    [`SHA-256: ${SHA}`, { hash: `sha256:${SHA}` }],
    ['ライセンス：Apache-2.0', { licence: 'Apache-2.0' }],
    ['license: MIT', { licence: 'MIT' }],
    ['  ', {}],
  ])('"%s" is told for what it is', (typed, search) => {
    expect(recognise(typed)).toEqual(search);
  });

  it('is the same again when it comes back from the address', () => {
    for (const typed of ['log4j-core < 2.17.1', 'pkg:npm/lodash', 'CVE-2021-44228', 'license:MIT', `sha256:${SHA}`])
      expect(typedOf(recognise(typed))).toBe(typed);
  });
});
