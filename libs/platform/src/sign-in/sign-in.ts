import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  type Clock,
  conflict,
  forbidden,
  type Id,
  invalidInput,
  newId,
  notFound,
  type SignInMethod,
  unauthenticated,
} from '#libs/kernel';
import type { MailOrder } from '../mail/index.ts';
import type { Account } from './account.ts';
import { inOneForm, NO_SUCH_PATH, readable, refusal } from './answers.ts';
import { AUTH_PATH, type BetterAuth, makeBetterAuth } from './better-auth.ts';
import type { RequestScope } from './guard.ts';
import { Lockout } from './lockout.ts';
import { passkeysRefusedAt } from './passkeys.ts';
import { checkPasswordRules, hashPassword, isPasswordOf, normaliseEmail } from './password.ts';
import { Sessions, USE_NOTED_EVERY_MS } from './sessions.ts';
import { SsoAccounts, SsoErrands } from './single-sign-on.ts';
import { onPool, type SqlRunner } from './sql.ts';

/** Who is signed in, and since when they proved it. */
export interface Identity {
  userId: Id<'User'>;
  sessionId: string;
  email: string;
  name: string;
  /** When this session last proved the password or second factor. */
  authenticatedAt: Date;
  activeOrganisationId: Id<'Organisation'> | null;
  twoFactorEnabled: boolean;
  /** null for a session that began before this was written down. */
  signedInBy: SignInMethod | null;
  /** Set when an organisation's own provider vouched for the person: the session is good for that organisation alone. */
  ssoOrganisationId: Id<'Organisation'> | null;
}

export interface SignInOptions {
  /** Connections of a role with DML on schema auth. */
  pool: Pool;
  /** Signs cookies and encrypts TOTP secrets; at least 32 characters. */
  secret: string;
  /** Where people reach the portal, e.g. `https://tasuki.example`. Over https, cookies are Secure. */
  baseUrl: string;
  clock: Clock;
  /** Queues a mail; is not awaited by whoever asked for a new password, so that its time tells nothing. */
  sendMail(mail: MailOrder): Promise<void>;
  /** Told what was not meant for the person who asked. */
  reportError(error: unknown): void;
  /** In this process, at once: forget what is remembered of this user's sessions. */
  onRevoked?(userId: string): void;
  /** By client address; off for tests and measurements. Default on. */
  rateLimited?: boolean;
}

/** What may be called from outside under `/auth`; everything else of better-auth stays closed. */
const OPEN = new Set([
  'GET /get-session',
  'POST /sign-in/email',
  'POST /sign-out',
  'POST /request-password-reset',
  'POST /reset-password',
  'POST /change-password',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/get-totp-uri',
  'POST /two-factor/generate-backup-codes',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/update-passkey',
  'POST /passkey/delete-passkey',
]);

interface SsoSession {
  userId: Id<'User'>;
  organisationId: Id<'Organisation'>;
  authenticatedAt: Date;
}

interface ConfirmingUser {
  email: string;
  hasSecondFactor: boolean | null;
  hasPassword: boolean;
  isBySso: boolean;
}

const NewAccount = z.object({ email: z.email().max(254), name: z.string().trim().min(1).max(200) });

/** Accounts and sessions of people, by better-auth. Programs' API keys belong to organisations and are not here. */
export class SignIn {
  /** @internal for the test that compares the migrated tables */
  readonly betterAuth: BetterAuth;
  readonly sessions: Sessions;
  readonly ssoAccounts: SsoAccounts;
  readonly ssoErrands: SsoErrands;
  private readonly options: SignInOptions;
  private readonly db: SqlRunner;
  private readonly lockout: Lockout;
  private readonly requests = new AsyncLocalStorage<RequestScope>();
  private readonly background = new Set<Promise<unknown>>();

