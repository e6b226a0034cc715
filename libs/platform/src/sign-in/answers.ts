import { type ErrorCode, TasukiError, unavailable } from '#libs/kernel';
import { LockedOut } from './lockout.ts';
import { isDatabaseAway } from './sql.ts';

const STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Answers that better-auth gives without a code of its own. */
const UNNAMED: Record<number, { code: string; message: string }> = {
  404: { code: 'sign_in.no_such_path', message: 'There is nothing here.' },
  429: { code: 'sign_in.too_many_requests', message: 'Too many requests from this address. Try again a little later.' },
};

export const databaseAway = () =>
  unavailable('sign_in.unavailable', 'Sign-in is not possible at the moment. Try again shortly.');

/** What may be said about an error: itself if it is meant to be read, UNAVAILABLE for the database, else INTERNAL. */
export function readable(error: unknown): TasukiError {
  if (error instanceof TasukiError) return error;
  if (isDatabaseAway(error)) return databaseAway();
  return new TasukiError('INTERNAL', 'internal', 'Something went wrong here. It has been noted.');
}

/** A refusal as `{ code, message }`, the code being our reason key; a lockout also says when it `endsAt`. */
export function refusal(error: TasukiError): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  const body: Record<string, string> = { code: error.reason, message: error.message };
  if (error instanceof LockedOut) {
    body['endsAt'] = error.endsAt.toISOString();
    headers.set('retry-after', String(secondsUntil(error.endsAt)));
  }
  return new Response(JSON.stringify(body), { status: STATUS[error.code], headers });
}

/** The same answer, where it is a refusal as `{ code, message }` whatever form better-auth chose. */
export async function inOneForm(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const body: unknown = await response.json().catch(() => null);
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  const unnamed = UNNAMED[response.status] ?? { code: 'sign_in.refused', message: 'This request is not understood.' };

  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const retryAfter = response.headers.get('x-retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);

  const named = typeof code === 'string' ? { code, message: typeof message === 'string' ? message : code } : unnamed;
  return new Response(JSON.stringify(named), { status: response.status, headers });
}

const secondsUntil = (instant: Date) => Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 1_000));
