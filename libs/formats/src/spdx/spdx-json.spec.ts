import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSpdxJson } from './spdx-json.ts';
import { expectSound, found, mutationsOf, relationship, spdx2, spdx2File, spdx2Package } from './spdx.testing.ts';

const sbomOf = (changes: Record<string, unknown>) => {
  const { sbom } = readSpdxJson(spdx2(changes)).facts;
  if (!sbom) throw new Error('No SBOM was read.');
  return sbom;
};
const packages = (...names: string[]) => names.map((name) => spdx2Package(name));

describe('an SPDX document in JSON', () => {
  it('says who made it, when, and with what', () => {
    const { format, formatVersion, findings, facts } = readSpdxJson(spdx2());
    expect({ format, formatVersion, findings }).toEqual({ format: 'SPDX_JSON', formatVersion: '2.3', findings: [] });
    expect(facts.header).toEqual({
      id: 'https://maker.example/sbom/pump-2.1',
      version: null,
      title: 'Infusion pump',
      authors: ['Maker Inc.', 'Aki Sato'],
      publisher: 'Maker Inc.',
      madeAt: '2026-02-03T04:05:06Z',
      tlp: null,
    });
    expect(facts.sbom?.tools).toEqual(['sbomizer-1.4']);
  });

  it('makes a component of each package, with what is asserted of it', () => {
    expect(sbomOf({}).components[1]).toEqual({
      ref: 'SPDXRef-tls',
      type: null,
      group: null,
      name: 'tls',
      version: '3.0.1',
      supplier: 'TLS Project (Japan)',
      purl: 'pkg:generic/tls@3.0.1',
      cpe: 'cpe:2.3:a:tls:tls:3.0.1:*:*:*:*:*:*:*',
      licences: ['Apache-2.0'],
      hashes: [`sha256:${'ab'.repeat(32)}`],
      supportLevel: null,
      endOfSupportOn: '2030-03-31',
      place: '/packages/1',
    });
  });

  it.each([
    ['Organization: Maker Inc.', 'Maker Inc.'],
    ['Organization: Maker Inc. (psirt@maker.example)', 'Maker Inc.'],
    ['Organization: Maker ()', 'Maker'],
    ['Organization: Maker (Japan)', 'Maker (Japan)'],
    ['Organization: Maker (ask at a @ b)', 'Maker (ask at a @ b)'],
    ['Person:Aki Sato', 'Aki Sato'],
    ['Maker Inc.', 'Maker Inc.'],
    [`Organization: (${'@'.repeat(200_000)}`, `(${'@'.repeat(200_000)}`],
  ])('names a supplier without what stands around the name', (supplier, name) => {
    const [component] = sbomOf({ packages: [spdx2Package('zip', { supplier })], relationships: [] }).components;
    expect(component?.supplier).toBe(name);
  });

  it('takes NOASSERTION and NONE for silence', () => {
    const zip = spdx2Package('zip', { versionInfo: 'NONE', supplier: 'NOASSERTION', licenseDeclared: 'MIT' });
    const [component] = sbomOf({ packages: [zip], relationships: [] }).components;
    expect(component).toMatchObject({ version: null, supplier: null, licences: ['MIT'] });
  });

  it('is about what it describes, in either way of saying so', () => {
    const relationships = [relationship('tls', 'DESCRIBED_BY', 'DOCUMENT')];
    expect(sbomOf({}).subject).toBe(0);
    expect(sbomOf({ relationships }).subject).toBe(1);
    expect(sbomOf({ relationships: [], documentDescribes: ['SPDXRef-zip'] }).subject).toBe(2);
  });

  it('is about the only root among the several things that it describes', () => {
    const documentDescribes = ['SPDXRef-tls', 'SPDXRef-pump'];
    const relationships = [relationship('pump', 'CONTAINS', 'tls')];
    expect(sbomOf({ documentDescribes, relationships }).subject).toBe(0);
  });

  it('is about nothing when it describes several things side by side, and says so', () => {
    const reading = readSpdxJson(spdx2({ documentDescribes: ['SPDXRef-zip'], relationships: spdx2().relationships }));
    expect(reading.facts.sbom?.subject).toBe(0);
    const sideBySide = readSpdxJson(spdx2({ documentDescribes: ['SPDXRef-zip', 'SPDXRef-tls'], relationships: [] }));
    expect(sideBySide.facts.sbom?.subject).toBeNull();
    expect(found(sideBySide)).toEqual(['HINT spdx_describes_several']);
  });

  it('is about the only package among several roots, or among things that have each other', () => {
    const about = {
      packages: packages('pump'),
      files: [spdx2File('main')],
      documentDescribes: ['SPDXRef-main', 'SPDXRef-pump'],
    };
    const circle = [relationship('pump', 'DEPENDS_ON', 'main'), relationship('main', 'DEPENDS_ON', 'pump')];
    expect(sbomOf({ ...about, relationships: [] }).subject).toBe(0);
    expect(sbomOf({ ...about, relationships: circle }).subject).toBe(0);
    const roots = {
      ...about,
      packages: packages('pump', 'tls'),
      relationships: [relationship('pump', 'CONTAINS', 'tls')],
    };
    expect(sbomOf({ ...roots, documentDescribes: ['SPDXRef-main', 'SPDXRef-pump', 'SPDXRef-tls'] }).subject).toBe(0);
  });

  it('warns when of several packages none is described', () => {
    const reading = readSpdxJson(spdx2({ relationships: [] }));
    const silent = readSpdxJson(spdx2({ relationships: [relationship('DOCUMENT', 'DESCRIBES', 'NOASSERTION')] }));
    expect(found(silent)).toEqual(['WARNING spdx_describes_nothing']);
    expect(found(reading)).toEqual(['WARNING spdx_describes_nothing']);
    expect(reading.facts.sbom?.subject).toBeNull();
    expect(found(readSpdxJson(spdx2({ packages: packages('pump'), relationships: [] })))).toEqual([]);
  });

  it('relates components in the direction that each relationship has', () => {
    const forth = ['DEPENDS_ON', 'CONTAINS', 'STATIC_LINK', 'DYNAMIC_LINK', 'GENERATED_FROM', 'HAS_PREREQUISITE'];
    const back = [
      'DEPENDENCY_OF',
      'BUILD_DEPENDENCY_OF',
      'DEV_DEPENDENCY_OF',
      'OPTIONAL_DEPENDENCY_OF',
      'PROVIDED_DEPENDENCY_OF',
      'RUNTIME_DEPENDENCY_OF',
      'TEST_DEPENDENCY_OF',
      'CONTAINED_BY',
      'GENERATES',
      'PREREQUISITE_FOR',
      'PACKAGE_OF',
      'OPTIONAL_COMPONENT_OF',
      'EXPANDED_FROM_ARCHIVE',
    ];
    const neither = ['BUILD_TOOL_OF', 'DOCUMENTATION_OF', 'VARIANT_OF', 'AMENDS', 'DISTRIBUTION_ARTIFACT', 'OTHER'];
    const dependsOn = (type: string) =>
      sbomOf({ packages: packages('a', 'b'), relationships: [relationship('a', type, 'b')] }).dependsOn;
    for (const type of forth) expect([type, dependsOn(type)]).toEqual([type, [[1], []]]);
    for (const type of back) expect([type, dependsOn(type)]).toEqual([type, [[], [0]]]);
    for (const type of neither) expect([type, dependsOn(type)]).toEqual([type, [[], []]]);
  });

  it('says once what is said in two ways', () => {
    const relationships = [relationship('a', 'DEPENDS_ON', 'b'), relationship('b', 'DEPENDENCY_OF', 'a')];
    expect(sbomOf({ packages: packages('a', 'b'), relationships }).dependsOn).toEqual([[1], []]);
  });

  it('tells a document that is silent about relationships from one that knows of none', () => {
    const withRelationships = (...relationships: unknown[]) => sbomOf({ relationships }).hasRelationships;
    const describes = relationship('DOCUMENT', 'DESCRIBES', 'pump');
    expect(withRelationships(describes)).toBe(false);
    expect(withRelationships(describes, relationship('pump', 'DEPENDS_ON', 'NOASSERTION'))).toBe(false);
    expect(withRelationships(describes, relationship('pump', 'DEPENDS_ON', 'NONE'))).toBe(true);
    expect(withRelationships(describes, relationship('pump', 'DEPENDS_ON', 'zip'))).toBe(true);
  });

  it('keeps files out of its components, save those that something depends on or that it is about', () => {
    const files = ['main', 'lib', 'readme', 'loader'].map((name) => spdx2File(name));
    const relationships = [
      relationship('DOCUMENT', 'DESCRIBES', 'main'),
      relationship('main', 'GENERATED_FROM', 'pump'),
      relationship('pump', 'CONTAINS', 'readme'),
      relationship('loader', 'DYNAMIC_LINK', 'lib'),
    ];
    const sbom = sbomOf({ packages: packages('pump'), files, relationships });
    expect(sbom.components.map(({ name }) => name)).toEqual(['pump', './main', './lib', './loader']);
    expect(sbom.dependsOn).toEqual([[], [0], [], [2]]);
    expect(sbom.subject).toBe(1);
    expect(sbom.components[1]).toMatchObject({ type: 'FILE', licences: ['MIT'], place: '/files/0' });
  });

  it('makes components of its files when it has no packages', () => {
    const reading = readSpdxJson(
      spdx2({
        packages: [],
        files: [spdx2File('main'), spdx2File('readme')],
        relationships: [relationship('DOCUMENT', 'DESCRIBES', 'main')],
      }),
    );
    expect(reading.facts.sbom?.components.map(({ name }) => name)).toEqual(['./main', './readme']);
    expect(reading.facts.sbom?.subject).toBe(0);
    expect(found(reading)).toEqual(['HINT spdx_no_packages']);
  });

  it('may put files into packages in the older way', () => {
    const pump = spdx2Package('pump', { filesAnalyzed: true, hasFiles: ['SPDXRef-main', 'SPDXRef-gone'] });
    const files = [spdx2File('main')];
    const reading = readSpdxJson(
      spdx2({ packages: [pump], files, relationships: [], documentDescribes: ['SPDXRef-main'] }),
    );
    expect(reading.facts.sbom?.dependsOn).toEqual([[1], []]);
    expect(found(reading)).toEqual(['WARNING spdx_reference_dangling /packages/0/hasFiles/1']);
  });

  it('counts relationships to other documents, which are not followed', () => {
    const externalDocumentRefs = [
      {
        externalDocumentId: 'DocumentRef-os',
        spdxDocument: 'https://os.example/1',
        checksum: { algorithm: 'SHA1', checksumValue: '0'.repeat(40) },
      },
    ];
    const relationships = [
      relationship('DOCUMENT', 'DESCRIBES', 'pump'),
      relationship('pump', 'DEPENDS_ON', 'DocumentRef-os:SPDXRef-kernel'),
      relationship('pump', 'DEPENDS_ON', 'DocumentRef-other:SPDXRef-x'),
    ];
    expect(found(readSpdxJson(spdx2({ externalDocumentRefs, relationships })))).toEqual([
      'WARNING spdx_reference_dangling /relationships/2/relatedSpdxElement',
      'HINT spdx_external_elements /externalDocumentRefs',
    ]);
  });
});

