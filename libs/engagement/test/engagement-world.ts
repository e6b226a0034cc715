import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { catalogueEntities } from '#libs/catalogue';
import { directoryEntities } from '#libs/directory';
import { inventoryEntities } from '#libs/inventory';
import { Actor, Clock, newId, ROLES_OF_KIND, type Id, type OrganisationKind, type Role } from '#libs/kernel';
import {
  Ctx,
  JobRegistry,
  makeDataSource,
  PolicyRegistry,
  roleUrl,
  runJob,
  systemCtx,
  UnitOfWork,
  type EventDraft,
} from '#libs/platform';
import { publishingEntities } from '#libs/publishing';
import { TrailWriter } from '#libs/trail';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../test/support/database.ts';
import { AnsweringRepository } from '../src/answering.repository.ts';
import { AnsweringService } from '../src/answering.service.ts';
import { ChaseOpenedRepository } from '../src/chasing/index.ts';
import type { Delivery, Notice } from '../src/delivery.entity.ts';
import { registerJobs } from '../src/engagement.jobs.ts';
import { engagementPolicy } from '../src/engagement.policy.ts';
import { FanOutRepository } from '../src/fan-out.repository.ts';
import { FanOutService } from '../src/fan-out.service.ts';
import { InboxRepository, type InboxFilter, type InboxSort } from '../src/inbox.repository.ts';
import { InboxService } from '../src/inbox.service.ts';
import { engagementEntities } from '../src/index.ts';
import { ProgressRepository, type Progress } from '../src/progress.repository.ts';
import { StandingRepository } from '../src/standing.repository.ts';

export class SetClock extends Clock {
  at = new Date('2026-11-23T03:00:00Z');

  override now(): Date {
    return this.at;
  }

  addDays(days: number): void {
    this.at = new Date(this.at.getTime() + days * 86_400_000);
  }
}

export interface PublicationFacts {
  id?: Id<'Publication'>;
  /** The first revision, when this is another one. */
  seriesId?: Id<'Publication'>;
  revision?: number;
  supersedes?: Id<'Publication'>;
  isEditorial?: boolean;
  kind?: string;
  severity?: string;
  tlp?: string;
  titleEn?: string;
  releaseIds?: Id<'Release'>[];
  actions?: Record<string, string>;
  named?: { hospitalId: Id<'Organisation'>; emails?: string[] }[];
}

/** A hospital, its first site and somebody who may do everything there. */
export interface HospitalOfWorld {
  id: Id<'Organisation'>;
  siteId: Id<'Site'>;
  ctx: Ctx;
}

/** Deliveries on a real database: organisations and publications are put there, what follows is the program's. */
export class EngagementWorld {
  readonly clock = new SetClock();
  readonly policies = new PolicyRegistry();
  readonly jobs = new JobRegistry();
  readonly behind: Client;
  readonly uow: UnitOfWork;
  readonly fanOut: FanOutService;
  readonly answering: AnsweringService;
  readonly inboxes: InboxService;
  private readonly database: TestDatabase;
  private readonly sources: DataSource[];

  static async start(): Promise<EngagementWorld> {
    const database = await freshDatabase();
    const entities = [
      ...directoryEntities,
      ...catalogueEntities,
      ...inventoryEntities,
      ...publishingEntities,
      ...engagementEntities,
    ];
    const source = (role: 'app' | 'system') =>
      makeDataSource(roleUrl(database.adminUrl, role, TEST_SECRET), entities, 8).initialize();
    const behind = new Client({ connectionString: database.adminUrl });
    await behind.connect();
    return new EngagementWorld(database, await source('app'), await source('system'), behind);
  }

  private constructor(database: TestDatabase, app: DataSource, system: DataSource, behind: Client) {
    this.database = database;
    this.sources = [app, system];
    this.behind = behind;
    this.policies.add(engagementPolicy);
    this.uow = new UnitOfWork(app, system, new TrailWriter(), this.jobs, this.clock);
    const rows = new AnsweringRepository();
    this.fanOut = new FanOutService(this.uow, new FanOutRepository(), new StandingRepository(), rows);
    this.answering = new AnsweringService(this.uow, rows, new ChaseOpenedRepository());
    this.inboxes = new InboxService(this.uow, new InboxRepository());
    registerJobs(this.jobs, this.fanOut);
  }

