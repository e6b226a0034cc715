import { zipSync } from 'fflate';
import { addressOf } from './address.ts';
import { escapedText } from './cell-text.ts';

/** How a cell looks; the place in the list is its style in the workbook. */
const LOOKS = ['PLAIN', 'HEADING', 'BOLD', 'QUIET'] as const;

export interface WrittenCell {
  text: string;
  look: (typeof LOOKS)[number];
}

export interface WrittenSheet {
  name: string;
  /** In characters. */
  columnWidths: number[];
  /** From row 1, without gaps. */
  rows: WrittenCell[][];
  /** Rows that stay in sight. */
  headerRows: number;
  /** Cells whose content is chosen from a list; anything else may be typed all the same. */
  choices: { column: number; fromRow: number; toRow: number; values: string[] }[];
}

/**
 * An XLSX workbook of texts, always the same bytes for the same content. Every cell is a text, also once somebody edits
 * it: none becomes a formula, a date or a number.
 */
export function writeWorkbook(sheets: WrittenSheet[]): Uint8Array {
  const parts: [string, string][] = [
    ...partsAround(sheets),
    ...sheets.map((sheet, index): [string, string] => [partOfSheet(index), sheetPart(sheet)]),
  ];
  const encoder = new TextEncoder();
  const files = parts.map(([name, xml]) => [name, encoder.encode(`${DECLARATION}${xml}`)] as const);
  return zipSync(Object.fromEntries(files), { mtime: WRITTEN_AT });
}

/** Before every part. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const WRITTEN_AT = new Date(1980, 0, 1);

/** @param index from 0 */
export const partOfSheet = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;

/** All parts of a workbook but its sheets. */
export function partsAround(sheets: readonly Pick<WrittenSheet, 'name'>[]): [name: string, xml: string][] {
  return [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', mainPart(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(sheets: number): string {
  const override = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${SPREADSHEET_TYPE}.${type}+xml"/>`;
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook', 'sheet.main'),
    override('styles', 'styles'),
    ...Array.from({ length: sheets }, (_, index) => override(`worksheets/sheet${index + 1}`, 'worksheet')),
    '</Types>',
  ].join('');
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function mainPart(sheets: readonly Pick<WrittenSheet, 'name'>[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escapedText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${list.join('')}</sheets></workbook>`;
}

const xf = (attributes: string) =>
  `<xf numFmtId="49" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1" ${attributes}>` +
  '<alignment vertical="top" wrapText="1"/></xf>';

/** Number format 49 is text: what is typed there stays as it was typed. */
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/></font>',
  '<font><sz val="10"/><color rgb="FF595959"/><name val="Calibri"/></font></fonts>',
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${LOOKS.length}">`,
  xf('fontId="0" fillId="0"'),
  xf('fontId="1" fillId="2"'),
  xf('fontId="1" fillId="0"'),
  xf('fontId="2" fillId="0"'),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');

function sheetPart(sheet: WrittenSheet): string {
  return [
    sheetStart(sheet),
    sheet.rows.map((cells, index) => rowElement(cells, index + 1)).join(''),
    sheetEnd(sheet.choices),
  ].join('');
}

/** Up to the first row. */
export function sheetStart({ columnWidths, headerRows }: Pick<WrittenSheet, 'columnWidths' | 'headerRows'>): string {
  const columns = columnWidths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="0" customWidth="1"/>`,
  );
  const pane =
    `<pane ySplit="${headerRows}" topLeftCell="A${headerRows + 1}" activePane="bottomLeft" state="frozen"/>` +
    '<selection pane="bottomLeft"/>';
  return [
    `<worksheet xmlns="${MAIN}">`,
    `<sheetViews><sheetView workbookViewId="0">${headerRows > 0 ? pane : ''}</sheetView></sheetViews>`,
    `<cols>${columns.join('')}</cols><sheetData>`,
  ].join('');
}

/** After the last row. */
export function sheetEnd(choices: WrittenSheet['choices']): string {
  return `</sheetData>${choices.length === 0 ? '' : validations(choices)}</worksheet>`;
}

/** @param row from 1 */
export function rowElement(cells: readonly WrittenCell[], row: number): string {
  const list = cells.map(({ text, look }, column) => {
    const start = `<c r="${addressOf({ row, column: column + 1 })}" s="${LOOKS.indexOf(look)}"`;
    if (text === '') return `${start}/>`;
    return `${start} t="inlineStr"><is><t xml:space="preserve">${escapedText(text)}</t></is></c>`;
  });
  return `<row r="${row}">${list.join('')}</row>`;
}

function validations(choices: WrittenSheet['choices']): string {
  const list = choices.map(({ column, fromRow, toRow, values }) => {
    const range = `${addressOf({ row: fromRow, column })}:${addressOf({ row: toRow, column })}`;
    const formula = `<formula1>&quot;${escapedText(values.join(','))}&quot;</formula1>`;
    return `<dataValidation type="list" allowBlank="1" sqref="${range}">${formula}</dataValidation>`;
  });
  return `<dataValidations count="${list.length}">${list.join('')}</dataValidations>`;
}
