import { Findings, type Place } from '../finding.ts';

export const CYCLONEDX_VERSIONS = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;
export type CycloneDxVersion = (typeof CYCLONEDX_VERSIONS)[number];

/** Real documents nest a dozen levels; whoever validates or walks them may take a few frames of the stack for each. */
export const MAX_LEVELS = 200;

const ADVICE = {
  'formats.xml_malformed': 'Write the document with a program that writes XML, and check what is near the place.',
  'formats.xml_dtd_refused': 'Take the document type declaration out; a CycloneDX document needs none.',
  'formats.cyclonedx_version_unknown': 'Write the document in one of these versions; most tools can be told which.',
  'formats.cyclonedx_schema':
    'Correct it as the CycloneDX specification of this version asks, or upgrade the tool that wrote it.',
  'formats.cyclonedx_nested_too_deeply': 'State what lies so deep in the dependencies instead of nesting it.',
  'formats.cyclonedx_too_large': 'Split the document, or send it as JSON.',
  'formats.cyclonedx_version_range':
    'Give the version that the product contains; a range is only for a part that comes from elsewhere (isExternal).',
  'formats.cyclonedx_duplicate_ref':
    'Give each element a bom-ref of its own: nobody can tell which of them a reference means.',
  'formats.cyclonedx_dangling_ref': 'Add what is referred to, or take the reference out.',
  'formats.cyclonedx_self_dependency': 'Take the reference to itself out.',
  'formats.cyclonedx_dependency_cycle': 'Nothing, when the parts really depend on each other.',
  'formats.cyclonedx_timestamp': 'Give date, time and time zone, such as 2025-01-31T12:00:00Z.',
  'formats.cyclonedx_no_components':
    'Nothing, when the document is only about vulnerabilities; an SBOM lists the components.',
  'formats.cyclonedx_no_serial_number':
    'Give the document a serial number (urn:uuid:…), so that others can refer to it.',
  'formats.cyclonedx_purl_malformed': 'Correct the package URL; it is not kept as it is.',
  'formats.cyclonedx_cpe_malformed': 'Correct the CPE name; it is not kept as it is.',
  'formats.cyclonedx_milestone_date': 'Give a calendar date, such as 2030-12-31; it is not kept as it is.',
  'formats.cyclonedx_support_level':
    'Use: actively maintained, limited support, no longer maintained, abandoned or unknown.',
  'formats.cyclonedx_vulnerability_unnamed':
    'Give the vulnerability an id, such as CVE-2021-44228; without one it is not kept.',
  'formats.cyclonedx_vulnerability_of_nothing':
    'Name what is affected (affects), or what the document is about (metadata.component).',
  'formats.cyclonedx_justification_missing':
    'Say why: a justification, or a detail in words. A statement of "not affected" needs one.',
  'formats.cyclonedx_too_many_statements': 'Split the document.',
} as const;

export type CycloneDxReason = keyof typeof ADVICE;
export type CycloneDxFindings = Findings<CycloneDxReason>;

export const cycloneDxFindings = (): CycloneDxFindings => new Findings<CycloneDxReason>(ADVICE);

/** That a document is of no version that is read. */
export function reportVersion(findings: CycloneDxFindings, problem: string, place: Place): void {
  const detail = `${problem}; the versions that are read are ${CYCLONEDX_VERSIONS.join(', ')}.`;
  findings.error('formats.cyclonedx_version_unknown', detail, place);
}

export function unlistedLicence(id: string): string {
  return `${quoted(id)} is no licence identifier of SPDX; other licences are given by name.`;
}

/** A word of the file in a sentence: short, and on one line. */
export function quoted(text: string): string {
  const line = text.slice(0, MAX_QUOTED + 1).replace(/\s+/g, ' ');
  return `"${line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line}"`;
}

const MAX_QUOTED = 120;
