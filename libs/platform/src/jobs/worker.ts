import { Logger as QueueLogger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { Client, Pool } from 'pg';
import { invalidInput } from '#libs/kernel';
import type { JobDefinition } from './registry.ts';

const RECOVERY_INTERVAL_MS = 5_000;

export interface JobLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** @throws INVALID_INPUT `jobs.unknown_payload`: the job stays queued and is tried again, by a newer version perhaps. */
export async function runJob(definition: JobDefinition, payload: unknown): Promise<void> {
  const parsed = definition.payload.safeParse(payload);
  if (!parsed.success) {
    throw invalidInput(
      'jobs.unknown_payload',
      `The payload of a ${definition.kind} job is not one that this version knows.`,
    );
  }
  await definition.run(parsed.data);
}

/**
 * Takes jobs from the queue, as tasuki_jobs; what a job does with data it does through the unit of work.
 *
 * graphile-worker keeps the jobs of a killed process locked for hours. So each worker registers the database session
 * that this process holds open for life, and whoever is alive frees the jobs of workers whose session is gone.
 */
export class JobWorker {
  private readonly jobsUrl: string;
  private readonly definitions: readonly JobDefinition[];
  private readonly log: JobLog;
  private readonly workerIds = new Set<string>();
  private runner: Runner | null = null;
  private pool: Pool | null = null;
  private life: Client | null = null;
  private recovery: NodeJS.Timeout | null = null;

  constructor(jobsUrl: string, definitions: readonly JobDefinition[], log: JobLog) {
    this.jobsUrl = jobsUrl;
    this.definitions = definitions;
    this.log = log;
  }

  /** @param concurrency jobs at a time in this process. */
  async start(concurrency = 4): Promise<void> {
    const pool = new Pool({ connectionString: this.jobsUrl, max: concurrency + 2 });
    // Without a listener an idle connection that the server closes would end the process.
    const lost = (error: Error) => this.log.error({ err: error }, 'a connection of the job queue was lost');
    pool.on('error', lost);
    pool.on('connect', (client) => client.on('error', lost));
    this.pool = pool;

    const events: WorkerEvents = new EventEmitter();
    events.on('worker:create', ({ worker }) => {
      this.workerIds.add(worker.workerId);
      void this.keepAlive();
    });
    events.on('job:error', ({ job, error }) =>
      this.log.error(
        { err: error, job: job.task_identifier, attempt: job.attempts },
        'a job failed and will be tried again',
      ),
    );
    const taskList: TaskList = Object.fromEntries(
      this.definitions.map((definition) => [definition.kind, (payload: unknown) => runJob(definition, payload)]),
    );
    this.runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 1_000,
      taskList,
      events,
      logger: new QueueLogger(() => () => undefined),
    });
    // The runner's promise rejects when it gives up; a supervisor restarts the process then.
    this.runner.promise.catch((error: unknown) => this.log.error({ err: error }, 'the job queue stopped'));
    await this.keepAlive();
    this.recovery = setInterval(() => void this.keepAlive(), RECOVERY_INTERVAL_MS);
  }

  /** Resolves while the queue can be reached. */
  async ping(): Promise<void> {
    if (!this.pool) throw new Error('not started');
    await this.pool.query('select 1');
  }

  /** Ends after the jobs under way have ended. */
  async stop(): Promise<void> {
    if (this.recovery) clearInterval(this.recovery);
    await this.runner?.stop().catch(() => undefined);
    await this.life?.end().catch(() => undefined);
    await this.pool?.end();
    this.runner = this.life = this.pool = null;
  }

  /** Registers this process's workers and frees the jobs of dead ones; after a lost connection it starts over. */
  private async keepAlive(): Promise<void> {
    try {
      const life = (this.life ??= await this.openLife());
      await life.query(
        `insert into jobs.worker (worker_id, backend_pid, backend_start)
         select unnest($1::text[]), pid, backend_start from pg_stat_activity where pid = pg_backend_pid()
         on conflict (worker_id) do update set backend_pid = excluded.backend_pid, backend_start = excluded.backend_start`,
        [[...this.workerIds]],
      );
      const { rows } = await life.query<{ worker_id: string }>(
        `delete from jobs.worker w
         where not exists (
           select from pg_stat_activity a where a.pid = w.backend_pid and a.backend_start = w.backend_start)
         returning worker_id`,
      );
      if (rows.length === 0) return;
      await life.query('select graphile_worker.force_unlock_workers($1)', [rows.map((row) => row.worker_id)]);
      this.log.info({ workers: rows.length }, 'freed the jobs of workers that died');
    } catch (error) {
      this.log.error({ err: error }, 'the worker could not reach the job queue');
    }
  }

  private async openLife(): Promise<Client> {
    const life = new Client({ connectionString: this.jobsUrl, keepAlive: true });
    const forget = () => {
      if (this.life === life) this.life = null;
    };
    life.on('error', forget);
    life.on('end', forget);
    await life.connect();
    return life;
  }
}