  async stop(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.destroy()));
    await this.behind.end();
    await this.database.drop();
  }

  async sql<Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.behind.query<Row>(text, parameters)).rows;
  }

  // ---- organisations

  async vendor(): Promise<Id<'Organisation'>> {
    return this.organisation('MANUFACTURER');
  }

  async hospital(): Promise<HospitalOfWorld> {
    const id = await this.organisation('HOSPITAL');
    return { id, siteId: await this.site(id), ctx: await this.member(id, 'HOSPITAL', ROLES_OF_KIND.HOSPITAL) };
  }

  private async organisation(kind: OrganisationKind): Promise<Id<'Organisation'>> {
    const id = newId<'Organisation'>();
    const hex = id.replaceAll('-', '').toUpperCase();
    const code = `${hex.slice(-8, -4)}-${hex.slice(-4)}`;
    await this.sql('insert into organisation (id, kind, name, code, created_at) values ($1, $2, $3, $4, now())', [
      id,
      kind,
      `${kind} ${code}`,
      code,
    ]);
    return id;
  }

  async site(hospitalId: Id<'Organisation'>): Promise<Id<'Site'>> {
    const id = newId<'Site'>();
    await this.sql('insert into site (id, organisation_id, name, created_at) values ($1, $2, $3, now())', [
      id,
      hospitalId,
      `Site ${id}`,
    ]);
    return id;
  }

  async member(
    organisationId: Id<'Organisation'>,
    organisationKind: OrganisationKind,
    roles: readonly Role[],
    facts: { siteIds?: Id<'Site'>[]; email?: string } = {},
  ): Promise<Ctx> {
    const userId = newId<'User'>();
    const email = facts.email ?? `${userId}@example.jp`;
    await this.sql(
      `insert into auth."user" (id, name, email, "emailVerified", "updatedAt") values ($1, 'Somebody', $2, true, now())`,
      [userId, email],
    );
    await this.sql(
      `insert into member (id, organisation_id, user_id, name, email, roles, created_at) values ($1, $2, $3, 'Somebody', $4, $5, now())`,
      [newId(), organisationId, userId, email, roles],
    );
    return this.ctx(
      new Actor({
        kind: 'PERSON',
        userId,
        organisationId,
        organisationKind,
        roles: new Set(roles),
        siteIds: facts.siteIds ?? null,
        person: { name: 'Somebody', email },
      }),
    );
  }

  program(organisationId: Id<'Organisation'>, ...roles: Role[]): Ctx {
    const kind = 'PROGRAM';
    return this.ctx(
      new Actor({
        kind,
        apiKeyId: newId<'ApiKey'>(),
        organisationId,
        organisationKind: 'HOSPITAL',
        roles: new Set(roles),
      }),
    );
  }

  ctx(actor: Actor): Ctx {
    return new Ctx(actor, this.policies.abilityOf(actor), 'test');
  }

  vendorCtx(vendorId: Id<'Organisation'>): Promise<Ctx> {
    return this.member(vendorId, 'MANUFACTURER', ['VENDOR_PUBLISHER']);
  }

  async relationship(vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void> {
    await this.sql(
      `insert into relationship (id, vendor_id, hospital_id, state, proposed_by_id, proposed_at) values ($1, $2, $3, 'ACTIVE', $2, now())`,
      [newId(), vendorId, hospitalId],
    );
  }

  async release(vendorId: Id<'Organisation'>): Promise<Id<'Release'>> {
    const [productId, releaseId] = [newId(), newId<'Release'>()];
    await this.sql(
      `insert into product (id, vendor_id, kind, name, is_connectable, created_at) values ($1, $2, 'DEVICE', 'Viewer', true, now())`,
      [productId, vendorId],
    );
    await this.sql(
      `insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, '1.0', now())`,
      [releaseId, productId, vendorId],
    );
    return releaseId;
  }

  async asset(
    hospital: { id: Id; siteId: Id },
    releaseId: Id<'Release'>,
    connections = ['NETWORK'],
  ): Promise<Id<'Asset'>> {
    const id = newId<'Asset'>();
    await this.sql(
      `insert into asset (id, hospital_id, site_id, release_id, connections, created_at) values ($1, $2, $3, $4, $5, now())`,
      [id, hospital.id, hospital.siteId, releaseId, connections],
    );
    return id;
  }

  /** A vendor with a release, and a hospital with a relationship that has it at its one site. */
  async holder(): Promise<{ vendorId: Id<'Organisation'>; releaseId: Id<'Release'>; hospital: HospitalOfWorld }> {
    const vendorId = await this.vendor();
    const releaseId = await this.release(vendorId);
    const hospital = await this.hospital();
    await this.relationship(vendorId, hospital.id);
    await this.asset(hospital, releaseId);
    return { vendorId, releaseId, hospital };
  }

  // ---- publications

  /** As approval leaves it, the event included; the former revision is superseded in the same transaction. */
  async publish(vendorId: Id<'Organisation'>, facts: PublicationFacts = {}): Promise<Id<'Publication'>> {
    const {
      id = newId<'Publication'>(),
      revision = 1,
      supersedes = null,
      tlp = 'AMBER',
      severity = 'HIGH',
      kind = 'ADVISORY',
    } = facts;
    const { isEditorial = false, titleEn = 'Overflow', actions = { ACKNOWLEDGE: '2026-12-24' } } = facts;
    if (supersedes) await this.sql(`update publication set state = 'SUPERSEDED' where id = $1`, [supersedes]);
    await this.sql(
      `insert into publication (id, series_id, revision, supersedes_id, vendor_id, kind, state, title_en, severity, tlp,
         is_editorial, author_id, published_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 'PUBLISHED', $7, $8, $9, $10, $1, $11, $11, $11)`,
      [
        id,
        facts.seriesId ?? id,
        revision,
        supersedes,
        vendorId,
        kind,
        titleEn,
        severity,
        tlp,
        isEditorial,
        this.clock.now(),
      ],
    );
    for (const releaseId of facts.releaseIds ?? []) {
      await this.sql('insert into publication_release (publication_id, release_id, vendor_id) values ($1, $2, $3)', [
        id,
        releaseId,
        vendorId,
      ]);
    }
    for (const [action, dueOn] of Object.entries(actions)) {
      await this.sql(
        'insert into publication_action (publication_id, vendor_id, kind, due_on) values ($1, $2, $3, $4)',
        [id, vendorId, action, dueOn],
      );
    }
    for (const { hospitalId, emails = [] } of facts.named ?? []) {
      await this.sql(
        'insert into publication_recipient (publication_id, vendor_id, hospital_id, emails) values ($1, $2, $3, $4)',
        [id, vendorId, hospitalId, emails],
      );
    }
    await this.happens({
      kind: 'publication.published',
      subject: { type: 'Publication', id },
      organisationId: vendorId,
      facts: { isEditorial },
    });
    return id;
  }

  async withdraw(vendorId: Id<'Organisation'>, id: Id<'Publication'>): Promise<void> {
    await this.sql(`update publication set state = 'WITHDRAWN', withdrawal_reason = 'wrong file' where id = $1`, [id]);
    await this.happens({
      kind: 'publication.withdrawn',
      subject: { type: 'Publication', id },
      organisationId: vendorId,
      facts: {},
    });
  }

  /** Records an event, and queues what follows from it. */
  async happens(event: Omit<EventDraft, 'version'>): Promise<void> {
    await this.uow.runAsSystem(systemCtx('test'), (tx) => tx.record({ ...event, version: 1 }));
  }

  /** Runs every queued job until none is left. @param times each of them, at once. */
  async settle(times = 1): Promise<void> {
    for (;;) {
      const jobs = await this.sql<{ kind: string; payload: object }>(
        `with taken as (delete from graphile_worker._private_jobs returning task_id, payload)
         select t.identifier as kind, taken.payload from taken join graphile_worker._private_tasks t on t.id = taken.task_id`,
      );
      if (jobs.length === 0) return;
      for (const { kind, payload } of jobs) {
        await Promise.all(Array.from({ length: times }, () => this.runJob(kind, payload)));
      }
    }
  }

  async runJob(kind: string, payload: object): Promise<void> {
    const definition = this.jobs.all().find((one) => one.kind === kind);
    if (!definition) throw new Error(`no job ${kind}`);
    await runJob(definition, payload);
  }

  // ---- what somebody sees

  async inbox(ctx: Ctx, filter: InboxFilter = {}, sort: InboxSort = 'NEWEST'): Promise<Delivery[]> {
    const { edges } = await this.inboxes.inbox(ctx, filter, sort, { first: 100 });
    return edges.map(({ node }) => node);
  }

  /** The one delivery of a publication that somebody sees. */
  async delivery(ctx: Ctx, publicationId: Id<'Publication'>, notice = 'PUBLICATION'): Promise<Delivery> {
    const found = (await this.inbox(ctx)).filter((one) => one.publicationId === publicationId && one.notice === notice);
    const [delivery] = found;
    if (!delivery || found.length > 1) throw new Error(`${found.length} deliveries instead of one`);
    return delivery;
  }

  async progress(vendorCtx: Ctx, publicationId: Id<'Publication'>, notice: Notice = 'PUBLICATION'): Promise<Progress> {
    const [progress] = await this.uow.run(vendorCtx, (tx) => new ProgressRepository().of(tx, [publicationId], notice));
    if (!progress) throw new Error('no progress');
    return progress;
  }

  async events(
    kind: string,
    publicationId: Id,
  ): Promise<{ organisation_id: Id; counterpart_id: Id | null; facts: Record<string, unknown> }[]> {
    const rows = await this.sql<{ organisation_id: Id; counterpart_id: Id | null; facts: string }>(
      `select organisation_id, counterpart_id, facts from trail.event
       where kind = $1 and (subject_id = $2 or strpos(facts, '"publicationId":"' || $2 || '"') > 0) order by id`,
      [kind, publicationId],
    );
    return rows.map((row) => ({ ...row, facts: (JSON.parse(row.facts) as { facts: Record<string, unknown> }).facts }));
  }
}

/** `CODE reason` of what is refused. */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    const { code, reason } = error as { code?: string; reason?: string };
    if (reason) return `${code} ${reason}`;
    throw error;
  }
  return 'was not refused';
}
