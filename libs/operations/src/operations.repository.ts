import { Injectable } from '@nestjs/common';
import {
  badCursor,
  checkPage,
  decodeCursor,
  notFound,
  pageOf,
  type Id,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { FailedJob } from './failed-job.ts';

export interface QueueState {
  workers: number;
  waiting: number;
  running: number;
  failed: number;
  oldestWaitingAt: Date | null;
}

export interface LogState {
  size: number | null;
  checkpointAt: Date | null;
  waitingEvents: number;
  oldestWaitingAt: Date | null;
}

export const STORAGE_STATES = ['ATTACHED', 'PENDING', 'ABANDONED'] as const;
export type StorageState = (typeof STORAGE_STATES)[number];
export interface StoredBytes {
  state: StorageState;
  objects: number;
  sizeBytes: number;
}

const FAILED_JOB = `job.id::text, kind, attempts, max_attempts as "maxAttempts", attempts >= max_attempts as "isExhausted",
  last_error as "lastError", failed_at as "failedAt",
  case when attempts < max_attempts then next_attempt_at end as "nextAttemptAt", is_running as "isRunning"`;

/** Whether a publication or a filed document has the upload. */
const IS_ATTACHED = `(exists (select from artifact a where a.upload_id = u.id)
  or exists (select from filed_file f where f.upload_id = u.id))`;

/** What is asked of the portal as a whole; as the system, for the operator. */
@Injectable()
export class OperationsRepository {
  async database(tx: Tx): Promise<{ sizeBytes: number; serverVersion: string }> {
    const [row] = await tx.sql<{ size: string; version: string }>(
      `select pg_database_size(current_database()) as size, current_setting('server_version') as version`,
    );
    return { sizeBytes: Number(row?.size), serverVersion: row?.version ?? '' };
  }

  async log(tx: Tx): Promise<LogState> {
    const [row] = await tx.sql<{ size: string | null; made: Date | null; events: string; oldest: Date | null }>(
      `select size, created_at as made, events, oldest_at as oldest
       from trail.waiting() left join (select size, created_at from trail.checkpoint order by size desc limit 1) on true`,
    );
    return {
      size: row?.size ? Number(row.size) : null,
      checkpointAt: row?.made ?? null,
      waitingEvents: Number(row?.events ?? 0),
      oldestWaitingAt: row?.oldest ?? null,
    };
  }

  async queue(tx: Tx): Promise<QueueState> {
    const [row] = await tx.sql<QueueState>(
      `select workers, waiting, running, failed, oldest_waiting_at as "oldestWaitingAt" from jobs.queue_state()`,
    );
    if (!row) throw new Error('the state of the queue is always one row');
    return row;
  }

  /** Jobs of one kind that failed at least once. */
  async failing(tx: Tx, kind: string): Promise<number> {
    const [row] = await tx.sql<{ failing: string }>('select failing from jobs.queue_depth() where kind = $1', [kind]);
    return Number(row?.failing ?? 0);
  }

  /** Those that failed and are not being tried right now; the newest first. */
  async failedJobs(tx: Tx, page: PageRequest): Promise<Page<FailedJob>> {
    checkPage(page);
    const [after] = page.after ? decodeCursor(page.after, 1) : [null];
    if (after !== null && !/^\d{1,18}$/.test(String(after))) throw badCursor();
    const rows = await tx.sql<FailedJob>(
      `select ${FAILED_JOB} from jobs.failed_jobs() as job
       where not job.is_running and ($1::bigint is null or job.id < $1)
       order by job.id desc limit $2`,
      [after, page.first + 1],
    );
    const count = (later: Tx) =>
      later.sql<{ count: number }>('select count(*)::int from jobs.failed_jobs() where not is_running');
    return pageOf(
      rows,
      page,
      ({ id }) => [id],
      async () => (await tx.later(count))[0]?.count ?? 0,
    );
  }

  /** @throws NOT_FOUND also for a job that has not failed. */
  async getFailedJob(tx: Tx, id: string): Promise<FailedJob> {
    const [job] = await tx.sql<FailedJob>(
      `select ${FAILED_JOB} from jobs.failed_jobs() as job where job.id = $1::bigint`,
      [id],
    );
    if (!job) throw notFound('failed job');
    return job;
  }

  /** From now on it may be taken at any moment. @returns false when it is being tried already. */
  async retry(tx: Tx, id: string): Promise<boolean> {
    const [row] = await tx.sql<{ is_retried: boolean }>('select jobs.retry_job($1::bigint) as is_retried', [id]);
    return row?.is_retried === true;
  }

  async storedBytes(tx: Tx): Promise<StoredBytes[]> {
    const rows = await tx.sql<{ state: StorageState; objects: string; bytes: string }>(
      `with kept as (
         select o.size_bytes, case
             when exists (select from upload u where u.sha256 = o.sha256 and u.state in ('VERIFYING','READY') and ${IS_ATTACHED})
               then 'ATTACHED'
             when exists (select from upload u where u.sha256 = o.sha256 and u.state in ('VERIFYING','READY')) then 'WAITING'
             else 'ABANDONED'
           end as state
         from stored_object o
       )
       select state, count(*) as objects, coalesce(sum(size_bytes), 0) as bytes from kept
       where state <> 'WAITING' group by state
       union all
       select 'PENDING', count(*), coalesce(sum(u.size_bytes), 0) from upload u
       where u.state in ('RECEIVING','VERIFYING','READY') and not ${IS_ATTACHED}`,
    );
    const found = new Map(rows.map((row) => [row.state, row]));
    return STORAGE_STATES.map((state) => ({
      state,
      objects: Number(found.get(state)?.objects ?? 0),
      sizeBytes: Number(found.get(state)?.bytes ?? 0),
    }));
  }

  /** Whose attached files take most room; the same bytes count once for each organisation that has them. */
  async largest(
    tx: Tx,
    limit: number,
  ): Promise<{ organisationId: Id<'Organisation'>; files: number; sizeBytes: number }[]> {
    const rows = await tx.sql<{ id: Id<'Organisation'>; files: string; bytes: string }>(
      `select organisation_id as id, count(*) as files, sum(size_bytes) as bytes
       from (
         select distinct on (u.organisation_id, u.sha256) u.organisation_id, u.size_bytes
         from upload u where ${IS_ATTACHED}
       ) as attached
       group by organisation_id order by sum(size_bytes) desc, organisation_id limit $1`,
      [limit],
    );
    return rows.map(({ id, files, bytes }) => ({
      organisationId: id,
      files: Number(files),
      sizeBytes: Number(bytes),
    }));
  }
}
