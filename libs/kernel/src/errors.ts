/** The closed set of error codes that leave the program, in GraphQL's `extensions.code` and over HTTP. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** One refused field: where it is in the input (`actions.0.dueDate`), why as a stable key, and in words. */
export interface FieldError {
  path: string;
  reason: string;
  message: string;
}

/**
 * A refusal that somebody is meant to read. `reason` is a stable key (`publishing.already_withdrawn`) that the page
 * translates; `message` says in English what is wrong and what to do. Anything thrown that is not one of these is a
 * defect and leaves the program masked, as INTERNAL.
 */
export class TasukiError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, reason: string, message: string, fields: readonly FieldError[] = []) {
    super(message);
    this.name = 'TasukiError';
    this.code = code;
    this.reason = reason;
    this.fields = fields;
  }
}

/** A refusal as data, where one of several things was refused: GraphQL takes an error for a failure of the whole field. */
export type Refusal = Pick<TasukiError, 'code' | 'reason' | 'message' | 'fields'>;

export const asRefusal = ({ code, reason, message, fields }: TasukiError): Refusal => ({
  code,
  reason,
  message,
  fields,
});

/** Null when it was done. A refusal that somebody is meant to read; anything else is a defect and goes on. */
export function refusalOf(act: () => void): Refusal | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof TasukiError) return asRefusal(error);
    throw error;
  }
}

export const unauthenticated = (reason = 'sign_in.required', message = 'Sign in, or send an API key.') =>
  new TasukiError('UNAUTHENTICATED', reason, message);

export const forbidden = (reason: string, message: string) => new TasukiError('FORBIDDEN', reason, message);

/** What the actor may not see gets this same answer as what does not exist. */
export const notFound = (what: string) =>
  new TasukiError('NOT_FOUND', 'not_found', `No such ${what}, or none that you may see.`);

export const invalidInput = (reason: string, message: string, fields: readonly FieldError[] = []) =>
  new TasukiError('INVALID_INPUT', reason, message, fields);

export const conflict = (reason: string, message: string) => new TasukiError('CONFLICT', reason, message);

export const rateLimited = (reason: string, message: string) => new TasukiError('RATE_LIMITED', reason, message);

export const unavailable = (reason: string, message: string) => new TasukiError('UNAVAILABLE', reason, message);
