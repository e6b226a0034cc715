import type { DataSource, EntityManager } from 'typeorm';
import type { PoolClient } from 'pg';
import { type Clock, isId, newId, TasukiError } from '#libs/kernel';
import type { Ctx } from '../authorisation/index.ts';
import type { JobDraft, JobRegistry } from '../jobs/registry.ts';
import type { EventDraft, RecordedEvent } from './events.ts';

/**
 * Statements are prepared once a connection: planning under row-level security costs more than running them. The texts
 * are those written in repositories, so they are few; should one be built at run time, it is planned each time.
 */
const statementNames = new Map<string, string>();
const MAX_PREPARED = 500;

function prepared(text: string): { name?: string } {
  let name = statementNames.get(text);
  if (!name && statementNames.size < MAX_PREPARED) {
    name = `tasuki_${statementNames.size}`;
    statementNames.set(text, name);
  }
  return name ? { name } : {};
}

/** One database transaction, asked by one actor. */
export class Tx {
  readonly manager: EntityManager;
  readonly ctx: Ctx;
  /** The time of the whole transaction. */
  readonly now: Date;
  readonly events: RecordedEvent[] = [];
  readonly jobs: JobDraft[] = [];
  private readonly client: PoolClient;
  private readonly again: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

  constructor(
    manager: EntityManager,
    client: PoolClient,
    ctx: Ctx,
    now: Date,
    again: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  ) {
    this.again = again;
    this.manager = manager;
    this.client = client;
    this.ctx = ctx;
    this.now = now;
  }

  /** Rows of a statement written as SQL, with `$1` parameters; columns keep their names. */
  async sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>({ ...prepared(text), text, values: [...parameters] });
    return rows;
  }

  /** Adds a sentence to the trail, written before commit together with the jobs that follow from its kind. */
  async record(draft: EventDraft): Promise<RecordedEvent> {
    const event = { ...draft, id: newId<'Event'>() };
    this.events.push(event);
    return event;
  }

  /** Asks for more after this transaction has ended, in another one of the same actor: a count that a page is asked for. */
  later<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.again(work);
  }

  /** Queues a job that starts after commit, at least once. */
  queue(job: JobDraft): void {
    this.jobs.push(job);
  }
}

/** Where recorded events go. The trail provides it: it lies above the platform. */
export abstract class EventSink {
  abstract write(tx: Tx, events: readonly RecordedEvent[]): Promise<void>;
}

const RETRIES = 4;
const isSerialisationFailure = (error: unknown) =>
  ['40001', '40P01'].includes((error as { code?: string })?.code ?? '');

/**
 * Runs a use case in one transaction that row-level security ties to the actor; writes the recorded events and queues
 * their jobs before it commits. The callback runs again from the start after a serialisation failure, so it must
 * change nothing outside the transaction.
 */
export class UnitOfWork {
  private readonly app: DataSource;
  private readonly system: DataSource;
  private readonly sink: EventSink;
  private readonly registry: JobRegistry;
  private readonly clock: Clock;

  constructor(app: DataSource, system: DataSource, sink: EventSink, registry: JobRegistry, clock: Clock) {
    this.app = app;
    this.system = system;
    this.sink = sink;
    this.registry = registry;
    this.clock = clock;
  }

  /** As the actor's organisation. */
  run<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(this.app, ctx, work);
  }

  /**
   * Without the organisation's walls: for jobs, for look-ups before an organisation is known, and for answers that
   * add up over organisations. Whoever calls this has authorised the actor before and returns no more than the actor
   * may know.
   */
  runAsSystem<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(this.system, ctx, work);
  }

  private async transact<T>(pool: DataSource, ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(pool, ctx, work);
      } catch (error) {
        if (attempt === RETRIES || !isSerialisationFailure(error)) throw error;
      }
    }
  }

  private async attempt<T>(pool: DataSource, ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = pool.createQueryRunner();
    let loss: Error | null = null;
    const noteLoss = (error: Error) => (loss ??= error);
    try {
      const client = (await runner.connect()) as PoolClient;
      client.on('error', noteLoss);
      // One round trip: these go out together, and SET LOCAL ends with the transaction.
      await client.query(`begin; ${settings(ctx)}`);
      // TypeORM asks its own flag before it locks rows; what a page leaves for later runs in a transaction of its own.
      Object.assign(runner, { isTransactionActive: true });
      const again = <Later>(later: (tx: Tx) => Promise<Later>) => this.transact(pool, ctx, later);
      runner.data = { later: again } satisfies TxData;
      try {
        const tx = new Tx(runner.manager, client, ctx, this.clock.now(), again);
        const result = await work(tx);
        if (tx.events.length > 0) {
          await this.sink.write(tx, tx.events);
          for (const event of tx.events) tx.jobs.push(...this.registry.jobsFollowing(event));
        }
        if (tx.jobs.length > 0) await queueAll(client, tx.jobs);
        await client.query('commit');
        return result;
      } catch (error) {
        // A connection that broke cannot roll back; the server does it. The first error is the one to tell.
        await client.query('rollback').catch(() => undefined);
        // TypeORM only says that its runner was released, when the connection was lost between two statements.
        throw loss && !(error instanceof TasukiError) ? loss : error;
      } finally {
        client.off('error', noteLoss);
      }
    } finally {
      Object.assign(runner, { isTransactionActive: false });
      await runner.release();
    }
  }
}

/** What a transaction leaves with its query runner, for work that is asked for after it ended. */
export interface TxData {
  later: (work: (tx: Tx) => Promise<unknown>) => Promise<unknown>;
}

function settings({ actor }: Ctx): string {
  const set = (name: string, value: string | null) => {
    if (value !== null && !isId(value)) throw new Error(`${name} is not an id`);
    return `set local tasuki.${name} = '${value ?? ''}'`;
  };
  return `${set('organisation_id', actor.organisationId)}; ${set('user_id', actor.userId)}`;
}

/** However many, in one round trip and in their order; of those under one key the last, as if each were queued. */
function queueAll(client: PoolClient, drafts: readonly JobDraft[]): Promise<unknown> {
  const byKey = new Map(drafts.map((draft) => [draft.runAt ? draft : (draft.key ?? draft), draft]));
  const jobs = [...byKey.values()];
  return client.query(
    `select jobs.queue_job(kind, payload, job_key, run_at)
     from unnest($1::text[], $2::jsonb[], $3::text[], $4::timestamptz[]) as job (kind, payload, job_key, run_at)`,
    [
      jobs.map(({ kind }) => kind),
      jobs.map(({ payload }) => JSON.stringify(payload)),
      jobs.map(({ key }) => key ?? null),
      jobs.map(({ runAt }) => runAt ?? null),
    ],
  );
}
