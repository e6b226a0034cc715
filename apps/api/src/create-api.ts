import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ActorMemo,
  clientOf,
  createFastifyAdapter,
  DEFAULT_RATE_LIMITS,
  mountSignIn,
  NestLogger,
  RevocationListener,
  type Runtime,
  SignIn,
} from '#libs/platform';
import { AppModule } from './app.module.ts';
import { mountPortal } from './portal/portal.ts';

/**
 * The server, ready to listen. Two of them on one database know within moments what the other revoked.
 * @throws what keeps it from starting, such as a root field that declares no access.
 */
export async function createApi(runtime: Runtime): Promise<NestFastifyApplication> {
  const { config, logger } = runtime;
  const adapter = createFastifyAdapter({
    logger,
    trustProxy: config.trustProxy,
    rateLimits: config.rateLimit ? DEFAULT_RATE_LIMITS : null,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.register(runtime), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  mountSignIn(adapter.getInstance(), app.get(SignIn), config.baseUrl);
  mountPortal(adapter.getInstance(), { storeOrigin: config.s3 ? new URL(config.s3.publicEndpoint).origin : null });

  const revocations = new RevocationListener({
    makeClient: () => clientOf(runtime, 'app'),
    memos: [app.get(ActorMemo)],
    reportError: (error) => logger.error({ err: error }, 'lost touch with revocations'),
  });
  await revocations.start();
  adapter.getInstance().addHook('onClose', () => revocations.stop());
  return app.init();
}
