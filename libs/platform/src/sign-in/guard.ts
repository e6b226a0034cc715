import type { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { type Clock, conflict, forbidden, invalidInput, type SignInMethod } from '#libs/kernel';
import type { Attempt, Lockout } from './lockout.ts';
import { checkPasswordRules } from './password.ts';

/** What one request to better-auth leaves for whoever called it. */
export interface RequestScope {
  attempt: Attempt | null;
  /** What better-auth logged as errors, which it hides from its answer. */
  errors: Error[];
  /** The session of who proves a passkey or changes the password, which another takes the place of. */
  former: FormerSession | null;
}

interface FormerSession {
  token: string;
  userId: string;
  activeOrganisationId: string | null;
  signedInBy: SignInMethod | null;
}

/** How long a sign-in counts as fresh, for what would let a stolen session stay. */
const FRESH_MS = 15 * 60_000;
const MAX_PASSKEYS = 20;
const MAX_PASSKEY_NAME = 100;

const PASSKEY_SIGN_IN = '/passkey/verify-authentication';
const PASSKEY_OPTIONS = '/passkey/generate-authenticate-options';
const ADD_PASSKEY = '/passkey/generate-register-options';
const NAMES_PASSKEY = new Set(['/passkey/verify-registration', '/passkey/update-passkey']);
const FRESH_PATHS = new Set([ADD_PASSKEY, '/passkey/delete-passkey']);
/** What a session by an organisation's provider may not touch: the account is the person's, in every organisation. */
const isOfAccount = (path: string | undefined) =>
  path === '/change-password' ||
  path?.startsWith('/two-factor/') === true ||
  (path?.startsWith('/passkey/') === true && path !== PASSKEY_SIGN_IN && path !== PASSKEY_OPTIONS);

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
  path === '/sign-in/email' ||
  path === PASSKEY_SIGN_IN ||
  SECOND_FACTOR_PATHS.has(path ?? '') ||
  PASSWORD_AGAIN_PATHS.has(path ?? '');

const WRONG = new Set([
  'INVALID_EMAIL_OR_PASSWORD',
  'INVALID_PASSWORD',
  'INVALID_CODE',
  'INVALID_BACKUP_CODE',
  'AUTHENTICATION_FAILED',
]);

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Locks out after repeated failures, and holds new passwords to our rules. Listed after the two-factor plugin. */
export function signInGuard(
  lockout: Lockout,
  clock: Clock,
  requests: AsyncLocalStorage<RequestScope>,
): BetterAuthPlugin {
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

  const refuseBoundSession = createAuthMiddleware(async (ctx) => {
    const session = await getSessionFromCtx(ctx);
    if (!session?.session['ssoOrganisationId']) return;
    throw forbidden(
      'sign_in.sso_session',
      "You signed in with your organisation's provider. To change your account, sign out and sign in with your " +
        'password or passkey; without a password, have one sent by "forgotten password" first.',
    );
  });

  const askForFreshSignIn = createAuthMiddleware(async (ctx) => {
    const session = await getSessionFromCtx(ctx);
    if (!session) return;
    if (clock.now().getTime() - new Date(session.session['authenticatedAt'] as Date).getTime() > FRESH_MS) {
      throw forbidden(
        'sign_in.fresh_sign_in_needed',
        'Prove your password or passkey again first: this asks for a sign-in of the last 15 minutes.',
      );
    }
    if (ctx.path !== ADD_PASSKEY) return;
    const held = await ctx.context.adapter.count({
      model: 'passkey',
      where: [{ field: 'userId', value: session.user.id }],
    });
    if (held >= MAX_PASSKEYS) {
      throw conflict('sign_in.too_many_passkeys', `There are ${MAX_PASSKEYS} passkeys already. Remove one first.`);
    }
  });

  const checkPasskey = createAuthMiddleware(async (ctx) => {
    const { name, response, createSession } = bodyOf(ctx);
    if (name !== undefined && (typeof name !== 'string' || !/^.{1,100}$/u.test(name.trim()))) {
      throw invalidInput(
        'sign_in.passkey_name',
        `Name the passkey in 1 to ${MAX_PASSKEY_NAME} characters, on one line.`,
      );
    }
    // A session has begun already: another is nobody's wish.
    const isPasskey = typeof response === 'object' && response !== null && typeof (response as Passkey).id === 'string';
    if (createSession || (ctx.path !== '/passkey/update-passkey' && !isPasskey)) {
      throw invalidInput('sign_in.bad_body', 'Send what the browser answered, as "response".');
    }
  });

  const noteFormerSession = createAuthMiddleware(async (ctx) => {
    const scope = requests.getStore();
    const known = await getSessionFromCtx(ctx);
    if (scope && known) scope.former = known.session as unknown as FormerSession;
  });

  const endFormerSession = createAuthMiddleware(async (ctx) => {
    const former = requests.getStore()?.former;
    const answer = ctx.context.newSession;
    if (!former || answer?.user.id !== former.userId || answer.session.token === former.token) return;
    await ctx.context.internalAdapter.deleteSession(former.token);
  });

  const askForVerification = createAuthMiddleware(async (ctx) => {
    const options: unknown = ctx.context.returned;
    if (isAPIError(options) || typeof options !== 'object' || options === null) return;
    return ctx.json({ ...options, userVerification: 'required' });
  });

  return {
    id: 'sign-in-guard',
    hooks: {
      before: [
        { matcher: ({ path }) => isOfAccount(path), handler: refuseBoundSession },
        { matcher: ({ path }) => FRESH_PATHS.has(path ?? ''), handler: askForFreshSignIn },
        {
          matcher: ({ path }) => path === PASSKEY_SIGN_IN || NAMES_PASSKEY.has(path ?? ''),
          handler: checkPasskey,
        },
        {
          matcher: ({ path }) => path === PASSKEY_SIGN_IN || path === '/change-password',
          handler: noteFormerSession,
        },
        { matcher: ({ path }) => SECOND_FACTOR_PATHS.has(path ?? ''), handler: refuseTrustedDevice },
        {
          matcher: ({ path }) => path === '/change-password' || path === '/reset-password',
          handler: checkNewPassword,
        },
        { matcher: ({ path }) => isCounted(path), handler: beginAttempt },
      ],
      after: [
        { matcher: ({ path }) => isCounted(path), handler: settleAttempt },
        { matcher: ({ path }) => path === PASSKEY_SIGN_IN, handler: endFormerSession },
        { matcher: ({ path }) => path === PASSKEY_OPTIONS, handler: askForVerification },
      ],
    },
  };
}

/** The password was right and the second factor is still to come. */
const isHalfway = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer && answer.twoFactorRedirect === true;

interface Passkey {
  id?: unknown;
}

const bodyOf = (ctx: HookContext): Record<string, unknown> =>
  typeof ctx.body === 'object' && ctx.body !== null ? (ctx.body as Record<string, unknown>) : {};

/** Whose password or second factor is about to be tried; null when the request names nobody and will be refused. */
async function emailOf(ctx: HookContext): Promise<string | null> {
  if (ctx.path === '/sign-in/email') {
    const { email } = bodyOf(ctx);
    return typeof email === 'string' ? email : null;
  }
  if (ctx.path === PASSKEY_SIGN_IN) return emailOfPasskey(ctx);
  const session = await getSessionFromCtx(ctx);
  if (session) return session.user.email;
  return SECOND_FACTOR_PATHS.has(ctx.path ?? '') ? emailOfChallenge(ctx) : null;
}

async function emailOfPasskey(ctx: HookContext): Promise<string | null> {
  const { id } = bodyOf(ctx)['response'] as Passkey;
  const passkey = await ctx.context.adapter.findOne<{ userId: string }>({
    model: 'passkey',
    where: [{ field: 'credentialID', value: String(id) }],
  });
  const user = passkey && (await ctx.context.internalAdapter.findUserById(passkey.userId));
  return user?.email ?? null;
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
