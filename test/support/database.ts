import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../libs/platform/src/database/migrate.ts';

/** The secret of every test database; roles belong to the server, so all databases of a run share it. */
export const TEST_SECRET = 'a secret that only the tests know, 0123456789';
const TEMPLATE = 'tasuki_template';

export function testServerUrl(): string {
  const url = process.env['TASUKI_TEST_DATABASE_URL'];
  if (!url)
    throw new Error('TASUKI_TEST_DATABASE_URL is set by test/support/global-setup.ts: run the tests with npm test');
  return url;
}

const withDatabase = (name: string) => {
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.toString();
};

export interface TestDatabase {
  /** As a superuser: to look behind the program's back. */
  adminUrl: string;
  drop(): Promise<void>;
}

/** An empty database without tables, for tests of the migrations themselves. */
export const emptyDatabase = (): Promise<TestDatabase> => create('');

/** A migrated database of one's own, cloned from a template that the first caller makes. */
export async function freshDatabase(): Promise<TestDatabase> {
  await makeTemplate();
  return create(`template ${TEMPLATE} strategy file_copy`);
}

async function create(how: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((admin) => admin.query(`create database ${name} ${how}`));
  return {
    adminUrl: withDatabase(name),
    drop: () => asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`)),
  };
}

async function makeTemplate(): Promise<void> {
  await asAdmin(async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtext('template'))`);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount) return;
    const making = `${TEMPLATE}_making`;
    await admin.query(`drop database if exists ${making} with (force)`);
    await admin.query(`create database ${making}`);
    await migrate(withDatabase(making), TEST_SECRET);
    await admin.query(`alter database ${making} rename to ${TEMPLATE}`);
  });
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<void> {
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
