import { SqlMigration } from '../sql-migration.ts';

const OWN = '(select tasuki_organisation())';
/** A part of a case is seen by whoever sees the case. */
const OF_VISIBLE = '(select true from shared_case c where c.id = case_id)';
/** By one of the two organisations whose case it is, not by a party. */
const BY_A_SIDE = `(select ${OWN} in (c.vendor_id, c.hospital_id) from shared_case c where c.id = case_id)`;
/** Whoever was named is let in no longer once they left, or their organisation was suspended. */
const NAMED = `
  p.user_id = tasuki_user() and p.organisation_id = tasuki_organisation() and p.state = 'ACCEPTED'
  and exists (select from member m where m.organisation_id = p.organisation_id and m.user_id = p.user_id and m.state = 'ACTIVE')
  and exists (select from organisation o where o.id = p.organisation_id and o.state = 'ADMITTED')`;

export class Cases extends SqlMigration {
  readonly name = 'Cases1764000000039';
  protected readonly sql = `
    -- An incident or a suspected vulnerability that a hospital reports, or a coordinated disclosure of a vendor.
    create table shared_case (
      id uuid primary key,
      kind text not null check (kind in ('SUSPECTED_VULNERABILITY','INCIDENT','DISCLOSURE')),
      vendor_id uuid not null references organisation,
      -- null: a disclosure
      hospital_id uuid references organisation,
      title text not null,
      state text not null check (state in
        ('REPORTED','ACKNOWLEDGED','INVESTIGATING','MITIGATED','CLOSED',
         'RECEIVED','CONFIRMED','NOT_CONFIRMED','EVALUATED','FIX_OR_MITIGATION','ADVISORY_PUBLISHED')),
      version int not null,
      opened_by uuid not null,
      opened_at timestamptz not null,
      closed_at timestamptz,
      release_ids uuid[] not null,
      -- what a hospital reports
      noticed_at timestamptz,
      patient_impact text check (patient_impact in ('NONE','POSSIBLE','ACTUAL','UNKNOWN')),
      asset_count int,
      -- what a vendor coordinates
      source_case_id uuid references shared_case,
      reporter_name text,
      cve_ids text[] not null,
      jvn_ids text[] not null,
      embargo_until date,
      publication_id uuid references publication,
      -- the accounts that are invited by name
      party_ids uuid[] not null,
      check ((kind = 'DISCLOSURE') = (hospital_id is null)),
      check (num_nonnulls(hospital_id, noticed_at, patient_impact, asset_count) in (0, 4)),
      check (kind = 'DISCLOSURE' or (source_case_id is null and reporter_name is null and cve_ids = '{}' and jvn_ids = '{}'
             and embargo_until is null and publication_id is null and party_ids = '{}')),
      -- parties carry both for row-level security, which may not ask in a circle
      unique (id, vendor_id),
      check ((state = 'CLOSED') = (closed_at is not null)),
      check (state <> 'ADVISORY_PUBLISHED' or publication_id is not null)
    );
    create index on shared_case (vendor_id, id);
    create index on shared_case (hospital_id, id);
    create index on shared_case (source_case_id) where source_case_id is not null;

    -- Which devices. How many of which releases they are stands in the case: so much the vendor always learns.
    create table case_asset (
      case_id uuid not null references shared_case,
      asset_id uuid not null references asset,
      hospital_id uuid not null,
      vendor_id uuid not null,
      primary key (case_id, asset_id)
    );

    -- What was said and done, in that order. Never changed; another entry corrects it.
    create table case_entry (
      id uuid primary key,
      case_id uuid not null references shared_case,
      kind text not null check (kind in ('OPENING','REMARK','TOLD','STEP','LESSON','CORRECTION')),
      -- the side or party that wrote it
      organisation_id uuid not null references organisation,
      -- as they were called then: a vendor does not know every organisation that it invites somebody of
      organisation_name text not null,
      organisation_english_name text,
      user_id uuid,
      author_name text,
      words text not null check (char_length(words) between 1 and 20000),
      -- of the own organisation alone
      is_internal boolean not null,
      corrects_id uuid references case_entry,
      to_state text,
      told_whom text check (told_whom in
        ('MINISTRY','REGULATOR','POLICE','CERT','OTHER_HOSPITAL','PATIENTS','VENDOR','INSURER','PRESS','OTHER')),
      told_means text check (told_means in ('PHONE','MAIL','FAX','POST','VISIT','WEB_FORM','MEETING','OTHER')),
      told_at timestamptz,
      written_at timestamptz not null,
      check ((kind = 'CORRECTION') = (corrects_id is not null)),
      check ((kind = 'STEP') = (to_state is not null)),
      check (num_nonnulls(told_whom, told_means, told_at) = case kind when 'TOLD' then 3 else 0 end),
      check (not is_internal or kind not in ('OPENING','STEP'))
    );
    create index on case_entry (case_id, id);

    -- A file that goes with an entry. What is said of it is as of the upload, which only the organisation that sent it sees.
    create table case_file (
      id uuid primary key,
      entry_id uuid not null references case_entry,
      case_id uuid not null references shared_case,
      organisation_id uuid not null references organisation,
      upload_id uuid not null references upload,
      position int not null,
      name text not null,
      size_bytes bigint not null,
      sha256 text not null,
      media_type text not null,
      unique (entry_id, position)
    );
    create index on case_file (upload_id);
    create index on case_file (case_id);

    -- By when a side has to have told, or done, something.
    create table case_clock (
      id uuid primary key,
      case_id uuid not null references shared_case,
      organisation_id uuid not null references organisation,
      basis text not null check (basis in
        ('FDA_30_DAYS','FDA_60_DAYS','EU_24_HOURS','EU_72_HOURS','EU_14_DAYS','EU_ONE_MONTH')),
      aware_at timestamptz not null,
      due_at timestamptz not null check (due_at > aware_at),
      started_by_name text,
      started_at timestamptz not null,
      met_at timestamptz,
      met_words text,
      overdue_noted_at timestamptz,
      check ((met_at is null) = (met_words is null)),
      unique (case_id, organisation_id, basis)
    );
    create index case_clock_due on case_clock (due_at, id) where met_at is null and overdue_noted_at is null;

    -- What one side keeps for itself.
    create table case_internals (
      case_id uuid not null references shared_case,
      organisation_id uuid not null references organisation,
      notes text,
      contacts text,
      measures text,
      version int not null,
      changed_at timestamptz not null,
      primary key (case_id, organisation_id)
    );

    -- Who of other organisations is invited to a disclosure, by name.
    create table case_party (
      id uuid primary key,
      case_id uuid not null references shared_case,
      vendor_id uuid not null references organisation,
      organisation_id uuid not null references organisation,
      organisation_name text not null,
      organisation_english_name text,
      user_id uuid not null,
      name text not null,
      email text not null,
      state text not null check (state in ('INVITED','ACCEPTED','REMOVED')),
      -- null: the whole case
      sees_from timestamptz,
      invited_at timestamptz not null,
      accepted_at timestamptz,
      removed_at timestamptz,
      check (organisation_id <> vendor_id),
      check (state = 'REMOVED' or (state = 'ACCEPTED') = (accepted_at is not null)),
      check ((state = 'REMOVED') = (removed_at is not null)),
      foreign key (case_id, vendor_id) references shared_case (id, vendor_id)
    );
    create unique index case_party_named on case_party (case_id, organisation_id, user_id) where state <> 'REMOVED';
    create index on case_party (organisation_id, user_id) where state <> 'REMOVED';

    call tasuki_wall(array['shared_case','case_asset','case_entry','case_file','case_clock','case_internals','case_party']);
    grant select, insert on shared_case, case_asset, case_entry, case_file, case_clock, case_internals, case_party to tasuki_app;
    grant update (title, state, version, closed_at, release_ids, reporter_name, cve_ids, jvn_ids, embargo_until, publication_id,
                  party_ids) on shared_case to tasuki_app;
    grant update (met_at, met_words) on case_clock to tasuki_app;
    grant update (notes, contacts, measures, version, changed_at) on case_internals to tasuki_app;
    grant update (state, accepted_at, removed_at) on case_party to tasuki_app;

    create policy side on shared_case for select to tasuki_app using (${OWN} in (vendor_id, hospital_id));
    create policy named on shared_case for select to tasuki_app using (
      id in (select p.case_id from case_party p where ${NAMED})
    );
    create policy report on shared_case for insert to tasuki_app with check (
      hospital_id = ${OWN} and state = 'REPORTED'
      and exists (select from relationship r where r.vendor_id = shared_case.vendor_id
                  and r.hospital_id = shared_case.hospital_id and r.state = 'ACTIVE')
    );
    create policy open on shared_case for insert to tasuki_app with check (
      vendor_id = ${OWN} and kind = 'DISCLOSURE' and state = 'RECEIVED' and party_ids = '{}'
    );
    create policy change on shared_case for update to tasuki_app
      using (${OWN} in (vendor_id, hospital_id)) with check (${OWN} in (vendor_id, hospital_id));

    create policy own on case_asset to tasuki_app using (hospital_id = ${OWN}) with check (
      hospital_id = ${OWN}
      and exists (select from shared_case c where c.id = case_id and c.hospital_id = case_asset.hospital_id
                  and c.vendor_id = case_asset.vendor_id)
      and exists (select from asset a where a.id = asset_id and a.hospital_id = case_asset.hospital_id
                  and a.vendor_id = case_asset.vendor_id)
    );
    -- asset by asset where the hospital shares them
    create policy shared on case_asset for select to tasuki_app using (
      vendor_id = ${OWN}
      and exists (select from relationship r where r.vendor_id = case_asset.vendor_id
                  and r.hospital_id = case_asset.hospital_id and r.state = 'ACTIVE' and r.shares = 'ASSETS')
    );

    -- The sides see all but what the other keeps for itself; a party what it and the vendor wrote, from when it was let see.
    create policy read on case_entry for select to tasuki_app using (
      (not is_internal or organisation_id = ${OWN})
      and exists (
        select from shared_case c where c.id = case_id and (
          ${OWN} in (c.vendor_id, c.hospital_id)
          or (organisation_id in (c.vendor_id, ${OWN}) and exists (
            select from case_party p where p.case_id = c.id and ${NAMED}
              and (p.sees_from is null or p.sees_from <= written_at)))))
    );
    create policy write on case_entry for insert to tasuki_app with check (
      organisation_id = ${OWN} and ${OF_VISIBLE}
      and (kind not in ('OPENING','STEP') or ${BY_A_SIDE})
    );
    create policy read on case_file for select to tasuki_app
      using ((select true from case_entry e where e.id = entry_id));
    create policy attach on case_file for insert to tasuki_app with check (
      organisation_id = ${OWN}
      and (select true from case_entry e where e.id = entry_id and e.organisation_id = case_file.organisation_id
           and e.case_id = case_file.case_id)
    );

    create policy read on case_clock for select to tasuki_app using (${OF_VISIBLE});
    create policy start on case_clock for insert to tasuki_app
      with check (organisation_id = ${OWN} and met_at is null and ${BY_A_SIDE});
    create policy meet on case_clock for update to tasuki_app
      using (organisation_id = ${OWN} and met_at is null) with check (organisation_id = ${OWN} and met_at is not null);

    create policy own on case_internals to tasuki_app
      using (organisation_id = ${OWN} and ${OF_VISIBLE}) with check (organisation_id = ${OWN} and ${BY_A_SIDE});

    create policy invites on case_party for select to tasuki_app using (vendor_id = ${OWN});
    create policy invited on case_party for select to tasuki_app
      using (organisation_id = ${OWN} and user_id = (select tasuki_user()) and state <> 'REMOVED');
    create policy invite on case_party for insert to tasuki_app with check (vendor_id = ${OWN} and state = 'INVITED');
    create policy remove on case_party for update to tasuki_app
      using (vendor_id = ${OWN} and state <> 'REMOVED') with check (vendor_id = ${OWN} and state = 'REMOVED');
    create policy accept on case_party for update to tasuki_app
      using (organisation_id = ${OWN} and user_id = (select tasuki_user()) and state = 'INVITED')
      with check (organisation_id = ${OWN} and user_id = (select tasuki_user()) and state = 'ACCEPTED');
  `;
}
