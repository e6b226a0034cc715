import { Injectable } from '@nestjs/common';
import { conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { Publication, type PublicationState, type Severity } from '#libs/publishing';
import { DeliverySite } from '../delivery-site.entity.ts';
import { Delivery } from '../delivery.entity.ts';
import { ChaseDemand, ChaseHappening, ChaseStep } from './chase-step.entity.ts';
import { ChasingPlan, type Channel, type ChasedRole, type Side } from './chasing-plan.entity.ts';

/** What became of one step at all sites, counted. */
export interface StepCounts {
  side: Side;
  step: number;
  channel: Channel;
  role: ChasedRole;
  asked: number;
  moved: number;
  waiting: number;
  done: number;
  skipped: number;
  sent: number;
  refused: number;
  bounced: number;
  opened: number;
}

/** Whom a step asks, of one's own people. */
export interface Recipient {
  id: Id<'ChaseRecipient'>;
  stepId: Id<'ChaseStep'>;
  name: string;
  email: string | null;
  source: 'MEMBER' | 'CONTACT' | 'DELEGATE';
}

/** Somebody to be reached by hand. */
export interface Reachable {
  stepId: Id<'ChaseStep'>;
  name: string;
  email: string | null;
  phone: string | null;
}

/** Steps that would reach nobody at one site. */
export interface Gap {
  hospitalId: Id<'Organisation'>;
  siteId: Id<'Site'>;
  steps: { step: number; channel: Channel; role: ChasedRole }[];
}

export interface Chased {
  id: Id<'Publication'>;
  vendorId: Id<'Organisation'>;
  state: PublicationState;
  severity: Severity;
  publishedAt: Date | null;
}

/** What is read of chases, as the transaction's actor may read it, unless it says otherwise. */
@Injectable()
export class ChaseViewRepository {
  /** @throws NOT_FOUND */
  async publication(tx: Tx, id: Id<'Publication'>): Promise<Publication> {
    const found = await tx.manager.findOneBy(Publication, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('publication');
    return found;
  }

  /** The plan that a publication of the actor's follows: as of its day, or of today while it is a draft. */
  async planOf(tx: Tx, { vendorId, severity, kind, publishedAt }: Publication): Promise<ChasingPlan | null> {
    const [row] = await tx.sql<{ id: Id<'ChasingPlan'> }>(`select id from chase_plan_of($1, 'VENDOR', $2, $3, $4)`, [
      vendorId,
      severity,
      kind,
      publishedAt ?? tx.now,
    ]);
    return row ? tx.manager.findOneBy(ChasingPlan, { id: row.id }) : null;
  }

  plans(tx: Tx, ids: readonly Id<'ChasingPlan'>[]): Promise<ChasingPlan[]> {
    return tx.manager.createQueryBuilder(ChasingPlan, 'plan').where('plan.id = any(:ids)', { ids }).getMany();
  }

  counts(tx: Tx, publicationId: Id<'Publication'>): Promise<StepCounts[]> {
    return tx.sql(
      `select s.side, s.step::int, s.channel, s.role,
              (count(*) filter (where s.state <> 'MOVED'))::int as asked,
              (count(*) filter (where s.state = 'MOVED'))::int as moved,
              (count(*) filter (where s.state = 'WAITING'))::int as waiting,
              (count(*) filter (where s.state = 'DONE'))::int as done,
              (count(*) filter (where s.state = 'SKIPPED'))::int as skipped,
              coalesce(sum(h.sent), 0)::int as sent, coalesce(sum(h.refused), 0)::int as refused,
              coalesce(sum(h.bounced), 0)::int as bounced, coalesce(sum(h.opened), 0)::int as opened
       from chase_step s cross join lateral (
         select count(*) filter (where h.what = 'SENT') as sent, count(*) filter (where h.what = 'REFUSED') as refused,
                count(*) filter (where h.what = 'BOUNCED') as bounced, count(*) filter (where h.what = 'OPENED') as opened
         from chase_happening h where h.step_id = s.id
       ) h
       where s.publication_id = $1
       group by s.side, s.step, s.channel, s.role order by s.side desc, s.step`,
      [publicationId],
    );
  }

  /** Sites that a publication asks, hospital by hospital. @param isAnswered null: either. */
  sites(
    tx: Tx,
    publicationId: Id<'Publication'>,
    isAnswered: boolean | null,
    page: PageRequest,
  ): Promise<Page<DeliverySite>> {
    const scope = sqlScope(tx.ctx.ability, 'read', DeliverySite, (column) => `site.${column}`);
    const query = tx.manager
      .createQueryBuilder(DeliverySite, 'site')
      .where('site.publication_id = :publicationId and site.is_connected', { publicationId })
      .andWhere(scope.sql, scope.parameters);
    if (isAnswered !== null) query.andWhere('site.is_answered = :isAnswered', { isAnswered });
    return paginate(
      query,
      [
        { column: 'site.hospital_id', type: 'uuid', direction: 'asc', value: ({ hospitalId }) => hospitalId },
        { column: 'site.delivery_id', type: 'uuid', direction: 'asc', value: ({ deliveryId }) => deliveryId },
        { column: 'site.site_id', type: 'uuid', direction: 'asc', value: ({ siteId }) => siteId },
      ],
      page,
    );
  }

  deliveries(tx: Tx, ids: readonly Id<'Delivery'>[]): Promise<Delivery[]> {
    return tx.manager.createQueryBuilder(Delivery, 'd').where('d.id = any(:ids)', { ids }).getMany();
  }

  stepsOf(tx: Tx, sites: readonly Pick<DeliverySite, 'deliveryId' | 'siteId'>[]): Promise<ChaseStep[]> {
    return tx.manager
      .createQueryBuilder(ChaseStep, 'step')
      .where('step.delivery_id = any(:deliveries) and step.site_id = any(:sites)', {
        deliveries: sites.map(({ deliveryId }) => deliveryId),
        sites: sites.map(({ siteId }) => siteId),
      })
      .orderBy('step.due_at')
      .addOrderBy('step.step')
      .getMany();
  }

  happeningsOf(tx: Tx, stepIds: readonly Id<'ChaseStep'>[]): Promise<ChaseHappening[]> {
    return tx.manager
      .createQueryBuilder(ChaseHappening, 'h')
      .where('h.step_id = any(:stepIds)', { stepIds })
      .orderBy('h.id')
      .getMany();
  }

  recipientsOf(tx: Tx, stepIds: readonly Id<'ChaseStep'>[]): Promise<Recipient[]> {
    return tx.sql(
      `select id, step_id as "stepId", name, email, source from chase_recipient where step_id = any ($1) order by id`,
      [stepIds],
    );
  }

  /** What waits for somebody to do it, the longest waiting first. */
  tasks(tx: Tx, page: PageRequest): Promise<Page<ChaseStep>> {
    const scope = sqlScope(tx.ctx.ability, 'record', ChaseStep, (column) => `step.${column}`);
    const query = tx.manager
      .createQueryBuilder(ChaseStep, 'step')
      .where(
        `step.state = 'WAITING' and exists (
           select from delivery_site s join delivery d on d.hospital_id = s.hospital_id and d.id = s.delivery_id
           where s.hospital_id = step.hospital_id and s.delivery_id = step.delivery_id and s.site_id = step.site_id
             and d.closed_at is null and not s.is_answered and s.coverage <> 'COVERED_BY')`,
      )
      .andWhere(scope.sql, scope.parameters);
    return paginate(query, [{ column: 'step.id', type: 'uuid', direction: 'asc', value: ({ id }) => id }], page);
  }

  /** Contacts that steps would reach now: those that the vendor of an active relationship may see. */
  reachable(tx: Tx, stepIds: readonly Id<'ChaseStep'>[]): Promise<Reachable[]> {
    return tx.sql(
      `select s.id as "stepId", r.name, r.email, r.phone
       from chase_step s join delivery d on d.hospital_id = s.hospital_id and d.id = s.delivery_id
         cross join lateral chase_reached(s.hospital_id, s.site_id, s.vendor_id, s.role, s.reader_ids, d.tlp, $2) r
       where s.id = any ($1) and r.source = 'CONTACT'
         and exists (select from relationship l
                     where l.hospital_id = s.hospital_id and l.vendor_id = s.vendor_id and l.state = 'ACTIVE')`,
      [stepIds, tx.now],
    );
  }

  /** Nobody else records it before the transaction ends. @throws NOT_FOUND, CONFLICT `engagement.step_is_done` */
  async lockTask(tx: Tx, id: Id<'ChaseStep'>): Promise<ChaseStep> {
    const found = await tx.manager.findOneBy(ChaseStep, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('step');
    const waiting = await tx.sql(`select from chase_step where id = $1 and state = 'WAITING' for update`, [id]);
    if (waiting.length === 0) {
      throw conflict(
        'engagement.step_is_done',
        'This step does not wait for anybody: it was done, or is sent by itself.',
      );
    }
    return found;
  }

  async record(tx: Tx, step: ChaseStep, happening: ChaseHappening): Promise<void> {
    await tx.manager.insert(ChaseHappening, { ...happening });
    await tx.manager.update(ChaseStep, { id: step.id }, { state: step.state });
  }

  /** When somebody was asked last of a publication, by plan or on demand; null: never. Nobody else demands meanwhile. */
  async lastAsked(tx: Tx, publicationId: Id<'Publication'>): Promise<Date | null> {
    await tx.sql(`select pg_advisory_xact_lock(hashtextextended('chase_demand' || $1, 0))`, [publicationId]);
    const [row] = await tx.sql<{ at: Date | null }>(
      `select greatest(
         (select max(taken_at) from chase_step where publication_id = $1 and side = 'VENDOR' and state <> 'SKIPPED'),
         (select max(demanded_at) from chase_demand where publication_id = $1)) as at`,
      [publicationId],
    );
    return row?.at ?? null;
  }

  async insertDemand(tx: Tx, demand: ChaseDemand): Promise<void> {
    await tx.manager.insert(ChaseDemand, { ...demand });
  }

  /**
   * Sites at which a step of a plan reaches nobody now: of whom it was delivered to, or would be. As the system, of a
   * publication that the actor may read.
   */
  async gaps(
    tx: Tx,
    { id, vendorId, tlp, publishedAt }: Publication,
    plan: ChasingPlan,
    limit: number,
  ): Promise<{ siteCount: number; gapCount: number; gaps: Gap[] }> {
    const [row] = await tx.sql<{ siteCount: number; gapCount: number; gaps: Gap[] }>(
      `with concerned as materialized (
         select a.hospital_id, a.site_id, null::uuid[] as reader_ids
         from publication_audience($1) a
         where not $7 and a.has_relationship and a.is_connected and not a.is_evaluating
         union all
         select s.hospital_id, s.site_id, s.reader_ids from delivery_site s join delivery d on d.hospital_id = s.hospital_id and d.id = s.delivery_id
         where $7 and s.publication_id = $1 and d.closed_at is null and d.is_vendor_informed and s.is_connected
           and s.coverage <> 'COVERED_BY' and not s.is_answered
       ), gap as materialized (
         select c.hospital_id, c.site_id, st.step, st.channel, st.role
         from concerned c cross join rows from (
           jsonb_to_recordset($4::jsonb) as (channel text, role text)
         ) with ordinality as st (channel, role, step)
         where not exists (
           select from chase_reached(c.hospital_id, c.site_id, $2, st.role, c.reader_ids, $3, $5) r
           where (st.channel <> 'MAIL' or r.email is not null)
             and (st.channel <> 'PORTAL' or r.user_id is not null)
             and (st.channel not in ('PHONE','FAX') or r.source <> 'CONTACT' or r.phone is not null))
       ), by_site as materialized (
         select hospital_id, site_id,
                jsonb_agg(jsonb_build_object('step', step, 'channel', channel, 'role', role) order by step) as steps
         from gap group by hospital_id, site_id
       )
       select (select count(*)::int from concerned) as "siteCount", (select count(*)::int from by_site) as "gapCount",
              coalesce((select jsonb_agg(jsonb_build_object('hospitalId', hospital_id, 'siteId', site_id, 'steps', steps))
                        from (select * from by_site order by jsonb_array_length(steps) desc, hospital_id, site_id limit $6) first), '[]') as gaps`,
      [id, vendorId, tlp, JSON.stringify(plan.steps), tx.now, limit, publishedAt !== null],
    );
    if (!row) throw new Error('counts are always one row');
    return row;
  }
}
