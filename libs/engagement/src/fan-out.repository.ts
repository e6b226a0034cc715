import { Injectable } from '@nestjs/common';
import { calendarDate, type Id } from '#libs/kernel';
import type { PublicationState } from '#libs/publishing';
import type { Tx } from '#libs/platform';
import type { AskedAction } from './answers.ts';
import type { Delivery } from './delivery.entity.ts';

/** Which hospitals one statement reaches: `limit` of those after one, or one alone. */
export type Range = { after: Id<'Organisation'> | null; limit: number } | { only: Id<'Organisation'> };

interface Reached {
  /** Rows that were not there before. */
  delivered: number;
  /** The last hospital of a full chunk; null when there is none after it. */
  last: Id<'Organisation'> | null;
}

/** A withdrawal asks to be acknowledged within a week: a publication says nothing of its own withdrawal's date. */
const WITHDRAWAL_DAYS = 7;

const ACTIVE_RELATIONSHIP = (hospital: string) => `
  exists (select from relationship r
          where r.hospital_id = ${hospital} and r.vendor_id = p.vendor_id and r.state = 'ACTIVE')`;

/** Without a relationship the vendor is not told: the event is the hospital's alone. */
export const TOLD = `
  case when is_vendor_informed then vendor_id else hospital_id end as told_id,
  case when is_vendor_informed then hospital_id end as counterpart_id`;

/**
 * $1 publication, $2 today in Japan. Dates of whoever is reached later than on the day of publication move by as many
 * days; an editorial revision keeps the days of the revision that asked.
 */
const PUBLICATION = `
  p as materialized (
    select p.id, p.series_id, p.revision, p.vendor_id, p.kind, p.severity, p.tlp, p.is_editorial, p.second_check_missed_at,
           array_position(array['INFO','LOW','MEDIUM','HIGH','CRITICAL'], p.severity) - 1 as gravity,
           $2::date - (coalesce(asking.published_at, p.published_at) at time zone 'Asia/Tokyo')::date as late_days
    from publication p
      left join lateral (
        select max(q.published_at) as published_at from publication q
        where q.series_id = p.series_id and q.revision <= p.revision and not q.is_editorial
      ) asking on true
    where p.id = $1
  ), asked as materialized (
    select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'dueOn', a.due_on + p.late_days)
                              order by a.due_on, a.kind), '[]') as actions,
           min(a.due_on + p.late_days) as due_on
    from p join publication_action a on a.publication_id = p.id
  )`;

/**
 * The audience, and whom former revisions reached, where the TLP lets: RED reaches named hospitals only, and without a
 * relationship there is CLEAR only. A site without connected devices receives what is CRITICAL; one that evaluates, everything.
 */
const reached = (where: (column: string) => string) => `
  former_revision as materialized (
    select q.id, q.revision from publication q, p
    where q.series_id = p.series_id and q.revision < p.revision and q.published_at is not null
  ), concerned as (
    select a.hospital_id, a.site_id, a.is_connected, a.is_evaluating, a.has_relationship
    from publication_audience($1) a where ${where('a.hospital_id')}
    union all
    select s.hospital_id, s.site_id, s.is_connected, false, ${ACTIVE_RELATIONSHIP('s.hospital_id')}
    from p, delivery_site s
      join site t on t.id = s.site_id and t.is_active
      join organisation o on o.id = s.hospital_id and o.state = 'ADMITTED'
    where s.publication_id in (select id from former_revision) and ${where('s.hospital_id')} and p.tlp <> 'RED'
      -- what only evaluated is told nothing more
      and (s.is_connected or exists (
        select from publication_release fr join asset a on a.release_id = fr.release_id
        where fr.publication_id = s.publication_id and a.hospital_id = s.hospital_id and a.site_id = s.site_id
          and a.status in ('IN_USE','STORED')))
  ), reached as materialized (
    select c.hospital_id, c.site_id, bool_or(c.is_connected) as is_connected, bool_or(c.has_relationship) as has_relationship
    from concerned c, p
    where c.has_relationship or p.tlp = 'CLEAR'
    group by c.hospital_id, c.site_id, p.severity
    having bool_or(c.is_connected) or bool_or(c.is_evaluating) or p.severity = 'CRITICAL'
  )`;

