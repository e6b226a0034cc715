import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { MailLanguage, Tx } from '#libs/platform';
import type { PublicationKind, Severity, Tlp } from '#libs/publishing';
import type { Rest } from './business-time.ts';
import type { MailOutcome } from './chase-step.entity.ts';
import { aboutMail, ASKED, DUE_BY_HAND, MOVED, SKIPPED } from './chasing.events.ts';

/** A mail that a step sends. */
export interface ChaseMail {
  mailId: Id<'Mail'>;
  recipientId: Id<'ChaseRecipient'>;
  hospitalId: Id<'Organisation'>;
  hospitalName: string;
  vendorName: string;
  siteId: Id<'Site'>;
  siteName: string;
  deliveryId: Id<'Delivery'>;
  publicationId: Id<'Publication'>;
  step: number;
  /** Of a delegate: it is sent a link. */
  delegateId: Id<'Delegate'> | null;
  isSupport: boolean;
  name: string;
  email: string;
  language: MailLanguage;
  title: string;
  kind: PublicationKind;
  severity: Severity;
  tlp: Tlp;
  dueOn: string | null;
}

export interface Taken {
  /** The last hospital of a full chunk; null when there is none after it. */
  last: Id<'Organisation'> | null;
  mails: ChaseMail[];
}

/** A plan's rest, as of now. */
export interface PlanRest extends Rest {
  id: Id<'ChasingPlan'>;
}

/** After a standstill the steps that were missed come one by one. */
const BETWEEN_STEPS = `interval '30 minutes'`;

/** As `dueAt` in chasing-plan.entity.ts says it; the time of a step that does not come is null. */
const DUE_AT = `
  case when st.base = 'DELIVERY' then d.delivered_at + st.delay_hours * interval '1 hour'
       when ((d.due_on + time '09:00') at time zone 'Asia/Tokyo') + st.delay_hours * interval '1 hour' >= d.delivered_at
       then ((d.due_on + time '09:00') at time zone 'Asia/Tokyo') + st.delay_hours * interval '1 hour' end`;

/** The device that it is about was there, and is there no more. */
const DEVICE_LEFT = `
  exists (select from publication_release pr join asset a on a.release_id = pr.release_id
          where pr.publication_id = d.publication_id and a.hospital_id = s.hospital_id and a.site_id = s.site_id)
  and not exists (select from publication_release pr join asset a on a.release_id = pr.release_id
                  where pr.publication_id = d.publication_id and a.hospital_id = s.hospital_id and a.site_id = s.site_id
                    and a.status in ('IN_USE','STORED'))`;

/**
 * Sites that are still chased, with the plan that their delivery follows. `side` says whose chase; a vendor chases whom it
 * is told of. $1 now.
 */
const CHASED = (deliveries: string) => `
  chased as materialized (
    select s.hospital_id, s.delivery_id, s.site_id, d.vendor_id, d.publication_id, d.severity, d.kind, d.tlp, d.due_on,
           d.delivered_at, d.reader_ids, side.name as side, plan.id as plan_id, plan.steps
    from ${deliveries}
      join delivery_site s on s.hospital_id = d.hospital_id and s.delivery_id = d.id
      join site t on t.id = s.site_id and t.is_active
      cross join (values ('VENDOR'), ('HOSPITAL')) side (name)
      cross join lateral chase_plan_of(
        case side.name when 'VENDOR' then d.vendor_id else d.hospital_id end, side.name, d.severity, d.kind, d.delivered_at) plan
    where d.open_sites > 0 and d.closed_at is null and d.delivered_at <= $1
      and (side.name = 'HOSPITAL' or d.is_vendor_informed)
      and s.is_connected and s.coverage <> 'COVERED_BY'
      and case plan.stops_at when 'VIEWED' then s.state = 'UNSEEN' else not s.is_answered end
      and not (${DEVICE_LEFT})
  )`;

const STEPS_OF = `
  cross join lateral rows from (
    jsonb_to_recordset(d.steps) as (base text, "delayHours" int, channel text, role text)
  ) with ordinality as st (base, delay_hours, channel, role, step)`;

