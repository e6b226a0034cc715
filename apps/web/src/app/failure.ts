export interface FieldFailure {
  /** Where in the input: `actions.0.dueOn`. */
  path: string;
  reason: string;
  message: string;
}

interface Refusal {
  code: string;
  reason: string;
  message: string;
  fields?: readonly FieldFailure[];
  requestId?: string | null;
  /** Until when sign-in is locked. */
  endsAt?: string | null;
}

/** No answer came: whether the request arrived is not known. */
export const LOST: Refusal = { code: 'LOST', reason: 'portal.lost', message: 'The connection to Tasuki was lost.' };
/** The API's own refusal of whoever is not signed in, or no longer. */
export const SIGNED_OUT: Refusal = {
  code: 'UNAUTHENTICATED',
  reason: 'sign_in.required',
  message: 'Sign in again: your session has ended.',
};
/** What the API answers where a session was needed, and where the one that was shown is over. */
const SIGNED_OUT_REASONS = new Set([SIGNED_OUT.reason, 'sign_in.session_ended', 'sign_in.session_expired']);
/** An answer came that no API of ours gives, from a proxy for example. */
export const UNREADABLE: Refusal = {
  code: 'INTERNAL',
  reason: 'portal.unreadable',
  message: 'The answer could not be read. Try again, and tell your operator if it stays so.',
};

/** Why something was not done, as the API says it: a closed code, a stable reason, and English words. */
export class Failure extends Error {
  readonly code: string;
  readonly reason: string;
  readonly fields: readonly FieldFailure[];
  readonly requestId: string | null;
  readonly endsAt: string | null;

  constructor({ code, reason, message, fields, requestId, endsAt }: Refusal) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.reason = reason;
    this.fields = fields ?? [];
    this.requestId = requestId ?? null;
    this.endsAt = endsAt ?? null;
  }
}

export const isSignedOut = ({ reason }: Failure): boolean => SIGNED_OUT_REASONS.has(reason);

/** Of a page about one thing: an address that leads nowhere, be it that its id is none. */
export const leadsNowhere = ({ code }: Failure): boolean => code === 'NOT_FOUND' || code === 'INVALID_INPUT';

/** Anything thrown, as a Failure: what is not one is a defect of the page. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure({
        ...UNREADABLE,
        reason: 'portal.defect',
        message: error instanceof Error ? error.message : String(error),
      });