describe('an SPDX document that breaks its format', () => {
  const foundIn = (changes: Record<string, unknown>) => found(readSpdxJson(spdx2(changes)));

  it.each([[null], [42], ['SPDX'], [[]], [{}], [{ spdxVersion: 2.3 }]])('is none: %j', (document) => {
    const reading = readSpdxJson(document);
    expect(found(reading)).toEqual(['ERROR spdx_not_a_document']);
    expect(reading.facts).toEqual({});
  });

  it.each(['SPDX-2.1', 'SPDX-1.2', 'SPDX-3.0', 'SPDX-2.4', '2.3', 'constructor'])(
    'is not read when its version is %s, and is told which are',
    (spdxVersion) => {
      const { findings } = readSpdxJson(spdx2({ spdxVersion }));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ severity: 'ERROR', reason: 'formats.spdx_version_not_read' });
      expect(findings[0]?.advice).toContain('2.2, 2.3 or 3.0');
    },
  );

  it.each(['dataLicense', 'name', 'documentNamespace', 'creationInfo', 'SPDXID'])('lacks its %s', (field) => {
    expect(foundIn({ [field]: undefined })).toEqual([`ERROR spdx_field_missing /${field}`]);
  });

  it.each(['name', 'SPDXID', 'downloadLocation'])('lacks the %s of a package', (field) => {
    const pump = spdx2Package('pump', { [field]: undefined });
    expect(foundIn({ packages: [pump], relationships: [] })).toEqual([`ERROR spdx_field_missing /packages/0/${field}`]);
  });

  it('lacks in 2.2 what 2.3 no longer asks for', () => {
    const stated = { SPDXID: 'SPDXRef-pump', name: 'pump', downloadLocation: 'NONE', filesAnalyzed: false };
    expect(foundIn({ packages: [stated], relationships: [] })).toEqual([]);
    expect(foundIn({ spdxVersion: 'SPDX-2.2', packages: [stated], relationships: [] })).toEqual([
      'ERROR spdx_field_missing /packages/0/copyrightText',
      'ERROR spdx_field_missing /packages/0/licenseConcluded',
      'ERROR spdx_field_missing /packages/0/licenseDeclared',
    ]);
  });

  it.each([
    ['dataLicense', 'MIT', 'ERROR spdx_value_not_allowed /dataLicense'],
    ['SPDXID', 'SPDXRef-doc', 'ERROR spdx_document_element /SPDXID'],
    ['documentNamespace', 'https://maker.example/#1', 'ERROR spdx_field_malformed /documentNamespace'],
    ['documentNamespace', 'maker.example', 'ERROR spdx_field_malformed /documentNamespace'],
    ['name', 12, 'ERROR spdx_field_malformed /name'],
    ['packages', 'none', 'ERROR spdx_field_malformed /packages'],
    ['documentDescribe', [], 'WARNING spdx_field_unknown /documentDescribe'],
    ['comment', null, undefined],
  ])('says of itself: %s is %j', (field, value, finding) => {
    const [first] = foundIn({ [field]: value });
    expect(first).toBe(finding);
  });

  it.each([
    [{ created: 'today' }, 'ERROR spdx_date_malformed /creationInfo/created'],
    [{ created: '2026-02-30T00:00:00Z' }, 'ERROR spdx_date_malformed /creationInfo/created'],
    [{ created: '2026-02-03T04:05:06+09:00' }, 'WARNING spdx_date_form /creationInfo/created'],
    [{ created: '2026-02-03T04:05:06.5Z' }, 'WARNING spdx_date_form /creationInfo/created'],
    [{ created: undefined }, 'ERROR spdx_field_missing /creationInfo/created'],
    [{ creators: undefined }, 'ERROR spdx_field_missing /creationInfo/creators'],
    [{ creators: [] }, 'ERROR spdx_field_malformed /creationInfo/creators'],
    [{ creators: ['Maker Inc.'] }, 'ERROR spdx_field_malformed /creationInfo/creators/0'],
  ])('was made, it says, as in %j', (changes, finding) => {
    const creationInfo = { created: '2026-02-03T04:05:06Z', creators: ['Tool: x'], ...changes };
    expect(foundIn({ creationInfo })).toEqual([finding]);
  });

  it.each([
    [{ SPDXID: '' }, 'ERROR spdx_field_missing /packages/0/SPDXID'],
    [{ SPDXID: 'pump' }, 'ERROR spdx_field_malformed /packages/0/SPDXID'],
    [{ SPDXID: 'SPDXRef-pump_1' }, 'WARNING spdx_id_characters /packages/0/SPDXID'],
    [{ supplier: 'Maker Inc.' }, 'WARNING spdx_supplier_unclear /packages/0/supplier'],
    [{ filesAnalyzed: 'false' }, 'ERROR spdx_field_malformed /packages/0/filesAnalyzed'],
    [{ primaryPackagePurpose: 'PUMP' }, 'ERROR spdx_value_not_allowed /packages/0/primaryPackagePurpose'],
    [{ validUntilDate: 'never' }, 'ERROR spdx_date_malformed /packages/0/validUntilDate'],
    [{ versioninfo: '1' }, 'WARNING spdx_field_unknown /packages/0/versioninfo'],
    [
      { checksums: [{ algorithm: 'SHA-256', checksumValue: '00' }] },
      'ERROR spdx_value_not_allowed /packages/0/checksums/0/algorithm',
    ],
    [
      { checksums: [{ algorithm: 'SHA256', checksumValue: '00' }] },
      'WARNING spdx_hash_malformed /packages/0/checksums/0/checksumValue',
    ],
    [
      { packageVerificationCode: { packageVerificationCodeValue: '0'.repeat(40) } },
      'WARNING spdx_files_analyzed /packages/0/packageVerificationCode',
    ],
    [
      { annotations: [{ annotationDate: '2026-02-03T04:05:06Z', annotationType: 'OTHER', comment: '' }] },
      'ERROR spdx_field_missing /packages/0/annotations/0/annotator',
    ],
  ])('has a package with %j', (changes, finding) => {
    const all = foundIn({ packages: [spdx2Package('pump', changes)], relationships: [] });
    expect(all[0]).toBe(finding);
    // Of one field only one thing is said, but that a checksum of no known algorithm cannot be kept.
    expect(all.filter((other) => !other.includes('spdx_hash_malformed')).length).toBeLessThanOrEqual(1);
  });

  it('may spell the categories of references as the specification or as its schema does', () => {
    const withCategory = (referenceCategory: string) => {
      const ref = { referenceCategory, referenceType: 'purl', referenceLocator: 'pkg:npm/a@1' };
      return foundIn({ packages: [spdx2Package('pump', { externalRefs: [ref] })], relationships: [] });
    };
    for (const category of ['PACKAGE-MANAGER', 'PACKAGE_MANAGER', 'PERSISTENT_ID']) {
      expect(withCategory(category)).toEqual([]);
    }
    expect(withCategory('PACKAGES')).toEqual([
      'ERROR spdx_value_not_allowed /packages/0/externalRefs/0/referenceCategory',
    ]);
  });

  it('keeps the first identifier that is well-formed', () => {
    const externalRefs = [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/' },
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/b@1' },
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/c@1' },
      { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:b' },
    ];
    const reading = readSpdxJson(spdx2({ packages: [spdx2Package('pump', { externalRefs })], relationships: [] }));
    expect(reading.facts.sbom?.components[0]).toMatchObject({ purl: 'pkg:npm/b@1', cpe: null });
    expect(found(reading)).toEqual([
      'WARNING spdx_purl_malformed /packages/0/externalRefs/0/referenceLocator',
      'WARNING spdx_cpe_malformed /packages/0/externalRefs/3/referenceLocator',
    ]);
  });

  it('uses one identifier twice', () => {
    const reading = readSpdxJson(spdx2({ packages: packages('pump', 'pump'), relationships: [] }));
    expect(found(reading)).toContain('ERROR spdx_duplicate_id /packages/1/SPDXID');
    expect(reading.facts.sbom?.components.map(({ ref }) => ref)).toEqual(['SPDXRef-pump', '#2']);
  });

  it.each([
    [relationship('pump', 'DEPENDS_ON', 'gone'), 'WARNING spdx_reference_dangling /relationships/1/relatedSpdxElement'],
    [relationship('pump', 'DEPENDS_ON', 'pump'), 'WARNING spdx_relation_to_itself /relationships/1'],
    [relationship('pump', 'NEEDS', 'tls'), 'ERROR spdx_value_not_allowed /relationships/1/relationshipType'],
    [relationship('NONE', 'DEPENDS_ON', 'tls'), 'ERROR spdx_reference_malformed /relationships/1/spdxElementId'],
    [
      { spdxElementId: 'SPDXRef-pump', relationshipType: 'CONTAINS', relatedSpdxElement: 'tls' },
      'ERROR spdx_reference_malformed /relationships/1/relatedSpdxElement',
    ],
    [
      { spdxElementId: 'SPDXRef-pump', relationshipType: 'CONTAINS' },
      'ERROR spdx_field_missing /relationships/1/relatedSpdxElement',
    ],
  ])('relates %j', (wrong, finding) => {
    const reading = readSpdxJson(spdx2({ relationships: [relationship('DOCUMENT', 'DESCRIBES', 'pump'), wrong] }));
    expect(found(reading)).toEqual([finding]);
    expect(reading.facts.sbom?.dependsOn).toEqual([[], [], []]);
  });

  it.each([
    [{ checksums: undefined }, 'ERROR spdx_field_missing /files/0/checksums'],
    [{ checksums: [] }, 'ERROR spdx_field_malformed /files/0/checksums'],
    [{ fileName: '' }, 'ERROR spdx_field_missing /files/0/fileName'],
    [{ fileTypes: ['PROGRAM'] }, 'ERROR spdx_value_not_allowed /files/0/fileTypes/0'],
    [
      { checksums: [{ algorithm: 'SHA256', checksumValue: '0'.repeat(64) }] },
      'WARNING spdx_file_without_sha1 /files/0/checksums',
    ],
  ])('has a file with %j', (changes, finding) => {
    expect(foundIn({ files: [spdx2File('main', changes)] })).toEqual([finding]);
  });

  it('lacks the verification code that 2.2 asks for where files were analysed', () => {
    const pump = spdx2Package('pump', { filesAnalyzed: undefined });
    const changes = { packages: [pump], relationships: [] };
    expect(foundIn(changes)).toEqual([]);
    expect(foundIn({ ...changes, spdxVersion: 'SPDX-2.2' })).toEqual(['WARNING spdx_files_analyzed /packages/0']);
  });

  it('keeps its other facts', () => {
    const broken = [spdx2Package('pump', { downloadLocation: undefined, name: '' }), 12, spdx2Package('tls')];
    const { components } = sbomOf({ packages: broken });
    expect(components.map(({ ref, name }) => [ref, name])).toEqual([
      ['SPDXRef-pump', 'SPDXRef-pump'],
      ['SPDXRef-tls', 'tls'],
    ]);
  });

  it('never throws, whatever stands where', () => {
    fc.assert(
      fc.property(mutationsOf(spdx2({ files: [spdx2File('main')] })), (document) => {
        expectSound(readSpdxJson(document));
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => expectSound(readSpdxJson(value))));
  });

  it('says how many findings of a kind were left out', () => {
    const { findings } = readSpdxJson(spdx2({ packages: Array.from({ length: 5000 }, () => ({})) }));
    expect(findings.some(({ detail }) => detail.startsWith('And '))).toBe(true);
    expect(findings.length).toBeLessThan(200);
  });
});
