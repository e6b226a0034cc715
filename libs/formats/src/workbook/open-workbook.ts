import { type Finding, Findings } from '../finding.ts';
import { Archive, FORM_LIMITS, type WorkbookLimits } from './archive.ts';
import { readSharedTexts } from './cell-text.ts';
import { readDateStyles } from './number-format.ts';
import { Refusal, WORKBOOK_ADVICE, type WorkbookFindings, type WorkbookReason } from './refusal.ts';
import { type Relationship, relationshipsOf } from './relationships.ts';
import { NoticedCells, readSheet, type SheetContext } from './sheet-reader.ts';
import { findSuspiciousParts } from './suspicious-parts.ts';
import type { Sheet, Visibility, Workbook } from './workbook.ts';
import { attributeNamed, walkXml } from './xml-part.ts';

const MAX_SHEETS = 100;
/** A spreadsheet program allows 31. */
const MAX_SHEET_NAME = 100;

export interface OpenedWorkbook {
  /** null when it cannot be read; the findings then hold an ERROR that says why. */
  workbook: Workbook | null;
  findings: Finding[];
}

/**
 * Reads the cells of an XLSX file, whoever made it: nothing is run, calculated, fetched or followed, and what is
 * unpacked is bounded.
 */
export function openWorkbook(bytes: Uint8Array, limits = FORM_LIMITS): OpenedWorkbook {
  const findings: WorkbookFindings = new Findings<WorkbookReason>(WORKBOOK_ADVICE);
  try {
    const workbook = readWorkbook(bytes, limits, findings);
    return { workbook, findings: findings.list() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    findings.error(error.reason, error.message);
    return { workbook: null, findings: findings.list() };
  }
}

function readWorkbook(bytes: Uint8Array, limits: WorkbookLimits, findings: WorkbookFindings): Workbook {
  const archive = new Archive(bytes, limits);
  findSuspiciousParts(archive, findings);
  const main = relationshipsOf(archive, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const relationships = relationshipsOf(archive, main);
  const { listed, countsFrom1904 } = readMainPart(main, archive.read(main));
  const context = { ...readContext(archive, relationships, countsFrom1904), limits };

  const sheets: Sheet[] = [];
  for (const { relationshipId, ...sheet } of listed) {
    const part = relationships.find(({ id }) => id === relationshipId);
    // A sheet can also be a chart.
    if (part?.type !== 'worksheet') continue;
    sheets.push(readSheet(part.target, archive.read(part.target), sheet, context));
  }
  if (sheets.length === 0) throw new Refusal('formats.workbook_malformed', 'The workbook has no sheet.');
  tellNoticed(context, findings);
  return { sheets };
}

interface ListedSheet {
  name: string;
  visibility: Visibility;
  relationshipId: string;
}

function readMainPart(part: string, bytes: Uint8Array): { listed: ListedSheet[]; countsFrom1904: boolean } {
  const listed: ListedSheet[] = [];
  let countsFrom1904 = false;
  walkXml(part, bytes, {
    open(name, parent, attributes) {
      if (name === 'workbookPr') countsFrom1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet' || parent !== 'sheets') return;
      if (listed.length === MAX_SHEETS) {
        throw new Refusal('formats.workbook_too_large', `The workbook has more than ${MAX_SHEETS} sheets.`);
      }
      listed.push({
        name: (attributes.name ?? '').slice(0, MAX_SHEET_NAME).toWellFormed(),
        visibility: visibilityOf(attributes.state),
        relationshipId: attributeNamed('id', attributes) ?? '',
      });
    },
  });
  return { listed, countsFrom1904 };
}

function visibilityOf(state: string | undefined): Visibility {
  if (state === 'veryHidden') return 'VERY_HIDDEN';
  return state === 'hidden' ? 'HIDDEN' : 'VISIBLE';
}

function readContext(
  archive: Archive,
  relationships: Relationship[],
  countsFrom1904: boolean,
): Omit<SheetContext, 'limits'> {
  const part = (type: string) => relationships.find((relationship) => relationship.type === type)?.target;
  const texts = part('sharedStrings');
  const styles = part('styles');
  return {
    sharedTexts: texts === undefined ? [] : readSharedTexts(texts, archive.read(texts)),
    isDateStyle: styles === undefined ? () => false : readDateStyles(styles, archive.read(styles)),
    countsFrom1904,
    cells: 0,
    characters: 0,
    formulas: new NoticedCells(),
    formulasWithoutValue: new NoticedCells(),
    cutTexts: new NoticedCells(),
  };
}

function tellNoticed({ formulas, formulasWithoutValue, cutTexts }: SheetContext, findings: WorkbookFindings): void {
  if (cutTexts.count > 0) {
    const detail = `More text than a cell can hold stands in ${cells(cutTexts)}; the rest was left out.`;
    findings.warning('formats.workbook_text_cut', detail, { cell: cutTexts.first });
  }
  if (formulasWithoutValue.count > 0) {
    const detail = `A formula without its result stands in ${cells(formulasWithoutValue)}; read as empty.`;
    findings.warning('formats.workbook_formula_without_value', detail, { cell: formulasWithoutValue.first });
  }
  if (formulas.count > 0) {
    const detail = `A formula stands in ${cells(formulas)}; not calculated, the stored result was read.`;
    findings.hint('formats.workbook_has_formulas', detail, { cell: formulas.first });
  }
}

function cells({ count, first }: NoticedCells): string {
  return count === 1 ? first : `${count} cells (first ${first})`;
}
