import { createHash } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { Clock, Id } from '#libs/kernel';
import type { Account } from './account.ts';
import type { SqlRunner } from './sql.ts';

/** Begins a session for whom an organisation's provider vouched for. Called by us; no address leads to it. */
export const singleSignOn = () =>
  ({
    id: 'single-sign-on',
    endpoints: {
      beginSsoSession: createAuthEndpoint(
        {
          method: 'POST',
          requireHeaders: true,
          body: z.object({ userId: z.string(), organisationId: z.string(), authenticatedAt: z.date() }),
        },
        async (ctx) => {
          const { userId, organisationId, authenticatedAt } = ctx.body;
          const user = await ctx.context.internalAdapter.findUserById(userId);
          if (!user) throw new Error('no such account');
          const session = await ctx.context.internalAdapter.createSession(userId, false, {
            signedInBy: 'SSO',
            ssoOrganisationId: organisationId,
            activeOrganisationId: organisationId,
            authenticatedAt,
          });
          await setSessionCookie(ctx, { session, user });
          return { sessionId: session.id };
        },
      ),
    },
  }) satisfies BetterAuthPlugin;

/** Accounts as organisations' providers know them: one subject of one organisation's provider is one account. */
export class SsoAccounts {
  private readonly db: SqlRunner;

  constructor(db: SqlRunner) {
    this.db = db;
  }

  async find(organisationId: Id<'Organisation'>, subject: string, tx: SqlRunner = this.db): Promise<Account | null> {
    const [account] = await tx.sql<Account>(
      `select u."id" as "userId", u."email", u."name", coalesce(u."twoFactorEnabled", false) as "twoFactorEnabled"
       from auth."account" a join auth."user" u on u."id" = a."userId"
       where a."providerId" = $1 and a."accountId" = $2`,
      [providerOf(organisationId), subject],
    );
    return account ?? null;
  }

  /** @returns false when the account is known to this provider under another subject already. */
  async link(organisationId: Id<'Organisation'>, subject: string, userId: string, tx: SqlRunner): Promise<boolean> {
    const made = await tx.sql(
      `insert into auth."account" ("accountId", "providerId", "userId", "updatedAt")
       select $2::text, $1::text, $3::uuid, now()
       where not exists (select from auth."account" where "providerId" = $1 and "userId" = $3::uuid)
       on conflict ("providerId", "accountId") do nothing
       returning "id"`,
      [providerOf(organisationId), subject, userId],
    );
    return made.length > 0;
  }

  /** For a membership that ended: the provider vouches for this person no longer. */
  async unlink(organisationId: Id<'Organisation'>, userId: string, tx: SqlRunner): Promise<void> {
    await tx.sql('delete from auth."account" where "providerId" = $1 and "userId" = $2', [
      providerOf(organisationId),
      userId,
    ]);
    await tx.sql('delete from auth."session" where "ssoOrganisationId" = $1 and "userId" = $2', [
      organisationId,
      userId,
    ]);
  }

  /** Whom another provider is to vouch for from now on is found anew; who is signed in by this one is signed out. */
  async unlinkAll(organisationId: Id<'Organisation'>, tx: SqlRunner): Promise<void> {
    await tx.sql('delete from auth."account" where "providerId" = $1', [providerOf(organisationId)]);
    await tx.sql('delete from auth."session" where "ssoOrganisationId" = $1', [organisationId]);
  }
}

/**
 * What is kept of a sign-in while the person is at their organisation's provider: for ten minutes, and to be taken once.
 * The `state` that it goes by is in the address; only its hash is kept.
 */
export class SsoErrands {
  private readonly db: SqlRunner;
  private readonly clock: Clock;

  constructor(db: SqlRunner, clock: Clock) {
    this.db = db;
    this.clock = clock;
  }

  async keep(state: string, errand: object): Promise<void> {
    await this.db.sql('insert into auth."verification" ("identifier", "value", "expiresAt") values ($1, $2, $3)', [
      errandOf(state),
      JSON.stringify(errand),
      new Date(this.clock.now().getTime() + SSO_ERRAND_SECONDS * 1_000),
    ]);
  }

  /** null when there is none: unknown, taken before, or too old. */
  async take(state: string): Promise<unknown> {
    const [kept] = await this.db.sql<{ value: string; expiresAt: Date }>(
      'delete from auth."verification" where "identifier" = $1 returning "value", "expiresAt"',
      [errandOf(state)],
    );
    return kept && kept.expiresAt > this.clock.now() ? JSON.parse(kept.value) : null;
  }
}

export const SSO_ERRAND_SECONDS = 600;

const errandOf = (state: string) => `sso:${createHash('sha256').update(state).digest('base64url')}`;

const providerOf = (organisationId: Id<'Organisation'>) => `sso:${organisationId}`;
