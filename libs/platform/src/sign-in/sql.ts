import type { Pool } from 'pg';

/** Where statements run: a transaction of the unit of work, or the pool when the caller has none. */
export interface SqlRunner {
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export const onPool = (pool: Pool): SqlRunner => ({
  async sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await pool.query<Row>(text, [...parameters]);
    return rows;
  },
});

/** Connection lost, refused or shut down, server starting, too many clients: whatever passes by itself. */
const AWAY_CODES = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|08|57P|53300)/;
const AWAY_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Connection ended unexpectedly|is not queryable/i;

/** Whether the database did not answer, as opposed to having refused what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, errors } = error as {
    code?: unknown;
    message?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  return (
    (typeof code === 'string' && AWAY_CODES.test(code)) ||
    (typeof message === 'string' && AWAY_MESSAGES.test(message)) ||
    isDatabaseAway(cause) ||
    (Array.isArray(errors) && errors.some(isDatabaseAway))
  );
}
