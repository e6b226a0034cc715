import { Client } from 'pg';
import { prepareQueue } from '../jobs/index.ts';
import { makeDataSource } from './data-source.ts';
import { migrations } from './migrations/index.ts';
import { prepareRoles, roleUrl } from './roles.ts';
import { StartError } from './start-error.ts';

/**
 * Brings a database from empty, or from any earlier version, to this one: roles, the queue, tables.
 * @param adminUrl a role that may create roles and owns the database.
 * @returns names of the migrations that ran now.
 * @throws StartError `start.newer_data` when the database was migrated by a newer version; nothing is touched.
 */
export async function migrate(adminUrl: string, secret: string): Promise<string[]> {
  await refuseNewer(adminUrl);
  await prepareRoles(adminUrl, secret);
  await prepareQueue(roleUrl(adminUrl, 'jobs', secret));
  const owner = makeDataSource(roleUrl(adminUrl, 'owner', secret), [], 2);
  await owner.initialize();
  try {
    const ran = await owner.runMigrations({ transaction: 'all' });
    return ran.map((migration) => migration.name);
  } finally {
    await owner.destroy();
  }
}

/** Migrations that the database still lacks, and whether it has some that this version does not know. */
export async function migrationState(url: string): Promise<{ pending: string[]; unknown: string[] }> {
  const known: string[] = migrations.map((migration) => new migration().name);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: exists } = await client.query(
      `select from pg_tables where schemaname = 'public' and tablename = 'migration'`,
    );
    const { rows } =
      exists.length === 0 ? { rows: [] } : await client.query<{ name: string }>('select name from public.migration');
    const done = new Set(rows.map((row) => row.name));
    return {
      pending: known.filter((name) => !done.has(name)),
      unknown: [...done].filter((name) => !known.includes(name)),
    };
  } finally {
    await client.end();
  }
}

async function refuseNewer(url: string): Promise<void> {
  const { unknown } = await migrationState(url);
  if (unknown.length === 0) return;
  throw new StartError(
    'start.newer_data',
    `The database was made by a newer version of Tasuki (it has ${unknown.join(', ')}).`,
    'Start the newer version, or choose another data folder with TASUKI_DATA.',
  );
}
