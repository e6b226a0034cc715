import { invalidInput } from './errors.ts';

/** What a Relay connection field is asked: forwards only, keyset. */
export interface PageRequest {
  /** 1 to 100. */
  first: number;
  after?: string | null | undefined;
}

/** One page of rows with the cursor of each, in order. `totalCount` is asked for only when the client selects it. */
export interface Page<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: () => Promise<number>;
}

/** A page of rows that were asked for with one more than the page holds. */
export function pageOf<T>(
  rows: readonly T[],
  { first }: PageRequest,
  keyOf: (row: T) => readonly (string | number | null)[],
  totalCount: () => Promise<number>,
): Page<T> {
  const edges = rows.slice(0, first).map((node) => ({ node, cursor: encodeCursor(keyOf(node)) }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

export const MAX_PAGE = 100;

/** @throws INVALID_INPUT when `first` is not between 1 and 100. */
export function checkPage(page: PageRequest): void {
  if (!Number.isInteger(page.first) || page.first < 1 || page.first > MAX_PAGE) {
    throw invalidInput('page.first_out_of_range', `Ask for between 1 and ${MAX_PAGE} rows with "first".`);
  }
}

/** A cursor holds the values of the row's sort key, opaque to clients. */
export const encodeCursor = (key: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws INVALID_INPUT when the cursor is not one that this list gave out. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isScalar = (value: unknown) => value === null || typeof value === 'string' || typeof value === 'number';
    if (Array.isArray(key) && key.length === length && key.every(isScalar)) return key;
  } catch {
    // falls through to the one refusal
  }
  throw badCursor();
}

export const badCursor = () =>
  invalidInput('page.bad_cursor', 'This cursor is not one that this list gave out. Start again without "after".');
