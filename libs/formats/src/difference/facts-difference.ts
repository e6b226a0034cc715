import { canonical } from './canonical.ts';

/** One field that differs; null where it is missing. */
export interface FieldChange {
  /** A JSON pointer; an item of a list stands under its `id` or `name`: `/sections/NET/questions/NET-1/answer`. */
  path: string;
  from: unknown;
  to: unknown;
}

/**
 * The fields that differ between two facts of one shape: update manifests, life-cycle notices, questionnaires. Lists whose
 * items have an `id` or a `name` are compared item by item; any other list is one field, the order of which counts only
 * where it says something.
 */
export function factsDifference<Fact extends object>(from: Fact, to: Fact): FieldChange[] {
  return differenceAt('', from, to);
}

function differenceAt(path: string, from: unknown, to: unknown): FieldChange[] {
  const before = membersOf(from);
  const after = membersOf(to);
  if (!before || !after) {
    const field = path.slice(path.lastIndexOf('/') + 1);
    const isSame = canonical({ [field]: from }) === canonical({ [field]: to });
    return isSame ? [] : [{ path, from: from ?? null, to: to ?? null }];
  }
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const token = key.replaceAll('~', '~0').replaceAll('/', '~1');
    return differenceAt(`${path}/${token}`, before.get(key) ?? null, after.get(key) ?? null);
  });
}

/** null for what is compared as a whole. */
function membersOf(fact: unknown): Map<string, unknown> | null {
  if (typeof fact !== 'object' || fact === null) return null;
  if (!Array.isArray(fact)) return new Map(Object.entries(fact));
  const keys = fact.map(keyOf).filter((key) => key !== null);
  const hasKeys = keys.length === fact.length && new Set(keys).size === keys.length;
  return hasKeys ? new Map(fact.map((item, index) => [keys[index] ?? '', item])) : null;
}

function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const key = 'id' in item ? item.id : 'name' in item && item.name;
  return typeof key === 'string' ? key : null;
}
