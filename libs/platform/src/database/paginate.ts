import type { ObjectLiteral, QueryRunner, SelectQueryBuilder } from 'typeorm';
import { badCursor, checkPage, decodeCursor, pageOf, type Page, type PageRequest } from '#libs/kernel';
import type { TxData } from './unit-of-work.ts';

/** One column that a list is ordered by. The last one of a list must be unique, so that no row is passed over. */
export interface SortKey<Row> {
  /** Qualified column in SQL: `delivery.delivered_at`. */
  column: string;
  /** PostgreSQL type that a cursor's text is cast to. */
  type: 'uuid' | 'timestamptz' | 'date' | 'text' | 'int' | 'bigint';
  direction: 'asc' | 'desc';
  value: (row: Row) => string | number | Date;
}

/**
 * A keyset page of entities. The query holds the list's own conditions; this adds order, cursor and limit.
 * All keys must be ascending, or all descending, and none may be NULL.
 * @throws INVALID_INPUT on a page size or cursor that is not one of ours.
 */
export async function paginate<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  keys: readonly [SortKey<Row>, ...SortKey<Row>[]],
  page: PageRequest,
  count: (query: SelectQueryBuilder<Row>) => Promise<number> = (all) => all.getCount(),
): Promise<Page<Row>> {
  checkPage(page);
  const counted = query.clone();
  for (const key of keys) query.addOrderBy(key.column, key.direction === 'asc' ? 'ASC' : 'DESC');
  if (page.after) {
    const values = decodeCursor(page.after, keys.length);
    if (!keys.every((key, i) => SHAPES[key.type].test(String(values[i])))) throw badCursor();
    const columns = keys.map((key) => key.column).join(', ');
    const parameters = keys.map((key, i) => `cast(:cursor${i} as ${key.type})`).join(', ');
    query.andWhere(
      `(${columns}) ${keys[0].direction === 'asc' ? '>' : '<'} (${parameters})`,
      Object.fromEntries(values.map((value, i) => [`cursor${i}`, value])),
    );
  }
  const rows = await query.limit(page.first + 1).getMany();
  return pageOf(
    rows,
    page,
    (row) => keys.map((key) => text(key.value(row))),
    () => later(counted, count),
  );
}

/** What a value must look like before PostgreSQL is asked to read it. */
const SHAPES: Record<SortKey<never>['type'], RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  timestamptz: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  text: /^[^\0]*$/,
  int: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,18}$/,
};

/** A count is asked for, if at all, after the page's transaction has ended. */
async function later<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  count: (query: SelectQueryBuilder<Row>) => Promise<number>,
): Promise<number> {
  const data = runnerOf(query)?.data as Partial<TxData> | undefined;
  if (!data?.later) return count(query);
  return (await data.later(({ manager }) =>
    count(manager.queryRunner ? query.setQueryRunner(manager.queryRunner) : query),
  )) as number;
}

const runnerOf = (query: unknown) => (query as { queryRunner?: QueryRunner }).queryRunner;

const text = (value: string | number | Date) => (value instanceof Date ? value.toISOString() : value);