  constructor(options: SignInOptions) {
    this.options = options;
    this.db = onPool(options.pool);
    this.sessions = new Sessions(this.db, (userId) => this.revoked(userId));
    this.ssoAccounts = new SsoAccounts(this.db);
    this.ssoErrands = new SsoErrands(this.db, options.clock);
    this.lockout = new Lockout(this.db, options.clock, options.secret);
    this.betterAuth = makeBetterAuth({
      pool: options.pool,
      secret: options.secret,
      baseUrl: options.baseUrl,
      clock: options.clock,
      sendMail: (mail) => options.sendMail(mail),
      rateLimited: options.rateLimited ?? true,
      lockout: this.lockout,
      requests: this.requests,
      inBackground: (work) => this.inBackground(work),
      onRevoked: (userId) => this.revoked(userId),
    });
  }

  /** Answers a request below `/auth`; refusals have the closed shape of plain routes. Never rejects. */
  async handler(request: Request, requestId: string): Promise<Response> {
    try {
      if (!isOpen(request)) throw NO_SUCH_PATH;
      if (new URL(request.url).pathname.startsWith(`${AUTH_PATH}/passkey/`)) {
        const refused = passkeysRefusedAt(this.options.baseUrl, request.headers.get('host'));
        if (refused) throw refused;
      }
      await checkJson(request);
      return await this.withBetterAuth(async (scope) => {
        const response = await this.betterAuth.handler(request);
        if (response.status >= 500 && !(await isUnfitPasskey(response)))
          throw scope.errors.at(-1) ?? new Error(`better-auth answered ${response.status}`);
        return inOneForm(response, requestId);
      });
    } catch (error) {
      return refusal(readable(error), requestId);
    }
  }

  /**
   * Whose session cookie this is; null without one, or when it has ended. Prolongs nothing: `GET /auth/get-session` does.
   * @throws UNAVAILABLE
   */
  async identify(headers: IncomingHttpHeaders | Headers): Promise<Identity | null> {
    const cookie = headers instanceof Headers ? headers.get('cookie') : headers.cookie;
    if (!cookie) return null;
    const found = await this.withBetterAuth((scope) =>
      this.betterAuth.api
        .getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
        .catch((error: unknown) => {
          throw scope.errors.at(-1) ?? error;
        }),
    );
    if (!found) return null;
    const { session, user } = found;
    this.noteUse(session.id, session.lastUsedAt ?? session.createdAt);
    return {
      userId: user.id,
      sessionId: session.id,
      email: user.email,
      name: user.name,
      authenticatedAt: new Date(session.authenticatedAt),
      activeOrganisationId: session.activeOrganisationId ?? null,
      twoFactorEnabled: user.twoFactorEnabled ?? false,
      signedInBy: (session.signedInBy as SignInMethod | null | undefined) ?? null,
      ssoOrganisationId: session.ssoOrganisationId ?? null,
    };
  }

  /** The signed session cookie of a request, to remember its identity by; null when it sends none. */
  async credentialOf(headers: IncomingHttpHeaders | Headers): Promise<string | null> {
    const cookies = (headers instanceof Headers ? headers.get('cookie') : headers.cookie) ?? '';
    const { name } = (await this.betterAuth.$context).authCookies.sessionToken;
    for (const pair of cookies.split(';')) {
      const [key, ...value] = pair.trim().split('=');
      if (key === name) return value.join('=');
    }
    return null;
  }

  /**
   * Makes an account whose address counts as verified: an invitation came by mail, or the operator or an organisation's
   * provider vouches for it. Who came by a provider has no password until they ask for one by mail.
   * @param tx the caller's transaction, so that no account is left without its membership.
   * @throws INVALID_INPUT, CONFLICT `sign_in.account_exists`
   */
  async createAccount(
    input: { email: string; name: string; password: string | null },
    tx: SqlRunner = this.db,
  ): Promise<Account> {
    const parsed = NewAccount.safeParse({ email: normaliseEmail(input.email), name: input.name });
    if (!parsed.success) throw refusedFields(parsed.error);
    const { email, name } = parsed.data;
    const { password } = input;
    if (password !== null) checkPasswordRules(password, email);

    const userId = newId<'User'>();
    const made = await tx.sql(
      `insert into auth."user" ("id", "name", "email", "emailVerified", "twoFactorEnabled")
       values ($1, $2, $3, true, false)
       on conflict ("email") do nothing
       returning "id"`,
      [userId, name, email],
    );
    if (made.length === 0) {
      throw conflict(
        'sign_in.account_exists',
        'There is an account with this e-mail address already. Sign in with it.',
      );
    }
    if (password !== null) {
      await tx.sql(
        `insert into auth."account" ("accountId", "providerId", "userId", "password", "updatedAt")
         values ($1::text, 'credential', $1::uuid, $2, now())`,
        [userId, await hashPassword(password)],
      );
    }
    return { userId, email, name, twoFactorEnabled: false };
  }

