import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSpdx3 } from './spdx3.ts';
import { element, expectSound, found, mutationsOf, spdx3 } from './spdx.testing.ts';

type Fields = Record<string, unknown>;

const pump = (changes: Fields = {}) => element('software_Package', 'pump', { name: 'pump', ...changes });
const tls = (changes: Fields = {}) => element('software_Package', 'tls', { name: 'tls', ...changes });
const relation = (from: string, relationshipType: string, ...to: string[]) =>
  element('Relationship', `${from}-${relationshipType}-${to.join('-')}`, {
    from: `urn:${from}`,
    relationshipType,
    to: to.map((name) => (name.includes('/') || name.endsWith('Element') ? name : `urn:${name}`)),
  });
const sbomOf = (...elements: Fields[]) => {
  const { sbom } = readSpdx3(spdx3(elements)).facts;
  if (!sbom) throw new Error('No SBOM was read.');
  return sbom;
};
const foundIn = (...elements: Fields[]) => found(readSpdx3(spdx3(elements)));

describe('an SPDX 3 document', () => {
  it('says who made it, when, with what and at which stage', () => {
    const { format, formatVersion, findings, facts } = readSpdx3(spdx3([pump()]));
    expect({ format, formatVersion, findings }).toEqual({
      format: 'SPDX_JSON_LD',
      formatVersion: '3.0.1',
      findings: [],
    });
    expect(facts.header).toEqual({
      id: 'urn:document',
      version: null,
      title: 'Infusion pump',
      authors: ['Maker Inc.'],
      publisher: 'Maker Inc.',
      madeAt: '2026-02-03T04:05:06Z',
      tlp: null,
    });
    expect(facts.sbom).toMatchObject({ tools: ['sbomizer-1.4'], generationContext: 'build', subject: 0 });
  });

  it('makes a component of each package, with what is stated of it', () => {
    const described = tls({
      software_packageVersion: '3.0.1',
      software_primaryPurpose: 'library',
      software_packageUrl: 'pkg:generic/tls@3.0.1',
      suppliedBy: 'urn:maker',
      supportLevel: ['support'],
      validUntilTime: '2030-03-31T15:00:00Z',
      externalIdentifier: [
        { type: 'ExternalIdentifier', externalIdentifierType: 'cpe22', identifier: 'cpe:/a:tls:tls:3.0.1' },
        {
          type: 'ExternalIdentifier',
          externalIdentifierType: 'cpe23',
          identifier: 'cpe:2.3:a:tls:tls:3.0.1:*:*:*:*:*:*:*',
        },
      ],
      verifiedUsing: [
        { type: 'Hash', algorithm: 'sha3_256', hashValue: 'AB'.repeat(32) },
        { type: 'PackageVerificationCode', algorithm: 'sha1', hashValue: '0'.repeat(40) },
        { type: 'Hash', algorithm: 'other', hashValue: 'x' },
      ],
    });
    const licence = element('simplelicensing_LicenseExpression', 'licence', {
      simplelicensing_licenseExpression: 'Apache-2.0 OR MIT',
    });
    const elements = [pump(), described, licence, relation('tls', 'hasConcludedLicense', 'licence')];
    const sbom = sbomOf(...elements);
    expect(foundIn(...elements)).toEqual([]);
    expect(sbom.components[1]).toEqual({
      ref: 'urn:tls',
      type: 'library',
      group: null,
      name: 'tls',
      version: '3.0.1',
      supplier: 'Maker Inc.',
      purl: 'pkg:generic/tls@3.0.1',
      cpe: 'cpe:2.3:a:tls:tls:3.0.1:*:*:*:*:*:*:*',
      licences: ['Apache-2.0 OR MIT'],
      hashes: [`sha3256:${'ab'.repeat(32)}`],
      supportLevel: 'ACTIVE',
      endOfSupportOn: '2030-03-31',
      place: '/@graph/6',
    });
  });

  it.each([
    ['support', 'ACTIVE'],
    ['deployed', 'ACTIVE'],
    ['development', 'LIMITED'],
    ['limitedSupport', 'LIMITED'],
    ['endOfSupport', 'NONE'],
    ['noSupport', 'NONE'],
    ['noAssertion', null],
  ])('states support: %s is %s', (type, level) => {
    expect(sbomOf(pump({ supportLevel: [type] })).components[0]?.supportLevel).toBe(level);
  });

  it('states no more support than the least that it states', () => {
    const supportLevel = ['deployed', 'limitedSupport', 'noAssertion'];
    expect(sbomOf(pump({ supportLevel })).components[0]?.supportLevel).toBe('LIMITED');
  });

  it('takes the licences that were concluded, or else those that were declared', () => {
    const licences = (...relations: Fields[]) => sbomOf(pump(), ...relations).components[0]?.licences;
    const concluded = relation('pump', 'hasConcludedLicense', 'https://spdx.org/licenses/MIT');
    const declared = relation('pump', 'hasDeclaredLicense', 'https://spdx.org/licenses/Apache-2.0');
    const nothing = relation('pump', 'hasConcludedLicense', 'https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion');
    expect(licences(declared, concluded)).toEqual(['MIT']);
    expect(licences(nothing, declared)).toEqual(['Apache-2.0']);
  });

  it('relates components in the direction that each relationship has', () => {
    const forth = [
      'dependsOn',
      'contains',
      'hasStaticLink',
      'hasDynamicLink',
      'hasOptionalDependency',
      'hasProvidedDependency',
      'hasPrerequisite',
      'hasOptionalComponent',
      'expandsTo',
    ];
    const neither = ['hasDistributionArtifact', 'usesTool', 'hasVariant', 'other'];
    const dependsOn = (type: string) => sbomOf(pump(), tls(), relation('pump', type, 'tls')).dependsOn;
    for (const type of forth) expect([type, dependsOn(type)]).toEqual([type, [[1], []]]);
    for (const type of neither) expect([type, dependsOn(type)]).toEqual([type, [[], []]]);
    expect(dependsOn('generates')).toEqual([[], [0]]);
  });

  it('tells silence about relationships from knowing of none', () => {
    const says = (to: string) => sbomOf(pump(), relation('pump', 'dependsOn', to)).hasRelationships;
    expect(sbomOf(pump()).hasRelationships).toBe(false);
    expect(says('https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement')).toBe(false);
    expect(says('https://spdx.org/rdf/3.0.1/terms/Core/NoneElement')).toBe(true);
    expect(says('NoneElement')).toBe(true);
  });

  it('is about the root of its SBOM, or what it describes', () => {
    const document = (rootElement: string[]) => element('SpdxDocument', 'document', { rootElement });
    const graph = (changes: string[], ...elements: Fields[]) => {
      const { '@graph': all, ...rest } = spdx3([pump(), tls(), ...elements]);
      const others = (all as Fields[]).filter(({ type }) => type !== 'SpdxDocument' && type !== 'software_Sbom');
      return readSpdx3({ ...rest, '@graph': [document(changes), ...others] });
    };
    expect(graph(['urn:tls']).facts.sbom?.subject).toBe(1);
    expect(graph([], relation('document', 'describes', 'tls')).facts.sbom?.subject).toBe(1);
    const nothing = graph([]);
    expect(nothing.facts.sbom?.subject).toBeNull();
    expect(found(nothing)).toEqual(['WARNING spdx_describes_nothing /@graph/0']);
    expect(found(graph(['urn:tls', 'urn:pump']))).toEqual(['HINT spdx_describes_several /@graph/0']);
  });

  it('keeps files out of its components, save those that something depends on', () => {
    const files = ['main', 'readme'].map((name) => element('software_File', name, { name: `./${name}` }));
    const relations = [relation('pump', 'contains', 'main', 'readme'), relation('main', 'dependsOn', 'tls')];
    const sbom = sbomOf(pump(), ...files, tls(), ...relations);
    expect(sbom.components.map(({ name, type }) => [name, type])).toEqual([
      ['pump', null],
      ['tls', null],
      ['./main', 'file'],
    ]);
    expect(sbom.dependsOn).toEqual([[2], [], [1]]);
  });

  it('counts packages of models and data sets among its packages', () => {
    const model = element('ai_AIPackage', 'model', { name: 'model', ai_domain: ['cardiology'] });
    expect(foundIn(pump(), model)).toEqual([]);
    expect(sbomOf(pump(), model).components.map(({ name }) => name)).toEqual(['pump', 'model']);
  });

  it('may hold its creation information inside each element, and be a single element', () => {
    const creationInfo = {
      type: 'CreationInfo',
      specVersion: '3.0.1',
      created: '2026-02-03T04:05:06Z',
      createdBy: ['https://spdx.org/rdf/3.0.1/terms/Core/SpdxOrganization'],
    };
    const { facts, findings } = readSpdx3({ '@context': spdx3([])['@context'], ...pump({ creationInfo }) });
    expect(found({ facts, findings, format: null, formatVersion: null })).toEqual([
      'WARNING spdx_document_missing /@graph',
    ]);
    expect(facts.sbom).toMatchObject({ subject: 0, components: [{ ref: 'urn:pump', place: '' }] });
  });

  it('may shorten identifiers by prefixes', () => {
    const context = ['https://spdx.org/rdf/3.0.0/spdx-context.jsonld', { dev: 'urn:' }];
    const reading = readSpdx3(
      spdx3([pump({ spdxId: 'dev:pump' }), tls(), relation('pump', 'contains', 'tls')], context),
    );
    expect(reading).toMatchObject({ formatVersion: '3.0.0', findings: [] });
    expect(reading.facts.sbom).toMatchObject({ subject: 0, dependsOn: [[1], []] });
  });

  it('may refer to what it says to be elsewhere', () => {
    const imports = [{ type: 'ExternalMap', externalSpdxId: 'urn:elsewhere' }];
    const { '@graph': all, ...rest } = spdx3([pump(), relation('pump', 'dependsOn', 'elsewhere')]);
    const graph = (all as Fields[]).map((one) => (one.type === 'SpdxDocument' ? { ...one, import: imports } : one));
    expect(found(readSpdx3({ ...rest, '@graph': graph }))).toEqual([]);
    expect(found(readSpdx3({ ...rest, '@graph': all }))).toEqual(['WARNING spdx_reference_dangling /@graph/6/to/0']);
  });
});

