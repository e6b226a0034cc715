import { SqlMigration } from '../sql-migration.ts';

export class Signatures extends SqlMigration {
  readonly name = 'Signatures1764000000013';
  protected readonly sql = `
    -- Public keys with which vendors sign what they publish; for everybody, to verify with.
    create table signing_key (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      -- of the primary key, in lower-case hexadecimal
      fingerprint text not null check (fingerprint ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
      armored text not null,
      key_ids text[] not null,
      user_ids text[] not null,
      algorithm text not null,
      key_created_at timestamptz not null,
      -- null: never
      expires_at timestamptz,
      registered_by uuid not null,
      -- it may be registered anew, when its vendor prolonged it
      registered_at timestamptz not null,
      revoked_at timestamptz,
      revocation_reason text,
      unique (vendor_id, fingerprint),
      check ((revoked_at is null) = (revocation_reason is null))
    );
    create index on signing_key (vendor_id, id);

    -- What came of checking a signature that is a file of a publication. Each publication has checks of its own: those of a
    -- published one say for good what was found then. A check that is asked for again is another row, so that an answer
    -- to the former one comes to nothing.
    create table signature_check (
      id uuid primary key,
      publication_id uuid not null,
      vendor_id uuid not null,
      signature_upload_id uuid not null references upload,
      -- of the file that it signs
      upload_id uuid not null references upload,
      result text not null check (result in ('PENDING','VALID','INVALID','REVOKED_KEY','EXPIRED_KEY','EXPIRED_SIGNATURE',
        'UNFIT_KEY','WEAK','UNKNOWN_KEY','UNREADABLE')),
      -- of the registered key that the signature names
      fingerprint text,
      signed_at timestamptz,
      detail text,
      checked_at timestamptz,
      unique (publication_id, signature_upload_id),
      check ((result = 'PENDING') = (checked_at is null)),
      check ((result = 'PENDING') = (detail is null)),
      foreign key (publication_id, vendor_id) references publication (id, vendor_id)
    );

    call tasuki_wall(array['signing_key','signature_check']);
    grant select, insert, update on signing_key to tasuki_app;
    grant select, insert, delete on signature_check to tasuki_app;

    create policy signed_in on signing_key for select to tasuki_app
      using ((select coalesce(tasuki_organisation(), tasuki_user())) is not null);
    create policy own_insert on signing_key for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation())
      and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER')
    );
    create policy own_update on signing_key for update to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));

    -- A part of the publication: seen by whoever sees it.
    create policy own on signature_check to tasuki_app
      using (vendor_id = (select tasuki_organisation())) with check (vendor_id = (select tasuki_organisation()));
    create policy whole on signature_check for select to tasuki_app
      using ((select true from publication p where p.id = publication_id));
  `;
}