/** $1 now. Writes what `drawn` has: the step, whom it asks, what happened, and what the trail says of it. */
const WRITE = `
  taken as (
    insert into chase_step (id, hospital_id, vendor_id, publication_id, delivery_id, site_id, side, plan_id, step, channel, role,
      due_at, state, moved_to, taken_at, recipient_count, demand_id, reader_ids)
    select id, hospital_id, vendor_id, publication_id, delivery_id, site_id, side, plan_id, step, channel, role,
      due_at, state, moved_to, case when state <> 'MOVED' then $1::timestamptz end, recipient_count, demand_id, reader_ids
    from drawn
    on conflict (hospital_id, delivery_id, site_id, side, step) do update
      set state = excluded.state, moved_to = excluded.moved_to, taken_at = excluded.taken_at,
          recipient_count = excluded.recipient_count, demand_id = excluded.demand_id
      where chase_step.state = 'MOVED' and excluded.state <> 'MOVED'
    returning id, hospital_id, delivery_id, site_id, side, step, state
  ), written as materialized (
    select drawn.*, taken.id as step_id
    from taken join drawn using (hospital_id, delivery_id, site_id, side, step)
  ), asked as materialized (
    select r.id, r.mail_id, written.step_id, written.hospital_id, written.delivery_id, written.site_id, written.side, r.source,
           r.source_id, r.organisation_id, r.user_id, r.name, r.email, r.language
    from written join reached r
      on r.hospital_id = written.hospital_id and r.delivery_id = written.delivery_id and r.site_id = written.site_id
        and r.side = written.side and r.step = written.step
    where written.state in ('ASKED','WAITING')
  ), recipients as (
    insert into chase_recipient (id, step_id, organisation_id, source, source_id, user_id, name, email, mail_id)
    select id, step_id, organisation_id, source, source_id, user_id, name, email, mail_id from asked
  ), happened as (
    insert into chase_happening (id, step_id, at, what, recipient_id, detail)
    select uuidv7(), step_id, $1, case state when 'MOVED' then 'MOVED' when 'SKIPPED' then 'SKIPPED' when 'WAITING' then 'DUE_BY_HAND'
             when 'ASKED' then case channel when 'MAIL' then 'QUEUED' else 'SHOWN' end end, null,
           case state when 'SKIPPED' then 'NO_RECIPIENTS' end
    from written
  ), told as materialized (
    select uuidv7() as event_id, written.*,
           case state when 'MOVED' then '${MOVED}' when 'SKIPPED' then '${SKIPPED}' when 'WAITING' then '${DUE_BY_HAND}'
             else '${ASKED}' end as act,
           case side when 'VENDOR' then vendor_id else hospital_id end as told_id,
           case side when 'VENDOR' then hospital_id end as counterpart_id
    from written
  ), recorded as (
    insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
    select event_id, $1, act, told_id, counterpart_id, 'Delivery', delivery_id,
      trail.event_facts(act, 1, event_id, $1, told_id, counterpart_id, site_id, 'Delivery', delivery_id, jsonb_build_object(
        'publicationId', publication_id, 'step', step, 'side', side, 'channel', channel, 'role', role,
        'recipients', recipient_count, 'demandId', demand_id,
        'movedTo', to_char(moved_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    from told
  )`;

