import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../document.ts';
import { readSpdxJson } from './spdx-json.ts';
import { readSpdxTagValue } from './spdx-tag-value.ts';
import { expectSound, found, relationship, spdx2, spdx2File, spdx2Package } from './spdx.testing.ts';

const HEAD = [
  'SPDXVersion: SPDX-2.3',
  'DataLicense: CC0-1.0',
  'SPDXID: SPDXRef-DOCUMENT',
  'DocumentName: Infusion pump',
  'DocumentNamespace: https://maker.example/sbom/pump-2.1',
  'Creator: Tool: sbomizer-1.4',
  'Creator: Organization: Maker Inc. (psirt@maker.example)',
  'Created: 2026-02-03T04:05:06Z',
];
const PUMP = ['PackageName: pump', 'SPDXID: SPDXRef-pump', 'PackageDownloadLocation: NONE', 'FilesAnalyzed: false'];
const MAIN = ['FileName: ./main', 'SPDXID: SPDXRef-main', `FileChecksum: SHA1: ${'0'.repeat(40)}`];

const read = (...lines: string[]) => readSpdxTagValue(lines.join('\n'));
const sbomOf = ({ facts }: Reading) => {
  if (!facts.sbom) throw new Error('No SBOM was read.');
  return facts.sbom;
};

describe('an SPDX document in tag-value', () => {
  it('tells of itself and its packages what the same document in JSON tells', () => {
    const files = [spdx2File('main', { fileTypes: ['BINARY'] }), spdx2File('lib')];
    const document = spdx2({ files, relationships: [...RELATIONSHIPS, relationship('main', 'DEPENDS_ON', 'lib')] });
    expectSame(document);
  });

  it('means what the same document in JSON means, whatever it says', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,8}$/);
    const text = fc.oneof(word, fc.constantFrom('NONE', 'NOASSERTION', 'a: b', '#1'));
    const stated = fc.record(
      {
        versionInfo: text,
        supplier: fc.oneof(
          word.map((name) => `Organization: ${name} (x@y.example)`),
          text,
        ),
        licenseDeclared: text,
        validUntilDate: fc.oneof(text, fc.constant('2030-03-31T15:00:00Z')),
        checksums: fc.array(fc.record({ algorithm: fc.constantFrom('SHA1', 'MD5'), checksumValue: word })),
        externalRefs: fc.array(
          fc.record({
            referenceCategory: fc.constantFrom('SECURITY', 'PACKAGE-MANAGER', 'NONE'),
            referenceType: fc.constantFrom('purl', 'cpe23Type', 'other'),
            referenceLocator: fc.oneof(
              word,
              word.map((name) => `pkg:npm/${name}`),
            ),
          }),
        ),
      },
      { requiredKeys: [] },
    );
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const relationships = fc.array(
      fc
        .tuple(name, fc.constantFrom('DEPENDS_ON', 'CONTAINED_BY', 'DESCRIBES', 'OTHER', 'UNHEARD_OF'), name)
        .map(([left, type, right]) => relationship(left, type, right)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, stated)), relationships, (packages, relations) => {
        expectSame(
          spdx2({
            packages: packages.map(([id, changes]) => spdx2Package(id, changes)),
            relationships: [...relations, relationship('DOCUMENT', 'DESCRIBES', 'a')],
          }),
        );
      }),
    );
  });

  it('has places that are lines', () => {
    const reading = read(...HEAD, '', '# The device itself', ...PUMP, 'PackageSupplier: Maker Inc.');
    expect(sbomOf(reading).components[0]?.place).toBe('line 11');
    expect(found(reading)).toEqual(['WARNING spdx_supplier_unclear 15']);
    expect(reading.findings[0]?.detail).toContain('PackageSupplier');
  });

  it('may hold text of several lines, blank lines, comments, and lines that end in any way', () => {
    const comment = ['PackageComment: <text>Says', '', '# no comment', 'PackageVersion: 1', '</text>'];
    for (const end of ['\n', '\r\n', '\r']) {
      const reading = readSpdxTagValue(`\uFEFF${[...HEAD, ...PUMP, ...comment, 'PackageVersion: 2'].join(end)}`);
      expect(reading.findings).toEqual([]);
      expect(sbomOf(reading).components[0]?.version).toBe('2');
    }
  });

  it('puts a file into the package that it follows', () => {
    const relation = 'Relationship: SPDXRef-main DEPENDS_ON NONE';
    expect(sbomOf(read(...HEAD, ...PUMP, ...MAIN, relation)).dependsOn).toEqual([[1], []]);
    expect(sbomOf(read(...HEAD, ...MAIN, ...PUMP, relation)).dependsOn).toEqual([[], []]);
  });

  it('passes over annotations and reviews', () => {
    const annotation = ['Annotator: Person: Aki', 'AnnotationDate: 2026', 'AnnotationType: X', 'SPDXREF: SPDXRef-pump'];
    expect(found(read(...HEAD, ...PUMP, ...annotation, 'AnnotationComment: <text>a\nb</text>'))).toEqual([]);
  });

  it('reads references, relationships to other documents, snippets and licences', () => {
    const reading = read(
      ...HEAD,
      `ExternalDocumentRef:DocumentRef-os https://os.example/1 SHA1: ${'0'.repeat(40)}`,
      ...PUMP,
      'PrimaryPackagePurpose: DEVICE',
      'PrimaryPackagePurpose: OTHER',
      'ExternalRef: PACKAGE-MANAGER purl pkg:generic/pump@2.1',
      'ExternalRefComment: as sold',
      'ExternalRef: SECURITY cpe23Type cpe:2.3:h:maker:a pump:2.1:*:*:*:*:*:*:*',
      'Relationship: SPDXRef-pump DEPENDS_ON DocumentRef-os:SPDXRef-kernel',
      'RelationshipComment: it runs on it',
      ...MAIN,
      'SnippetSPDXID: SPDXRef-part',
      'SnippetFromFileSPDXID: SPDXRef-main',
      'SnippetByteRange: 1:20',
      'LicenseID: LicenseRef-1',
      'ExtractedText: <text>Do as you like.</text>',
    );
    expect(sbomOf(reading).components[0]).toMatchObject({ type: 'DEVICE', purl: 'pkg:generic/pump@2.1', cpe: null });
    expect(found(reading)).toEqual(['WARNING spdx_cpe_malformed 18', 'HINT spdx_external_elements 9']);
  });
});