/** TLP:RED: the members named, by e-mail address; null: every member. */
const READERS = (hospital: string) => `
  case when p.tlp = 'RED' then array(
    select m.user_id from publication_recipient n join member m on m.organisation_id = n.hospital_id
    where n.publication_id = p.id and n.hospital_id = ${hospital} and m.state = 'ACTIVE'
      and lower(m.email) = any (select lower(e) from unnest(n.emails) e)
  ) end`;

/** Writes drawn deliveries ($3 now, $4 notice), their sites and their events. A hospital that has one keeps it. */
const WRITE = `
  delivered as (
    insert into delivery (id, hospital_id, vendor_id, publication_id, series_id, revision, notice, kind, severity, gravity,
      tlp, delivered_at, actions, due_on, is_for_information, is_vendor_informed, reader_ids, second_check_missed_at,
      open_sites, unseen_sites, site_count)
    select drawn.id, drawn.hospital_id, p.vendor_id, p.id, p.series_id, p.revision, $4, p.kind, p.severity, p.gravity,
      p.tlp, $3, drawn.actions, drawn.due_on, drawn.is_for_information, drawn.is_vendor_informed, drawn.reader_ids,
      case when $4 = 'PUBLICATION' then p.second_check_missed_at end,
      case when drawn.is_for_information then 0 else drawn.open_sites end, drawn.unseen_sites, drawn.site_count
    from drawn, p
    on conflict (hospital_id, publication_id, notice) do nothing
    returning hospital_id, id
  ), delivered_sites as (
    insert into delivery_site (hospital_id, delivery_id, site_id, vendor_id, publication_id, is_connected, state, coverage,
      covered_by_id, viewed_at, acknowledged_at, acknowledgement_id, is_answered, derived_answers,
      is_vendor_informed, reader_ids)
    select delivered.hospital_id, delivered.id, s.site_id, p.vendor_id, p.id, s.is_connected, s.state, s.coverage,
      s.covered_by_id, s.viewed_at, s.acknowledged_at, s.acknowledgement_id, s.is_answered,
      s.derived_answers, drawn.is_vendor_informed, drawn.reader_ids
    from delivered join drawn using (hospital_id) join drawn_site s using (hospital_id), p
  ), recorded as (
    insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
    select drawn.event_id, $3, 'delivery.delivered', drawn.told_id, drawn.counterpart_id, 'Publication', p.id,
      trail.event_facts('delivery.delivered', 1, drawn.event_id, $3, drawn.told_id, drawn.counterpart_id, null,
        'Publication', p.id,
        jsonb_build_object('deliveryId', drawn.id, 'siteCount', drawn.site_count, 'revision', p.revision, 'notice', $4::text))
    from delivered join drawn using (hospital_id), p
  )
  select (select count(*)::int from delivered) as delivered,
         (select hospital_id from chunk order by hospital_id desc limit 1) as last,
         (select count(*)::int from chunk) as hospitals`;

/** Deliveries are made in SQL, whole chunks in one statement. Asked as the system. */
@Injectable()
export class FanOutRepository {
  /** Keeps the publication as it is until the end of the transaction, so that nothing is delivered after it changed. */
  async holdState(tx: Tx, publicationId: Id<'Publication'>): Promise<PublicationState | null> {
    const [row] = await tx.sql<{ state: PublicationState }>('select state from publication where id = $1 for share', [
      publicationId,
    ]);
    return row?.state ?? null;
  }

