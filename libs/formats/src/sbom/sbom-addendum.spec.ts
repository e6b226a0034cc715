import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Component, Sbom, SbomAddendum } from '../document.ts';
import { applyAddendum, readSbomAddendum, sbomAddendumSchema } from './sbom-addendum.ts';
import { expectSound, found, mutationsOf } from '../spdx/spdx.testing.ts';

const SHA256 = 'ab'.repeat(32);
const addendum = (changes: Record<string, unknown> = {}) => ({
  format: 'tasuki.sbom-addendum',
  formatVersion: 1,
  sbom: { sha256: SHA256 },
  components: [
    { ref: 'SPDXRef-tls', supportLevel: 'LIMITED', endOfSupportOn: '2030-03-31' },
    { purl: 'pkg:generic/zip@1', supportLevel: 'ABANDONED' },
  ],
  ...changes,
});
const foundIn = (changes: Record<string, unknown>) => found(readSbomAddendum(addendum(changes)));

describe('an addendum to an SBOM', () => {
  it('says of which SBOM and which components it speaks', () => {
    const reading = readSbomAddendum(addendum({ sbom: { sha256: SHA256.toUpperCase(), id: 'urn:uuid:1' } }));
    expect(reading).toEqual({
      format: 'SBOM_ADDENDUM',
      formatVersion: '1',
      findings: [],
      facts: {
        addendum: {
          sbom: { sha256: SHA256, id: 'urn:uuid:1' },
          components: [
            { ref: 'SPDXRef-tls', purl: null, supportLevel: 'LIMITED', endOfSupportOn: '2030-03-31' },
            { ref: null, purl: 'pkg:generic/zip@1', supportLevel: 'ABANDONED', endOfSupportOn: null },
          ],
        },
      },
    });
  });

  it.each([
    [{ format: 'tasuki.sbom' }, 'ERROR addendum_malformed /format'],
    [{ formatVersion: 2 }, 'ERROR addendum_version_not_read /formatVersion'],
    [{ formatVersion: '1' }, 'ERROR addendum_malformed /formatVersion'],
    [{ note: 'x' }, 'ERROR addendum_malformed /note'],
    [{ sbom: { sha256: SHA256, name: 'x' } }, 'ERROR addendum_malformed /sbom/name'],
    [{ sbom: { sha256: 'ab' } }, 'ERROR addendum_malformed /sbom/sha256'],
    [{ sbom: {} }, 'ERROR addendum_names_no_sbom /sbom'],
    [{ sbom: undefined }, 'ERROR addendum_malformed /sbom'],
    [{ components: [] }, 'ERROR addendum_malformed /components'],
    [{ components: undefined }, 'ERROR addendum_malformed /components'],
  ])('breaks its format: %j', (changes, finding) => {
    expect(foundIn(changes)).toEqual([finding]);
  });

  it.each([
    [{ ref: 'a', supportLevel: 'FULL' }, 'ERROR addendum_malformed /components/0/supportLevel'],
    [{ ref: 'a', endOfSupportOn: '2030-02-30' }, 'ERROR addendum_malformed /components/0/endOfSupportOn'],
    [{ ref: 'a', endOfSupportOn: '2030-02-03T00:00:00Z' }, 'ERROR addendum_malformed /components/0/endOfSupportOn'],
    [{ ref: 'a', supportLevel: 'NONE', version: '1' }, 'ERROR addendum_malformed /components/0/version'],
    [{ ref: '', supportLevel: 'NONE' }, 'ERROR addendum_malformed /components/0/ref'],
    [{ purl: 'zip', supportLevel: 'NONE' }, 'ERROR addendum_malformed /components/0/purl'],
    [{ supportLevel: 'NONE' }, 'ERROR addendum_line_names_nothing /components/0'],
    [{ ref: 'a' }, 'ERROR addendum_line_says_nothing /components/0'],
    ['a', 'ERROR addendum_malformed /components/0'],
  ])('has a line %j, which is refused and not read', (line, finding) => {
    const good = { ref: 'b', supportLevel: 'NONE' };
    const reading = readSbomAddendum(addendum({ components: [line, good] }));
    expect(found(reading)).toEqual([finding]);
    expect(reading.facts.addendum?.components.map(({ ref }) => ref)).toEqual(['b']);
  });

  it('names a component twice', () => {
    const line = { supportLevel: 'NONE' };
    const components = [
      { ref: 'a', ...line },
      { ref: 'b', ...line },
      { ref: 'a', ...line },
      { purl: 'pkg:npm/a', ...line },
    ];
    expect(foundIn({ components })).toEqual(['ERROR addendum_repeats_component /components/2']);
    expect(foundIn({ components: [...components.slice(1), { purl: 'pkg:npm/a', ...line }] })).toEqual([
      'ERROR addendum_repeats_component /components/3',
    ]);
  });

  it('has a schema that says the same as the reading', () => {
    expect(sbomAddendumSchema.safeParse(addendum()).success).toBe(true);
    expect(sbomAddendumSchema.safeParse(addendum({ note: 'x' })).success).toBe(false);
  });

  it('never throws, whatever stands where', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expectSound(readSbomAddendum(value))));
    fc.assert(
      fc.property(mutationsOf(addendum()), (mutated) => {
        const { facts, findings } = readSbomAddendum(mutated);
        const isWhole = sbomAddendumSchema.safeParse(mutated).success;
        // What the schema refuses is never without an ERROR.
        expect(isWhole || findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
        applyAddendum(SBOM, facts.addendum ?? { sbom: { sha256: null, id: null }, components: [] });
      }),
      { numRuns: 500 },
    );
  });
});