/** Whom each drawn step reaches, each address once. */
const REACHED = `
  reached as materialized (
    select distinct on (due.hospital_id, due.delivery_id, due.site_id, due.side, due.step, coalesce(lower(r.email), r.source_id::text))
           uuidv7() as id, case when due.channel = 'MAIL' then uuidv7() end as mail_id,
           due.hospital_id, due.delivery_id, due.site_id, due.side, due.step, r.*
    from due cross join lateral chase_reached(due.hospital_id, due.site_id, due.vendor_id, due.role, due.reader_ids, due.tlp, $1) r
    where not due.is_moved
      and (due.channel <> 'MAIL' or r.email is not null)
      and (due.channel <> 'PORTAL' or r.user_id is not null)
      and (due.channel not in ('PHONE','FAX') or r.source <> 'CONTACT' or r.phone is not null)
  ), drawn as materialized (
    select uuidv7() as id, due.*, found.recipient_count,
           case when due.is_moved then 'MOVED' when due.channel in ('PHONE','FAX','POST','VISIT') then 'WAITING'
                when found.recipient_count = 0 then 'SKIPPED' else 'ASKED' end as state
    from due cross join lateral (
      select count(*)::int as recipient_count from reached r
      where r.hospital_id = due.hospital_id and r.delivery_id = due.delivery_id and r.site_id = due.site_id
        and r.side = due.side and r.step = due.step
    ) found
  )`;

const MAILS = `
  select coalesce((
    select jsonb_agg(jsonb_build_object(
      'mailId', a.mail_id, 'recipientId', a.id, 'hospitalId', a.hospital_id, 'hospitalName', o.name, 'vendorName', v.name,
      'siteId', a.site_id, 'siteName', t.name, 'deliveryId', a.delivery_id, 'publicationId', w.publication_id, 'step', w.step,
      'delegateId', case when a.source = 'DELEGATE' then a.source_id end, 'isSupport', a.organisation_id <> a.hospital_id,
      'name', a.name, 'email', a.email, 'language', a.language,
      'title', case a.language when 'ja' then coalesce(p.title_ja, p.title_en) else coalesce(p.title_en, p.title_ja) end,
      'kind', p.kind, 'severity', p.severity, 'tlp', p.tlp, 'dueOn', w.due_on))
    from asked a join written w on w.step_id = a.step_id
      join organisation o on o.id = a.hospital_id join organisation v on v.id = w.vendor_id
      join site t on t.id = a.site_id join publication p on p.id = w.publication_id
    where a.mail_id is not null), '[]') as mails`;

/** Chases are run in SQL, whole chunks in one statement. Asked as the system. */
@Injectable()
export class ChaseRepository {
  /** Plans that ever rest. */
  rests(tx: Tx): Promise<PlanRest[]> {
    return tx.sql(
      `select id, quiet_from as "quietFrom", quiet_until as "quietUntil", rests_on_holidays as "restsOnHolidays"
       from chasing_plan where quiet_from is not null or rests_on_holidays`,
    );
  }

  /**
   * Takes the step that is due at each site of the hospitals after one; none that was taken before.
   * @param resting plans that ask nobody now, and until when.
   */
  async take(
    tx: Tx,
    { after, limit }: { after: Id<'Organisation'> | null; limit: number },
    resting: readonly { id: Id<'ChasingPlan'>; until: Date }[],
  ): Promise<Taken> {
    const [row] = await tx.sql<Taken>(
      `with hospital as materialized (
         select id from organisation
         where kind = 'HOSPITAL' and state = 'ADMITTED' and ($2::uuid is null or id > $2) order by id limit $3
       ), ${CHASED('hospital h join delivery d on d.hospital_id = h.id')},
       due as materialized (
         select distinct on (d.hospital_id, d.delivery_id, d.site_id, d.side) d.*, st.step::smallint, st.channel, st.role, st.due_at,
                rest.until is not null as is_moved, rest.until as moved_to, null::uuid as demand_id
         from chased d
           cross join lateral (select st.*, ${DUE_AT} as due_at from (select 1) one ${STEPS_OF}) st
           left join chase_step k on k.hospital_id = d.hospital_id and k.delivery_id = d.delivery_id and k.site_id = d.site_id
             and k.side = d.side and k.step = st.step
           left join jsonb_to_recordset($4) as rest (id uuid, until timestamptz) on rest.id = d.plan_id and d.severity <> 'CRITICAL'
         where st.due_at <= $1 and (k.id is null or (k.state = 'MOVED' and rest.until is null))
           and not exists (
             select from chase_step lately where lately.hospital_id = d.hospital_id and lately.delivery_id = d.delivery_id
               and lately.site_id = d.site_id and lately.side = d.side and lately.taken_at > $1::timestamptz - ${BETWEEN_STEPS})
         order by d.hospital_id, d.delivery_id, d.site_id, d.side, st.due_at, st.step
       ), ${REACHED}, ${WRITE}
       ${MAILS}, (select id from hospital order by id limit 1 offset $3 - 1) as last`,
      [tx.now, after, limit, JSON.stringify(resting)],
    );
    if (!row) throw new Error('a chunk is always one row');
    return row;
  }