  /**
   * Delivers to whom the publication reaches. An editorial revision takes over what each site said to the former; a site
   * that is connected since then answers for itself.
   */
  async deliver(tx: Tx, publicationId: Id<'Publication'>, range: Range): Promise<Reached> {
    return this.reach(
      tx,
      range,
      'PUBLICATION',
      publicationId,
      (where) => `
      with ${PUBLICATION}, ${reached(where)}, chunk as materialized (
        select distinct hospital_id from reached order by hospital_id limit $6
      ), former as materialized (
        select distinct on (d.hospital_id) d.hospital_id, d.id, d.actions, d.due_on, d.is_for_information
        from p, chunk join delivery d using (hospital_id) join former_revision f on f.id = d.publication_id
        where p.is_editorial and d.notice = 'PUBLICATION'
        order by d.hospital_id, f.revision desc
      ), drawn_site as materialized (
        select r.hospital_id, r.site_id, r.is_connected, r.has_relationship,
               coalesce(s.state, 'UNSEEN') as state, coalesce(cover.coverage, 'COVERED') as coverage, cover.covered_by_id,
               s.viewed_at, s.acknowledged_at, s.acknowledgement_id, coalesce(s.is_answered, false) as is_answered,
               coalesce(s.derived_answers, '[]') as derived_answers
        from chunk join reached r using (hospital_id)
          left join former using (hospital_id)
          left join delivery_site s on s.hospital_id = former.hospital_id and s.delivery_id = former.id and s.site_id = r.site_id
          left join lateral (select s.coverage, s.covered_by_id) cover
            on not (s.coverage = 'COVERED_BY' and r.is_connected and not s.is_connected)
      ), summed as materialized (
        select hospital_id, bool_or(is_connected) as is_connected, bool_or(has_relationship) as is_vendor_informed,
               count(*)::int as site_count,
               (count(*) filter (where state = 'UNSEEN' and coverage <> 'COVERED_BY'))::int as unseen_sites,
               (count(*) filter (where is_connected and not is_answered and coverage <> 'COVERED_BY'))::int as open_sites
        from drawn_site group by hospital_id
      ), drawn as materialized (
        select uuidv7() as id, uuidv7() as event_id, ${TOLD},
               summed.hospital_id, is_vendor_informed, site_count, unseen_sites, open_sites, question.*,
               ${READERS('summed.hospital_id')} as reader_ids
        from p, asked, summed left join former using (hospital_id) cross join lateral (
          select case when not is_connected then '[]' when former.is_for_information is false then former.actions
                      else asked.actions end as actions,
                 case when not is_connected then null when former.is_for_information is false then former.due_on
                      else asked.due_on end as due_on,
                 not is_connected or asked.actions = '[]' as is_for_information
        ) question
      ), ${WRITE}`,
    );
  }

  /**
   * Tells everyone whom the revision reached that it was withdrawn, and asks to acknowledge that. Whom it would have
   * reached, had it not been withdrawn first, is told where a former revision is what they have.
   */
  async deliverWithdrawal(tx: Tx, publicationId: Id<'Publication'>, range: Range): Promise<Reached> {
    const dueOn = calendarDate(new Date(tx.now.getTime() + WITHDRAWAL_DAYS * 86_400_000));
    return this.reach(
      tx,
      range,
      'WITHDRAWAL',
      publicationId,
      (where) => `
      with ${PUBLICATION}, ${reached(where)}, told as (
        select d.hospital_id, d.id, d.revision, d.reader_ids,
               d.is_vendor_informed or ${ACTIVE_RELATIONSHIP('d.hospital_id')} as is_vendor_informed
        from p, delivery d
        where d.publication_id = $1 and d.notice = 'PUBLICATION' and ${where('d.hospital_id')}
        union all
        select d.hospital_id, d.id, d.revision, ${READERS('d.hospital_id')}, r.is_vendor_informed
        from p, former_revision f join delivery d on d.publication_id = f.id and d.notice = 'PUBLICATION'
          join (select hospital_id, bool_or(has_relationship) as is_vendor_informed from reached group by 1) r using (hospital_id)
      ), chunk as materialized (
        select distinct on (hospital_id) * from told order by hospital_id, revision desc limit $6
      ), drawn_site as materialized (
        select s.hospital_id, s.site_id, s.is_connected, 'UNSEEN' as state, 'COVERED' as coverage, null::uuid as covered_by_id,
               null::timestamptz as viewed_at, null::timestamptz as acknowledged_at, null::uuid as acknowledgement_id, false as is_answered,
               '[]'::jsonb as derived_answers
        from chunk join delivery_site s on s.hospital_id = chunk.hospital_id and s.delivery_id = chunk.id
      ), drawn as materialized (
        select uuidv7() as id, uuidv7() as event_id, ${TOLD},
               hospital_id, is_vendor_informed, chunk.reader_ids, site_count, unseen_sites, open_sites, question.*
        from p, chunk join (
          select hospital_id, count(*)::int as site_count, count(*)::int as unseen_sites,
                 (count(*) filter (where is_connected))::int as open_sites
          from drawn_site group by hospital_id
        ) summed using (hospital_id) cross join lateral (
          select case when open_sites = 0 then '[]' else jsonb_build_array(jsonb_build_object('kind', 'ACKNOWLEDGE', 'dueOn', $7::date)) end as actions,
                 case when open_sites > 0 then $7::date end as due_on,
                 open_sites = 0 as is_for_information
        ) question
      ), ${WRITE}`,
      [dueOn],
    );
  }

