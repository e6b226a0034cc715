import { z } from 'zod';
import { anyList, anyText, instant, optional, someObject, someText, textThat, type Shape } from './shape.ts';
import { SPDX2_RELATIONSHIPS } from './spdx-relationships.ts';

// The fields and values of SPDX 2.2 and 2.3 (clauses 6 to 13). What 2.3 added is taken in a document of 2.2 as well.

const elementId = textThat(
  (text) => text.startsWith('SPDXRef-'),
  'formats.spdx_field_malformed',
  'an identifier begins with SPDXRef-',
).refine((text) => !text.startsWith('SPDXRef-') || /^SPDXRef-[A-Za-z0-9.-]+$/.test(text), {
  message: 'after SPDXRef- it may hold letters, digits, full stops and hyphens',
  params: { reason: 'formats.spdx_id_characters' },
});

const REFERENCE = /^(?:DocumentRef-[^\s:]+:)?SPDXRef-[^\s:]+$/;
const ACTOR = /^(?:Person|Organization|Tool): ?\S/;
const SUPPLIER = /^(?:(?:Person|Organization): ?\S|NOASSERTION$|NONE$)/;
// A scheme, then a URI without a fragment.
const NAMESPACE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$/;

const reference = textThat(
  (text) => REFERENCE.test(text),
  'formats.spdx_reference_malformed',
  'no reference to an element',
);
const relatedElement = textThat(
  (text) => text === 'NONE' || text === 'NOASSERTION' || REFERENCE.test(text),
  'formats.spdx_reference_malformed',
  'neither a reference to an element nor NONE or NOASSERTION',
);
const creator = textThat(
  (text) => ACTOR.test(text),
  'formats.spdx_field_malformed',
  'a creator is a "Person: …", an "Organization: …" or a "Tool: …"',
);
const supplier = optional(
  z.string().refine((text) => text.trim() === '' || SUPPLIER.test(text), {
    message: 'neither "Person: …" nor "Organization: …" nor NOASSERTION',
    params: { reason: 'formats.spdx_supplier_unclear' },
  }),
);

const text: Shape = { schema: z.string() };

const annotation: Shape = {
  schema: z.strictObject({
    annotationDate: instant,
    annotationType: z.enum(['OTHER', 'REVIEW']),
    annotator: someText,
    comment: z.string(),
  }),
};

const checksum: Shape = {
  schema: z.strictObject({
    algorithm: z.enum([
      'ADLER32',
      'BLAKE2b-256',
      'BLAKE2b-384',
      'BLAKE2b-512',
      'BLAKE3',
      'MD2',
      'MD4',
      'MD5',
      'MD6',
      'SHA1',
      'SHA224',
      'SHA256',
      'SHA384',
      'SHA512',
      'SHA3-256',
      'SHA3-384',
      'SHA3-512',
    ]),
    checksumValue: someText,
  }),
};

const externalRef: Shape = {
  schema: z.strictObject({
    comment: anyText,
    // The JSON schema of 2.2 spells with underscores what the specification spells with hyphens.
    referenceCategory: z.enum([
      'SECURITY',
      'PACKAGE-MANAGER',
      'PACKAGE_MANAGER',
      'PERSISTENT-ID',
      'PERSISTENT_ID',
      'OTHER',
    ]),
    referenceLocator: someText,
    referenceType: someText,
  }),
};

const PURPOSES = [
  'APPLICATION',
  'FRAMEWORK',
  'LIBRARY',
  'CONTAINER',
  'OPERATING-SYSTEM',
  'OPERATING_SYSTEM',
  'DEVICE',
  'FIRMWARE',
  'SOURCE',
  'ARCHIVE',
  'FILE',
  'INSTALL',
  'OTHER',
];

/** Licences and copyright are mandatory in 2.2 and optional since 2.3. */
const statedIn = (version: string) => (version === '2.2' ? someText : anyText);

const packageShape = (version: string): Shape => ({
  schema: z.strictObject({
    SPDXID: elementId,
    annotations: anyList,
    attributionTexts: anyList,
    builtDate: optional(instant),
    checksums: anyList,
    comment: anyText,
    copyrightText: statedIn(version),
    description: anyText,
    downloadLocation: someText,
    externalRefs: anyList,
    filesAnalyzed: optional(z.boolean()),
    hasFiles: anyList,
    homepage: anyText,
    licenseComments: anyText,
    licenseConcluded: statedIn(version),
    licenseDeclared: statedIn(version),
    licenseInfoFromFiles: anyList,
    name: someText,
    originator: supplier,
    packageFileName: anyText,
    packageVerificationCode: optional(someObject),
    primaryPackagePurpose: optional(z.enum(PURPOSES)),
    releaseDate: optional(instant),
    sourceInfo: anyText,
    summary: anyText,
    supplier,
    validUntilDate: optional(instant),
    versionInfo: anyText,
  }),
  parts: {
    annotations: annotation,
    attributionTexts: text,
    checksums: checksum,
    externalRefs: externalRef,
    hasFiles: { schema: reference },
    licenseInfoFromFiles: text,
    packageVerificationCode: {
      schema: z.strictObject({ packageVerificationCodeValue: someText, packageVerificationCodeExcludedFiles: anyList }),
      parts: { packageVerificationCodeExcludedFiles: text },
    },
  },
});

