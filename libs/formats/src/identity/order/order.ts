/**
 * How the versions of one scheme are ordered. `compare` is negative, 0 or positive as `sort` takes it, and null when the
 * two cannot be compared: a scheme says what it knows and never guesses. What it does compare is a partial order: equality
 * is an equivalence, and `a < b`, `b < c` make `a < c`.
 */
export interface VersionOrder {
  compare(a: string, b: string): number | null;
  /** Whether this is a version of the scheme. */
  reads(version: string): boolean;
}

/** A longer text is no version, and would only make readers work. */
const MAX_VERSION_LENGTH = 200;

/** Two versions written the same are equal, even where the scheme cannot read them. */
export function orderBy<Read>(
  read: (version: string) => Read | null,
  compare: (a: Read, b: Read) => number | null,
): VersionOrder {
  const readBounded = (version: string) => (version.length > MAX_VERSION_LENGTH ? null : read(version.trim()));
  return {
    compare(a, b) {
      if (a === b) return 0;
      const left = readBounded(a);
      const right = left === null ? null : readBounded(b);
      return left === null || right === null ? null : compare(left, right);
    },
    reads: (version) => readBounded(version) !== null,
  };
}

/** Whole numbers of any length, as digits. */
export function compareDigits(a: string, b: string): number {
  const left = withoutLeadingZeros(a);
  const right = withoutLeadingZeros(b);
  return left.length - right.length || compareText(left, right);
}

/** By code units: the same everywhere, unlike an order that depends on a language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Item by item; where one list ends, `padding` stands for what it lacks. The first difference decides. */
export function compareLists<Item, Padding>(
  a: readonly Item[],
  b: readonly Item[],
  padding: Padding,
  compare: (a: Item | Padding, b: Item | Padding, index: number) => number | null,
): number | null {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = compare(a[index] ?? padding, b[index] ?? padding, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function withoutLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

export const isDigits = (text: string) => /^\d+$/.test(text);
