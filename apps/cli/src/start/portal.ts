import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, type Config, type Runtime } from '#libs/platform';
import { pino } from 'pino';
import { createApi } from '../../../api/src/index.ts';
import { Background } from '../../../worker/src/index.ts';
import type { ReadyDatabase } from './database.ts';
import type { Life } from './life.ts';
import { cannotListen } from './port.ts';

export type Env = Record<string, string | undefined>;

/** What a process of the program is made of. */
export const runtimeOf = (config: Config, database: ReadyDatabase, env: Env): Runtime => ({
  config,
  databaseUrl: database.url,
  secret: database.secret,
  logger: loggerOf(config, env),
});

/**
 * With an outside database the log is all that the program says: JSON on stdout. In the embedded default stdout is for the
 * person who tries it, and the log, on stderr, tells only what is wrong, unless LOG_LEVEL asks for more.
 */
function loggerOf(config: Config, env: Env): Runtime['logger'] {
  if (config.databaseUrl || config.isProduction) return createLogger(config.logLevel);
  return createLogger(env['LOG_LEVEL'] ? config.logLevel : 'warn', pino.destination(2));
}

/** The server and what happens after commit, in this process; does not listen yet. @throws StartError */
export async function openPortal(runtime: Runtime, life: Life): Promise<NestFastifyApplication> {
  const app = await createApi(runtime);
  life.onEnd('server', () => app.close());
  life.check();
  // The embedded database has no other process that could.
  if (runtime.config.runsWorker || runtime.config.databaseUrl === null) {
    const background = new Background(app, runtime);
    life.onEnd('background work', () => background.stop());
    await background.start();
  }
  life.check();
  return app;
}

/** @throws StartError when somebody took the port meanwhile. */
export async function listen(app: NestFastifyApplication, config: Config, life: Life): Promise<void> {
  await app.listen(config.port, config.host).catch((error: unknown) => {
    throw cannotListen(config, error);
  });
  // First of all no more requests are taken, and those under way are answered; then the rest ends.
  life.onEnd('listener', async () => {
    await app.getHttpAdapter().close();
  });
}