describe('a tag-value document that breaks its format', () => {
  it.each([
    ['no tag', 'just words', 'ERROR spdx_line_malformed 13'],
    ['words before a colon', 'see also: this', 'ERROR spdx_line_malformed 13'],
    ['an unknown tag', 'PackageVersoin: 1', 'WARNING spdx_field_unknown 13'],
    ['text without an end', 'PackageComment: <text>for ever', 'ERROR spdx_line_malformed 13'],
    ['a field of a file in a package', 'FileComment: x', 'ERROR spdx_field_out_of_place 13'],
    [
      'a field twice',
      'PackageName: pump\nPackageDownloadLocation: NONE\nSPDXID: SPDXRef-2\nSPDXID: SPDXRef-3',
      'ERROR spdx_field_repeated 16',
    ],
    ['half a checksum', 'PackageChecksum: SHA1', 'ERROR spdx_line_malformed 13'],
    ['half a reference', 'ExternalRef: SECURITY cpe23Type', 'ERROR spdx_line_malformed 13'],
    ['half a relationship', 'Relationship: SPDXRef-pump CONTAINS', 'ERROR spdx_line_malformed 13'],
    ['a relationship and more', 'Relationship: SPDXRef-pump CONTAINS NONE x', 'ERROR spdx_line_malformed 13'],
    [
      'a relationship to nothing',
      'Relationship: SPDXRef-pump CONTAINS SPDXRef-x',
      'WARNING spdx_reference_dangling 13',
    ],
    ['a wrong date', 'ValidUntilDate: 2030-02-30T00:00:00Z', 'ERROR spdx_date_malformed 13'],
    [
      'an identifier where none belongs',
      'LicenseID: LicenseRef-1\nSPDXID: SPDXRef-x\nExtractedText: x',
      'ERROR spdx_field_out_of_place 14',
    ],
  ])('has %s', (_what, line, finding) => {
    expect(found(read(...HEAD, ...PUMP, line))).toContain(finding);
  });

  it('is told which fields are missing by their tags', () => {
    const { findings } = read('SPDXVersion: SPDX-2.2', 'PackageName: pump');
    expect(findings.map(({ detail, place }) => `${place?.line} ${detail}`)).toEqual([
      '1 SPDXID is missing.',
      '1 DataLicense is missing.',
      '1 DocumentNamespace is missing.',
      '1 DocumentName is missing.',
      '1 Created is missing.',
      '1 Creator is missing.',
      '2 SPDXID is missing.',
      '2 PackageCopyrightText is missing.',
      '2 PackageDownloadLocation is missing.',
      '2 PackageLicenseConcluded is missing.',
      '2 PackageLicenseDeclared is missing.',
      '2 The files of the package were analysed, but it has no verification code.',
    ]);
  });

  it('says nothing about whether files were analysed that is neither true nor false', () => {
    const reading = read(
      ...HEAD,
      'PackageName: pump',
      'SPDXID: SPDXRef-pump',
      'PackageDownloadLocation: NONE',
      'FilesAnalyzed: no',
    );
    expect(found(reading)).toEqual(['ERROR spdx_field_malformed 12']);
  });

  it.each(['', 'SPDXVersion:', 'PackageName: x', 'SPDXVersion: SPDX-2.1'])('is not read: %j', (text) => {
    const reading = readSpdxTagValue(text);
    expect(reading.findings[0]?.severity).toBe('ERROR');
    expect(reading.facts).toEqual({});
  });

  it('never throws, whatever its lines are', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HEAD, ...PUMP, ...MAIN, '<text>', '</text>', 'LicenseID: LicenseRef-1', 'constructor: x'),
      fc.constantFrom('Relationship: SPDXRef-pump CONTAINS SPDXRef-main', 'SnippetSPDXID: SPDXRef-pump', ':', '#'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        expectSound(read('SPDXVersion: SPDX-2.3', ...lines));
      }),
      { numRuns: 500 },
    );
  });
});