describe('an SPDX 3 document that breaks its format', () => {
  it.each([[null], [[]], ['SPDX'], [{}], [{ '@graph': [] }], [{ '@context': 'https://schema.org' }]])(
    'is none: %j',
    (document) => {
      const reading = readSpdx3(document);
      expect(reading.findings[0]).toMatchObject({ severity: 'ERROR', reason: 'formats.spdx_not_a_document' });
      expect(reading.facts).toEqual({});
    },
  );

  it.each(['2.3', '3.1', '3.1.0', '4.0'])('is not read when its version is %s', (version) => {
    const reading = readSpdx3(spdx3([pump()], `https://spdx.org/rdf/${version}/spdx-context.jsonld`));
    expect(found(reading)).toEqual(['ERROR spdx_version_not_read /@context']);
    expect(reading.facts).toEqual({});
  });

  it('keeps its facts when only its context is another', () => {
    const reading = readSpdx3(spdx3([pump()], 'https://maker.example/context.jsonld'));
    expect(found(reading)).toEqual(['ERROR spdx_not_a_document /@context']);
    expect(reading.formatVersion).toBe('3.0.1');
    expect(reading.facts.sbom?.components).toHaveLength(1);
  });

  it('has no document, or two', () => {
    const { '@graph': all, ...rest } = spdx3([pump()]);
    const others = (all as Fields[]).filter(({ type }) => type !== 'SpdxDocument');
    const without = readSpdx3({ ...rest, '@graph': others });
    expect(found(without)).toEqual(['WARNING spdx_document_missing /@graph']);
    expect(without.facts.sbom?.subject).toBe(0);
    expect(without.facts.header).toMatchObject({ id: null, authors: ['Maker Inc.'], madeAt: '2026-02-03T04:05:06Z' });
    const second = element('SpdxDocument', 'other');
    expect(foundIn(pump(), second)).toEqual(['ERROR spdx_document_element /@graph/6']);
  });

  it.each([
    [pump({ name: undefined }), 'ERROR spdx_field_missing /@graph/5/name'],
    [pump({ creationInfo: undefined }), 'ERROR spdx_field_missing /@graph/5/creationInfo'],
    [pump({ packageVersion: '1' }), 'WARNING spdx_field_unknown /@graph/5/packageVersion'],
    [pump({ supportLevel: ['full'] }), 'ERROR spdx_value_not_allowed /@graph/5/supportLevel/0'],
    [pump({ supportLevel: 'support' }), 'WARNING spdx_not_a_list /@graph/5/supportLevel'],
    [pump({ validUntilTime: '2030' }), 'ERROR spdx_date_malformed /@graph/5/validUntilTime'],
    [pump({ releaseTime: '2030-01-01T00:00:00+09:00' }), 'WARNING spdx_date_form /@graph/5/releaseTime'],
    [pump({ software_packageUrl: 'pump' }), 'WARNING spdx_purl_malformed /@graph/5/software_packageUrl'],
    [
      pump({ verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: '0' }] }),
      'WARNING spdx_hash_malformed /@graph/5/verifiedUsing/0/hashValue',
    ],
    [
      pump({ verifiedUsing: [{ type: 'Hash', algorithm: 'SHA256', hashValue: '0' }] }),
      'ERROR spdx_value_not_allowed /@graph/5/verifiedUsing/0/algorithm',
    ],
    [
      pump({ externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'cpe23' }] }),
      'ERROR spdx_field_missing /@graph/5/externalIdentifier/0/identifier',
    ],
    [pump({ suppliedBy: 'urn:nobody' }), 'WARNING spdx_reference_dangling /@graph/5/suppliedBy'],
  ])('has a package %j', (stated, finding) => {
    expect(foundIn(stated)).toContain(finding);
  });

  it.each([
    [element('software_Pakage', 'x'), 'ERROR spdx_value_not_allowed /@graph/6/type'],
    [element('', 'x'), 'ERROR spdx_field_missing /@graph/6/type'],
    [tls({ spdxId: '_:tls' }), 'ERROR spdx_field_malformed /@graph/6/spdxId'],
    [tls({ spdxId: undefined }), 'ERROR spdx_field_missing /@graph/6/spdxId'],
    [pump(), 'ERROR spdx_duplicate_id /@graph/6/spdxId'],
    [relation('pump', 'needs', 'maker'), 'ERROR spdx_value_not_allowed /@graph/6/relationshipType'],
    [relation('pump', 'dependsOn'), 'ERROR spdx_field_malformed /@graph/6/to'],
    [relation('pump', 'dependsOn', 'pump'), 'WARNING spdx_relation_to_itself /@graph/6/to'],
    [relation('gone', 'dependsOn', 'pump'), 'WARNING spdx_reference_dangling /@graph/6/from'],
    [relation('pump', 'dependsOn', 'NoneElement', 'maker'), 'ERROR spdx_field_malformed /@graph/6/to'],
    [
      element('CreationInfo', 'c', { '@id': '_:c', spdxId: undefined, creationInfo: undefined, specVersion: '3' }),
      'ERROR spdx_field_malformed /@graph/6/specVersion',
    ],
    [
      element('Relationship', 'r', { from: 'urn:pump', relationshipType: 'contains', to: [{ name: 'tls' }] }),
      'ERROR spdx_field_malformed /@graph/6/to/0',
    ],
  ])('has an element %j', (stated, finding) => {
    expect(foundIn(pump(), stated)).toContain(finding);
  });

  it('keeps components apart that have one identifier', () => {
    const refs = sbomOf(pump(), tls({ spdxId: 'urn:pump' }), tls({ spdxId: undefined })).components.map(
      ({ ref }) => ref,
    );
    expect(refs).toEqual(['urn:pump', '#/@graph/6', '#/@graph/7']);
  });

  it('has no packages', () => {
    expect(foundIn()).toContain('HINT spdx_no_packages /@graph');
  });

  it('never throws, whatever stands where', () => {
    const document = spdx3([
      pump({
        supportLevel: ['support'],
        externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'cpe23', identifier: 'x' }],
      }),
      tls({ verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: '0' }] }),
      element('software_File', 'main', { name: 'main' }),
      relation('pump', 'contains', 'tls', 'main'),
      relation('tls', 'hasDeclaredLicense', 'https://spdx.org/licenses/MIT'),
    ]);
    fc.assert(
      fc.property(mutationsOf(document), (mutated) => expectSound(readSpdx3(mutated))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (graph) => {
        expectSound(readSpdx3({ '@context': document['@context'], '@graph': graph }));
      }),
    );
  });
});
