import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ActorMemo,
  ChannelListener,
  clientOf,
  createFastifyAdapter,
  DEFAULT_RATE_LIMITS,
  LiveServer,
  mountSignIn,
  NestLogger,
  RevocationListener,
  type Runtime,
  SignIn,
} from '#libs/platform';
import { LOG_CHANNEL, LogFollower } from '#libs/trail';
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

  const live = app.get(LiveServer, { strict: false });
  live.mount(adapter.getInstance());

  const makeClient = () => clientOf(runtime, 'app');
  const revocations = new RevocationListener({
    makeClient,
    memos: [app.get(ActorMemo), live],
    reportError: (error) => logger.error({ err: error }, 'lost touch with revocations'),
  });
  const follower = app.get(LogFollower, { strict: false });
  const log = new ChannelListener({
    channel: LOG_CHANNEL,
    makeClient,
    onNotice: (size) => follower.grownTo(Number(size)),
    onGap: () => void follower.catchUp(),
    reportError: (error) => logger.error({ err: error }, 'lost touch with the log'),
  });
  await Promise.all([revocations.start(), log.start()]);
  adapter.getInstance().addHook('onClose', () => Promise.all([revocations.stop(), log.stop()]).then(() => undefined));
  return app.init();
}
