/** Why what somebody asked for cannot be read, in English. */
export interface Refusal {
  /** What is wrong with it. */
  refused: string;
  /** What to write instead, with an example. */
  advice: string;
}

export function isRefusal<Read>(answer: Read | Refusal): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

const MAX_QUOTE = 80;

/** A refusal quotes what was asked, which may be of any length. */
export function quoted(text: string): string {
  return text.length <= MAX_QUOTE ? `"${text}"` : `"${text.slice(0, MAX_QUOTE)}…"`;
}
