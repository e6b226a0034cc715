/** Lists whose order says something: steps that are to be taken one after the other. */
const IN_ORDER = new Set(['prerequisites', 'compensatingControls']);

/**
 * A text that is the same for two facts of one shape exactly when they say the same, in whatever order keys and list items
 * stand. `leftOut` are keys that do not count. Facts have the depth of their types, not of a file.
 */
export function canonical(fact: unknown, leftOut: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(inOneOrder(fact, leftOut)) ?? 'null';
}

function inOneOrder(fact: unknown, leftOut: ReadonlySet<string>, key = ''): unknown {
  if (Array.isArray(fact)) {
    const items = fact.map((item) => inOneOrder(item, leftOut));
    return IN_ORDER.has(key) ? items : items.map((item) => JSON.stringify(item) ?? 'null').toSorted();
  }
  if (typeof fact !== 'object' || fact === null) return fact;
  return Object.entries(fact)
    .filter(([name, value]) => !leftOut.has(name) && value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => [name, inOneOrder(value, leftOut, name)]);
}
