import { readConfig, RUNTIME, type Runtime } from '#libs/platform';
import { Background } from '../../worker/src/index.ts';
import { CliError } from './failure.ts';
import { openApplication } from './start/application.ts';
import { live } from './start/life.ts';
import type { Env } from './start/portal.ts';
import { forLog, type Terminal } from './terminal.ts';

/** Background jobs and the log, without a server, until Ctrl-C. Run as many as you like. */
export async function runWorker(terminal: Terminal, env: Env): Promise<void> {
  const config = readConfig(env);
  if (config.databaseUrl === null) {
    throw new CliError(
      'worker.needs_database',
      'A worker of its own needs an outside database; in the embedded default "tasuki start" does its work.',
      'Set DATABASE_URL, or run "tasuki start".',
    );
  }
  await live(
    forLog(terminal),
    async (life) => {
      const { app } = await openApplication(config, env, life, () => undefined);
      const runtime = app.get<Runtime>(RUNTIME, { strict: false });
      const background = new Background(app, runtime);
      life.onEnd('background work', () => background.stop());
      await background.start();
      runtime.logger.info('the worker is ready');
    },
    { staysOpen: true },
  );
}
