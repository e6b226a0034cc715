import { SqlMigration } from '../sql-migration.ts';

export class Directory extends SqlMigration {
  readonly name = 'Directory1764000000003';
  protected readonly sql = `
    create table organisation (
      id uuid primary key,
      kind text not null check (kind in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL','AUDITOR','REGULATOR','OPERATOR')),
      -- MAINTAINER, DISTRIBUTOR, LESSOR, REPAIRER; only of a service provider
      service_kinds text[] not null default '{}'
        check (service_kinds <@ array['MAINTAINER','DISTRIBUTOR','LESSOR','REPAIRER'] and (kind = 'SERVICE_PROVIDER' or service_kinds = '{}')),
      name text not null,
      english_name text,
      -- what an organisation tells others so that they can name it: hospitals are not listed anywhere
      code text not null unique check (code ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
      state text not null default 'ADMITTED' check (state in ('ADMITTED','SUSPENDED')),
      created_at timestamptz not null
    );

    create table site (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      name text not null,
      english_name text,
      address text,
      is_active boolean not null default true,
      created_at timestamptz not null
    );
    create index on site (organisation_id);

    create table member (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      user_id uuid not null references auth."user" (id),
      name text not null,
      email text not null,
      roles text[] not null check (roles <> '{}'),
      -- null: every site
      site_ids uuid[],
      -- belongs to another organisation and was invited to approve
      is_outside boolean not null default false,
      state text not null default 'ACTIVE' check (state in ('ACTIVE','ENDED')),
      created_at timestamptz not null,
      unique (organisation_id, user_id)
    );
    create index on member (user_id);

    create table invitation (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      email text not null,
      roles text[] not null check (roles <> '{}'),
      site_ids uuid[],
      is_outside boolean not null default false,
      language text not null default 'ja' check (language in ('ja','en')),
      token_hash bytea not null unique,
      invited_by uuid references member,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null
    );
    create index on invitation (organisation_id);

    create table api_key (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      name text not null,
      roles text[] not null check (roles <> '{}'),
      -- the first characters, to tell keys apart
      prefix text not null,
      secret_hash bytea not null unique,
      created_by uuid not null references member,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz
    );
    create index on api_key (organisation_id);

    create table relationship (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      hospital_id uuid not null references organisation,
      state text not null check (state in ('REQUESTED','ACTIVE','ENDED')),
      shares text not null default 'COUNTS' check (shares in ('COUNTS','ASSETS')),
      proposed_by_id uuid not null references organisation,
      proposed_at timestamptz not null,
      confirmed_at timestamptz,
      ended_at timestamptz,
      ended_by_id uuid references organisation,
      check (vendor_id <> hospital_id)
    );
    create unique index relationship_one_at_a_time on relationship (vendor_id, hospital_id) where state <> 'ENDED';
    create index on relationship (hospital_id);

    create table contact (
      id uuid primary key,
      organisation_id uuid not null references organisation,
      site_id uuid references site,
      relationship_id uuid references relationship,
      kind text not null check (kind in ('SECURITY','BACKUP','EMERGENCY')),
      name text not null,
      email text,
      phone text,
      note text,
      created_at timestamptz not null,
      check (email is not null or phone is not null)
    );
    create index on contact (organisation_id);

    create table audit_grant (
      id uuid primary key,
      -- who lets its part of the trail be read
      organisation_id uuid not null references organisation,
      auditor_id uuid not null references organisation,
      -- null: every publication
      publication_id uuid,
      period_from timestamptz,
      period_until timestamptz,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      created_at timestamptz not null
    );
    create index on audit_grant (organisation_id);
    create index on audit_grant (auditor_id);

    call tasuki_wall(array['organisation','site','member','invitation','api_key','relationship','contact','audit_grant']);

    grant select, insert, update on organisation, site, member, invitation, api_key, relationship, contact, audit_grant to tasuki_app;
    grant delete on contact to tasuki_app;

    -- Vendors, auditors and regulators are known to everyone signed in; a hospital only to whom it deals with.
    create policy visible on organisation for select to tasuki_app using (
      (kind not in ('HOSPITAL', 'OPERATOR') and (select tasuki_organisation()) is not null)
      or id = (select tasuki_organisation())
      or exists (select from relationship r where r.hospital_id = organisation.id and r.vendor_id = (select tasuki_organisation()))
      or exists (select from audit_grant g where g.organisation_id = organisation.id and g.auditor_id = (select tasuki_organisation()))
    );
    create policy own on organisation for update to tasuki_app using (id = (select tasuki_organisation()));
    -- For policies: a function is planned once a session, a subquery with all of this table's policies in every statement.
    create function tasuki_organisation_kind() returns text language sql stable as $$
      select kind from organisation where id = tasuki_organisation()
    $$;

    create policy visible on site for select to tasuki_app using (
      organisation_id = (select tasuki_organisation())
      or exists (select from relationship r where r.hospital_id = site.organisation_id
                 and r.vendor_id = (select tasuki_organisation()) and r.state = 'ACTIVE')
    );
    create policy own_insert on site for insert to tasuki_app with check (organisation_id = (select tasuki_organisation()));
    create policy own_update on site for update to tasuki_app using (organisation_id = (select tasuki_organisation()));

    create policy own on member to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
    create policy myself on member for select to tasuki_app using (user_id = (select tasuki_user()));
    create policy own on invitation to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
    create policy own on api_key to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));

    create policy party on relationship to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id))
      with check ((select tasuki_organisation()) in (vendor_id, hospital_id));

    create policy own on contact to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
    -- the other party of an active relationship sees whom to reach; one meant for another relationship stays unseen
    create policy party on contact for select to tasuki_app using (
      exists (select from relationship r
              where r.state = 'ACTIVE' and (select tasuki_organisation()) in (r.vendor_id, r.hospital_id)
                and contact.organisation_id in (r.vendor_id, r.hospital_id)
                and (contact.relationship_id is null or contact.relationship_id = r.id))
    );

    create policy granter on audit_grant to tasuki_app
      using (organisation_id = (select tasuki_organisation())) with check (organisation_id = (select tasuki_organisation()));
    create policy auditor on audit_grant for select to tasuki_app using (auditor_id = (select tasuki_organisation()));
  `;
}