describe('applying an addendum', () => {
  const apply = (...components: SbomAddendum['components']) =>
    applyAddendum(SBOM, { sbom: { sha256: SHA256, id: null }, components });
  const line = (changes: Partial<SbomAddendum['components'][number]>) => ({
    ref: null,
    purl: null,
    supportLevel: null,
    endOfSupportOn: null,
    ...changes,
  });

  it('adds to the components that it names and leaves the rest, and the SBOM itself, as they are', () => {
    const before = structuredClone(SBOM);
    const { sbom, findings } = apply(
      line({ ref: 'tls', supportLevel: 'LIMITED' }),
      line({ purl: 'pkg:generic/zip@1', endOfSupportOn: '2030-03-31' }),
    );
    expect(findings).toEqual([]);
    expect(sbom).toEqual({
      ...before,
      components: [
        before.components[0],
        { ...before.components[1], supportLevel: 'LIMITED' },
        { ...before.components[2], endOfSupportOn: '2030-03-31' },
        { ...before.components[3], endOfSupportOn: '2030-03-31' },
      ],
    });
    expect(SBOM).toEqual(before);
  });

  it('puts what it says in the place of what the SBOM said', () => {
    const { sbom } = apply(line({ ref: 'pump', supportLevel: 'NONE' }));
    expect(sbom.components[0]).toMatchObject({ supportLevel: 'NONE', endOfSupportOn: '2029-01-01' });
    const { sbom: dated } = apply(line({ ref: 'pump', endOfSupportOn: '2031-01-01' }));
    expect(dated.components[0]).toMatchObject({ supportLevel: 'ACTIVE', endOfSupportOn: '2031-01-01' });
  });

  it('warns of lines that fit no component, and of components that two lines fit', () => {
    const { sbom, findings } = apply(
      line({ ref: 'gone', supportLevel: 'NONE' }),
      line({ ref: 'zip', supportLevel: 'NONE' }),
      line({ purl: 'pkg:generic/zip@1', supportLevel: 'ACTIVE' }),
    );
    expect(findings.map(({ severity, reason, place }) => [severity, reason, place?.pointer])).toEqual([
      ['WARNING', 'formats.addendum_unknown_component', '/components/0'],
      ['WARNING', 'formats.addendum_ambiguous', '/components/2'],
    ]);
    expect(sbom.components.map(({ supportLevel }) => supportLevel)).toEqual(['ACTIVE', null, 'NONE', 'ACTIVE']);
  });
});

function component(ref: string, changes: Partial<Component> = {}): Component {
  return {
    ref,
    type: null,
    group: null,
    name: ref,
    version: null,
    supplier: null,
    purl: null,
    cpe: null,
    licences: [],
    hashes: [],
    supportLevel: null,
    endOfSupportOn: null,
    place: '/x',
    ...changes,
  };
}

const SBOM: Sbom = {
  components: [
    component('pump', { supportLevel: 'ACTIVE', endOfSupportOn: '2029-01-01' }),
    component('tls'),
    component('zip', { purl: 'pkg:generic/zip@1' }),
    component('zip-again', { purl: 'pkg:generic/zip@1' }),
  ],
  subject: 0,
  dependsOn: [[1, 2, 3], [], [], []],
  hasRelationships: true,
  generationContext: null,
  tools: [],
};
