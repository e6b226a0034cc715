export type FindingReason =
  | 'formats.empty_file'
  | 'formats.claims_json_but_is_not'
  | 'formats.claims_xml_but_is_not'
  | 'formats.claims_xlsx_but_is_not'
  | 'formats.claims_pdf_but_is_not'
  | 'formats.not_machine_readable'
  | 'formats.byte_order_mark'
  | 'formats.encoding_is_not_utf8'
  | 'formats.json_malformed'
  | 'formats.xml_malformed'
  | 'formats.xml_dtd_refused'
  | 'formats.nested_too_deeply'
  | 'formats.archive_cut_off';

/** Where in a text something was found: both counted from 1, a column being one character. */
export interface Place {
  line: number;
  column: number;
}

/** What was found in a file. An ERROR refuses it, a WARNING is to be looked at, a HINT is good to know. */
export interface Finding {
  severity: 'ERROR' | 'WARNING' | 'HINT';
  reason: FindingReason;
  place?: Place;
  detail: string;
}
