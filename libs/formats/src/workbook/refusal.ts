import type { Findings } from '../finding.ts';

/** What can be said of a workbook as a file, whatever it is about. */
export const WORKBOOK_ADVICE = {
  'formats.workbook_archive_broken': 'Save the workbook again with a spreadsheet program and upload that file.',
  'formats.workbook_encrypted': 'Save the workbook without a password.',
  'formats.workbook_too_large':
    'Save a workbook with only the sheets that belong to the document, without empty formatted rows.',
  'formats.workbook_malformed': 'Save the workbook again with a spreadsheet program and upload that file.',
  'formats.xml_dtd_refused': 'Save the workbook again with a spreadsheet program: none writes such declarations.',
  'formats.workbook_is_binary': 'Save the workbook as .xlsx.',
  'formats.workbook_has_macros': 'Save the workbook as .xlsx, which holds no macros.',
  'formats.workbook_has_external_links':
    'Break the links (in Excel: Data, Edit Links or Queries & Connections), so that the workbook stands by itself.',
  'formats.workbook_has_embedded_objects': 'Remove the embedded objects and add what they hold as files of their own.',
  'formats.workbook_has_formulas': 'Make sure that the results are up to date: they are what is read.',
  'formats.workbook_formula_without_value':
    'Open the workbook in a spreadsheet program, which calculates it, and save it.',
  'formats.workbook_text_cut': 'Shorten the text: a cell cannot hold more.',
} as const;

export type WorkbookReason = keyof typeof WORKBOOK_ADVICE;
export type WorkbookFindings = Findings<WorkbookReason>;

/** Stops the reading of a workbook. */
export class Refusal extends Error {
  readonly reason: WorkbookReason;

  constructor(reason: WorkbookReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}
