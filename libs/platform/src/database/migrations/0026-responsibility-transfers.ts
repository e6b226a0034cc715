import { SqlMigration } from '../sql-migration.ts';

export class ResponsibilityTransfers extends SqlMigration {
  readonly name = 'ResponsibilityTransfers1764000000026';
  protected readonly sql = `
    -- What passes over from a vendor to a hospital when the support of a release ends: agreed item by item, signed by both.
    create table responsibility_transfer (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      hospital_id uuid not null references organisation,
      release_id uuid not null references release,
      vendor_signed_by uuid,
      vendor_signed_at timestamptz,
      hospital_signed_by uuid,
      hospital_signed_at timestamptz,
      created_at timestamptz not null,
      check ((vendor_signed_by is null) = (vendor_signed_at is null)),
      check ((hospital_signed_by is null) = (hospital_signed_at is null)),
      -- the items carry both for row-level security
      unique (id, vendor_id, hospital_id)
    );
    -- one at a time; what is to pass over later is another one
    create unique index responsibility_transfer_open on responsibility_transfer (hospital_id, release_id)
      where vendor_signed_at is null or hospital_signed_at is null;
    create index on responsibility_transfer (hospital_id, release_id);
    create index on responsibility_transfer (hospital_id, id);
    create index on responsibility_transfer (vendor_id, id);

    create table responsibility_transfer_item (
      id uuid primary key,
      transfer_id uuid not null,
      vendor_id uuid not null,
      hospital_id uuid not null,
      -- its place, which stays when it is proposed anew
      number int not null check (number >= 1),
      version int not null check (version >= 1),
      kind text not null check (kind in ('LAST_UPDATES','PORTS_AND_ADDRESSES','HARDENING','DOCUMENTS','DECOMMISSIONING','OTHER')),
      text text not null,
      effective_on date not null,
      -- null: all of the hospital's
      site_ids uuid[] check (site_ids <> '{}'),
      state text not null check (state in ('PROPOSED','ACCEPTED','CONTESTED','REPLACED','WITHDRAWN')),
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      answered_by uuid,
      answered_at timestamptz,
      -- why it is contested
      note text,
      check ((answered_by is null) = (answered_at is null)),
      check (state not in ('ACCEPTED','CONTESTED') or answered_by is not null),
      check (state <> 'CONTESTED' or note is not null),
      unique (transfer_id, number, version),
      foreign key (transfer_id, vendor_id, hospital_id) references responsibility_transfer (id, vendor_id, hospital_id)
    );
    create unique index responsibility_transfer_item_standing on responsibility_transfer_item (transfer_id, number)
      where state in ('PROPOSED','ACCEPTED','CONTESTED');

    call tasuki_wall(array['responsibility_transfer','responsibility_transfer_item']);
    grant select, insert on responsibility_transfer, responsibility_transfer_item to tasuki_app;
    grant update (vendor_signed_by, vendor_signed_at, hospital_signed_by, hospital_signed_at) on responsibility_transfer to tasuki_app;
    grant update (state, answered_by, answered_at, note) on responsibility_transfer_item to tasuki_app;

    create policy party on responsibility_transfer for select to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id));
    create policy party_update on responsibility_transfer for update to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id))
      with check ((select tasuki_organisation()) in (vendor_id, hospital_id));
    -- of the own releases, to hospitals that the vendor deals with
    create policy propose on responsibility_transfer for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation()) and vendor_signed_at is null and hospital_signed_at is null
      and (select true from release r where r.id = release_id and r.vendor_id = responsibility_transfer.vendor_id)
      and (select true from relationship r where r.vendor_id = responsibility_transfer.vendor_id
             and r.hospital_id = responsibility_transfer.hospital_id and r.state = 'ACTIVE')
    );
    create policy party on responsibility_transfer_item for select to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id));
    create policy party_update on responsibility_transfer_item for update to tasuki_app
      using ((select tasuki_organisation()) in (vendor_id, hospital_id))
      with check ((select tasuki_organisation()) in (vendor_id, hospital_id));
    create policy propose on responsibility_transfer_item for insert to tasuki_app
      with check (vendor_id = (select tasuki_organisation()) and state = 'PROPOSED');
  `;
}
