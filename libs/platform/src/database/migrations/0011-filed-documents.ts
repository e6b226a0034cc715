import { SqlMigration } from '../sql-migration.ts';

export class FiledDocuments extends SqlMigration {
  readonly name = 'FiledDocuments1764000000011';
  protected readonly sql = `
    -- A document that reached a hospital another way, and that it files here for itself.
    create table filed_document (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      kind text not null check (kind in ('MDS2','SBOM','UPDATE_PACKAGE','LIFECYCLE_NOTICE','ADVISORY','SECURITY_GUIDE','QUESTIONNAIRE')),
      title text not null,
      -- how it came
      source text not null check (source in ('MAIL','WEB_SITE','PAPER','MEDIA','VISIT','OTHER')),
      -- from whom, where on the vendor's site
      source_note text,
      received_on date not null,
      filed_by uuid not null,
      filed_at timestamptz not null,
      -- no longer counted; the record stays
      removed_at timestamptz,
      removal_reason text,
      check ((removed_at is null) = (removal_reason is null)),
      unique (id, hospital_id)
    );
    create index on filed_document (hospital_id, id);

    create table filed_document_release (
      filed_document_id uuid not null,
      hospital_id uuid not null,
      release_id uuid not null references release,
      primary key (filed_document_id, release_id),
      foreign key (filed_document_id, hospital_id) references filed_document (id, hospital_id)
    );
    create index on filed_document_release (hospital_id, release_id);

    create table filed_file (
      id uuid primary key,
      filed_document_id uuid not null,
      hospital_id uuid not null,
      upload_id uuid not null references upload,
      position int not null,
      foreign key (filed_document_id, hospital_id) references filed_document (id, hospital_id)
    );
    create unique index on filed_file (filed_document_id, position);
    create index on filed_file (upload_id);

    call tasuki_wall(array['filed_document','filed_document_release','filed_file']);
    grant select, insert, update on filed_document to tasuki_app;
    grant select, insert on filed_document_release, filed_file to tasuki_app;
    create policy own on filed_document to tasuki_app
      using (hospital_id = (select tasuki_organisation())) with check (hospital_id = (select tasuki_organisation()));
    create policy own on filed_document_release to tasuki_app
      using (hospital_id = (select tasuki_organisation())) with check (hospital_id = (select tasuki_organisation()));
    create policy own on filed_file to tasuki_app
      using (hospital_id = (select tasuki_organisation())) with check (hospital_id = (select tasuki_organisation()));
  `;
}
