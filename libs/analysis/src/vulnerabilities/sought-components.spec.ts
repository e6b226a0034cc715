import { describe, expect, it } from '@jest/globals';
import type { StatedProduct, VexStatus } from '#libs/formats';
import type { ComponentIdentity } from '../components/component-criteria.ts';
import { isSought, soughtIn, withoutDevices } from './sought-components.ts';
import type { StatementAbout } from './statement.repository.ts';

const product = (facts: Partial<StatedProduct>): StatedProduct => ({
  ref: 'p',
  name: 'Viewer',
  vendor: null,
  version: null,
  versionRange: null,
  purl: null,
  cpe: null,
  modelNumbers: [],
  ...facts,
});

const statement = (
  status: VexStatus,
  facts: { product?: Partial<StatedProduct>; component?: Partial<StatedProduct> },
): StatementAbout => ({
  uploadId: 'u',
  position: 0,
  vulnerability: 'CVE-2021-44228',
  aliases: [],
  product: product(facts.product ?? {}),
  component: facts.component ? product(facts.component) : null,
  status,
  rawStatus: status,
  justification: null,
  impact: null,
  remediations: [],
  scores: [],
  title: null,
  text: null,
  cwes: [],
  place: '',
});

const LOG4J = 'pkg:maven/org.apache.logging.log4j/log4j-core';
const log4j = (version: string | null, facts: Partial<ComponentIdentity> = {}): ComponentIdentity => ({
  nameKey: 'org.apache.logging.log4j/log4j-core',
  purlBase: LOG4J,
  cpe: null,
  version,
  ...facts,
});

describe('what statements name as the part that has it', () => {
  it('is their component; a product counts when it is a package, or known as a part', () => {
    const device = statement('AFFECTED', { product: { cpe: 'cpe:2.3:o:acme:pump:1.0:*:*:*:*:*:*:*' } });
    const library = statement('AFFECTED', { product: { name: 'log4j', purl: `${LOG4J}@2.14.1` } });
    const part = statement('NOT_AFFECTED', { component: { name: 'openssl' } });
    const names = (parts: ComponentIdentity[]) =>
      withoutDevices(soughtIn([device, library, part]), parts).map(({ plainName }) => plainName);
    expect(names([])).toEqual(['log4j-core', 'openssl']);
    expect(names([log4j('1', { cpe: 'cpe:2.3:o:acme:pump:2.0:*:*:*:*:*:*:*' })])).toEqual([
      'pump',
      'log4j-core',
      'openssl',
    ]);
  });

  it('is one, however many say so', () => {
    const library = statement('AFFECTED', { product: { ref: 'a', purl: LOG4J } });
    expect(soughtIn([library, statement('AFFECTED', { product: { ref: 'b', purl: LOG4J } })])).toHaveLength(1);
  });
});

describe('a component', () => {
  const ofRange = statement('AFFECTED', { product: { purl: LOG4J, versionRange: 'vers:maven/>=2.0|<2.15.0' } });
  const ofPackage = statement('AFFECTED', { product: { purl: 'pkg:npm/lodash@<4.17.21' } });
  const lodash = (version: string) => log4j(version, { purlBase: 'pkg:npm/lodash', nameKey: 'lodash' });
  const ofProduct = statement('NOT_AFFECTED', { component: { name: 'log4j-core', purl: `${LOG4J}@2.14.1` } });
  const fixed = statement('FIXED', { product: { purl: LOG4J, version: '2.17.0' } });
  const meant = (statements: StatementAbout[], component: ComponentIdentity) =>
    isSought(soughtIn(statements), component);

  it.each<[string, StatementAbout[], ComponentIdentity, boolean]>([
    ['within the range that is affected', [ofRange], log4j('2.14.0'), true],
    ['outside of it', [ofRange], log4j('2.15.0'), false],
    ['of a version that nobody can compare', [ofPackage], lodash('latest'), true],
    ['of one that can be compared', [ofPackage], lodash('4.17.21'), false],
    ['of no version', [ofRange], log4j(null), true],
    ['of another version than a product was said to have', [ofProduct], log4j('2.10.0'), true],
    [
      'of the version that a product was said to have, which another statement calls affected',
      [ofProduct, ofRange],
      log4j('2.14.1'),
      true,
    ],
    ['of a version that somebody calls fixed, or not affected', [ofProduct, fixed], log4j('2.17.0'), true],
    ['of a version that is called fixed and lies outside of the range', [ofRange, fixed], log4j('2.17.0'), false],
    [
      'of another name',
      [ofRange],
      log4j('2.14.0', { purlBase: 'pkg:maven/org/log4j-api', nameKey: 'org/log4j-api' }),
      false,
    ],
    ['of the same name in another language', [ofRange], log4j('2.14.0', { purlBase: 'pkg:npm/log4j-core' }), false],
    ['of the same name without a purl', [ofRange], log4j('2.14.0', { purlBase: null, nameKey: 'log4j-core' }), true],
    ['of the same name in a distribution', [ofRange], log4j('2.14.0', { purlBase: 'pkg:deb/debian/log4j-core' }), true],
  ])('%s is sought or not', (_, statements, component, expected) => {
    expect(meant(statements, component)).toBe(expected);
  });

  it('is sought by its CPE', () => {
    const byCpe = statement('AFFECTED', {
      component: { name: 'Log4j', cpe: 'cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*' },
    });
    const cpe = 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*';
    expect(meant([byCpe], log4j('2.14.1', { cpe }))).toBe(true);
    expect(meant([byCpe], log4j('2.14.1'))).toBe(false);
  });
});
