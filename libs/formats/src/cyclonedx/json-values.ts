export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, when it is one; an array or null is none. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a list; an empty one for whatever is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text without blanks around it; null for whatever is no text, or says nothing. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.trim() || null;
}

/** The texts of a list, without repetition. */
export function textsOf(values: Iterable<unknown>): string[] {
  const texts = new Set<string>();
  for (const value of values) {
    const text = textOf(value);
    if (text !== null) texts.add(text);
  }
  return [...texts];
}

/** A reference or an id, exactly as written: blanks count. */
export function referenceOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number as JSON writes it, or the text that stands for it in XML. */
export function numberTextOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}
