import { comparable } from '../mds2/text.ts';
import type { Row, Sheet } from '../workbook/workbook.ts';

/** Where in a sheet the parts of a question stand; null where there is no such column. */
export interface QuestionColumns {
  /** The row of the heads. */
  row: Row;
  id: number | null;
  section: number | null;
  question: number;
  answer: number;
  remark: number | null;
  targetOn: number | null;
}

type Kind = Exclude<keyof QuestionColumns, 'row'> | 'item';

/** How people spell the heads, in English and Japanese. `項目` is a question's topic where no other head is a question. */
const HEADS: [Kind, RegExp][] = [
  ['id', /^(?:id|no\.?|#|番号|項番|(?:項目|質問|設問)番号)$/],
  ['section', /^(?:section|category|区分|分類|大項目|カテゴリー?)$/],
  ['question', /^(?:questions?|質問(?:事項|項目|内容)?|設問|確認(?:事項|項目)|チェック項目|要求事項)$/],
  ['answer', /^(?:answers?|responses?|回答欄?|答え|対応状況)$/],
  ['remark', /^(?:remarks?|notes?|comments?|備考欄?|注記|補足|コメント|説明)$/],
  ['targetOn', /^(?:(?:target|due|planned)(?: date)?|(?:対応)?(?:予定|目標)(?:日|時期|年月日)|対応時期|期限)$/],
  ['item', /^(?:items?|topics?|項目|内容)$/],
];
const MAX_HEAD = 80;
/** Heads stand near the top. */
const ROWS_TO_LOOK_AT = 100;

/** The columns of a sheet of questions and answers; null when it is none. */
export function findQuestionColumns(sheet: Sheet): QuestionColumns | null {
  for (const row of sheet.rows.slice(0, ROWS_TO_LOOK_AT)) {
    const kinds = kindsIn(row);
    const item = kinds.get('item') ?? null;
    const question = kinds.get('question') ?? item;
    const answer = kinds.get('answer');
    if (question === null || answer === undefined) continue;
    const section = kinds.get('section') ?? (item === question ? null : item);
    const optional = (kind: Kind) => kinds.get(kind) ?? null;
    return {
      row,
      id: optional('id'),
      section,
      question,
      answer,
      remark: optional('remark'),
      targetOn: optional('targetOn'),
    };
  }
  return null;
}

function kindsIn({ cells }: Row): Map<Kind, number> {
  const kinds = new Map<Kind, number>();
  for (const { column, text } of cells) {
    const kind = text.length <= MAX_HEAD ? kindOf(text) : undefined;
    if (kind && !kinds.has(kind)) kinds.set(kind, column);
  }
  return kinds;
}

/** A head may be written in two languages: `質問 / Question`. */
function kindOf(text: string): Kind | undefined {
  const parts = text.split(/[/／\n]/).map(comparable);
  return HEADS.find(([, spelling]) => parts.some((part) => spelling.test(part)))?.[0];
}
