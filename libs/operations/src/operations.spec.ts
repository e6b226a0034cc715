import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRegistry, type JobDefinition } from '#libs/platform';
import { sendFile } from '../../../test/support/files.ts';
import { Desk } from '../../../test/support/publishing-desk.ts';
import { type Person, World } from '../../../test/support/world.ts';

const HEALTH = `{ systemHealth { state version startedAt uptimeSeconds
  database { state error sizeBytes serverVersion } storage { state error kind freeBytes }
  mail { state error kind failingMails } log { state error size checkpointAt waitingEvents oldestWaitingAt }
  jobs { state error workers waiting running failed oldestWaitingAt } } }`;
const JOB = 'id kind attempts maxAttempts isExhausted lastError failedAt nextAttemptAt';
const FAILED = `{ failedJobs { totalCount edges { node { ${JOB} } } } }`;
const RETRY = `mutation ($id: ID!) { retryJob(input: { jobId: $id }) { job { ${JOB} } } }`;
const USAGE = `{ storageUsage { byState { state objects sizeBytes } freeBytes
  largest { organisation { id name } files sizeBytes } } }`;

let world: World;
let operator: Person;
beforeAll(async () => {
  world = await World.start();
  operator = await world.person('OPERATOR');
});
afterAll(() => world.stop());

interface Queued {
  kind?: string;
  attempts?: number;
  maxAttempts?: number;
  payload?: object;
  error?: string | null;
}

/** A job as the queue leaves it after failing. It is not due for a day. */
async function failed({ kind = 'mail.send', attempts = 1, maxAttempts = 30_000, ...rest }: Queued): Promise<string> {
  const { payload = { version: 99 }, error = 'It did not work.' } = rest;
  const { rows } = await world.behind.query<{ id: string }>(
    `select id from graphile_worker.add_job($1, $2::json, run_at => now() + interval '1 day')`,
    [kind, JSON.stringify(payload)],
  );
  await world.behind.query(
    'update graphile_worker._private_jobs set attempts = $2, max_attempts = $3, last_error = $4 where id = $1',
    [rows[0]!.id, attempts, maxAttempts, error],
  );
  return rows[0]!.id;
}

describe('the health of the portal', () => {
  it('is told part by part, with facts', async () => {
    await world.settled();
    const { systemHealth: health } = await operator.graphql(HEALTH);
    expect(health).toMatchObject({
      state: 'OK',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: { state: 'OK', error: null, serverVersion: expect.stringMatching(/^1[89]|^[2-9]\d/) },
      storage: { state: 'OK', kind: 'FOLDER' },
      mail: { state: 'OK', kind: 'FOLDER', failingMails: 0 },
      log: { state: 'OK', waitingEvents: 0, oldestWaitingAt: null },
      jobs: { state: 'OK', workers: 1, waiting: 0, failed: 0, oldestWaitingAt: null },
    });
    expect(health.database.sizeBytes).toBeGreaterThan(1_000_000);
    expect(health.storage.freeBytes).toBeGreaterThan(0);
    expect(Date.parse(health.log.checkpointAt)).not.toBeNaN();
    expect(health.uptimeSeconds).toBeGreaterThan(0);
  });

  it('is worse while jobs fail', async () => {
    const id = await failed({});
    const { systemHealth: health } = await operator.graphql(HEALTH);
    expect(health).toMatchObject({
      state: 'DEGRADED',
      mail: { state: 'DEGRADED', failingMails: 1 },
      jobs: { state: 'DEGRADED', failed: 1 },
    });
    await world.behind.query('delete from graphile_worker._private_jobs where id = $1', [id]);
  });

  it('tells of a database that does not answer, and of the rest all the same', async () => {
    await world.behind.query('revoke execute on function trail.waiting from tasuki_system');
    const { systemHealth: health } = await operator.graphql(HEALTH);
    expect(health).toMatchObject({ state: 'DOWN', log: { state: 'DOWN', size: null }, jobs: { state: 'OK' } });
    expect(health.log.error).toMatch(/permission denied/);
    await world.behind.query('grant execute on function trail.waiting to tasuki_system');
  });
});

