import { SqlMigration } from '../sql-migration.ts';

/** A part of a request is seen by whoever sees the request. */
const OF_VISIBLE = '(select true from information_request r where r.id = request_id)';

export class InformationRequests extends SqlMigration {
  readonly name = 'InformationRequests1764000000035';
  protected readonly sql = `
    -- Within how many hours a vendor promises to answer. What it does not promise has no row.
    create table response_promise (
      vendor_id uuid not null references organisation,
      urgency text not null check (urgency in ('URGENT','NORMAL','LOW')),
      hours int not null check (hours between 1 and 8760),
      published_at timestamptz not null,
      primary key (vendor_id, urgency)
    );

    -- A hospital's question to a vendor, with a clock.
    create table information_request (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      vendor_id uuid not null references organisation,
      product_id uuid references product,
      release_id uuid references release,
      publication_id uuid references publication,
      mds2_question_id text,
      component text,
      vulnerability text,
      -- of a publication for named members alone: who may read of it in the hospital
      reader_ids uuid[],
      title text not null,
      urgency text not null check (urgency in ('URGENT','NORMAL','LOW')),
      state text not null check (state in ('OPEN','ANSWERED','DECLINED','CLOSED','REOPENED')),
      decline_reason text check (decline_reason in
        ('NOT_OUR_PRODUCT','CONFIDENTIAL','SUPPORT_ENDED','NOT_CONTRACTED','NOT_AVAILABLE','ANSWERED_ELSEWHERE','OTHER')),
      asked_at timestamptz not null,
      -- as it was promised when it was asked; null: nothing was
      promised_hours int,
      -- asked, or reopened last
      clock_started_at timestamptz not null,
      -- moved by each pause when it ends
      due_at timestamptz,
      -- the vendor waits for the hospital
      paused_since timestamptz,
      overdue_noted_at timestamptz,
      -- answered or declined
      settled_at timestamptz,
      closed_at timestamptz,
      check (num_nonnulls(product_id, publication_id) = 1),
      check (release_id is null or product_id is not null),
      check (num_nonnulls(mds2_question_id, component, vulnerability) <= 1),
      check ((promised_hours is null) = (due_at is null)),
      check (paused_since is null or state in ('OPEN','REOPENED')),
      check ((state in ('OPEN','REOPENED')) = (settled_at is null)),
      check ((state = 'CLOSED') = (closed_at is not null)),
      check (state <> 'DECLINED' or decline_reason is not null)
    );
    create index on information_request (hospital_id, id);
    create index on information_request (vendor_id, id);
    create index information_request_open_of_hospital on information_request (hospital_id, id) where state in ('OPEN','REOPENED');
    create index information_request_open_of_vendor on information_request (vendor_id, id) where state in ('OPEN','REOPENED');
    create index information_request_due on information_request (due_at, id)
      where state in ('OPEN','REOPENED') and overdue_noted_at is null and due_at is not null;

    -- What was said. Never changed.
    create table request_message (
      id uuid primary key,
      request_id uuid not null references information_request,
      kind text not null check (kind in ('QUESTION','REPLY','ANSWER','DECLINE','REOPENING')),
      -- the side that wrote it
      organisation_id uuid not null references organisation,
      user_id uuid,
      api_key_id uuid,
      author_name text,
      words text not null check (char_length(words) between 1 and 20000),
      -- a note that the other side never sees
      is_internal boolean not null,
      waits_for_hospital boolean not null,
      written_at timestamptz not null,
      check (not is_internal or kind = 'REPLY'),
      check (not waits_for_hospital or (kind = 'REPLY' and not is_internal))
    );
    create index on request_message (request_id, id);

    -- When the clock stood still.
    create table request_pause (
      id uuid primary key,
      request_id uuid not null references information_request,
      hospital_id uuid not null references organisation,
      vendor_id uuid not null references organisation,
      from_at timestamptz not null,
      until_at timestamptz,
      check (until_at >= from_at)
    );
    create index on request_pause (request_id, id);
    create unique index request_pause_running on request_pause (request_id) where until_at is null;

    call tasuki_wall(array['response_promise','information_request','request_message','request_pause']);
    grant select, insert, delete on response_promise to tasuki_app;
    grant select, insert on information_request, request_message, request_pause to tasuki_app;
    -- what was asked, and what was promised then, stays as it was
    grant update (state, decline_reason, clock_started_at, due_at, paused_since, overdue_noted_at, settled_at, closed_at)
      on information_request to tasuki_app;
    grant update (until_at) on request_pause to tasuki_app;

    create policy own on response_promise to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation())
                  and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER'));
    create policy published on response_promise for select to tasuki_app
      using ((select tasuki_organisation_kind()) = 'HOSPITAL');

    create policy asked on information_request for select to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy received on information_request for select to tasuki_app
      using (vendor_id = (select tasuki_organisation()));
    create policy ask on information_request for insert to tasuki_app with check (
      hospital_id = (select tasuki_organisation()) and state = 'OPEN'
      and exists (select from relationship d where d.vendor_id = information_request.vendor_id
                  and d.hospital_id = information_request.hospital_id and d.state = 'ACTIVE')
      and (product_id is null
           or exists (select from product p where p.id = product_id and p.vendor_id = information_request.vendor_id
                      and not p.is_outside))
      and (release_id is null
           or exists (select from release r where r.id = release_id and r.product_id = information_request.product_id))
      and (publication_id is null
           or exists (select from publication p
                      where p.id = publication_id and p.vendor_id = information_request.vendor_id))
    );
    create policy answer on information_request for update to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation()) and state <> 'CLOSED');
    create policy resume on information_request for update to tasuki_app
      using (hospital_id = (select tasuki_organisation())
             and (reader_ids is null or (select tasuki_user()) = any (reader_ids)))
      with check (hospital_id = (select tasuki_organisation()) and state in ('OPEN','REOPENED','CLOSED'));

    -- The note of one side is no message to the other.
    create policy party on request_message for select to tasuki_app using (
      (not is_internal or organisation_id = (select tasuki_organisation())) and ${OF_VISIBLE}
    );
    create policy write on request_message for insert to tasuki_app with check (
      organisation_id = (select tasuki_organisation())
      and (select case when kind in ('ANSWER','DECLINE') or waits_for_hospital then r.vendor_id = organisation_id
                       when kind in ('QUESTION','REOPENING') then r.hospital_id = organisation_id
                       else true end
           from information_request r where r.id = request_id)
    );

    create policy party on request_pause for select to tasuki_app using (${OF_VISIBLE});
    create policy wait on request_pause for insert to tasuki_app with check (
      vendor_id = (select tasuki_organisation()) and until_at is null
      and (select true from information_request r
           where r.id = request_id and r.vendor_id = request_pause.vendor_id and r.hospital_id = request_pause.hospital_id)
    );
    create policy resume on request_pause for update to tasuki_app
      using (until_at is null and (select tasuki_organisation()) in (hospital_id, vendor_id) and ${OF_VISIBLE})
      with check (until_at is not null and (select tasuki_organisation()) in (hospital_id, vendor_id));
  `;
}
