import { Findings, type Finding, type Place } from '../finding.ts';

type Severity = Finding['severity'];

/** Everything that is found in an SPDX document of any version, how grave it is, and what to do about it. */
const REASONS = {
  'formats.spdx_not_a_document': ['ERROR', 'Publish the SPDX document itself, as its tool wrote it.'],
  'formats.spdx_version_not_read': ['ERROR', 'Write the document in SPDX 2.2, 2.3 or 3.0: these are read.'],
  'formats.spdx_document_element': ['ERROR', 'Give the document the one document element that its version asks for.'],
  'formats.spdx_field_missing': ['ERROR', 'Add the field: the specification makes it mandatory.'],
  'formats.spdx_field_malformed': ['ERROR', 'Write the field in the form that the specification gives.'],
  'formats.spdx_value_not_allowed': ['ERROR', 'Use one of the values that the specification lists.'],
  'formats.spdx_date_malformed': ['ERROR', 'Write the instant in UTC to the second: 2026-01-31T09:00:00Z.'],
  'formats.spdx_duplicate_id': ['ERROR', 'Give every element an identifier of its own.'],
  'formats.spdx_reference_malformed': ['ERROR', 'Refer to an element by SPDXRef-…, or DocumentRef-…:SPDXRef-….'],
  'formats.spdx_line_malformed': [
    'ERROR',
    'Write each field as Tag: value, and longer text between <text> and </text>.',
  ],
  'formats.spdx_field_out_of_place': ['ERROR', 'Put the field below the line that begins what it belongs to.'],
  'formats.spdx_field_repeated': ['ERROR', 'Keep one of the lines: the field may be given once.'],
  'formats.spdx_statement_incomplete': ['ERROR', 'Complete the statement: without this it says nothing.'],
  'formats.spdx_document_missing': ['WARNING', 'Add an SpdxDocument that names its root elements.'],
  'formats.spdx_field_unknown': ['WARNING', 'Check the spelling; what the specification does not know is not read.'],
  'formats.spdx_not_a_list': ['WARNING', 'Put the value into a list: the field may hold several.'],
  'formats.spdx_id_characters': ['WARNING', 'Use letters, digits, full stops and hyphens in identifiers.'],
  'formats.spdx_supplier_unclear': ['WARNING', 'Begin with "Organization: " or "Person: ", or write NOASSERTION.'],
  'formats.spdx_date_form': ['WARNING', 'Write the instant in UTC to the second: 2026-01-31T09:00:00Z.'],
  'formats.spdx_reference_dangling': ['WARNING', 'Add the element, or take out what refers to it.'],
  'formats.spdx_relation_to_itself': ['WARNING', 'Take the relationship out, or correct one of its ends.'],
  'formats.spdx_describes_nothing': [
    'WARNING',
    'Say with DESCRIBES (SPDX 3: rootElement) which package the SBOM is about.',
  ],
  'formats.spdx_purl_malformed': ['WARNING', 'Correct the package URL; until then the component has none.'],
  'formats.spdx_cpe_malformed': ['WARNING', 'Correct the CPE; until then the component has none.'],
  'formats.spdx_hash_malformed': ['WARNING', 'Correct the checksum; until then the component is without it.'],
  'formats.spdx_file_without_sha1': ['WARNING', 'Add the SHA1 of the file, which the specification asks for.'],
  'formats.spdx_files_analyzed': ['WARNING', 'Make filesAnalyzed, the verification code and the files agree.'],
  'formats.spdx_no_packages': ['HINT', 'List the packages of the product, if it has any.'],
  'formats.spdx_describes_several': ['HINT', 'Describe one package, the product, and relate the others to it.'],
  'formats.spdx_external_elements': ['HINT', 'List the components here: other documents are not followed.'],
  'formats.spdx_vulnerability_without_status': [
    'HINT',
    'Add a VEX relationship that says whether the product is affected.',
  ],
} as const satisfies Record<`formats.${string}`, readonly [Severity, string]>;

export type SpdxReason = keyof typeof REASONS;

/** The findings of one SPDX document. A reason has one gravity, so that no ERROR is left out behind other findings. */
export class SpdxFindings {
  private readonly findings = new Findings<SpdxReason>(
    Object.fromEntries(Object.entries(REASONS).map(([reason, [, advice]]) => [reason, advice])) as Record<
      SpdxReason,
      string
    >,
  );

  add(reason: SpdxReason, detail: string, place?: Place): void {
    const [severity] = REASONS[reason];
    if (severity === 'ERROR') this.findings.error(reason, detail, place);
    else if (severity === 'WARNING') this.findings.warning(reason, detail, place);
    else this.findings.hint(reason, detail, place);
  }

  list(): Finding[] {
    return this.findings.list();
  }
}

/** A piece of the file, short enough to stand in a sentence. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value;
  return typeof value === 'string'
    ? `"${text.length <= 80 ? text : `${text.slice(0, 80)}…`}"`
    : `a value of type ${text}`;
}
