import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { Actor, type Clock, newId, type Role, ROLES_OF_KIND, SystemClock } from '#libs/kernel';
import {
  abilityOf,
  Ctx,
  type EventDraft,
  JobRegistry,
  makeDataSource,
  PolicyRegistry,
  roleUrl,
  UnitOfWork,
} from '#libs/platform';
import { generateKey, type SignerKey } from '#libs/transparency';
import { freshDatabase, TEST_SECRET, type TestDatabase } from './database.ts';
import { Sequencer, trailEntities, TrailWriter } from '#libs/trail';
import { trailPolicy } from '../../libs/trail/src/trail.policy.ts';

const DRAFT = { kind: 'asset.registered', version: 1, facts: { count: 1 } };

/** A migrated database with the trail on it, and organisations that do things there. */
export class TrailWorld {
  readonly signer: SignerKey = generateKey('test.invalid/trail');
  readonly clock: Clock = new SystemClock();
  readonly policies = new PolicyRegistry();
  readonly hospital = actorOf('HOSPITAL', 'HOSPITAL_SECURITY');
  readonly otherHospital = actorOf('HOSPITAL', 'HOSPITAL_SECURITY');
  readonly vendor = actorOf('MANUFACTURER', 'VENDOR_PUBLISHER');
  readonly auditor = actorOf('AUDITOR', 'AUDITOR');
  readonly uow: UnitOfWork;
  readonly admin: Client;
  private readonly database: TestDatabase;
  private readonly sources: DataSource[];

  static async start(): Promise<TrailWorld> {
    const database = await freshDatabase();
    const source = (role: 'app' | 'system') =>
      makeDataSource(roleUrl(database.adminUrl, role, TEST_SECRET), trailEntities, 8).initialize();
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    return new TrailWorld(database, await source('app'), await source('system'), admin);
  }

  private constructor(database: TestDatabase, app: DataSource, system: DataSource, admin: Client) {
    this.database = database;
    this.sources = [app, system];
    this.admin = admin;
    this.policies.add(trailPolicy);
    this.uow = new UnitOfWork(app, system, new TrailWriter(), new JobRegistry(), this.clock);
  }

  async stop(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.destroy()));
    await this.admin.end();
    await this.database.drop();
  }

  url(role: 'app' | 'system' | 'sequencer' | 'eraser'): string {
    return roleUrl(this.database.adminUrl, role, TEST_SECRET);
  }

  /** Whoever starts it also stops it. */
  sequencer(options: { signer?: SignerKey; batchSize?: number; intervalMs?: number } = {}): Sequencer {
    return new Sequencer({ url: this.url('sequencer'), signer: this.signer, clock: this.clock, ...options });
  }

  ctx(actor: Actor): Ctx {
    return new Ctx(actor, this.policies.abilityOf(actor), 'test');
  }

  /** Records one event for each draft, in one transaction. @returns their ids. */
  async record(actor: Actor, ...drafts: (Partial<EventDraft> | undefined)[]): Promise<string[]> {
    return this.uow.run(this.ctx(actor), async (tx) => {
      const ids: string[] = [];
      for (const draft of drafts) {
        const subject = { type: 'Asset', id: newId() };
        ids.push((await tx.record({ ...DRAFT, subject, ...draft })).id);
      }
      return ids;
    });
  }

  /** Many events at once, straight from SQL, as a fan-out writes them. */
  async recordMany(count: number): Promise<void> {
    await this.uow.runAsSystem(systemCtx, (tx) =>
      tx.sql(
        `with drawn as materialized (select uuidv7() as event_id, uuidv7() as delivery_id from generate_series(1, $1::int))
         insert into trail.event
           (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
         select event_id, $2, 'delivery.queued', $3, $4, 'Delivery', delivery_id,
                trail.event_facts('delivery.queued', 1, event_id, $2, $3, $4, null, 'Delivery', delivery_id,
                                  jsonb_build_object('publicationId', delivery_id, 'severity', 'CRITICAL', 'sites', 3))
         from drawn`,
        [count, this.clock.now(), this.vendor.organisationId, this.hospital.organisationId],
      ),
    );
  }
}

export const systemCtx = new Ctx(Actor.system, abilityOf(Actor.system, []), 'test job');

function actorOf(organisationKind: keyof typeof ROLES_OF_KIND, role: Role): Actor {
  return new Actor({
    kind: 'PERSON',
    userId: newId<'User'>(),
    organisationId: newId<'Organisation'>(),
    organisationKind,
    roles: new Set([role]),
    person: { name: `Someone with ${role}`, email: `${role.toLowerCase()}@example.jp` },
  });
}
