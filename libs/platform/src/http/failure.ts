import { HttpException } from '@nestjs/common';
import { TasukiError, type ErrorCode, type FieldError } from '#libs/kernel';

/** What leaves the program when something was thrown: the same over GraphQL and over plain HTTP. */
export interface Failure {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly message: string;
  readonly fields: readonly FieldError[];
  /** HTTP status of a plain route's answer. GraphQL keeps only 503 of it. */
  readonly status: number;
  /** Seconds after which asking again makes sense. */
  readonly retryAfterSeconds?: number;
}

const STATUS_OF: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Only one answer for every defect, so that nothing of its inside leaves the program. */
const MASKED = failure('INTERNAL', 'internal', 'Something went wrong. Quote the request id when you report it.');
const UNREACHABLE = {
  ...failure('UNAVAILABLE', 'service.unavailable', 'A service that Tasuki needs is not reachable now. Try again soon.'),
  retryAfterSeconds: 5,
};

/** Of Node's sockets and of PostgreSQL: admin shutdown, crash, starting up, too many connections, lost after all retries. */
const UNREACHABLE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|08\w{3}|53300|40001|40P01)$/;
/** `pg` and its pool throw these without a code. */
const UNREACHABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;

/** Statuses that Nest and Fastify answer by themselves, before any code of ours runs. */
const OF_STATUS: Record<number, Failure> = {
  401: failure('UNAUTHENTICATED', 'sign_in.required', 'Sign in, or send an API key.'),
  403: failure('FORBIDDEN', 'access.forbidden', 'This is not allowed.'),
  404: failure('NOT_FOUND', 'not_found', 'There is nothing at this address.'),
  413: refused(413, 'request.too_large', 'The request is larger than 1 MiB. Send files through an upload.'),
  414: refused(414, 'request.too_large', 'The address is too long.'),
  415: refused(415, 'request.unsupported_media_type', 'Send JSON, with the header "content-type: application/json".'),
  429: failure('RATE_LIMITED', 'request.rate_limited', 'Too many requests. Wait a moment, then go on.'),
  503: UNREACHABLE,
};

/**
 * Judges anything that was thrown. A TasukiError, also deep in a chain of causes, is passed on as it is; what tells that
 * the database or the network is away is UNAVAILABLE; a refusal of the framework keeps its status; the rest is a defect.
 */
export function failureOf(error: unknown): Failure {
  const chain = causesOf(error);
  for (const cause of chain) {
    if (cause instanceof TasukiError)
      return { ...failure(cause.code, cause.reason, cause.message), fields: cause.fields };
  }
  if (chain.some(isUnreachable)) return UNREACHABLE;
  for (const cause of chain) {
    const status = statusOf(cause);
    if (status === undefined) continue;
    const known = OF_STATUS[status];
    if (known) return known;
    if (status < 500) return refused(status, 'request.malformed', 'The request is not well formed.');
  }
  return MASKED;
}

/** Whether somebody has to look at it: it goes to the log with its stack. */
export const isDefect = (failed: Failure): boolean => failed.code === 'INTERNAL';

function failure(code: ErrorCode, reason: string, message: string): Failure {
  return { code, reason, message, fields: [], status: STATUS_OF[code] };
}

export function refused(status: number, reason: string, message: string): Failure {
  return { ...failure('INVALID_INPUT', reason, message), status };
}

/** The error and what caused it: `cause` of the language, `originalError` of GraphQL, `driverError` of TypeORM. */
function causesOf(error: unknown): object[] {
  const chain: object[] = [];
  const follow = (one: unknown) => {
    if (typeof one !== 'object' || one === null || chain.includes(one) || chain.length >= 16) return;
    chain.push(one);
    for (const key of ['cause', 'originalError', 'driverError'] as const) follow((one as Record<string, unknown>)[key]);
  };
  follow(error);
  return chain;
}

function isUnreachable(error: { code?: unknown; message?: unknown }): boolean {
  if (typeof error.code === 'string') return UNREACHABLE_CODES.test(error.code);
  return typeof error.message === 'string' && UNREACHABLE_MESSAGES.test(error.message);
}

/** Only of errors of the framework: a `statusCode` on anything else (an S3 answer) says nothing about this request. */
function statusOf(error: { code?: unknown; statusCode?: unknown }): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const isFastify = typeof error.code === 'string' && error.code.startsWith('FST_');
  return isFastify && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
