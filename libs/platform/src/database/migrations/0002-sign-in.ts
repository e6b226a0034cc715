import { SqlMigration } from '../sql-migration.ts';

/**
 * better-auth's tables, as its own compileMigrations() gives them for the options in sign-in/better-auth.ts, hence their
 * column names; a test asks it whether anything is missing. Ours besides: failed sign-ins, and the announcement of
 * whatever ends or changes a session, which every process hears.
 */
export class SignIn0002 extends SqlMigration {
  readonly name = 'SignIn1764000000002';
  protected readonly sql = `
    create table auth."user" (
      "id" uuid primary key default gen_random_uuid(),
      "name" text not null,
      "email" text not null unique check ("email" = lower("email")),
      "emailVerified" boolean not null,
      "image" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      "twoFactorEnabled" boolean
    );

    create table auth."session" (
      "id" uuid primary key default gen_random_uuid(),
      "expiresAt" timestamptz not null,
      "token" text not null unique,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null,
      "ipAddress" text,
      "userAgent" text,
      "userId" uuid not null references auth."user" ("id") on delete cascade,
      "activeOrganisationId" uuid,
      "authenticatedAt" timestamptz not null
    );
    create index "session_userId_idx" on auth."session" ("userId");
    create index "session_expiresAt_idx" on auth."session" ("expiresAt");

    create table auth."account" (
      "id" uuid primary key default gen_random_uuid(),
      "accountId" text not null,
      "providerId" text not null,
      "userId" uuid not null references auth."user" ("id") on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz,
      "scope" text,
      "password" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null,
      unique ("providerId", "accountId")
    );
    create index "account_userId_idx" on auth."account" ("userId");

    create table auth."verification" (
      "id" uuid primary key default gen_random_uuid(),
      "identifier" text not null,
      "value" text not null,
      "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now()
    );
    create index "verification_identifier_idx" on auth."verification" ("identifier");
    create index "verification_value_idx" on auth."verification" ("value");

    create table auth."twoFactor" (
      "id" uuid primary key default gen_random_uuid(),
      "secret" text not null,
      "backupCodes" text not null,
      "userId" uuid not null references auth."user" ("id") on delete cascade,
      "verified" boolean,
      "failedVerificationCount" integer,
      "lockedUntil" timestamptz
    );
    create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
    create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

    create table auth."rateLimit" (
      "id" uuid primary key default gen_random_uuid(),
      "key" text not null unique,
      "count" integer not null,
      "lastRequest" bigint not null
    );

    -- Keyed by a keyed hash of the e-mail address: what is typed into the form need not belong to any account.
    create table auth.sign_in_failure (
      account_key text primary key,
      failures smallint not null,
      counted_since timestamptz not null,
      locked_until timestamptz
    );
    create index sign_in_failure_counted_since_idx on auth.sign_in_failure (counted_since);

    -- Tells every process to forget what it remembers of a user's, or an API key's, credentials.
    create function auth.announce_revoked(subject_id uuid) returns void
    language sql as $$ select pg_notify('tasuki_revoked', subject_id::text) $$;
    revoke all on function auth.announce_revoked from public;

    create function auth.session_changed() returns trigger language plpgsql as $$
    begin
      perform auth.announce_revoked(old."userId");
      return null;
    end $$;
    create trigger session_ended after delete on auth."session"
      for each row execute function auth.session_changed();
    create trigger session_changed after update of "activeOrganisationId", "authenticatedAt" on auth."session"
      for each row execute function auth.session_changed();

    create function auth.user_changed() returns trigger language plpgsql as $$
    begin
      perform auth.announce_revoked(old."id");
      return null;
    end $$;
    create trigger user_changed after update of "name", "email", "twoFactorEnabled" on auth."user"
      for each row execute function auth.user_changed();

    grant usage on schema auth to tasuki_app, tasuki_system;
    grant select, insert, update, delete on all tables in schema auth to tasuki_app, tasuki_system;
    grant execute on function auth.announce_revoked to tasuki_app, tasuki_system;
  `;
}
