import { SqlMigration } from '../sql-migration.ts';

/** A version is seen by whoever sees the answer; what was proposed or sent back by the vendor alone. */
const OF_VISIBLE = '(select true from published_answer a where a.id = answer_id)';

/** What the figures of a vendor are computed from. */
const OF_CLOCK = `('request.asked','request.paused','request.resumed','request.answered','request.declined','request.reopened','request.overdue')`;

export class PublishedAnswers extends SqlMigration {
  readonly name = 'PublishedAnswers1764000000038';
  protected readonly sql = `
    -- What a text is found by: its words in letters and digits whole, and every two characters that stand together in
    -- Japanese, which writes no spaces. Two hiragana are grammar in nearly every sentence, and say nothing.
    create function tasuki_grams(content text) returns text[]
    language sql immutable strict parallel safe as $$
      with run as (
        select found[1] as text
        from regexp_matches(lower(normalize(content, NFKC)), '([0-9a-z._-]{2,}|[々〆ヵヶぁ-ゖァ-ヺー一-鿿㐀-䶿]{2,})', 'g') found
      ), gram as (
        select case when text ~ '^[0-9a-z._-]' then trim(trailing '._-' from text) else substr(text, place, 2) end as text
        from run, generate_series(1, case when run.text ~ '^[0-9a-z._-]' then 1 else length(run.text) - 1 end) place
      )
      select coalesce(array_agg(distinct text), '{}') from gram where length(text) > 1 and text !~ '^[ぁ-ゖー]+$'
    $$;

    -- An answer that a vendor gives to all who have what it is about, whoever asked.
    create table published_answer (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      product_id uuid references product,
      release_id uuid references release,
      publication_id uuid references publication,
      published_at timestamptz,
      withdrawn_at timestamptz,
      withdrawal_reason text,
      check (num_nonnulls(product_id, publication_id) = 1),
      check (release_id is null or product_id is not null),
      check ((withdrawn_at is null) = (withdrawal_reason is null)),
      check (withdrawn_at is null or published_at is not null)
    );
    create index on published_answer (vendor_id, id);

    -- Which request was answered. For the vendor alone: it leads to who asked.
    create table published_answer_source (
      answer_id uuid primary key references published_answer,
      vendor_id uuid not null references organisation,
      request_id uuid not null references information_request
    );

    create index on published_answer_source (request_id);

    -- What it says. The words never change: a correction is another version.
    create table published_answer_version (
      id uuid primary key,
      answer_id uuid not null references published_answer,
      vendor_id uuid not null references organisation,
      number int not null check (number > 0),
      state text not null check (state in ('PROPOSED','SENT_BACK','IN_FORCE','REPLACED')),
      title text not null,
      question text not null check (char_length(question) between 1 and 20000),
      words text not null check (char_length(words) between 1 and 20000),
      proposed_by_id uuid not null,
      proposed_at timestamptz not null,
      decided_by_id uuid,
      decided_at timestamptz,
      send_back_reason text,
      grams text[] not null generated always as (tasuki_grams(title || chr(10) || question || chr(10) || words)) stored,
      unique (answer_id, number),
      check ((state = 'PROPOSED') = (decided_at is null)),
      check ((state = 'SENT_BACK') = (send_back_reason is not null)),
      -- nobody releases what they wrote
      check (state not in ('IN_FORCE','REPLACED') or decided_by_id <> proposed_by_id)
    );
    create unique index published_answer_proposed on published_answer_version (answer_id) where state = 'PROPOSED';
    create unique index published_answer_in_force on published_answer_version (answer_id) where state = 'IN_FORCE';

    -- Publications that were drafted from an answer.
    create table request_publication (
      request_id uuid not null references information_request,
      publication_id uuid primary key references publication,
      vendor_id uuid not null references organisation,
      drafted_at timestamptz not null
    );
    create index on request_publication (request_id, publication_id);

    -- A hospital finds what it asked itself.
    alter table request_message add column grams text[] generated always as
      (case when kind = 'QUESTION' then tasuki_grams(words) end) stored;

    -- The figures of a vendor are computed from these events: those that it acted in, and those that concern it.
    create index event_of_clock_by on trail.event (organisation_id, recorded_at) include (subject_id, kind, id) where kind in ${OF_CLOCK};
    create index event_of_clock_to on trail.event (counterpart_id, recorded_at) include (subject_id, kind, id) where kind in ${OF_CLOCK};

    call tasuki_wall(array['published_answer','published_answer_source','published_answer_version','request_publication']);
    grant select, insert on published_answer, published_answer_source, request_publication, published_answer_version to tasuki_app;
    grant update (published_at, withdrawn_at, withdrawal_reason) on published_answer to tasuki_app;
    grant update (state, decided_by_id, decided_at, send_back_reason) on published_answer_version to tasuki_app;

    create policy own on published_answer to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation())
                  and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER'));
    -- Whoever deals with the vendor and has the product; of a publication, whoever it was delivered to and may read it.
    create policy entitled on published_answer for select to tasuki_app using (
      published_at is not null
      and exists (select from relationship d where d.vendor_id = published_answer.vendor_id
                  and d.hospital_id = (select tasuki_organisation()) and d.state = 'ACTIVE')
      and case when publication_id is not null then
            exists (select from delivery v where v.publication_id = published_answer.publication_id
                    and v.hospital_id = (select tasuki_organisation()) and v.delivered_at is not null)
          else
            exists (select from release r join asset a on a.release_id = r.id
                    where r.product_id = published_answer.product_id and a.hospital_id = (select tasuki_organisation())
                      and a.status in ('IN_USE','STORED'))
            or exists (select from release r join installed_base_line l on l.release_id = r.id
                       where r.product_id = published_answer.product_id and l.hospital_id = (select tasuki_organisation())
                         and l.vendor_id = published_answer.vendor_id and l.state = 'LISTED')
            or exists (select from evaluation e
                       where e.product_id = published_answer.product_id and e.hospital_id = (select tasuki_organisation())
                         and e.state = 'CONSENTED')
          end
    );

    create policy own on published_answer_source to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation())
                  and exists (select from information_request r
                              where r.id = request_id and r.vendor_id = published_answer_source.vendor_id)
                  and exists (select from published_answer a
                              where a.id = answer_id and a.vendor_id = published_answer_source.vendor_id));

    create policy own on published_answer_version to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation())
                  and exists (select from published_answer a
                              where a.id = answer_id and a.vendor_id = published_answer_version.vendor_id));
    create policy entitled on published_answer_version for select to tasuki_app
      using (state in ('IN_FORCE','REPLACED') and ${OF_VISIBLE});

    create policy own on request_publication to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (vendor_id = (select tasuki_organisation())
                  and exists (select from information_request r
                              where r.id = request_id and r.vendor_id = request_publication.vendor_id)
                  and exists (select from publication p
                              where p.id = publication_id and p.vendor_id = request_publication.vendor_id));
    -- The hospital that asked, once it may read the publication.
    create policy asked on request_publication for select to tasuki_app using (
      (select true from information_request r where r.id = request_id and r.hospital_id = (select tasuki_organisation()))
      and exists (select from publication p where p.id = publication_id)
    );
  `;
}
