import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';

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
            job_key_mode => 'preserve_run_at', max_attempts => 30000);
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

      revoke all on function jobs.queue_job, jobs.queue_depth from public;
      grant usage on schema jobs to tasuki_app, tasuki_system, tasuki_owner;
      grant execute on function jobs.queue_job to tasuki_app, tasuki_system, tasuki_owner;
      grant execute on function jobs.queue_depth to tasuki_app, tasuki_system;
    `);
  } finally {
    await client.end();
  }
}
