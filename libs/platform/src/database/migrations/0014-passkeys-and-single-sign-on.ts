import { SqlMigration } from '../sql-migration.ts';

/**
 * The passkey plugin's table, as better-auth's compileMigrations() gives it, hence its column names. Ours besides: how a
 * session began, when it was used last, and to which organisation it is bound when that organisation's own provider
 * vouched for the person.
 */
export class PasskeysAndSingleSignOn extends SqlMigration {
  readonly name = 'PasskeysAndSingleSignOn1764000000014';
  protected readonly sql = `
    create table auth."passkey" (
      "id" uuid primary key default gen_random_uuid(),
      "name" text,
      "publicKey" text not null,
      "userId" uuid not null references auth."user" ("id") on delete cascade,
      "credentialID" text not null unique,
      "counter" integer not null,
      "deviceType" text not null,
      "backedUp" boolean not null,
      "transports" text,
      "createdAt" timestamptz,
      "aaguid" text
    );
    create index "passkey_userId_idx" on auth."passkey" ("userId");
    grant select, insert, update, delete on auth."passkey" to tasuki_app, tasuki_system;

    alter table auth."session"
      -- null: it began before this was written down
      add column "signedInBy" text check ("signedInBy" in ('PASSWORD','TOTP','BACKUP_CODE','PASSKEY','SSO')),
      -- the only organisation that such a session acts for; set just when its provider vouched for the person
      add column "ssoOrganisationId" uuid,
      add column "lastUsedAt" timestamptz,
      add check (("signedInBy" is not distinct from 'SSO') = ("ssoOrganisationId" is not null));
    create index "session_ssoOrganisationId_idx" on auth."session" ("ssoOrganisationId");

    -- An organisation's own identity provider (OpenID Connect).
    create table identity_provider (
      id uuid primary key,
      organisation_id uuid not null unique references organisation,
      issuer text not null,
      client_id text not null,
      -- encrypted with a key that comes from the program's secret
      client_secret bytea not null,
      display_name text not null,
      set_by uuid not null,
      set_at timestamptz not null
    );
    call tasuki_wall(array['identity_provider']);
    grant select, insert, update, delete on identity_provider to tasuki_app;
    create policy own on identity_provider to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
  `;
}
