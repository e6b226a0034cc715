import { describe, expect, it } from '@jest/globals';
import { readComponentQuery, type ComponentQuery, type ComponentSearch } from '#libs/formats';
import { criteriaOf, isAsked, isMeant, leavesOpen, type ComponentIdentity } from './component-criteria.ts';

function query(search: ComponentSearch): ComponentQuery {
  const read = readComponentQuery(search);
  if (Array.isArray(read)) throw new Error(read[0]?.refused);
  return read;
}
const component = (facts: Partial<ComponentIdentity>): ComponentIdentity => ({
  nameKey: 'lodash',
  purlBase: 'pkg:npm/lodash',
  cpe: null,
  version: '4.17.20',
  ...facts,
});

describe('the criteria of a search', () => {
  it('take a name as a part of names, whatever it holds', () => {
    expect(criteriaOf(query({ name: 'Lod%a_sh\\' }))).toMatchObject({ namePattern: '%lod\\%a\\_sh\\\\%', anyOf: null });
  });

  it('look for a name without trigrams as a whole', () => {
    const criteria = criteriaOf(query({ name: 'Qt' }));
    expect(criteria).toMatchObject({ namePattern: null, anyOf: { plainNames: ['qt'], purlBases: [], cpeBases: [] } });
    expect(leavesOpen(query({ name: 'Qt' }))).toBe(false);
  });

  it('need hash and licence both', () => {
    const hash = `sha256:${'a'.repeat(64)}`;
    expect(criteriaOf(query({ hash, licence: 'MIT' })).keys).toEqual([hash, 'licence:mit']);
  });

  it.each<[ComponentSearch, boolean]>([
    [{ purl: 'pkg:npm/lodash' }, false],
    [{ purl: 'pkg:npm/lodash@4.17.20' }, true],
    [{ purl: 'pkg:npm/lodash', versionRange: '<4.17.21' }, true],
    [{ cpe: 'cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*' }, false],
    [{ cpe: 'cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*' }, true],
    [{ name: 'lodash', purl: 'pkg:npm/lodash' }, true],
  ])('of %j leave open which are meant: %s', (search, open) => {
    expect(leavesOpen(query(search))).toBe(open);
  });
});

describe('a component', () => {
  it.each<[ComponentSearch, Partial<ComponentIdentity>, boolean | null]>([
    [{ purl: 'pkg:npm/lodash@4.17.20' }, {}, true],
    [{ purl: 'pkg:npm/lodash@4.17.21' }, {}, false],
    [{ purl: 'pkg:npm/lodash@>=4.0.0|<4.17.21' }, {}, true],
    [{ purl: 'pkg:npm/lodash@>=4.0.0|<4.17.20' }, {}, false],
    [{ purl: 'pkg:npm/lodash', versionRange: '<4.17.21' }, { version: null }, null],
    [{ purl: 'pkg:npm/lodash', versionRange: '<4.17.21' }, { version: 'latest' }, null],
    [{ purl: 'pkg:npm/lodash', name: 'dash' }, {}, true],
    [{ purl: 'pkg:npm/lodash', name: 'jquery' }, {}, false],
    [{ purl: 'pkg:npm/lodash', cpe: 'cpe:2.3:a:lodash:lodash:*:*:*:*:*:*:*:*' }, {}, false],
    [{ cpe: 'cpe:/a:lodash:lodash:4.17.20' }, { cpe: 'cpe:2.3:a:lodash:lodash:4.17.20:*:*:*:*:*:*:*' }, true],
    [{ cpe: 'cpe:/a:lodash:lodash:4.17.20' }, { cpe: 'cpe:2.3:a:lodash:lodash:*:*:*:*:*:*:*:*' }, null],
    [{ cpe: 'cpe:/a:lodash:lodash:4.17.20' }, { cpe: 'cpe:2.3:a:lodash:lodash:4.17.19:*:*:*:*:*:*:*' }, false],
  ])('asked for by %j is meant, being %j: %s', (search, facts, meant) => {
    expect(isMeant(query(search), component(facts))).toBe(meant);
  });

  it('is asked for by any of its names at once, and by its version besides', () => {
    const asked = query({ name: 'lodash', purl: 'pkg:maven/org/other', versionRange: '<4.17.21' });
    expect(isAsked(asked, component({}))).toBe(true);
    expect(isAsked(asked, component({ nameKey: 'org/lodash' }))).toBe(true);
    expect(isAsked(asked, component({ nameKey: 'lodash-es', purlBase: 'pkg:maven/org/other' }))).toBe(true);
    expect(isAsked(asked, component({ nameKey: 'lodash-es' }))).toBe(false);
    expect(isAsked(asked, component({ version: '4.17.21' }))).toBe(false);
    expect(isAsked(asked, component({ version: null }))).toBe(true);
  });
});
