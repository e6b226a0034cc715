/**
 * Finds out whether the items of lists differ from each other (JSON Schema's `uniqueItems`) in a time that grows with
 * their size, where comparing each with each takes minutes for a real SBOM. Most items are told apart by the members
 * that name them. Those that are not get a number each: values that are equal get the same number, however deep they
 * are and whatever the order of their members. The numbers are kept until `forget`, so that no value is read twice.
 */
export class UniqueItems {
  private readonly numbers = new Map<string, number>();
  private numbered = new WeakMap<object, number>();

  areUnique(items: readonly unknown[]): boolean {
    if (items.length < 2) return true;
    const alike = new Map<string, unknown>();
    const collided = new Set<unknown>();
    for (const item of items) {
      const name = nameOf(item);
      if (!alike.has(name)) alike.set(name, item);
      else if (!isObject(item)) return false;
      else collided.add(item).add(alike.get(name));
    }
    // An object that stands in the list twice by identity does not come out of a JSON text.
    const numbers = new Set([...collided].map((item) => this.numberOf(item)));
    return numbers.size === collided.size;
  }

  forget(): void {
    this.numbers.clear();
    this.numbered = new WeakMap();
  }

  /** Depth is bounded before anything is validated, and so is this recursion. */
  private numberOf(value: unknown): number {
    if (!isObject(value)) return this.numberOfText(JSON.stringify(value));
    const known = this.numbered.get(value);
    if (known !== undefined) return known;
    const parts = Array.isArray(value)
      ? value.map((item) => this.numberOf(item))
      : Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${this.numberOf((value as Record<string, unknown>)[key])}`);
    const number = this.numberOfText(Array.isArray(value) ? `[${parts.join()}]` : `{${parts.join()}}`);
    this.numbered.set(value, number);
    return number;
  }

  private numberOfText(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
}

const NAMING = ['id', 'name', 'version', 'url', 'title', 'value'];

/** Different for different values, where it can be told at a glance; values that are not objects are told apart by it. */
function nameOf(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.length}`;
  const members = value as Record<string, unknown>;
  const ref = members['bom-ref'] ?? members.ref;
  if (typeof ref === 'string') return `{${ref}`;
  let name = '{';
  for (const key of NAMING) if (typeof members[key] === 'string') name += `${key}=${members[key]}\n`;
  return name;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
