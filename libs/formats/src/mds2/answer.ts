import type { Mds2Answer, Mds2Choice } from '../document.ts';
import { isHeaderQuestion } from './header.ts';
import { sectionOf } from './questions.ts';
import { cleanText } from './text.ts';

/** An answer's cell, understood. */
export interface ReadAnswer extends Pick<Mds2Answer, 'answer' | 'raw'> {
  /** What is said beside the choice: `optional` of `Yes, optional`. */
  remark: string | null;
}

type Choice = Exclude<Mds2Choice, 'BLANK' | 'OTHER'>;

/** How a choice may be spelled. Words may be followed by the number of a note (`Yes1`), single letters may not. */
const SPELLINGS: [Choice, RegExp][] = [
  [
    'NA',
    /^(?:n ?[/.] ?a\b\.?|na\b|not applicable|該当(?:なし|無し|せず|しない|しません)|非該当|対象外|適用外|適用(?:なし|無し))/,
  ],
  ['SEE_NOTE', /^(?:please )?(?:see|refer to) (?:the )?(?:notes?|comments?|remarks?)/],
  ['SEE_NOTE', /^(?:notes? ?[#:.]? ?\d|[※*#] ?\d|\(?注記? ?\d*\)?$)/],
  [
    'SEE_NOTE',
    /^(?:注記?|注釈|備考|ノート|コメント)(?:欄)? ?\d*(?: ?[,、・] ?\d+)* ?(?:を|に|の)?(?:ご)?参照(?:下さい|ください|のこと)?/,
  ],
  ['YES', /^(?:yes|true|はい|あり|有り|有|可|[○◯〇])/],
  ['YES', /^y(?!\d)/],
  ['NO', /^(?:no|false|いいえ|なし|無し|無|不可|[×✕✗])/],
  ['NO', /^n(?!\d)/],
];
/** Nobody has answered yet. */
const PROMPTS = /^(?:_+|[-. ]*(?:please )?(?:select|choose)(?: one| an? answer)?[-. ]*|選択してください)$/;
const PUNCTUATION = /^[\s,;:.、。]*$/;
/** Both choices of the form left standing, or two answers at once. */
const OTHER_CHOICE = /^ ?(?:[/|・,、]|or\b|または|又は) ?(?:yes|no|n\/a|na|はい|いいえ|該当なし)(?!\p{L})/u;

/**
 * Understands what stands in the answer's cell. `raw` is what stood there unless it is one of the choices and nothing
 * more; the same `raw` is always understood the same way.
 */
export function readAnswer(questionId: string, written: string): ReadAnswer {
  const raw = cleanText(written);
  const text = plain(raw);
  if (raw === '' || PROMPTS.test(text.toLowerCase())) return { answer: 'BLANK', raw: null, remark: null };
  const found = choiceIn(text);
  if (!found || (isHeaderQuestion(questionId) && found.rest !== '')) return { answer: 'OTHER', raw, remark: null };
  const { answer, rest, isPlain } = found;
  return isPlain ? { answer, raw: null, remark: null } : { answer, raw, remark: remarkOf(rest) };
}

/** An answer to a question that the form does not hold. */
export function blankAnswer(questionId: string): Mds2Answer {
  return { questionId, section: sectionOf(questionId), answer: 'BLANK', raw: null, note: null };
}

interface FoundChoice {
  answer: Choice;
  /** What stands behind it; nothing when that is only punctuation. */
  rest: string;
  /** Whether nothing else is said: no remark, and no number of a note. */
  isPlain: boolean;
}

function choiceIn(text: string): FoundChoice | null {
  const lower = text.toLowerCase();
  for (const [answer, spelling] of SPELLINGS) {
    const [spelled = ''] = spelling.exec(lower) ?? [];
    const behind = text.slice(spelled.length);
    if (spelled === '' || /^\p{L}/u.test(behind)) continue;
    if (OTHER_CHOICE.test(behind.toLowerCase())) return null;
    const rest = PUNCTUATION.test(behind) ? '' : behind;
    return { answer, rest, isPlain: rest === '' && !/\d/.test(spelled) };
  }
  return null;
}

/** Raised numbers refer to notes and are set apart; width and kinds of spaces make no difference. */
function plain(text: string): string {
  return text
    .replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]+/g, ' $&')
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function remarkOf(rest: string): string | null {
  return cleanText(rest.replace(/^[\s,;:.、。([-]+/, '').replace(/[)\]]$/, '')) || null;
}
