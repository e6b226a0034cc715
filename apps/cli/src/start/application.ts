import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { type Config, NestLogger } from '#libs/platform';
import { AppModule } from '../../../api/src/index.ts';
import { openEmbedded, openOutside, type ReadyDatabase } from './database.ts';
import type { Life } from './life.ts';
import { type Env, runtimeOf } from './portal.ts';

/** The whole program without a listening server, on whichever database is configured, until the life ends. */
export async function openApplication(
  config: Config,
  env: Env,
  life: Life,
  onProgress: (line: string) => void,
): Promise<{ app: INestApplicationContext; database: ReadyDatabase }> {
  const database = config.databaseUrl
    ? await openOutside(config.databaseUrl, config)
    : await openEmbedded(config, life, onProgress);
  const runtime = runtimeOf(config, database, env);
  const app = await NestFactory.createApplicationContext(AppModule.register(runtime), {
    logger: new NestLogger(runtime.logger),
    abortOnError: false,
  });
  life.onEnd('program', () => app.close());
  life.check();
  return { app, database };
}
