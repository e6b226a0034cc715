import type {
  Format,
  Mds2Choice,
  CompletenessElement,
  CompletenessStandard,
  SupportLevel,
  VexStatus,
} from '#libs/formats';
import { enumeration } from '#libs/platform';

export const DocumentFormatEnum = enumeration<Format>('DocumentFormat', 'What a file is, by its bytes.', {
  CYCLONEDX_JSON: 'CycloneDX in JSON: SBOM, VEX or both.',
  CYCLONEDX_XML: 'CycloneDX in XML.',
  SPDX_TAG_VALUE: 'SPDX 2 as tags and values.',
  SPDX_JSON: 'SPDX 2 in JSON.',
  SPDX_JSON_LD: 'SPDX 3 in JSON-LD.',
  SBOM_ADDENDUM: 'Support levels and dates for an SBOM that was published before.',
  CSAF: 'A CSAF advisory.',
  OPENVEX: 'OpenVEX.',
  MDS2_XLSX: 'MDS2 as a workbook.',
  MDS2_JSON: 'MDS2 in JSON.',
  UPDATE_MANIFEST: 'What an update package is and does.',
  LIFECYCLE_NOTICE: 'A notice about support.',
  QUESTIONNAIRE_JSON: 'A questionnaire in JSON.',
  QUESTIONNAIRE_XLSX: 'A questionnaire as a workbook.',
  OPENPGP_SIGNATURE: 'A detached OpenPGP signature.',
  PDF: 'A PDF; people read it, programs hardly.',
});

export const VexStatusEnum = enumeration<VexStatus>('VexStatus', 'Whether a product is affected by a vulnerability.', {
  AFFECTED: 'It is.',
  NOT_AFFECTED: 'It is not; a reason is given.',
  FIXED: 'It was, and is not any more.',
  UNDER_INVESTIGATION: 'Its vendor does not know yet.',
});

export const SupportLevelEnum = enumeration<SupportLevel>('SupportLevel', 'Support that a component has.', {
  ACTIVE: 'It is maintained.',
  LIMITED: 'Some of its faults are still mended.',
  NONE: 'It is not supported any more.',
  ABANDONED: 'Nobody looks after it.',
  UNKNOWN: 'Its vendor does not know.',
});

export const Mds2ChoiceEnum = enumeration<Mds2Choice>('Mds2Choice', 'An answer of MDS2.', {
  YES: 'Yes.',
  NO: 'No.',
  NA: 'Not applicable.',
  SEE_NOTE: 'See the note.',
  BLANK: 'Not answered.',
  OTHER: 'Something else, kept as written.',
});

export const SbomStandardEnum = enumeration<CompletenessStandard>(
  'SbomStandard',
  'Whose minimum elements of an SBOM.',
  {
    NTIA_2021: 'NTIA, The Minimum Elements for a Software Bill of Materials, 2021.',
    CISA_2025_DRAFT: 'CISA, draft of 2025 of the minimum elements.',
    FDA_PREMARKET: 'FDA, premarket guidance on cybersecurity: NTIA with support level and end of support.',
  },
);

const SBOM_ELEMENT_MEANINGS: Record<CompletenessElement, string> = {
  SUPPLIER: 'Who supplies the component.',
  COMPONENT_NAME: 'Its name.',
  VERSION: 'Its version.',
  OTHER_IDENTIFIER: 'A purl, a CPE or the like.',
  RELATIONSHIP: 'How it depends on others.',
  AUTHOR: 'Who made the SBOM.',
  TIMESTAMP: 'When it was made.',
  HASH: 'A hash of the component.',
  LICENCE: 'Its licence.',
  TOOL: 'With which tool the SBOM was made.',
  GENERATION_CONTEXT: 'When in the life of the software it was made.',
  SUPPORT_LEVEL: 'How far the component is supported.',
  END_OF_SUPPORT: 'When its support ends.',
};
export const SBOM_ELEMENTS = Object.keys(SBOM_ELEMENT_MEANINGS) as CompletenessElement[];
export const SbomElementEnum = enumeration<CompletenessElement>(
  'SbomElement',
  'What a standard asks of an SBOM.',
  SBOM_ELEMENT_MEANINGS,
);
