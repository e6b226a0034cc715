import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';

/** What cannot be done now is tried again for weeks. */
export const MAX_ATTEMPTS = 30_000;

/**
 * Makes the queue's tables, and the one function through which everybody else queues: graphile-worker's tables have
 * row-level security without policies, so only their owner can. Safe to repeat.
 * @param jobsUrl signed in as tasuki_jobs.
 */
export async function prepareQueue(jobsUrl: string): Promise<void> {
  await runMigrations({ connectionString: jobsUrl });
  const client = new Client({ connectionString: jobsUrl });
  await client.connect();
  try {
    await client.query(`
      create table if not exists jobs.worker (
        worker_id text primary key,
        backend_pid int not null,
        backend_start timestamptz not null
      );

      create or replace function jobs.queue_job(kind text, payload jsonb, job_key text, run_at timestamptz)
      returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        made bigint;
      begin
        -- While a worker is just taking the job of the same key, add_job neither changes that one nor adds another, and
        -- says so only by its empty answer.
        loop
          select id into made from graphile_worker.add_job(
            identifier => kind, payload => payload::json, run_at => run_at, job_key => job_key,
            job_key_mode => 'preserve_run_at', max_attempts => ${MAX_ATTEMPTS});
          exit when made is not null;
          perform pg_sleep(0.005);
        end loop;
      end $$;

      create or replace function jobs.queue_depth()
      returns table (kind text, waiting bigint, failing bigint)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select task_identifier, count(*), count(*) filter (where attempts > 0)
        from graphile_worker.jobs group by task_identifier;
      $$;

      -- Workers whose sessions live; jobs that are due, being done, and failed.
      create or replace function jobs.queue_state()
      returns table (workers int, waiting int, running int, failed int, oldest_waiting_at timestamptz)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select
          (select count(*)::int from jobs.worker w join pg_stat_activity a
             on a.pid = w.backend_pid and a.backend_start = w.backend_start),
          (count(*) filter (where is_due))::int,
          (count(*) filter (where locked_at is not null))::int,
          (count(*) filter (where locked_at is null and last_error is not null))::int,
          min(run_at) filter (where is_due)
        from (
          select *, locked_at is null and run_at <= now() and attempts < max_attempts as is_due from graphile_worker.jobs
        ) as job;
      $$;

      -- What failed and why, in one line and without mail addresses; never what it was about.
      create or replace function jobs.failed_jobs()
      returns table (id bigint, kind text, attempts int, max_attempts int, last_error text, failed_at timestamptz,
        next_attempt_at timestamptz, is_running boolean)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select id, task_identifier, attempts::int, max_attempts::int,
          left(regexp_replace(split_part(last_error, chr(10), 1), '[^[:space:]<>"]+@[^[:space:]<>"]+', '***', 'g'), 300),
          updated_at, run_at, locked_at is not null
        from graphile_worker.jobs where last_error is not null;
      $$;

      -- Whether it may be taken at once now; false while it is being done.
      create or replace function jobs.retry_job(failed bigint)
      returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        was_given_up boolean;
      begin
        select attempts >= max_attempts into was_given_up
        from graphile_worker.jobs where id = failed and last_error is not null and locked_at is null;
        if not found then
          return false;
        end if;
        perform graphile_worker.reschedule_jobs(
          array[failed], run_at => now(), attempts => case when was_given_up then 0 end);
        return found;
      end $$;

      revoke all on function jobs.queue_job, jobs.queue_depth, jobs.queue_state, jobs.failed_jobs, jobs.retry_job from public;
      grant usage on schema jobs to tasuki_app, tasuki_system, tasuki_owner;
      grant execute on function jobs.queue_job to tasuki_app, tasuki_system, tasuki_owner;
      grant execute on function jobs.queue_depth to tasuki_app, tasuki_system;
      grant execute on function jobs.queue_state, jobs.failed_jobs, jobs.retry_job to tasuki_system;
    `);
  } finally {
    await client.end();
  }
}