const fileShape = (version: string): Shape => ({
  schema: z.strictObject({
    SPDXID: elementId,
    annotations: anyList,
    artifactOfs: anyList,
    attributionTexts: anyList,
    checksums: z.array(z.unknown()).min(1),
    comment: anyText,
    copyrightText: statedIn(version),
    fileContributors: anyList,
    fileDependencies: anyList,
    fileName: someText,
    fileTypes: anyList,
    licenseComments: anyText,
    licenseConcluded: statedIn(version),
    licenseInfoInFiles: anyList,
    noticeText: anyText,
  }),
  parts: {
    annotations: annotation,
    attributionTexts: text,
    checksums: checksum,
    fileContributors: text,
    fileTypes: {
      schema: z.enum([
        'SOURCE',
        'BINARY',
        'ARCHIVE',
        'APPLICATION',
        'AUDIO',
        'IMAGE',
        'TEXT',
        'VIDEO',
        'DOCUMENTATION',
        'SPDX',
        'OTHER',
      ]),
    },
    licenseInfoInFiles: text,
  },
});

const snippet: Shape = {
  schema: z.strictObject({
    SPDXID: elementId,
    annotations: anyList,
    attributionTexts: anyList,
    comment: anyText,
    copyrightText: anyText,
    licenseComments: anyText,
    licenseConcluded: anyText,
    licenseInfoInSnippets: anyList,
    name: anyText,
    ranges: z.array(z.unknown()).min(1),
    snippetFromFile: reference,
  }),
  parts: { annotations: annotation, ranges: { schema: someObject } },
};

/** The shape of a whole document of SPDX 2.2 or 2.3, as JSON. */
export const documentShape = (version: string): Shape => ({
  schema: z.strictObject({
    SPDXID: textThat(
      (id) => id === 'SPDXRef-DOCUMENT',
      'formats.spdx_document_element',
      'the document itself is SPDXRef-DOCUMENT',
    ),
    $schema: anyText,
    annotations: anyList,
    comment: anyText,
    creationInfo: someObject,
    dataLicense: z.literal('CC0-1.0'),
    documentDescribes: anyList,
    documentNamespace: textThat(
      (uri) => NAMESPACE.test(uri),
      'formats.spdx_field_malformed',
      'the namespace is an absolute URI without "#"',
    ),
    externalDocumentRefs: anyList,
    files: anyList,
    hasExtractedLicensingInfos: anyList,
    name: someText,
    packages: anyList,
    relationships: anyList,
    revieweds: anyList,
    snippets: anyList,
    spdxVersion: someText,
  }),
  parts: {
    annotations: annotation,
    creationInfo: {
      schema: z.strictObject({
        comment: anyText,
        created: instant,
        creators: z.array(z.unknown()).min(1),
        licenseListVersion: anyText,
      }),
      parts: { creators: { schema: creator } },
    },
    documentDescribes: { schema: reference },
    externalDocumentRefs: {
      schema: z.strictObject({
        checksum: someObject,
        externalDocumentId: textThat(
          (id) => /^DocumentRef-[^\s:]+$/.test(id),
          'formats.spdx_reference_malformed',
          'another document is named by DocumentRef-…',
        ),
        spdxDocument: someText,
      }),
      parts: { checksum },
    },
    files: fileShape(version),
    hasExtractedLicensingInfos: {
      schema: z.strictObject({
        comment: anyText,
        crossRefs: anyList,
        extractedText: z.string(),
        licenseId: someText,
        name: anyText,
        seeAlsos: anyList,
      }),
    },
    packages: packageShape(version),
    relationships: {
      schema: z.strictObject({
        comment: anyText,
        relatedSpdxElement: relatedElement,
        relationshipType: z.enum([...SPDX2_RELATIONSHIPS.keys()]),
        spdxElementId: reference,
      }),
    },
    revieweds: { schema: z.strictObject({ comment: anyText, reviewDate: instant, reviewer: anyText }) },
    snippets: snippet,
  },
});
