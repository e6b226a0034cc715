import type { Cell, Row, Sheet } from '../workbook/workbook.ts';
import { calendarDateIn } from './calendar-date.ts';
import type { FormSheet } from './form-sheet.ts';
import type { Mds2Header } from './found-form.ts';
import { splitModels } from './models.ts';
import { cleanText, comparable } from './text.ts';

type Label = keyof Mds2Header | 'OTHER';

/** The labels of the block above the questions in the 2013 form; OTHER: a label that we do not need. */
const LABELS: [Label, RegExp][] = [
  ['releasedOn', /^(?:document )?release date|^(?:文書)?(?:発行|作成|公開)日/],
  ['documentId', /^document (?:id|number|no\.?)|^文書(?:番号|id)/],
  ['models', /^(?:device )?models?(?: (?:name|number))?$|^(?:型式|型名|機種名?|モデル)/],
  ['manufacturer', /^(?:device )?manufacturer(?: name)?$|^(?:製造販売業者名?|製造業者名?|製造元|メーカー名?)$/],
  ['deviceDescription', /^device category|^(?:装置|機器|製品)(?:の)?(?:区分|分類|カテゴリー?|種別)/],
  [
    'OTHER',
    /^(?:software |device description|company|representative|manufacturer |intended use|ソフトウェア|会社|担当|連絡先)/,
  ],
];
const MAX_LABEL = 60;
/** A block is small, and looked for directly above the questions. */
const MAX_ROWS = 60;
const MAX_CELLS = 50;

/** Reads the block: a value stands behind the label's colon, beside the label, or below it. */
export function readHeaderBlock({ sheet, questions }: FormSheet): Mds2Header {
  const first = questions[0]?.row.number ?? 0;
  const found = new Map<Label, string>();
  for (const row of sheet.rows.filter(({ number }) => number < first).slice(-MAX_ROWS)) {
    for (const cell of row.cells.slice(0, MAX_CELLS)) {
      const [written = '', behind = ''] = splitLabel(cell.text);
      const label = labelIn(written);
      if (!label || label === 'OTHER' || found.has(label)) continue;
      const value = cleanText(behind) || valueBeside(row, cell) || valueBelow(sheet, cell, first);
      if (value !== '') found.set(label, value);
    }
  }
  return {
    manufacturer: found.get('manufacturer') ?? null,
    deviceDescription: found.get('deviceDescription') ?? null,
    models: splitModels(found.get('models') ?? ''),
    documentId: found.get('documentId') ?? null,
    releasedOn: calendarDateIn(found.get('releasedOn') ?? ''),
  };
}

function splitLabel(text: string): string[] {
  const end = text.slice(0, MAX_LABEL).search(/[:：\n]/);
  return end < 0 ? [text] : [text.slice(0, end), text.slice(end + 1)];
}

function labelIn(text: string): Label | undefined {
  if (text.length > MAX_LABEL) return undefined;
  const written = comparable(text);
  return LABELS.find(([, spelling]) => spelling.test(written))?.[0];
}

function isLabel(cell: Cell): boolean {
  return labelIn(splitLabel(cell.text)[0] ?? '') !== undefined;
}

/** Labels that stand side by side have their values below. */
function valueBeside(row: Row, label: Cell): string {
  const next = row.cells.find(({ column }) => column > label.column);
  return next && !isLabel(next) ? cleanText(next.text) : '';
}

function valueBelow(sheet: Sheet, label: Cell, end: number): string {
  const merge = sheet.merges.find(({ from }) => from.row === label.row && from.column === label.column);
  const row = (merge?.to.row ?? label.row) + 1;
  const below = row < end ? sheet.at(row, label.column) : undefined;
  return below && below !== label && !isLabel(below) ? cleanText(below.text) : '';
}
