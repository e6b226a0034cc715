import { SqlMigration } from '../sql-migration.ts';

/** A part of a request is seen by whoever sees the request. */
const OF_VISIBLE = '(select true from information_request r where r.id = request_id)';

export class RequestAttachmentsAndRounds extends SqlMigration {
  readonly name = 'RequestAttachmentsAndRounds1764000000037';
  protected readonly sql = `
    -- A file that goes with a message. What is said of it is as of the upload, which only the side that sent it sees.
    create table request_attachment (
      id uuid primary key,
      message_id uuid not null references request_message,
      request_id uuid not null references information_request,
      -- the side that sent it
      organisation_id uuid not null references organisation,
      is_internal boolean not null,
      upload_id uuid not null references upload,
      position int not null,
      name text not null,
      size_bytes bigint not null,
      sha256 text not null,
      media_type text not null,
      unique (message_id, position)
    );
    create index on request_attachment (upload_id);

    -- One question of a hospital to many vendors, of whom each has a request of its own.
    create table request_round (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      kind text not null check (kind in ('QUESTION','COMPONENT','CHECKLIST')),
      -- which list of items, of a CHECKLIST
      checklist text,
      -- chosen by whoever asks: the same question sent twice is asked once
      key uuid not null,
      title text not null,
      words text not null check (char_length(words) between 1 and 20000),
      asked_at timestamptz not null,
      check ((kind = 'CHECKLIST') = (checklist is not null)),
      unique (hospital_id, key)
    );
    create index on request_round (hospital_id, id);

    alter table information_request add column round_id uuid references request_round;
    alter table information_request drop constraint information_request_check;
    -- a vendor as a whole is asked in a round alone
    alter table information_request add constraint information_request_subject
      check (num_nonnulls(product_id, publication_id) = 1 or (round_id is not null and publication_id is null));
    create index on information_request (round_id, id) where round_id is not null;

    -- What a vendor says to each item of a checklist, with its answer.
    create table checklist_answer (
      request_id uuid not null references information_request,
      vendor_id uuid not null references organisation,
      item text not null,
      answer text not null check (answer in ('YES','NO','NOT_APPLICABLE')),
      confirmed_on date not null,
      -- by when it will be so
      target_on date,
      remark text check (char_length(remark) between 1 and 2000),
      answered_at timestamptz not null,
      primary key (request_id, item),
      check (answer = 'NO' or target_on is null)
    );

    call tasuki_wall(array['request_attachment','request_round','checklist_answer']);
    grant select, insert on request_attachment, request_round to tasuki_app;
    grant select, insert, delete on checklist_answer to tasuki_app;

    create policy party on request_attachment for select to tasuki_app using (
      (not is_internal or organisation_id = (select tasuki_organisation())) and ${OF_VISIBLE}
    );
    create policy send on request_attachment for insert to tasuki_app with check (
      organisation_id = (select tasuki_organisation())
      and (select m.organisation_id = request_attachment.organisation_id and m.is_internal = request_attachment.is_internal
                  and m.request_id = request_attachment.request_id
           from request_message m where m.id = message_id)
    );

    create policy own on request_round to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (hospital_id = (select tasuki_organisation()) and (select tasuki_organisation_kind()) = 'HOSPITAL');
    -- the vendor sees what it is asked, and not who else is
    create policy asked on request_round for select to tasuki_app using (
      exists (select from information_request r
              where r.round_id = request_round.id and r.vendor_id = (select tasuki_organisation()))
    );

    create policy party on checklist_answer for select to tasuki_app using (${OF_VISIBLE});
    create policy answer on checklist_answer for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation())
      and (select r.vendor_id = checklist_answer.vendor_id from information_request r where r.id = request_id)
    );
    -- an answer after a reopening takes the place of the former one
    create policy again on checklist_answer for delete to tasuki_app using (
      vendor_id = (select tasuki_organisation())
    );
  `;
}