  /**
   * Signs in whom an organisation's provider vouched for, and for that organisation alone. Returns the cookies to set.
   * @param headers of the request, and CLIENT_ADDRESS_HEADER with where it came from.
   */
  async beginSsoSession(session: SsoSession, headers: Headers): Promise<string[]> {
    const answer = await this.withBetterAuth(() =>
      this.betterAuth.api.beginSsoSession({ body: session, headers, returnHeaders: true }),
    );
    return answer.headers.getSetCookie();
  }

  async accountByEmail(email: string, tx: SqlRunner = this.db): Promise<Account | null> {
    const [account] = await tx.sql<Account>(
      `select "id" as "userId", "email", "name", coalesce("twoFactorEnabled", false) as "twoFactorEnabled"
       from auth."user" where "email" = $1`,
      [normaliseEmail(email)],
    );
    return account ?? null;
  }

  /**
   * For which of their organisations the person acts from now on. Whether they belong to it is the caller's to check.
   * @throws UNAUTHENTICATED when the session has ended.
   */
  async setActiveOrganisation(
    sessionId: string,
    organisationId: Id<'Organisation'> | null,
    tx: SqlRunner = this.db,
  ): Promise<void> {
    const [session] = await tx.sql<{ userId: string }>(
      'update auth."session" set "activeOrganisationId" = $2 where "id" = $1 returning "userId"',
      [sessionId, organisationId],
    );
    if (!session) throw unauthenticated();
    this.revoked(session.userId);
  }

  /** Signs a person out everywhere, half-finished sign-ins and links for a new password included. */
  async endSessions(userId: string, tx: SqlRunner = this.db): Promise<void> {
    await tx.sql('delete from auth."session" where "userId" = $1', [userId]);
    await tx.sql('delete from auth."verification" where "value" = $1', [userId]);
    this.revoked(userId);
  }

  /** Whether this is the account's password. Counts nothing: for people at a keyboard use `confirmPassword`. */
  async checkPassword(userId: string, password: string): Promise<boolean> {
    const [account] = await this.db.sql<{ password: string }>(
      `select "password" from auth."account"
       where "userId" = $1 and "providerId" = 'credential' and "password" is not null`,
      [userId],
    );
    return account !== undefined && isPasswordOf(account.password, password);
  }

