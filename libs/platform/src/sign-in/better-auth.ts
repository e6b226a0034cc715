import type { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Clock, SignInMethod } from '#libs/kernel';
import type { MailOrder } from '../mail/index.ts';
import { preferredLanguage } from './language.ts';
import { signInGuard, type RequestScope } from './guard.ts';
import type { Lockout } from './lockout.ts';
import { passkeys } from './passkeys.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password.ts';
import { singleSignOn } from './single-sign-on.ts';

/** Set by the server on every request it hands over, never taken from outside: what rate limits count by. */
export const CLIENT_ADDRESS_HEADER = 'x-tasuki-client-address';
export const AUTH_PATH = '/auth';

const HOUR_S = 3_600;
const RESET_LINK_VALID_MINUTES = 60;

export interface BetterAuthSettings {
  pool: Pool;
  secret: string;
  baseUrl: string;
  rateLimited: boolean;
  clock: Clock;
  lockout: Lockout;
  requests: AsyncLocalStorage<RequestScope>;
  sendMail(mail: MailOrder): Promise<void>;
  inBackground(work: Promise<unknown>): void;
  onRevoked(userId: string): void;
}

export type BetterAuth = ReturnType<typeof makeBetterAuth>;

export const makeBetterAuth = (settings: BetterAuthSettings) => betterAuth(betterAuthOptions(settings));

/** What of better-auth is used, and how. The tables in migrations 0002 and 0014 follow from this. */
export const betterAuthOptions = (settings: BetterAuthSettings) =>
  ({
    appName: 'Tasuki',
    baseURL: settings.baseUrl,
    basePath: AUTH_PATH,
    secret: settings.secret,
    trustedOrigins: namesOfOrigin(settings.baseUrl),
    database: {
      dialect: new PostgresDialect({ pool: settings.pool }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      resetPasswordTokenExpiresIn: RESET_LINK_VALID_MINUTES * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }, request) =>
        settings.sendMail({
          version: 1,
          to: user.email,
          language: preferredLanguage(request?.headers.get('accept-language')),
          template: 'passwordReset',
          values: {
            name: user.name,
            // After '#', so that the token stays out of every server's log.
            url: `${new URL('/reset-password', settings.baseUrl).href}#token=${token}`,
            validMinutes: RESET_LINK_VALID_MINUTES,
          },
        }),
      onPasswordReset: ({ user }) => settings.lockout.clear(user.email),
    },
    session: {
      expiresIn: 24 * HOUR_S,
      updateAge: HOUR_S,
      freshAge: 0,
      additionalFields: {
        activeOrganisationId: { type: 'string', required: false, input: false },
        authenticatedAt: { type: 'date', required: true, input: false },
        signedInBy: { type: 'string', required: false, input: false },
        ssoOrganisationId: { type: 'string', required: false, input: false },
        lastUsedAt: { type: 'date', required: false, input: false },
      },
    },
    plugins: [
      // Its own lock is off: ours counts passwords and second factors together.
      twoFactor({ issuer: 'Tasuki', accountLockout: { enabled: false } }),
      passkeys(settings.baseUrl),
      singleSignOn(),
      signInGuard(settings.lockout, settings.clock, settings.requests),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session, ctx) => ({
            data: { ...session, ...begun(session, ctx?.path, settings.clock.now(), settings.requests.getStore()) },
          }),
        },
        delete: { after: async (session) => settings.onRevoked(session.userId) },
      },
      user: { update: { after: async (user) => settings.onRevoked(user.id) } },
    },
    rateLimit: {
      enabled: settings.rateLimited,
      storage: 'database',
      // By address of the client: a whole hospital may sit behind one. Guessing is held back by the lockout.
      customRules: {
        '/sign-in/email': { window: 60, max: 30 },
        '/two-factor/*': { window: 60, max: 30 },
        '/passkey/*': { window: 60, max: 60 },
        '/request-password-reset': { window: 60, max: 5 },
      },
    },
    advanced: {
      cookiePrefix: 'tasuki',
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      useSecureCookies: settings.baseUrl.startsWith('https:'),
      // Said here because better-auth switches both off by itself when it believes that it is tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { generateId: 'uuid', validateSchema: false },
      backgroundTasks: { handler: settings.inBackground },
    },
    onAPIError: { throw: true },
    logger: {
      level: 'error',
      log(_level, message, ...details: unknown[]) {
        const cause = details.find((detail) => Error.isError(detail));
        settings.requests.getStore()?.errors.push(cause ?? new Error(message));
      },
    },
    telemetry: { enabled: false },
  }) satisfies BetterAuthOptions;

const METHOD_OF_PATH: Record<string, SignInMethod> = {
  '/sign-in/email': 'PASSWORD',
  '/two-factor/verify-totp': 'TOTP',
  '/two-factor/verify-backup-code': 'BACKUP_CODE',
  '/passkey/verify-authentication': 'PASSKEY',
};

/**
 * What a new session knows of its beginning. It is made only where a password, second factor or passkey was just
 * proven, or where an organisation's provider said when that was. One that takes the place of another of the same person
 * acts for the same organisation.
 */
function begun(session: SessionDraft, path: string | undefined, now: Date, scope: RequestScope | undefined) {
  if (session['signedInBy'] === 'SSO') return {};
  const former = scope?.former?.userId === session.userId ? scope.former : null;
  return {
    authenticatedAt: now,
    signedInBy: METHOD_OF_PATH[path ?? ''] ?? session['signedInBy'] ?? former?.signedInBy,
    activeOrganisationId: session['activeOrganisationId'] ?? former?.activeOrganisationId,
  };
}

type SessionDraft = { userId: string } & Record<string, unknown>;

/** On one's own machine the portal has two names, and people type either. */
function namesOfOrigin(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  const isLoopback = ['localhost', '127.0.0.1'].includes(url.hostname);
  if (!isLoopback) return [url.origin];
  return ['localhost', '127.0.0.1'].map((hostname) => `${url.protocol}//${hostname}${url.port && `:${url.port}`}`);
}
