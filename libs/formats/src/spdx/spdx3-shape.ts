import { z } from 'zod';
import { anyText, instant, optional, someText, textThat, type Shape } from './shape.ts';
import { SPDX3_RELATIONSHIPS } from './spdx-relationships.ts';
import { isIndividual } from './spdx3-individuals.ts';
import {
  HASH_ALGORITHMS,
  IDENTIFIER_TYPES,
  JUSTIFICATIONS,
  PURPOSES,
  SCOPES,
  SUPPORT_TYPES,
} from './spdx3-vocabulary.ts';

// The classes of SPDX 3.0 that are read here, as its canonical JSON-LD writes them. Fields of other classes are not
// looked into.

/** A field of several values stands in a list; a single value is read all the same. */
const list = z
  .unknown()
  .refine((value) => typeof value === 'string' || (typeof value === 'object' && value !== null), {
    message: 'it is no list',
    abort: true,
  })
  .refine((value) => Array.isArray(value), {
    message: 'the value stands in no list',
    params: { reason: 'formats.spdx_not_a_list' },
  });
const many = optional(list);
const atLeastOne = list.refine((value) => !Array.isArray(value) || value.length > 0, { message: 'it holds nothing' });

const iri = textThat(
  (text) => /^(?!_:)[^\s:]+:\S/.test(text),
  'formats.spdx_field_malformed',
  'the identifier of an element is an IRI',
);
/** By its identifier; what the specification defines has a name of its own. */
const reference = textThat(
  (text) => /^\S+:\S/.test(text) || isIndividual(text),
  'formats.spdx_reference_malformed',
  'an element is named by its IRI',
);
/** One agent; the specification's own examples write a list of one. */
const suppliedBy = optional(z.union([reference, z.array(z.string())]));

const element = {
  spdxId: iri,
  type: someText,
  comment: anyText,
  // Creation information may also stand inside its element.
  creationInfo: z.union([reference, z.looseObject({})]),
  description: anyText,
  extension: many,
  externalIdentifier: many,
  externalRef: many,
  name: anyText,
  summary: anyText,
  verifiedUsing: many,
};

const artifact = {
  ...element,
  builtTime: optional(instant),
  originatedBy: many,
  releaseTime: optional(instant),
  standardName: many,
  suppliedBy,
  supportLevel: many,
  validUntilTime: optional(instant),
};

const softwareArtifact = {
  ...artifact,
  software_additionalPurpose: many,
  software_attributionText: many,
  software_contentIdentifier: many,
  software_copyrightText: anyText,
  software_primaryPurpose: optional(z.enum(PURPOSES)),
};

const relationship = {
  ...element,
  completeness: optional(z.enum(['complete', 'incomplete', 'noAssertion'])),
  endTime: optional(instant),
  from: reference,
  relationshipType: z.enum([...SPDX3_RELATIONSHIPS.keys()]),
  startTime: optional(instant),
  to: atLeastOne,
};

const collection = { ...element, element: many, profileConformance: many, rootElement: many };
const bom = { ...collection, context: anyText };

const references: Shape = { schema: reference };

const creationInfo: Shape = {
  schema: z.strictObject({
    '@id': optional(reference),
    type: z.literal('CreationInfo'),
    comment: anyText,
    created: instant,
    createdBy: atLeastOne,
    createdUsing: many,
    specVersion: textThat(
      (version) => /^\d+\.\d+\.\d+(?:[-+].*)?$/.test(version),
      'formats.spdx_field_malformed',
      'the version has three numbers',
    ),
  }),
  parts: { createdBy: references, createdUsing: references },
};

/** What may stand inside any element. */
const elementParts: Record<string, Shape> = {
  creationInfo,
  externalIdentifier: {
    schema: z.looseObject({
      type: z.literal('ExternalIdentifier'),
      externalIdentifierType: z.enum(IDENTIFIER_TYPES),
      identifier: someText,
    }),
  },
  verifiedUsing: {
    schema: z.looseObject({
      type: textThat(
        (type) => type === 'Hash' || type === 'PackageVerificationCode' || type.includes(':'),
        'formats.spdx_value_not_allowed',
        'no way of verifying that SPDX 3.0 knows',
      ),
      algorithm: z.enum(HASH_ALGORITHMS),
      hashValue: someText,
    }),
  },
  originatedBy: references,
  supportLevel: { schema: z.enum(SUPPORT_TYPES) },
  to: references,
  element: references,
  rootElement: references,
};

