/** A JSON object whose fields nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text that stands in a field, without the space around it; null when there is none. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' ? value.trim() || null : null;
}

/** What stands in a field that holds a list; a single value counts as a list of one. */
export function listAt(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined || value === null ? [] : [value];
}

/** The texts of a list, each with where in the list it stands. */
export function textsAt(object: JsonObject, key: string): [index: number, text: string][] {
  return listAt(object, key).flatMap((value, index) => (typeof value === 'string' ? [[index, value]] : []));
}

/** The objects of a list, each with where in the list it stands. */
export function objectsAt(object: JsonObject, key: string): [index: number, value: JsonObject][] {
  return listAt(object, key).flatMap((value, index) => (isJsonObject(value) ? [[index, value]] : []));
}
