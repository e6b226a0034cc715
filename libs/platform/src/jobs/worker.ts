import {
  Logger as QueueLogger,
  parseCronItems,
  run,
  type ParsedCronItem,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { invalidInput } from '#libs/kernel';
import { MAX_ATTEMPTS } from './queue.ts';
import type { JobDefinition } from './registry.ts';

const LOOK_AFTER_INTERVAL_MS = 5_000;
const RESTART_PAUSE_MS = 500;
const CONNECTION_TIMEOUT_MS = 5_000;
/** One that waits already is the one that runs. */
const onceAtATime = (kind: string) => ({ jobKey: kind, jobKeyMode: 'replace' as const, maxAttempts: MAX_ATTEMPTS });

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

/** One run of graphile-worker, and the database session for whose life the jobs that it takes are its own. */
interface Shift {
  readonly id: string;
  readonly runner: Runner;
  readonly life: Client;
}

/**
 * Takes jobs from the queue, as tasuki_jobs; what a job does with data it does through the unit of work.
 *
 * graphile-worker keeps the jobs of a killed process locked for hours. So each shift registers a database session that
 * it holds open, before it takes its first job, and whoever is alive frees the jobs of shifts whose session is gone.
 * graphile-worker also stops for good when it cannot tell the queue what became of a job; then, and when its session is
 * lost, another shift begins.
 */
export class JobWorker {
  private readonly jobsUrl: string;
  private readonly definitions: readonly JobDefinition[];
  private readonly log: JobLog;
  private stopping = new AbortController();
  private pool: Pool | null = null;
  private shift: Shift | null = null;
  private working: Promise<void> = Promise.resolve();
  /** Shifts of this process that ended: their jobs need not wait until the server notices. */
  private endedIds: string[] = [];

  constructor(jobsUrl: string, definitions: readonly JobDefinition[], log: JobLog) {
    this.jobsUrl = jobsUrl;
    this.definitions = definitions;
    this.log = log;
  }

  /**
   * @param concurrency jobs at a time in this process.
   * @throws the database's error when it cannot be reached now; when it goes away later, that is waited out.
   */
  async start(concurrency = 4): Promise<void> {
    this.stopping = new AbortController();
    const pool = this.openPool(concurrency + 2);
    try {
      this.shift = await this.begin(pool, concurrency);
    } catch (error) {
      await pool.end();
      throw error;
    }
    this.pool = pool;
    for (const kind of this.hourly()) await this.shift.runner.addJob(kind, {}, onceAtATime(kind));
    this.working = this.workUntilStopped(pool, concurrency);
  }

  /** Resolves while the queue can be reached. */
  async ping(): Promise<void> {
    if (!this.pool) throw new Error('not started');
    await this.pool.query('select 1');
  }

  /** Ends after the jobs under way have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.shift?.runner.stop().catch(() => undefined);
    await this.working;
    await this.pool?.end();
    this.pool = null;
  }

  private async workUntilStopped(pool: Pool, concurrency: number): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.shift ??= await this.begin(pool, concurrency);
        await this.work(this.shift);
        if (!signal.aborted) this.log.error({}, 'the job queue stopped; beginning again');
      } catch (error) {
        this.log.error({ err: error }, 'the job queue cannot be reached; trying again');
      }
      this.shift = null;
      await sleep(RESTART_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Returns when the shift gave up, lost its session or was stopped, and its jobs under way have ended. */
  private async work({ id, runner, life }: Shift): Promise<void> {
    const giveUp = () => void runner.stop().catch(() => undefined);
    life.once('end', giveUp);
    if (this.stopping.signal.aborted) giveUp();
    const looking = setInterval(() => void this.lookAfter(life).catch(giveUp), LOOK_AFTER_INTERVAL_MS);
    try {
      // It resolves, and does not reject, when graphile-worker gives up.
      await runner.promise;
    } finally {
      clearInterval(looking);
      life.off('end', giveUp);
      await life.end().catch(() => undefined);
      this.endedIds.push(id);
    }
  }

  private async begin(pool: Pool, concurrency: number): Promise<Shift> {
    const life = await this.openLife();
    try {
      await this.lookAfter(life);
      let id = '';
      let registered = Promise.resolve();
      const events: WorkerEvents = new EventEmitter();
      events.on('pool:create', ({ workerPool }) => {
        id = workerPool.id;
        registered = register(life, id);
        registered.catch(() => undefined);
      });
      events.on('pool:fatalError', ({ error }) => this.log.error({ err: error }, 'a job could not be put away'));
      events.on('job:error', ({ job, error }) =>
        this.log.error(
          { err: error, job: job.task_identifier, attempt: job.attempts },
          'a job failed and will be tried again',
        ),
      );
      const runner = await run({
        pgPool: pool,
        noHandleSignals: true,
        taskList: this.taskList(),
        parsedCronItems: this.timetable(),
        events,
        logger: new QueueLogger(() => () => undefined),
        // Asked before each job is taken: none is, before the shift is registered.
        forbiddenFlags: () => registered.then(() => []),
        preset: {
          worker: {
            concurrentJobs: concurrency,
            pollInterval: 1_000,
            // Unbatched, what fails here is a rejection that nobody handles, and ends the process.
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      });
      await registered.catch(async (error: unknown) => {
        await runner.stop().catch(() => undefined);
        throw error;
      });
      return { id, runner, life };
    } catch (error) {
      await life.end().catch(() => undefined);
      throw error;
    }
  }

  private taskList(): TaskList {
    return Object.fromEntries(
      this.definitions.map((definition) => [definition.kind, (payload: unknown) => runJob(definition, payload)]),
    );
  }

  private hourly(): string[] {
    return this.definitions.flatMap(({ kind, isHourly }) => (isHourly ? [kind] : []));
  }

  private timetable(): ParsedCronItem[] {
    return parseCronItems(
      this.hourly().map((kind) => ({ task: kind, match: '0 * * * *', options: onceAtATime(kind) })),
    );
  }

  /** Frees the jobs of shifts that are over, and lets none that failed wait longer than a minute. */
  private async lookAfter(life: Client): Promise<void> {
    const ended = [...this.endedIds];
    const { rows } = await life.query<{ shifts: number }>(FREE_JOBS_OF_ENDED_SHIFTS, [ended]);
    this.endedIds = this.endedIds.filter((id) => !ended.includes(id));
    if (rows[0]) this.log.info(rows[0], 'freed the jobs of workers that ended');
    await life.query(SHORTEN_LONG_WAITS);
    await life.query(FORGET_REPLACED);
  }

  private openPool(max: number): Pool {
    const pool = new Pool({
      connectionString: this.jobsUrl,
      max,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
    });
    // Without a listener a connection that the server closes would end the process, idle or not.
    const lost = (error: Error) => this.log.error({ err: error }, 'a connection of the job queue was lost');
    pool.on('error', lost);
    pool.on('connect', (client) => client.on('error', lost));
    return pool;
  }

  private async openLife(): Promise<Client> {
    const life = new Client({
      connectionString: this.jobsUrl,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
    });
    life.on('error', (error) => this.log.error({ err: error }, 'the session of the job queue was lost'));
    await life.connect();
    // The session of a machine that vanished without a word ends by itself.
    await life.query(`select set_config('idle_session_timeout', '60s', false)`);
    return life;
  }
}

async function register(life: Client, shiftId: string): Promise<void> {
  await life.query(
    `insert into jobs.worker (worker_id, backend_pid, backend_start)
     select $1, pid, backend_start from pg_stat_activity where pid = pg_backend_pid()`,
    [shiftId],
  );
}

/** In one statement: a process that is killed in between would leave jobs that nobody frees. */
const FREE_JOBS_OF_ENDED_SHIFTS = `
  with ended as (
    delete from jobs.worker w
    where w.worker_id = any ($1) or not exists (
      select from pg_stat_activity a where a.pid = w.backend_pid and a.backend_start = w.backend_start)
    returning worker_id
  ), listed as (
    select array_agg(worker_id) as ids from ended
  )
  select cardinality(ids) as shifts, graphile_worker.force_unlock_workers(ids) from listed where ids is not null`;

/** What an hourly job was that a worker died with, after a new one took its place: nobody would run it any more, or take it away. */
const FORGET_REPLACED = `
  select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
  where attempts >= max_attempts and key is null and last_error is null and locked_at is null having count(*) > 0`;

/** graphile-worker doubles and doubles the pause, to six hours: what was away in the night would be missed all morning. */
const SHORTEN_LONG_WAITS = `
  select graphile_worker.reschedule_jobs(array_agg(id), run_at => now() + interval '1 minute')
  from graphile_worker.jobs
  where last_error is not null and locked_at is null and attempts < max_attempts and run_at > now() + interval '1 minute'
  having count(*) > 0`;
