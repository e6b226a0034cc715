import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { roleUrl } from '../database/roles.ts';
import { runJob } from './worker.ts';

let database: TestDatabase;
let worker: Client;
let app: Client;
beforeAll(async () => {
  database = await freshDatabase();
  [worker, app] = (['jobs', 'app'] as const).map(
    (role) => new Client({ connectionString: roleUrl(database.adminUrl, role, TEST_SECRET) }),
  ) as [Client, Client];
  await Promise.all([worker.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([worker.end(), app.end()]);
  await database.drop();
});

const queue = (payload: object) => app.query(`select jobs.queue_job('test.job', $1, 'one key', null)`, [payload]);
const payloads = async () =>
  (await worker.query(`select payload from graphile_worker._private_jobs order by id`)).rows.map((row) => row.payload);

describe('a job under a key', () => {
  it('is queued once more while a worker is just taking the former one, and neither is lost', async () => {
    await queue({ n: 1 });
    await worker.query('begin');
    await worker.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w', attempts = 1`);
    const second = queue({ n: 2 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await worker.query('commit');
    await second;
    expect(await payloads()).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('a payload of another version', () => {
  it('is refused with its reason, and the job is left to whoever knows it', async () => {
    const ran: unknown[] = [];
    const definition = {
      kind: 'test.job',
      payload: z.object({ version: z.literal(1) }),
      run: (payload: unknown) => Promise.resolve(void ran.push(payload)),
    };
    await expect(runJob(definition as never, { version: 2 })).rejects.toMatchObject({ reason: 'jobs.unknown_payload' });
    expect(ran).toEqual([]);
  });
});
