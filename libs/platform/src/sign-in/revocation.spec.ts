import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { SystemClock } from '#libs/kernel';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { roleUrl } from '../database/roles.ts';
import { CredentialMemo } from './credential-memo.ts';
import { announceRevoked, RevocationListener } from './revocation.ts';
import { createSignIn } from './sign-in.ts';
import { onPool } from './sql.ts';

let database: TestDatabase;
let pool: Pool;
let appUrl: string;
let memo: CredentialMemo<string>;
let listener: RevocationListener;
let errors: unknown[];

const remember = (userId: string) => memo.resolve(userId, () => Promise.resolve(userId));

/** Whether the memo has to look up again, within a second. */
async function isForgotten(userId: string): Promise<boolean> {
  for (let waited = 0; waited < 1_000; waited += 10) {
    let isLookedUp = false;
    await memo.resolve(userId, () => {
      isLookedUp = true;
      return Promise.resolve(userId);
    });
    if (isLookedUp) return true;
    await sleep(10);
  }
  return false;
}

beforeAll(async () => {
  database = await freshDatabase();
  appUrl = roleUrl(database.adminUrl, 'app', TEST_SECRET);
  pool = new Pool({ connectionString: appUrl, max: 4 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  errors = [];
  // Its time stands still: what is forgotten here was forgotten on purpose.
  memo = new CredentialMemo(
    (userId) => userId,
    () => 0,
  );
  listener = new RevocationListener({
    makeClient: () => new Client({ connectionString: appUrl, application_name: 'listener' }),
    memos: [memo],
    reportError: (error) => void errors.push(error),
  });
  await listener.start();
});

afterEach(() => listener.stop());

describe('another process', () => {
  it('forgets whom the first one shut out, changed or signed out, and nobody else', async () => {
    const signIn = createSignIn({
      pool,
      secret: TEST_SECRET,
      baseUrl: 'http://portal.test',
      clock: new SystemClock(),
      sendMail: () => Promise.resolve(),
      reportError: (error) => void errors.push(error),
      rateLimited: false,
    });
    const password = 'correct horse battery';
    const { userId, email } = await signIn.createAccount({ email: 'desk@hospital.test', name: 'Desk', password });
    const other = randomUUID();
    await remember(other);
    await signIn.handler(
      new Request('http://portal.test/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      }),
      randomUUID(),
    );
    const { rows } = await pool.query<{ id: string }>('select "id" from auth."session" where "userId" = $1', [userId]);

    await remember(userId);
    await signIn.setActiveOrganisation(rows[0]?.id ?? '', randomUUID());
    await expect(isForgotten(userId)).resolves.toBe(true);

    await remember(userId);
    await pool.query('update auth."user" set "name" = $2 where "id" = $1', [userId, 'New name']);
    await expect(isForgotten(userId)).resolves.toBe(true);

    await remember(userId);
    await signIn.endSessions(userId);
    await expect(isForgotten(userId)).resolves.toBe(true);

    await expect(isForgotten(other)).resolves.toBe(false);
    expect(errors).toEqual([]);
  });

  it('forgets an API key once its revocation is committed, not before', async () => {
    const apiKeyId = randomUUID();
    await remember(apiKeyId);
    const client = await pool.connect();
    await client.query('begin');
    await announceRevoked(
      { sql: async (text, parameters = []) => (await client.query(text, [...parameters])).rows as never },
      apiKeyId,
    );
    await sleep(50);
    let isLookedUp = false;
    await memo.resolve(apiKeyId, () => Promise.resolve(((isLookedUp = true), apiKeyId)));
    expect(isLookedUp).toBe(false);

    await client.query('commit');
    client.release();
    await expect(isForgotten(apiKeyId)).resolves.toBe(true);
  });

  it('forgets everything when it loses the connection, and hears again afterwards', async () => {
    const userId = randomUUID();
    await remember(userId);
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listener'`);
    await expect(isForgotten(userId)).resolves.toBe(true);
    expect(errors).not.toHaveLength(0);

    for (let listening = 0; listening === 0; await sleep(10)) {
      const { rows } = await admin.query(
        `select from pg_stat_activity where application_name = 'listener' and query = 'listen tasuki_revoked' and state = 'idle'`,
      );
      listening = rows.length;
    }
    await admin.end();
    await sleep(50);
    await remember(userId);
    await announceRevoked(onPool(pool), userId);
    await expect(isForgotten(userId)).resolves.toBe(true);
  });
});
