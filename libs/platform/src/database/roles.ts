import { createHmac } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * The login roles of the database. None of them can bypass row-level security; only `owner` owns tables, and nothing
 * but `tasuki migrate` signs in as it.
 * - app: every request of a person or program; sees what its organisation may see
 * - system: jobs and look-ups before an organisation is known; row-level security lets it see all, but it owns nothing
 * - jobs: owns the queue's schema, nothing else
 * - sequencer: gives recorded events their place in the log
 * - eraser: removes the personal part of an event
 */
export const DATABASE_ROLES = ['owner', 'app', 'system', 'jobs', 'sequencer', 'eraser'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

export const roleName = (role: DatabaseRole): string => `tasuki_${role}`;

/** Role passwords are derived, so that one secret configures every process. */
const rolePassword = (role: DatabaseRole, secret: string): string =>
  createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');

/** The same server and database as `databaseUrl`, signed in as one of Tasuki's own roles. */
export function roleUrl(databaseUrl: string, role: DatabaseRole, secret: string): string {
  const url = new URL(databaseUrl);
  url.username = roleName(role);
  url.password = rolePassword(role, secret);
  return url.toString();
}

/**
 * Makes the roles and schemas where they are missing, and sets the roles' passwords. Safe to repeat.
 * @param adminUrl a role that may create roles and owns the database.
 */
export async function prepareRoles(adminUrl: string, secret: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const role of DATABASE_ROLES) await prepareRole(client, role, secret);
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const database = escapeIdentifier(rows[0]?.name ?? '');
    await client.query(`
      revoke all on database ${database} from public;
      grant connect on database ${database} to ${DATABASE_ROLES.map(roleName).join(', ')};
      grant create on database ${database} to tasuki_owner, tasuki_jobs;
      revoke all on schema public from public;
      alter schema public owner to tasuki_owner;
      grant usage on schema public to tasuki_app, tasuki_system;
    `);
    for (const [schema, owner] of [
      ['auth', 'tasuki_owner'],
      ['trail', 'tasuki_owner'],
      ['jobs', 'tasuki_jobs'],
    ]) {
      await client.query(`create schema if not exists ${schema} authorization ${owner}`);
    }
  } finally {
    await client.end();
  }
}

/** Roles belong to the whole server: another database that is prepared at the same moment may make them first. */
async function prepareRole(client: Client, role: DatabaseRole, secret: string): Promise<void> {
  const name = escapeIdentifier(roleName(role));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [roleName(role)]);
      if (rowCount === 0) await client.query(`create role ${name} nosuperuser nocreatedb nocreaterole nobypassrls`);
      await client.query(`alter role ${name} login password ${escapeLiteral(rolePassword(role, secret))}`);
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      // duplicate object, unique violation, and "tuple concurrently updated"
      if (attempt === 20 || !['42710', '23505', 'XX000'].includes(code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
