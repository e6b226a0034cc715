import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { roleUrl } from '../database/roles.ts';
import { JobRegistry } from './registry.ts';
import { JobWorker, runJob } from './worker.ts';

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

describe('what is done every hour', () => {
  const timetable = async () =>
    (await worker.query('select identifier from graphile_worker._private_known_crontabs order by 1')).rows;

  it('is done once when a worker starts, stands in the timetable, and leaves nothing behind to be done again', async () => {
    const ran: string[] = [];
    const jobs = new JobRegistry();
    jobs.hourly('test.hourly', async ({ requestId }) => void ran.push(requestId));
    await worker.query(`delete from graphile_worker._private_jobs`);
    const hours = new JobWorker(roleUrl(database.adminUrl, 'jobs', TEST_SECRET), jobs.all(), {
      info: () => undefined,
      error: (facts, message) => {
        throw new Error(message, { cause: facts });
      },
    });
    await hours.start();
    for (let i = 0; i < 500 && (ran.length === 0 || (await payloads()).length > 0); i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await hours.stop();
    expect(ran).toEqual([expect.any(String)]);
    expect(await payloads()).toEqual([]);
    expect(await timetable()).toEqual([{ identifier: 'test.hourly' }]);
  });
});
