import type { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { invalidInput } from '#libs/kernel';
import type { Attempt, Lockout } from './lockout.ts';
import { checkPasswordRules } from './password.ts';

/** What one request to better-auth leaves for whoever called it. */
export interface RequestScope {
  attempt: Attempt | null;
  /** What better-auth logged as errors, which it hides from its answer. */
  errors: Error[];
}

const SECOND_FACTOR_PATHS = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code']);
/** Ask for the password again inside a session: a stolen session must not become a place to guess it. */
const PASSWORD_AGAIN_PATHS = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/generate-backup-codes',
]);
const isCounted = (path: string | undefined) =>
  path === '/sign-in/email' || SECOND_FACTOR_PATHS.has(path ?? '') || PASSWORD_AGAIN_PATHS.has(path ?? '');

const WRONG = new Set(['INVALID_EMAIL_OR_PASSWORD', 'INVALID_PASSWORD', 'INVALID_CODE', 'INVALID_BACKUP_CODE']);

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Locks out after repeated failures, and holds new passwords to our rules. Listed after the two-factor plugin. */
export function signInGuard(lockout: Lockout, requests: AsyncLocalStorage<RequestScope>): BetterAuthPlugin {
  const beginAttempt = createAuthMiddleware(async (ctx) => {
    const scope = requests.getStore();
    const email = scope && (await emailOf(ctx));
    if (email) scope.attempt = await lockout.begin(email);
  });

  const settleAttempt = createAuthMiddleware(async (ctx) => {
    const attempt = requests.getStore()?.attempt;
    const answer: unknown = ctx.context.returned;
    if (!attempt) return;
    if (isAPIError(answer)) {
      if (WRONG.has(String(answer.body?.code))) attempt.failed();
      else await attempt.abandon();
    } else if (isHalfway(answer)) await attempt.abandon();
    else await attempt.succeeded();
  });

  const checkNewPassword = createAuthMiddleware(async (ctx) => {
    const { newPassword } = bodyOf(ctx);
    const email = await emailOfNewPassword(ctx);
    if (typeof newPassword === 'string' && email) checkPasswordRules(newPassword, email);
  });

  const refuseTrustedDevice = createAuthMiddleware(async (ctx) => {
    // Computers on a ward are shared, and a trusted device would outlive the end of every session.
    if (bodyOf(ctx)['trustDevice']) {
      throw invalidInput('sign_in.no_trusted_devices', 'The second factor is asked for at every sign-in.');
    }
  });

  return {
    id: 'sign-in-guard',
    hooks: {
      before: [
        { matcher: ({ path }) => SECOND_FACTOR_PATHS.has(path ?? ''), handler: refuseTrustedDevice },
        {
          matcher: ({ path }) => path === '/change-password' || path === '/reset-password',
          handler: checkNewPassword,
        },
        { matcher: ({ path }) => isCounted(path), handler: beginAttempt },
      ],
      after: [{ matcher: ({ path }) => isCounted(path), handler: settleAttempt }],
    },
  };
}

/** The password was right and the second factor is still to come. */
const isHalfway = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer && answer.twoFactorRedirect === true;

const bodyOf = (ctx: HookContext): Record<string, unknown> =>
  typeof ctx.body === 'object' && ctx.body !== null ? (ctx.body as Record<string, unknown>) : {};

/** Whose password or second factor is about to be tried; null when the request names nobody and will be refused. */
async function emailOf(ctx: HookContext): Promise<string | null> {
  if (ctx.path === '/sign-in/email') {
    const { email } = bodyOf(ctx);
    return typeof email === 'string' ? email : null;
  }
  const session = await getSessionFromCtx(ctx);
  if (session) return session.user.email;
  return SECOND_FACTOR_PATHS.has(ctx.path ?? '') ? emailOfChallenge(ctx) : null;
}

/** The account whose password was right and whose second factor is awaited. */
async function emailOfChallenge(ctx: HookContext): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie('two_factor');
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
  return challenge ? emailOfVerification(ctx, challenge) : null;
}

async function emailOfNewPassword(ctx: HookContext): Promise<string | null> {
  if (ctx.path === '/change-password') return (await getSessionFromCtx(ctx))?.user.email ?? null;
  const { token } = bodyOf(ctx);
  return typeof token === 'string' ? emailOfVerification(ctx, `reset-password:${token}`) : null;
}

async function emailOfVerification(ctx: HookContext, identifier: string): Promise<string | null> {
  const { internalAdapter } = ctx.context;
  const verification = await internalAdapter.findVerificationValue(identifier);
  const user = verification && (await internalAdapter.findUserById(verification.value));
  return user?.email ?? null;
}