  /** Publications in force that concern a release. */
  async inForceFor(tx: Tx, releaseId: Id<'Release'>): Promise<Id<'Publication'>[]> {
    const rows = await tx.sql<{ id: Id<'Publication'> }>(
      `select p.id from publication_release pr join publication p on p.id = pr.publication_id
       where pr.release_id = $1 and p.state = 'PUBLISHED' order by p.id`,
      [releaseId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Publications in force that concern what a hospital holds or is listed with, that name it, or that replace what it
   * received.
   * @param vendorId null: of every vendor.
   */
  async inForceAt(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    vendorId: Id<'Organisation'> | null,
  ): Promise<Id<'Publication'>[]> {
    const rows = await tx.sql<{ id: Id<'Publication'> }>(
      `select p.id from publication p
       where p.state = 'PUBLISHED' and ($2::uuid is null or p.vendor_id = $2)
         and exists (select from organisation o where o.id = $1 and o.kind = 'HOSPITAL')
         and p.id in (
           select n.publication_id from publication_recipient n where n.hospital_id = $1
           union
           select pr.publication_id from publication_release pr join asset a using (release_id)
           where a.hospital_id = $1 and a.status in ('IN_USE','STORED')
           union
           select pr.publication_id from evaluation e join release r using (product_id)
             join publication_release pr on pr.release_id = r.id
           where e.hospital_id = $1 and e.state = 'CONSENTED' and exists (
             select from asset a join release held on held.id = a.release_id
             where a.hospital_id = $1 and a.status = 'EVALUATING' and held.product_id = e.product_id)
           union
           select pr.publication_id from publication_release pr join installed_base_line l using (release_id)
           where l.hospital_id = $1 and l.state = 'LISTED'
           union
           select q.id from delivery d join publication q on q.series_id = d.series_id and q.revision > d.revision
           where d.hospital_id = $1)
       order by p.id`,
      [hospitalId, vendorId],
    );
    return rows.map(({ id }) => id);
  }

  /** The sites of one hospital that a publication concerns now, and what it would be asked from today on. */
  async concernedNow(
    tx: Tx,
    publicationId: Id<'Publication'>,
    hospitalId: Id<'Organisation'>,
  ): Promise<{ sites: { siteId: Id<'Site'>; isConnected: boolean }[]; asked: AskedAction[] }> {
    const [row] = await tx.sql<{ sites: { siteId: Id<'Site'>; isConnected: boolean }[]; asked: AskedAction[] }>(
      `with ${PUBLICATION}, ${reached((column) => `${column} = $3`)}
       select (select actions from asked) as asked, coalesce((
         select jsonb_agg(jsonb_build_object('siteId', site_id, 'isConnected', is_connected)) from reached), '[]') as sites`,
      [publicationId, calendarDate(tx.now), hospitalId],
    );
    return row ?? { sites: [], asked: [] };
  }

  /** Everyone has it now. In a transaction of its own: chunks hold the publication, and would wait for each other. */
  async complete(tx: Tx, publicationId: Id<'Publication'>, notice: Delivery['notice']): Promise<void> {
    const column = notice === 'PUBLICATION' ? 'delivered_at' : 'withdrawal_delivered_at';
    await tx.sql(`update publication set ${column} = $2 where id = $1 and ${column} is null`, [publicationId, tx.now]);
  }

  /** Parameters: 1 publication, 2 today, 3 now, 4 notice, 5 hospital that bounds the range, 6 limit. */
  private async reach(
    tx: Tx,
    range: Range,
    notice: Delivery['notice'],
    publicationId: Id<'Publication'>,
    statement: (where: (column: string) => string) => string,
    more: readonly unknown[] = [],
  ): Promise<Reached> {
    const [limit, bound, where] =
      'only' in range
        ? [1, range.only, (column: string) => `${column} = $5`]
        : [range.limit, range.after, (column: string) => (range.after ? `${column} > $5` : '$5::uuid is null')];
    const [row] = await tx.sql<{ delivered: number; last: Id<'Organisation'> | null; hospitals: number }>(
      statement(where),
      [publicationId, calendarDate(tx.now), tx.now, notice, bound, limit, ...more],
    );
    if (!row) throw new Error('the sums of a chunk are always one row');
    return { delivered: row.delivered, last: row.hospitals === limit ? row.last : null };
  }
}