const shapeOf = (fields: z.core.$ZodLooseShape, parts: Record<string, Shape> = {}): Shape => ({
  schema: z.strictObject(fields),
  parts: { ...elementParts, ...parts },
});

const assessment = {
  ...relationship,
  security_assessedElement: optional(reference),
  security_modifiedTime: optional(instant),
  security_publishedTime: optional(instant),
  security_withdrawnTime: optional(instant),
  suppliedBy,
};
const vex = { ...assessment, security_statusNotes: anyText, security_vexVersion: anyText };
const score = z.union([z.number(), z.string().regex(/^-?\d+(?:\.\d*)?$/)]);
const cvss = { ...assessment, security_score: score, security_vectorString: someText };
const severity = z.enum(['critical', 'high', 'medium', 'low', 'none']);

const agent = shapeOf(element);

export const SPDX3_SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['Agent', agent],
  ['Organization', agent],
  ['Person', agent],
  ['SoftwareAgent', agent],
  ['Tool', agent],
  ['SpdxDocument', shapeOf({ ...collection, dataLicense: optional(reference), import: many, namespaceMap: many })],
  ['Bundle', shapeOf(bom)],
  ['Bom', shapeOf(bom)],
  [
    'software_Sbom',
    shapeOf(
      { ...bom, software_sbomType: many },
      { software_sbomType: { schema: z.enum(['analyzed', 'build', 'deployed', 'design', 'runtime', 'source']) } },
    ),
  ],
  [
    'software_Package',
    shapeOf({
      ...softwareArtifact,
      name: someText,
      software_downloadLocation: anyText,
      software_homePage: anyText,
      software_packageUrl: anyText,
      software_packageVersion: anyText,
      software_sourceInfo: anyText,
    }),
  ],
  [
    'software_File',
    shapeOf({
      ...softwareArtifact,
      name: someText,
      contentType: anyText,
      software_fileKind: optional(z.enum(['directory', 'file'])),
    }),
  ],
  ['Relationship', shapeOf(relationship)],
  ['LifecycleScopedRelationship', shapeOf({ ...relationship, scope: optional(z.enum(SCOPES)) })],
  [
    'security_Vulnerability',
    shapeOf({
      ...artifact,
      security_modifiedTime: optional(instant),
      security_publishedTime: optional(instant),
      security_withdrawnTime: optional(instant),
    }),
  ],
  [
    'security_VexAffectedVulnAssessmentRelationship',
    shapeOf({
      ...vex,
      security_actionStatement: someText,
      // One time in 3.0.1; 3.0.0 takes several.
      security_actionStatementTime: optional(z.unknown()),
    }),
  ],
  [
    'security_VexNotAffectedVulnAssessmentRelationship',
    shapeOf({
      ...vex,
      security_impactStatement: anyText,
      security_impactStatementTime: optional(instant),
      security_justificationType: optional(z.enum(JUSTIFICATIONS)),
    }),
  ],
  ['security_VexFixedVulnAssessmentRelationship', shapeOf(vex)],
  ['security_VexUnderInvestigationVulnAssessmentRelationship', shapeOf(vex)],
  ['security_CvssV2VulnAssessmentRelationship', shapeOf({ ...cvss, security_severity: optional(severity) })],
  ['security_CvssV3VulnAssessmentRelationship', shapeOf({ ...cvss, security_severity: severity })],
  ['security_CvssV4VulnAssessmentRelationship', shapeOf({ ...cvss, security_severity: severity })],
  [
    'simplelicensing_LicenseExpression',
    shapeOf({
      ...element,
      simplelicensing_customIdToUri: many,
      simplelicensing_licenseExpression: someText,
      simplelicensing_licenseListVersion: anyText,
    }),
  ],
  ['CreationInfo', creationInfo],
]);

/** An element of a class whose fields are not looked into: of licensing, AI, datasets, builds, or an extension. */
export const OTHER_ELEMENT: Shape = { schema: z.looseObject({ type: someText }), parts: {} };
