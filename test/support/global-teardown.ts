import { rm } from 'node:fs/promises';
import type { EmbeddedPostgres } from '../../libs/platform/src/database/embedded-postgres.ts';

export default async function globalTeardown(): Promise<void> {
  const { tasukiTestServer } = globalThis as unknown as {
    tasukiTestServer: { postgres: EmbeddedPostgres; folder: string };
  };
  await tasukiTestServer.postgres.stop();
  await rm(tasukiTestServer.folder, { recursive: true, force: true });
}