  /**
   * Proves the password again within a session, for acts that ask for a fresh sign-in. Returns the new `authenticatedAt`.
   * @throws FORBIDDEN `sign_in.wrong_password`, or what to do instead: `sign_in.sign_in_anew` with a second factor,
   * `sign_in.sso_sign_in_anew` by single sign-on, `sign_in.no_password`; RATE_LIMITED `sign_in.locked_out`;
   * UNAUTHENTICATED when the session ended.
   */
  async confirmPassword(sessionId: string, userId: string, password: string): Promise<Date> {
    const [user] = await this.db.sql<ConfirmingUser>(
      `select "email", "twoFactorEnabled" as "hasSecondFactor",
              exists (select from auth."account" where "userId" = $1 and "password" is not null) as "hasPassword",
              exists (select from auth."session" where "id" = $2 and "ssoOrganisationId" is not null) as "isBySso"
       from auth."user" where "id" = $1`,
      [userId, sessionId],
    );
    if (!user) throw notFound('account');
    if (user.isBySso) {
      throw forbidden(
        'sign_in.sso_sign_in_anew',
        "You signed in with your organisation's provider: sign in with it again.",
      );
    }
    if (!user.hasPassword) {
      throw forbidden('sign_in.no_password', 'Your account has no password: prove your passkey, or sign in anew.');
    }
    if (user.hasSecondFactor) {
      throw forbidden(
        'sign_in.sign_in_anew',
        'Your account has a second factor: prove your passkey, or sign out and sign in again with both.',
      );
    }
    const attempt = await this.lockout.begin(user.email);
    try {
      if (!(await this.checkPassword(userId, password))) {
        attempt.failed();
        throw forbidden('sign_in.wrong_password', 'This is not your password.');
      }
      await attempt.succeeded();
    } finally {
      await attempt.abandon();
    }
    const authenticatedAt = this.options.clock.now();
    const ofSession = await this.db.sql(
      `update auth."session" set "authenticatedAt" = $3
       where "id" = $1 and "userId" = $2 and "expiresAt" > now() returning "id"`,
      [sessionId, userId, authenticatedAt],
    );
    if (ofSession.length === 0) throw unauthenticated();
    this.revoked(userId);
    return authenticatedAt;
  }

  /** Removes what has run out: sessions, half-finished sign-ins, counted failures. Call it now and then. */
  async sweep(): Promise<void> {
    await this.db.sql('delete from auth."session" where "expiresAt" < now()');
    await this.db.sql('delete from auth."verification" where "expiresAt" < now()');
    await this.db.sql(`delete from auth.sign_in_failure where counted_since < $1::timestamptz - interval '1 day'`, [
      this.options.clock.now(),
    ]);
  }

  /** Resolves when nothing works in the background any more: before the pool is closed. */
  async drain(): Promise<void> {
    while (this.background.size > 0) await Promise.allSettled(this.background);
  }

  private async withBetterAuth<T>(work: (scope: RequestScope) => Promise<T>): Promise<T> {
    const scope: RequestScope = { attempt: null, errors: [], former: null };
    try {
      return await this.requests.run(scope, () => work(scope));
    } catch (error) {
      const refused = readable(error);
      if (refused.code === 'INTERNAL' || refused.code === 'UNAVAILABLE') this.options.reportError(error);
      throw refused;
    } finally {
      await scope.attempt?.abandon().catch(this.options.reportError);
    }
  }

  private noteUse(sessionId: string, notedAt: Date): void {
    const now = this.options.clock.now();
    if (now.getTime() - new Date(notedAt).getTime() < USE_NOTED_EVERY_MS) return;
    this.inBackground(this.sessions.noteUse(sessionId, now));
  }

  private inBackground(work: Promise<unknown>): void {
    const tracked = work.catch(this.options.reportError).finally(() => this.background.delete(tracked));
    this.background.add(tracked);
  }

  private revoked(userId: string): void {
    this.options.onRevoked?.(userId);
  }
}

export const createSignIn = (options: SignInOptions): SignIn => new SignIn(options);

const isOpen = (request: Request): boolean => {
  const { pathname } = new URL(request.url);
  return pathname.startsWith(`${AUTH_PATH}/`) && OPEN.has(`${request.method} ${pathname.slice(AUTH_PATH.length)}`);
};

/** The plugin calls it an error of its own when a browser's answer does not hold. */
async function isUnfitPasskey(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown } | null;
  return body?.code === 'FAILED_TO_VERIFY_REGISTRATION';
}

/** better-auth would call it an error of its own. @throws INVALID_INPUT */
async function checkJson(request: Request): Promise<void> {
  const text = await request.clone().text();
  if (text === '') return;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  } catch {
    // falls through to the one refusal
  }
  throw invalidInput('sign_in.bad_body', 'Send a JSON object.');
}

const refusedFields = (error: z.ZodError) =>
  invalidInput(
    'sign_in.bad_account',
    'Give an e-mail address and a name of at most 200 characters.',
    error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: 'sign_in.bad_account', message })),
  );
