import { SqlMigration } from '../sql-migration.ts';

export class Evidence extends SqlMigration {
  readonly name = 'Evidence1764000000023';
  protected readonly sql = `
    -- Something above publishing keeps it: it does not expire, and is downloaded under its own id by whoever that lets.
    alter table upload add column is_kept boolean not null default false;

    -- A file that shows what was done in a step of an update. What is said of it is as of the upload, which only the organisation
    -- that sent it sees.
    create table update_evidence (
      id uuid primary key,
      step_id uuid not null references update_step,
      application_id uuid not null references update_application,
      hospital_id uuid not null,
      vendor_id uuid not null,
      upload_id uuid not null references upload,
      position int not null,
      name text not null,
      size_bytes bigint not null,
      sha256 text not null,
      media_type text not null,
      unique (step_id, position)
    );
    create index on update_evidence (application_id);
    create index on update_evidence (upload_id);

    call tasuki_wall(array['update_evidence']);
    grant select, insert on update_evidence to tasuki_app;
    create policy whole on update_evidence for select to tasuki_app using (
      (select tasuki_organisation()) in (hospital_id, vendor_id)
      and (select true from update_application a where a.id = application_id)
    );
    create policy own_insert on update_evidence for insert to tasuki_app
      with check (hospital_id = (select tasuki_organisation()));
    create policy shared_insert on update_evidence for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation())
      and exists (select from relationship r
                  where r.vendor_id = update_evidence.vendor_id and r.hospital_id = update_evidence.hospital_id
                    and r.state = 'ACTIVE' and r.shares = 'ASSETS')
    );
  `;
}
