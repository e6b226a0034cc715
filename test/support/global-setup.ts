import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../libs/platform/src/database/embedded-postgres.ts';

/** One real PostgreSQL for the whole run; every test file makes databases of its own in it. */
export default async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tasuki-test-'));
  const postgres = await startEmbeddedPostgres({ folder, durable: false, settings: { max_connections: '300' } });
  process.env['TASUKI_TEST_DATABASE_URL'] = postgres.adminUrl;
  Object.assign(globalThis, { tasukiTestServer: { postgres, folder } });
}
