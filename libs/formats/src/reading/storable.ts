/** Longest text that is kept of a fact. The file itself is kept whole. */
export const MAX_TEXT = 20_000;

/**
 * JSON that any database takes: no NUL, no half of a surrogate pair, no text longer than people read. Facts are shallow,
 * so writing them cannot run too deep.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? storableText(one) : one));
}

function storableText(text: string): string {
  const bounded = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} …` : text;
  return bounded.toWellFormed().replaceAll('\u0000', '\ufffd');
}