const RELATIONSHIPS = spdx2().relationships as Record<string, string>[];

/** Facts and findings of both forms are the same, but for where things stand. */
function expectSame(document: Record<string, unknown>): void {
  const [json, tagValue] = [readSpdxJson(document), readSpdxTagValue(tagValueOf(document))];
  const placeless = ({ facts, findings, formatVersion }: Reading) => ({
    formatVersion,
    header: facts.header,
    sbom: { ...facts.sbom, components: facts.sbom?.components.map((component) => ({ ...component, place: '' })) },
    reasons: findings.map(({ severity, reason }) => `${severity} ${reason}`),
  });
  expect(placeless(tagValue)).toEqual(placeless(json));
}

type Texts = Record<string, string>;

/** The document in tag-value; files come before packages, so that none belongs to a package. */
function tagValueOf(document: Record<string, unknown>): string {
  const { created, creators } = document.creationInfo as { created: string; creators: string[] };
  const texts = document as Texts;
  const listed = (key: string) => (document[key] ?? []) as Texts[];
  return [
    `SPDXVersion: ${texts.spdxVersion}`,
    `DataLicense: ${texts.dataLicense}`,
    `SPDXID: ${texts.SPDXID}`,
    `DocumentName: ${texts.name}`,
    `DocumentNamespace: ${texts.documentNamespace}`,
    ...creators.map((creator) => `Creator: ${creator}`),
    `Created: ${created}`,
    ...listed('files').flatMap((file) => linesOf(file, FILE_TAGS)),
    ...listed('packages').flatMap((stated) => linesOf(stated, PACKAGE_TAGS)),
    ...listed('relationships').map(
      ({ spdxElementId, relationshipType, relatedSpdxElement }) =>
        `Relationship: ${spdxElementId} ${relationshipType} ${relatedSpdxElement}`,
    ),
  ].join('\n');
}

const PACKAGE_TAGS: Texts = {
  name: 'PackageName',
  SPDXID: 'SPDXID',
  versionInfo: 'PackageVersion',
  supplier: 'PackageSupplier',
  originator: 'PackageOriginator',
  downloadLocation: 'PackageDownloadLocation',
  filesAnalyzed: 'FilesAnalyzed',
  licenseConcluded: 'PackageLicenseConcluded',
  licenseDeclared: 'PackageLicenseDeclared',
  copyrightText: 'PackageCopyrightText',
  primaryPackagePurpose: 'PrimaryPackagePurpose',
  validUntilDate: 'ValidUntilDate',
  checksums: 'PackageChecksum',
  externalRefs: 'ExternalRef',
};

const FILE_TAGS: Texts = {
  fileName: 'FileName',
  SPDXID: 'SPDXID',
  checksums: 'FileChecksum',
  fileTypes: 'FileType',
  licenseConcluded: 'LicenseConcluded',
  copyrightText: 'FileCopyrightText',
};

function linesOf(stated: Record<string, unknown>, tags: Texts): string[] {
  return Object.entries(tags).flatMap(([key, tag]) => {
    const value = stated[key] ?? [];
    const values = (Array.isArray(value) ? value : [value]) as (string | boolean | Texts)[];
    return values.map((item) => `${tag}: ${typeof item === 'object' ? compositeOf(item) : item}`);
  });
}

function compositeOf({ algorithm, checksumValue, referenceCategory, referenceType, referenceLocator }: Texts): string {
  return algorithm ? `${algorithm}: ${checksumValue}` : `${referenceCategory} ${referenceType} ${referenceLocator}`;
}
