import { Client } from 'pg';
import { Actor, newId, SystemClock, type Id, type OrganisationKind, type Role } from '../../libs/kernel/src/index.ts';
import { Ctx, abilityOf, type Policy } from '../../libs/platform/src/authorisation/index.ts';
import {
  EventSink,
  makeDataSource,
  roleUrl,
  UnitOfWork,
  type Entities,
  type RecordedEvent,
  type Tx,
} from '../../libs/platform/src/database/index.ts';
import { JobRegistry } from '../../libs/platform/src/jobs/index.ts';
import { freshDatabase, TEST_SECRET } from './database.ts';

class Memory extends EventSink {
  readonly events: RecordedEvent[] = [];

  override write(_tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }
}

export interface Hospital {
  id: Id<'Organisation'>;
  siteIds: [Id<'Site'>, Id<'Site'>];
}

/**
 * A database of one's own with organisations in it, for tests of services below HTTP: row-level security is real,
 * sign-in is left out.
 */
export class Scene {
  readonly uow: UnitOfWork;
  /** As a superuser: to look behind the program's back. */
  readonly admin: Client;
  readonly close: () => Promise<void>;
  private readonly sink: Memory;
  private readonly policies: readonly Policy[];

  private constructor(
    uow: UnitOfWork,
    admin: Client,
    sink: Memory,
    policies: readonly Policy[],
    close: () => Promise<void>,
  ) {
    this.uow = uow;
    this.admin = admin;
    this.sink = sink;
    this.policies = policies;
    this.close = close;
  }

  static async open(entities: Entities, policies: readonly Policy[]): Promise<Scene> {
    const database = await freshDatabase();
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    const connect = (role: 'app' | 'system') =>
      makeDataSource(roleUrl(database.adminUrl, role, TEST_SECRET), entities, 4).initialize();
    const [app, system] = await Promise.all([connect('app'), connect('system')]);
    const sink = new Memory();
    const uow = new UnitOfWork(app, system, sink, new JobRegistry(), new SystemClock());
    return new Scene(uow, admin, sink, policies, async () => {
      await Promise.all([app.destroy(), system.destroy(), admin.end()]);
      await database.drop();
    });
  }

  /** What was recorded since it was asked last, in order; refusals are left out. */
  recorded(): RecordedEvent[] {
    return this.sink.events.splice(0).filter((event) => event.kind !== 'access.denied');
  }

  async organisation(kind: OrganisationKind): Promise<Id<'Organisation'>> {
    const id = newId<'Organisation'>();
    const code = id.slice(-8).toUpperCase();
    await this.admin.query(
      `insert into organisation (id, kind, name, code, created_at) values ($1, $2, $2, $3, now())`,
      [id, kind, `${code.slice(0, 4)}-${code.slice(4)}`],
    );
    return id;
  }

  /** With two sites. */
  async hospital(): Promise<Hospital> {
    const id = await this.organisation('HOSPITAL');
    const siteIds: Hospital['siteIds'] = [newId(), newId()];
    for (const siteId of siteIds) {
      await this.admin.query(
        `insert into site (id, organisation_id, name, created_at) values ($1, $2, 'site', now())`,
        [siteId, id],
      );
    }
    return { id, siteIds };
  }

  async relate(
    vendorId: Id<'Organisation'>,
    hospitalId: Id<'Organisation'>,
    { state = 'ACTIVE', shares = 'COUNTS' } = {},
  ): Promise<void> {
    await this.admin.query(`delete from relationship where vendor_id = $1 and hospital_id = $2`, [
      vendorId,
      hospitalId,
    ]);
    await this.admin.query(
      `insert into relationship (id, vendor_id, hospital_id, state, shares, proposed_by_id, proposed_at)
       values ($1, $2, $3, $4, $5, $2, now())`,
      [newId(), vendorId, hospitalId, state, shares],
    );
  }

  /** Somebody of an organisation. @param siteIds sites that they answer for; null for all. */
  member(
    organisationId: Id<'Organisation'>,
    organisationKind: OrganisationKind,
    roles: readonly Role[],
    siteIds: readonly Id<'Site'>[] | null = null,
  ): Ctx {
    const facts = { kind: 'PERSON' as const, userId: newId<'User'>(), organisationId, organisationKind, siteIds };
    return this.as(new Actor({ ...facts, roles: new Set(roles) }));
  }

  as(actor: Actor): Ctx {
    return new Ctx(actor, abilityOf(actor, this.policies), 'test');
  }
}