describe('failed jobs', () => {
  it('are listed with why they failed, and nothing of what they were about', async () => {
    const error = `550 <who@hospital.example> is unknown\nat line 2 of ${'x'.repeat(500)}`;
    const id = await failed({ payload: { version: 1, to: 'secret@hospital.example' }, error });
    const { failedJobs } = await operator.graphql(FAILED);
    expect(failedJobs.totalCount).toBe(1);
    const [{ node }] = failedJobs.edges;
    expect(node).toMatchObject({ id, kind: 'mail.send', attempts: 1, maxAttempts: 30_000, isExhausted: false });
    expect(node.lastError).toBe('550 <***> is unknown');
    expect(Date.parse(node.nextAttemptAt)).toBeGreaterThan(Date.now());
    expect(JSON.stringify(node)).not.toContain('hospital.example');
    await world.behind.query('delete from graphile_worker._private_jobs where id = $1', [id]);
  });

  it('that lost all attempts are retried, then run, and the trail has who did it', async () => {
    const mail = world.app
      .get(JobRegistry, { strict: false })
      .all()
      .find(({ kind }) => kind === 'mail.send');
    expect(mail).toBeDefined();
    const payload = {
      version: 1,
      to: 'late@hospital.example',
      language: 'ja',
      template: 'passwordReset',
      values: { name: 'Late', url: 'http://127.0.0.1/', validMinutes: 5 },
    };
    expect((mail as JobDefinition).payload.safeParse(payload).success).toBe(true);
    const id = await failed({ payload, attempts: 3, maxAttempts: 3 });
    const { failedJobs } = await operator.graphql(FAILED);
    expect(failedJobs.edges[0].node).toMatchObject({ id, isExhausted: true, nextAttemptAt: null });

    const { retryJob } = await operator.graphql(RETRY, { id });
    expect(retryJob.job).toMatchObject({ id, isExhausted: false, attempts: 0 });
    await world.eventually(async () => {
      const { rowCount } = await world.behind.query('select from graphile_worker.jobs where id = $1', [id]);
      return rowCount === 0;
    });
    expect(await operator.refusal(RETRY, { id })).toBe('NOT_FOUND not_found');
    const { rows } = await world.behind.query(
      `select subject_id, facts::jsonb -> 'facts' as facts, person::jsonb ->> 'email' as email
       from trail.event where kind = 'job.retried' and organisation_id = $1`,
      [operator.organisationId],
    );
    expect(rows).toEqual([
      {
        subject_id: operator.organisationId,
        facts: { jobId: id, jobKind: 'mail.send', attempts: 3 },
        email: operator.email,
      },
    ]);
  });

  it('are not retried while they run, nor before they failed', async () => {
    const running = await failed({});
    await world.behind.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody' where id = $1`,
      [running],
    );
    expect(await operator.refusal(RETRY, { id: running })).toBe('CONFLICT jobs.running');
    expect((await operator.graphql(FAILED))['failedJobs'].totalCount).toBe(0);
    const waiting = await failed({ attempts: 0, error: null });
    expect(await operator.refusal(RETRY, { id: waiting })).toBe('NOT_FOUND not_found');
    expect(await operator.refusal(RETRY, { id: '-1' })).toBe('INVALID_INPUT input.invalid');
    await world.behind.query('delete from graphile_worker._private_jobs where id = any($1)', [[running, waiting]]);
  });
});

describe('what takes room', () => {
  it('is told by what becomes of it and by organisation, and names no document', async () => {
    const desk = await Desk.open(world);
    const [attached, pending] = [Buffer.from('Change the password.'), Buffer.from('Not attached yet')];
    const uploadIds = [await sendFile(desk.publisher, 'attached.txt', attached)];
    await sendFile(desk.publisher, 'pending.txt', pending);
    await desk.drafted({ kind: 'SECURITY_GUIDE', severity: 'LOW', uploadIds });
    await world.behind.query(
      `insert into stored_object (sha256, object_key, size_bytes, created_at) values (repeat('f', 64), 'objects/f', 7, now())`,
    );
    const { storageUsage: usage } = await operator.graphql(USAGE);
    expect(usage.byState).toEqual([
      { state: 'ATTACHED', objects: 1, sizeBytes: attached.length },
      { state: 'PENDING', objects: 1, sizeBytes: pending.length },
      { state: 'ABANDONED', objects: 1, sizeBytes: 7 },
    ]);
    expect(usage.freeBytes).toBeGreaterThan(0);
    expect(usage.largest).toEqual([
      { organisation: { id: desk.vendor.id, name: expect.any(String) }, files: 1, sizeBytes: attached.length },
    ]);
  });
});
