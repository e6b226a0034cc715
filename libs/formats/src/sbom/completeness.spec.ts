import { describe, expect, it } from '@jest/globals';
import type { Component, DocumentHeader, Sbom } from '../document.ts';
import { COMPONENT_ELEMENTS, completenessOf, misses, unrelated } from './completeness.ts';

const whole: Component = {
  ref: 'a',
  type: 'library',
  group: null,
  name: 'library',
  version: '1',
  supplier: 'Example',
  purl: 'pkg:npm/library@1',
  cpe: null,
  licences: ['MIT'],
  hashes: ['sha256:00'],
  supportLevel: 'ACTIVE',
  endOfSupportOn: '2030-12-31',
  place: '/components/0',
};
const bare: Component = {
  ...whole,
  name: '',
  version: null,
  supplier: null,
  purl: null,
  licences: [],
  hashes: [],
  supportLevel: null,
  endOfSupportOn: null,
};
const sbomOf = (components: Component[], more: Partial<Sbom> = {}): Sbom => ({
  components,
  subject: null,
  dependsOn: components.map((_component, index) => (index > 0 ? [0] : [])),
  hasRelationships: true,
  generationContext: 'build',
  tools: ['writer'],
  ...more,
});
const header: DocumentHeader = {
  id: null,
  version: null,
  title: null,
  authors: ['Hanako Example'],
  publisher: null,
  madeAt: '2025-01-31T12:00:00Z',
  tlp: null,
};
const silent: DocumentHeader = { ...header, authors: [], madeAt: null };
const scoresOf = (sbom: Sbom, of = header) =>
  Object.fromEntries(completenessOf(sbom, of).map(({ standard, score }) => [standard, score]));

describe('completeness', () => {
  it('is full where everything is there', () => {
    expect(scoresOf(sbomOf([whole, whole]))).toEqual({ NTIA_2021: 1, CISA_2025_DRAFT: 1, FDA_PREMARKET: 1 });
  });

  it('is none where nothing is there, components included', () => {
    const nothing = { dependsOn: [[]], tools: [], generationContext: null };
    const none = { NTIA_2021: 0, CISA_2025_DRAFT: 0, FDA_PREMARKET: 0 };

    expect(scoresOf(sbomOf([bare], nothing), silent)).toEqual(none);
    expect(scoresOf(sbomOf([], nothing), silent)).toEqual(none);
  });

  it('counts each element that a standard asks for, all of them weighing the same', () => {
    const [ntia, cisa, fda] = completenessOf(sbomOf([whole, bare, whole, whole]), header);

    expect(ntia).toEqual({
      standard: 'NTIA_2021',
      score: (0.75 * 4 + 3) / 7,
      elements: [
        { element: 'SUPPLIER', satisfied: 3, total: 4 },
        { element: 'COMPONENT_NAME', satisfied: 3, total: 4 },
        { element: 'VERSION', satisfied: 3, total: 4 },
        { element: 'OTHER_IDENTIFIER', satisfied: 3, total: 4 },
        { element: 'RELATIONSHIP', satisfied: 4, total: 4 },
        { element: 'AUTHOR', satisfied: 1, total: 1 },
        { element: 'TIMESTAMP', satisfied: 1, total: 1 },
      ],
    });
    expect(cisa?.elements.slice(7).map(({ element }) => element)).toEqual([
      'HASH',
      'LICENCE',
      'TOOL',
      'GENERATION_CONTEXT',
    ]);
    expect(fda?.elements.slice(7).map(({ element }) => element)).toEqual(['SUPPORT_LEVEL', 'END_OF_SUPPORT']);
  });
});

describe('a component', () => {
  it('misses nothing where everything is there, and everything where nothing is', () => {
    expect(COMPONENT_ELEMENTS.filter((element) => misses(whole, element))).toEqual([]);
    expect(COMPONENT_ELEMENTS.filter((element) => misses(bare, element))).toEqual([...COMPONENT_ELEMENTS]);
  });

  it('has an identifier by either purl or CPE', () => {
    expect(misses({ ...bare, cpe: 'cpe:/a:b:c' }, 'OTHER_IDENTIFIER')).toBe(false);
  });

  it('misses its level of support where that is unknown', () => {
    expect(misses({ ...whole, supportLevel: 'UNKNOWN' }, 'SUPPORT_LEVEL')).toBe(true);
    expect(misses({ ...whole, supportLevel: 'ABANDONED' }, 'SUPPORT_LEVEL')).toBe(false);
  });

  it('is related to others from either end', () => {
    expect(unrelated(sbomOf([whole, whole, whole], { dependsOn: [[], [2], []] }))).toEqual([0]);
  });

  it('has nobody to relate to when it is the subject and alone', () => {
    expect(unrelated(sbomOf([whole], { dependsOn: [[]], subject: 0 }))).toEqual([]);
    expect(unrelated(sbomOf([whole], { dependsOn: [[]] }))).toEqual([0]);
  });
});
