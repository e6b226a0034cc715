import { SqlMigration } from '../sql-migration.ts';

/** A part of a chase is seen by whoever sees its step. */
const OF_VISIBLE = '(select true from chase_step s where s.id = step_id)';

const OWN_SIDE = `case (select tasuki_organisation_kind())
  when 'HOSPITAL' then 'HOSPITAL' when 'MANUFACTURER' then 'VENDOR' when 'SERVICE_PROVIDER' then 'VENDOR' end`;

export class Chasing extends SqlMigration {
  readonly name = 'Chasing1764000000041';
  protected readonly sql = `
    -- By which steps those are chased who do not answer. A plan is never changed, only replaced: what was delivered while
    -- it stood follows it to its end.
    create table chasing_plan (
      id uuid primary key,
      -- null: Tasuki's own, for whoever has none
      organisation_id uuid references organisation,
      -- a vendor chases its hospitals, a hospital its own people
      side text not null check (side in ('VENDOR','HOSPITAL')),
      -- null: every one
      severity text check (severity in ('INFO','LOW','MEDIUM','HIGH','CRITICAL')),
      publication_kind text,
      -- [{ base, delayHours, channel, role }], 1 to 20
      steps jsonb not null,
      stops_at text not null check (stops_at in ('VIEWED','ANSWERED')),
      -- minutes of the day in Japan; from the evening into the morning, or within a day
      quiet_from int check (quiet_from between 0 and 1439),
      quiet_until int check (quiet_until between 0 and 1439),
      rests_on_holidays boolean not null,
      created_by uuid references member,
      created_at timestamptz not null,
      replaced_at timestamptz,
      check ((quiet_from is null) = (quiet_until is null)),
      check (quiet_from <> quiet_until)
    );
    create unique index chasing_plan_in_force
      on chasing_plan (organisation_id, side, coalesce(severity, ''), coalesce(publication_kind, ''))
      where replaced_at is null;
    create index on chasing_plan (organisation_id, id);

    -- From now on: what was delivered before is not chased all at once.
    insert into chasing_plan (id, organisation_id, side, severity, publication_kind, steps, stops_at, quiet_from, quiet_until,
      rests_on_holidays, created_at)
    values
      ('019ac000-0000-7000-8000-000000000001', null, 'VENDOR', null, null, '[
        {"base":"DELIVERY","delayHours":72,"channel":"MAIL","role":"RESPONSIBLE"},
        {"base":"DUE","delayHours":-48,"channel":"MAIL","role":"HOSPITAL_SECURITY"},
        {"base":"DUE","delayHours":24,"channel":"MAIL","role":"BACKUP_CONTACT"},
        {"base":"DUE","delayHours":120,"channel":"PHONE","role":"BACKUP_CONTACT"}]', 'ANSWERED', 1200, 480, true, now()),
      ('019ac000-0000-7000-8000-000000000002', null, 'VENDOR', 'CRITICAL', null, '[
        {"base":"DELIVERY","delayHours":4,"channel":"MAIL","role":"RESPONSIBLE"},
        {"base":"DELIVERY","delayHours":12,"channel":"MAIL","role":"HOSPITAL_SECURITY"},
        {"base":"DELIVERY","delayHours":24,"channel":"MAIL","role":"BACKUP_CONTACT"},
        {"base":"DELIVERY","delayHours":36,"channel":"MAIL","role":"EMERGENCY_CONTACT"},
        {"base":"DELIVERY","delayHours":48,"channel":"PHONE","role":"EMERGENCY_CONTACT"}]', 'ANSWERED', null, null, false, now()),
      ('019ac000-0000-7000-8000-000000000003', null, 'HOSPITAL', null, null, '[
        {"base":"DUE","delayHours":-24,"channel":"PORTAL","role":"RESPONSIBLE"},
        {"base":"DUE","delayHours":48,"channel":"MAIL","role":"HOSPITAL_ADMIN"}]', 'ANSWERED', 1200, 480, true, now());

    -- Somebody without an account who may acknowledge for a site.
    create table delegate (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      site_id uuid not null references site,
      name text not null,
      email text not null,
      language text not null check (language in ('ja','en')),
      expires_at timestamptz not null,
      created_by uuid not null references member,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    create index on delegate (hospital_id, id);
    create unique index delegate_named_once on delegate (site_id, email) where revoked_at is null;

    -- One step of a chase at one site. That there is one of each, the key sees to.
    create table chase_step (
      id uuid primary key,
      hospital_id uuid not null references organisation,
      vendor_id uuid not null references organisation,
      publication_id uuid not null,
      delivery_id uuid not null,
      site_id uuid not null,
      side text not null check (side in ('VENDOR','HOSPITAL')),
      plan_id uuid not null references chasing_plan,
      step smallint not null check (step between 1 and 20),
      channel text not null check (channel in ('MAIL','PORTAL','PHONE','FAX','POST','VISIT')),
      role text not null check (role in
        ('RESPONSIBLE','HOSPITAL_SECURITY','HOSPITAL_ADMIN','BACKUP_CONTACT','EMERGENCY_CONTACT','DELEGATE','VENDOR_SUPPORT')),
      -- by the plan
      due_at timestamptz not null,
      -- MOVED: it was due in quiet hours; WAITING: for somebody to do it by hand
      state text not null check (state in ('MOVED','ASKED','WAITING','DONE','SKIPPED')),
      moved_to timestamptz,
      taken_at timestamptz,
      recipient_count int not null default 0,
      -- somebody did not wait for the plan's time
      demand_id uuid,
      reader_ids uuid[],
      unique (hospital_id, delivery_id, site_id, side, step),
      check ((state = 'MOVED') = (taken_at is null))
    );
    create index on chase_step (publication_id, hospital_id, site_id);
    create index chase_step_by_hand on chase_step (vendor_id, id) where state = 'WAITING';

    -- Whom a step asks. Names are for the organisation whose people they are.
    create table chase_recipient (
      id uuid primary key,
      step_id uuid not null references chase_step,
      -- the organisation whose people they are
      organisation_id uuid not null references organisation,
      source text not null check (source in ('MEMBER','CONTACT','DELEGATE')),
      source_id uuid not null,
      user_id uuid,
      name text not null,
      email text,
      -- the mail, where one is sent
      mail_id uuid unique
    );
    create index on chase_recipient (step_id);
    create index chase_recipient_of_user on chase_recipient (user_id) where user_id is not null;

    -- What happened with a step. Never changed.
    create table chase_happening (
      id uuid primary key,
      step_id uuid not null references chase_step,
      at timestamptz not null,
      what text not null check (what in ('MOVED','QUEUED','SHOWN','DUE_BY_HAND','SKIPPED','SENT','REFUSED','BOUNCED','OPENED','RECORDED')),
      -- of which recipient; null: of the step
      recipient_id uuid references chase_recipient,
      -- why it was skipped; what the mail server said
      detail text,
      -- done by hand
      outcome text check (outcome in ('REACHED','NOT_REACHED','GIVEN_UP')),
      reached_name text,
      reached_at timestamptz,
      words text,
      recorded_by uuid,
      check ((what = 'RECORDED') = (outcome is not null)),
      check (outcome is null or (words is not null and reached_at is not null and recorded_by is not null))
    );
    create index on chase_happening (step_id, id);
    create unique index chase_happening_once on chase_happening (recipient_id, what);

    -- The next step, asked for by hand, of everybody who has not answered.
    create table chase_demand (
      id uuid primary key,
      vendor_id uuid not null references organisation,
      publication_id uuid not null references publication,
      demanded_by uuid not null,
      demanded_at timestamptz not null
    );
    create index on chase_demand (publication_id, demanded_at);

    -- What a mail to a delegate opens: one publication, for one site, once.
    create table delegate_link (
      id uuid primary key,
      delegate_id uuid not null references delegate,
      hospital_id uuid not null references organisation,
      delivery_id uuid not null,
      site_id uuid not null,
      secret_hash bytea not null unique,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      -- of the browser that opened it first, or proved itself by a code
      browser_hash bytea,
      -- mailed when another browser opens it
      code_hash bytea,
      code_expires_at timestamptz,
      code_tries int not null default 0,
      codes_sent int not null default 0
    );
    create index on delegate_link (delegate_id);

    alter table acknowledgement
      add column delegate_id uuid references delegate,
      add column delegate_name text,
      add column delegate_email text,
      add check (num_nonnulls(delegate_id, delegate_name, delegate_email) in (0, 3));

    call tasuki_wall(array['chasing_plan','delegate','chase_step','chase_recipient','chase_happening','chase_demand','delegate_link']);
    revoke update, delete on chase_happening from tasuki_system;
    grant select, insert on chasing_plan, delegate, chase_demand, chase_happening to tasuki_app;
    grant update (replaced_at) on chasing_plan to tasuki_app;
    grant update (revoked_at) on delegate to tasuki_app;
    grant select on chase_step, chase_recipient to tasuki_app;
    grant update (state) on chase_step to tasuki_app;

    create policy given on chasing_plan for select to tasuki_app using (organisation_id is null and side = ${OWN_SIDE});
    create policy own on chasing_plan to tasuki_app
      using (organisation_id = (select tasuki_organisation()))
      with check (
        organisation_id = (select tasuki_organisation())
        and side = ${OWN_SIDE}
      );

    create policy own on delegate to tasuki_app
      using (hospital_id = (select tasuki_organisation()))
      with check (
        hospital_id = (select tasuki_organisation())
        and exists (select from site s where s.id = site_id and s.organisation_id = hospital_id)
      );

    create policy asked on chase_step for select to tasuki_app using (
      hospital_id = (select tasuki_organisation())
      and (reader_ids is null or (select tasuki_user()) = any (reader_ids))
    );
    create policy asking on chase_step for select to tasuki_app
      using (vendor_id = (select tasuki_organisation()) and side = 'VENDOR');
    create policy done on chase_step for update to tasuki_app
      using (vendor_id = (select tasuki_organisation()) and side = 'VENDOR' and state = 'WAITING')
      with check (vendor_id = (select tasuki_organisation()) and state in ('WAITING','DONE'));

    create policy own on chase_recipient for select to tasuki_app
      using (organisation_id = (select tasuki_organisation()) and ${OF_VISIBLE});

    create policy party on chase_happening for select to tasuki_app using (${OF_VISIBLE});
    create policy record on chase_happening for insert to tasuki_app with check (
      case what
        when 'RECORDED' then (select s.vendor_id = (select tasuki_organisation()) and s.state = 'WAITING'
                              from chase_step s where s.id = step_id)
        when 'OPENED' then (select r.user_id = (select tasuki_user()) from chase_recipient r where r.id = recipient_id and r.step_id = chase_happening.step_id)
        else false
      end
    );

    create policy own on chase_demand to tasuki_app
      using (vendor_id = (select tasuki_organisation()))
      with check (
        vendor_id = (select tasuki_organisation())
        and exists (select from publication p where p.id = publication_id and p.vendor_id = chase_demand.vendor_id)
      );

    -- Whom a role names at a site now. A contact of the relationship goes before the site's, and that before the
    -- hospital's. TLP:RED is for the members named; what is for an organisation alone is no delegate's.
    create function chase_reached(of_hospital uuid, of_site uuid, of_vendor uuid, asked_role text, readers uuid[], tlp text, at timestamptz)
    returns table (source text, source_id uuid, organisation_id uuid, user_id uuid, name text, email text, phone text, language text)
    language sql stable as $$
      select 'MEMBER', m.id, m.organisation_id, m.user_id, m.name, m.email, null, coalesce((
          select i.language from invitation i
          where i.organisation_id = m.organisation_id and i.email = m.email and i.accepted_at is not null
          order by i.accepted_at desc limit 1), 'ja')
      from member m
      where m.state = 'ACTIVE' and (
          (asked_role = 'VENDOR_SUPPORT' and m.organisation_id = of_vendor and 'VENDOR_SUPPORT' = any (m.roles))
          or (m.organisation_id = of_hospital and (readers is null or m.user_id = any (readers)) and (
            (asked_role = 'RESPONSIBLE' and 'HOSPITAL_DEVICE' = any (m.roles) and (m.site_ids is null or of_site = any (m.site_ids)))
            or (asked_role in ('HOSPITAL_SECURITY','HOSPITAL_ADMIN') and asked_role = any (m.roles)))))
      union all
      select 'CONTACT', named.id, of_hospital, named.user_id, named.name, named.email, named.phone, 'ja'
      from (
        select c.id, c.name, c.email, c.phone, u.user_id,
               rank() over (order by (c.relationship_id is not null) desc, (c.site_id is not null) desc) as place
        from contact c
          left join relationship r on r.id = c.relationship_id
          left join member u on u.organisation_id = of_hospital and u.state = 'ACTIVE' and u.email = lower(c.email)
        where asked_role in ('BACKUP_CONTACT','EMERGENCY_CONTACT') and c.organisation_id = of_hospital
          and c.kind = split_part(asked_role, '_', 1)
          and (c.site_id is null or c.site_id = of_site)
          and (c.relationship_id is null or (r.vendor_id = of_vendor and r.state = 'ACTIVE'))
          and (readers is null or u.user_id = any (readers))
      ) named where named.place = 1
      union all
      select 'DELEGATE', g.id, of_hospital, null, g.name, g.email, null, g.language
      from delegate g
      where asked_role = 'DELEGATE' and g.hospital_id = of_hospital and g.site_id = of_site
        and g.revoked_at is null and g.expires_at > at and tlp not in ('RED','AMBER_STRICT')
    $$;
    revoke all on function chase_reached from public;
    grant execute on function chase_reached to tasuki_system;

    -- The plan that a delivery follows: the one that stood when it was delivered, one's own before Tasuki's, the most
    -- particular first.
    create function chase_plan_of(of_organisation uuid, of_side text, of_severity text, of_kind text, at timestamptz)
    returns setof chasing_plan language sql stable as $$
      select p.* from chasing_plan p
      where (p.organisation_id = of_organisation or p.organisation_id is null) and p.side = of_side
        and (p.severity is null or p.severity = of_severity)
        and (p.publication_kind is null or p.publication_kind = of_kind)
        and p.created_at <= at and (p.replaced_at is null or p.replaced_at > at)
      order by p.organisation_id is null, p.severity is null, p.publication_kind is null
      limit 1
    $$;
    revoke all on function chase_plan_of from public;
    grant execute on function chase_plan_of to tasuki_app, tasuki_system;
  `;
}
