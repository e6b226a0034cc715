import {
  type ErrorCode,
  forbidden,
  invalidInput,
  rateLimited,
  TasukiError,
  unauthenticated,
  unavailable,
} from '#libs/kernel';
import { failureOf, plainErrorBody } from '../http/index.ts';
import { LockedOut } from './lockout.ts';
import { isDatabaseAway } from './sql.ts';

const WRONG_CREDENTIALS = unauthenticated(
  'sign_in.wrong_credentials',
  'The e-mail address or the password is not right.',
);
const WRONG_CODE = unauthenticated('sign_in.wrong_code', 'This code is not right, or no longer.');
const START_AGAIN = unauthenticated('sign_in.start_again', 'This took too long. Sign in with your password again.');
const WRONG_PASSWORD = forbidden('sign_in.wrong_password', 'This is not your password.');
const BAD_ORIGIN = forbidden('sign_in.bad_origin', 'Sign in on a page of this portal.');
const BAD_TOKEN = invalidInput(
  'sign_in.bad_token',
  'This link is not valid, was used already or has run out. Ask for another.',
);
export const NO_SUCH_PATH = new TasukiError('NOT_FOUND', 'sign_in.no_such_path', 'There is nothing here.');
const RATE_LIMITED = rateLimited(
  'sign_in.rate_limited',
  'Too many requests from this address. Try again a little later.',
);
const WRONG_PASSKEY = unauthenticated('sign_in.wrong_passkey', 'This passkey could not be verified. Try again.');
const PASSKEY_UNKNOWN = unauthenticated(
  'sign_in.passkey_unknown',
  'This passkey is not known here, or was removed. Sign in another way.',
);
const PASSKEY_UNVERIFIED = unauthenticated(
  'sign_in.passkey_unverified',
  'The device did not ask for a PIN, fingerprint or face. Use one that does.',
);
const PASSKEY_START_AGAIN = invalidInput('sign_in.passkey_start_again', 'This took too long. Try again.');
const PASSKEY_NOT_ADDED = invalidInput('sign_in.passkey_not_added', 'This passkey could not be added. Try again.');
const NOT_UNDERSTOOD = invalidInput('sign_in.refused', 'This request is not understood.');

/** What better-auth calls by a name of its own. Any other of its names is kept, in our spelling. */
const KNOWN: Record<string, TasukiError> = {
  INVALID_EMAIL_OR_PASSWORD: WRONG_CREDENTIALS,
  INVALID_CODE: WRONG_CODE,
  INVALID_BACKUP_CODE: WRONG_CODE,
  INVALID_TWO_FACTOR_COOKIE: START_AGAIN,
  INVALID_PASSWORD: WRONG_PASSWORD,
  INVALID_ORIGIN: BAD_ORIGIN,
  MISSING_OR_NULL_ORIGIN: BAD_ORIGIN,
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: BAD_ORIGIN,
  INVALID_TOKEN: BAD_TOKEN,
  TOKEN_EXPIRED: BAD_TOKEN,
  AUTHENTICATION_FAILED: WRONG_PASSKEY,
  PASSKEY_NOT_FOUND: PASSKEY_UNKNOWN,
  PASSKEY_UNVERIFIED,
  CHALLENGE_NOT_FOUND: PASSKEY_START_AGAIN,
  FAILED_TO_VERIFY_REGISTRATION: PASSKEY_NOT_ADDED,
};

/** Where only better-auth's status says what it means. */
const OF_STATUS: Record<number, TasukiError> = { 401: unauthenticated(), 404: NO_SUCH_PATH, 429: RATE_LIMITED };
const CODE_OF_STATUS: Record<number, ErrorCode> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 429: 'RATE_LIMITED' };

const databaseAway = () =>
  unavailable('sign_in.unavailable', 'Sign-in is not possible at the moment. Try again shortly.');

/** What may be said about an error: itself if it is meant to be read, UNAVAILABLE for the database, else INTERNAL. */
export function readable(error: unknown): TasukiError {
  if (error instanceof TasukiError) return error;
  if (isDatabaseAway(error)) return databaseAway();
  return new TasukiError('INTERNAL', 'internal', 'Something went wrong here. It has been noted.');
}

/** A refusal in the closed shape of plain routes; a lockout also says when it `endsAt`. */
export function refusal(error: TasukiError, requestId: string, from: Headers = new Headers()): Response {
  const headers = new Headers(from);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  headers.set('cache-control', 'no-store');
  const isLockout = error instanceof LockedOut;
  if (isLockout) headers.set('retry-after', String(secondsUntil(error.endsAt)));

  const failed = failureOf(error);
  const body = plainErrorBody(requestId, failed, isLockout ? { endsAt: error.endsAt.toISOString() } : {});
  return new Response(JSON.stringify(body), { status: failed.status, headers });
}

/** What better-auth says of a session also says what it is recognised by, which no page needs. */
const SECRETS = new Set(['token']);

async function withoutSecrets(response: Response): Promise<Response> {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const { status } = response;
  const isJson = headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  if (!isJson) return new Response(text, { status, headers });
  const told = JSON.stringify(JSON.parse(text), (key, value: unknown) => (SECRETS.has(key) ? undefined : value));
  return new Response(told, { status, headers });
}

/** The same answer, without tokens; a refusal in our words, whatever form better-auth chose. Keeps the cookies it sets. */
export async function inOneForm(response: Response, requestId: string): Promise<Response> {
  if (response.status < 400) return withoutSecrets(response);
  const body: unknown = await response.json().catch(() => null);
  const headers = new Headers(response.headers);
  const retryAfter = response.headers.get('x-retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  return refusal(inOurWords(response.status, body ?? {}), requestId, headers);
}

function inOurWords(status: number, { code, message }: { code?: unknown; message?: unknown }): TasukiError {
  if (typeof code !== 'string') return OF_STATUS[status] ?? NOT_UNDERSTOOD;
  const known = KNOWN[code] ?? (code === 'UNAUTHORIZED' ? OF_STATUS[401] : undefined);
  const reason = `sign_in.${code.toLowerCase()}`;
  return (
    known ??
    new TasukiError(CODE_OF_STATUS[status] ?? 'INVALID_INPUT', reason, typeof message === 'string' ? message : code)
  );
}

const secondsUntil = (instant: Date) => Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 1_000));