  /**
   * Takes the next step of the vendor's at each site that a publication still asks, before its time. One for each demand,
   * however often it is asked for.
   */
  async takeNext(
    tx: Tx,
    { publicationId, demandId }: { publicationId: Id<'Publication'>; demandId: Id<'ChaseDemand'> },
    { after, limit }: { after: Id<'Organisation'> | null; limit: number },
  ): Promise<Taken> {
    const [row] = await tx.sql<Taken>(
      `with hospital as materialized (
         select distinct d.hospital_id as id from delivery d
         where d.publication_id = $4 and ($2::uuid is null or d.hospital_id > $2) order by 1 limit $3
       ), ${CHASED('hospital h join delivery d on d.hospital_id = h.id and d.publication_id = $4')},
       due as materialized (
         select distinct on (d.hospital_id, d.delivery_id, d.site_id, d.side) d.*, st.step::smallint, st.channel, st.role, st.due_at,
                false as is_moved, null::timestamptz as moved_to, $5::uuid as demand_id
         from chased d
           cross join lateral (select st.*, ${DUE_AT} as due_at from (select 1) one ${STEPS_OF}) st
           left join chase_step k on k.hospital_id = d.hospital_id and k.delivery_id = d.delivery_id and k.site_id = d.site_id
             and k.side = d.side and k.step = st.step
         where d.side = 'VENDOR' and st.due_at is not null and (k.id is null or k.state = 'MOVED')
           and not exists (
             select from chase_step same where same.hospital_id = d.hospital_id and same.delivery_id = d.delivery_id
               and same.site_id = d.site_id and same.demand_id = $5)
         order by d.hospital_id, d.delivery_id, d.site_id, d.side, st.due_at, st.step
       ), ${REACHED}, ${WRITE}
       ${MAILS}, (select id from hospital order by id limit 1 offset $3 - 1) as last`,
      [tx.now, after, limit, publicationId, demandId],
    );
    if (!row) throw new Error('a chunk is always one row');
    return row;
  }

  /** What became of a mail of a step, once. A mail that is no step's changes nothing. */
  async noteMail(
    tx: Tx,
    { mailId, outcome, at, detail }: { mailId: string; outcome: MailOutcome; at: Date; detail: string | null },
  ): Promise<void> {
    await tx.sql(
      `with happened as (
         insert into chase_happening (id, step_id, at, what, recipient_id, detail)
         select uuidv7(), r.step_id, $3, $2, r.id, left($4, 500) from chase_recipient r where r.mail_id = $1
         on conflict (recipient_id, what) do nothing
         returning step_id
       ), told as materialized (
         select uuidv7() as event_id, s.*, $6::text as act,
                case s.side when 'VENDOR' then s.vendor_id else s.hospital_id end as told_id,
                case s.side when 'VENDOR' then s.hospital_id end as counterpart_id
         from happened join chase_step s on s.id = happened.step_id
       )
       insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
       select event_id, $5, act, told_id, counterpart_id, 'Delivery', delivery_id,
         trail.event_facts(act, 1, event_id, $5, told_id, counterpart_id, site_id, 'Delivery', delivery_id, jsonb_build_object(
           'publicationId', publication_id, 'step', step, 'side', side, 'channel', channel, 'role', role, 'mailId', $1::uuid))
       from told`,
      [mailId, outcome, at, detail, tx.now, aboutMail(outcome)],
    );
  }
}
