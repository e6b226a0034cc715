import {
  Global,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import type { Logger } from 'pino';
import { type Actor, Clock, SystemClock } from '#libs/kernel';
import { PolicyRegistry, systemCtx } from './authorisation/index.ts';
import { Config } from './config/index.ts';
import {
  type EventSink,
  makeDataSource,
  roleUrl,
  UnitOfWork,
  type DataSource,
  type Entities,
} from './database/index.ts';
import { HealthRegistry } from './http/index.ts';
import { JobRegistry } from './jobs/index.ts';
import { mailJobFor, Mailer, MailLedger, MailOutcomes, sendMailJob, tellMailJob } from './mail/index.ts';
import { Oidc, SecretBox } from './oidc/index.ts';
import { SearchResolver } from './search/search.resolver.ts';
import { SearchService } from './search/search.service.ts';
import { SearchRegistry } from './search/searching.ts';
import { AUTH_PATH, CredentialMemo, createSignIn, isLoopback, SignIn } from './sign-in/index.ts';
import { FolderStore, ObjectStore, S3Store, UrlSigner } from './storage/index.ts';

/** What a process is made of before Nest: the same for the server, the worker and the tests. */
export interface Runtime {
  config: Config;
  /** Server and database; user and password in it are not used. */
  databaseUrl: string;
  /** At least 32 characters, the same in every process. */
  secret: string;
  logger: Logger;
  clock?: Clock;
}

/** Whom each credential stands for, remembered in this process for seconds. */
export class ActorMemo extends CredentialMemo<Actor> {}

export const APP_DATABASE = Symbol('database as tasuki_app');
export const SYSTEM_DATABASE = Symbol('database as tasuki_system');
export const RUNTIME = Symbol('runtime');
const SIGN_IN_POOL = Symbol('connections of sign-in');

@Injectable()
class Connections implements OnApplicationShutdown, OnModuleInit {
  private readonly app: DataSource;
  private readonly system: DataSource;
  private readonly signInPool: Pool;
  private readonly signIn: SignIn;
  private readonly mailer: Mailer;
  private readonly store: ObjectStore;
  private readonly health: HealthRegistry;
  private readonly jobs: JobRegistry;
  private readonly outcomes: MailOutcomes;
  private readonly ledger: MailLedger;

  constructor(
    app: DataSource,
    system: DataSource,
    signInPool: Pool,
    signIn: SignIn,
    mailer: Mailer,
    store: ObjectStore,
    health: HealthRegistry,
    jobs: JobRegistry,
    outcomes: MailOutcomes,
    ledger: MailLedger,
  ) {
    this.app = app;
    this.system = system;
    this.signInPool = signInPool;
    this.signIn = signIn;
    this.mailer = mailer;
    this.store = store;
    this.health = health;
    this.jobs = jobs;
    this.outcomes = outcomes;
    this.ledger = ledger;
  }

  onModuleInit(): void {
    this.jobs.define(sendMailJob(this.mailer, this.ledger));
    this.jobs.define(tellMailJob(this.outcomes));
    this.jobs.hourly('mail.forget_old', () => this.ledger.forgetOld());
    this.health.add('database', async () => {
      await this.app.query('select 1');
    });
    this.health.add('storage', () => this.store.ping());
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.signIn.drain();
    await Promise.all([this.app.destroy(), this.system.destroy(), this.signInPool.end()]);
    this.mailer.close();
  }
}

@Global()
@Module({})
export class PlatformModule {
  /** @param sink where recorded events go: the trail, which lies above the platform. */
  static register(runtime: Runtime, entities: Entities, sink: EventSink): DynamicModule {
    const { config, databaseUrl, secret, logger } = runtime;
    const dataSource = (role: 'app' | 'system', poolSize: number) => async () => {
      const source = makeDataSource(roleUrl(databaseUrl, role, secret), entities, poolSize);
      return source.initialize();
    };
    return {
      module: PlatformModule,
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: Config, useValue: config },
        { provide: Clock, useValue: runtime.clock ?? new SystemClock() },
        PolicyRegistry,
        JobRegistry,
        MailOutcomes,
        { provide: MailLedger, inject: [UnitOfWork], useFactory: (uow: UnitOfWork) => new MailLedger(uow) },
        { provide: APP_DATABASE, useFactory: dataSource('app', config.databasePool) },
        { provide: SYSTEM_DATABASE, useFactory: dataSource('system', Math.max(4, Math.ceil(config.databasePool / 4))) },
        {
          provide: UnitOfWork,
          inject: [APP_DATABASE, SYSTEM_DATABASE, JobRegistry, Clock],
          useFactory: (app: DataSource, system: DataSource, jobs: JobRegistry, clock: Clock) =>
            new UnitOfWork(app, system, sink, jobs, clock),
        },
        SearchRegistry,
        SearchService,
        SearchResolver,
        {
          provide: Oidc,
          useFactory: () =>
            new Oidc(
              { allowsLoopback: isLoopback(config.baseUrl), privateHosts: config.ssoPrivateHosts },
              `${config.baseUrl}${AUTH_PATH}/sso/callback`,
            ),
        },
        { provide: SecretBox, useFactory: () => new SecretBox(secret, 'identity providers') },
        { provide: ObjectStore, useFactory: () => openStore(config) },
        { provide: UrlSigner, useFactory: () => new UrlSigner(secret) },
        {
          provide: Mailer,
          useFactory: () =>
            new Mailer({
              ...(config.smtpUrl && { smtpUrl: config.smtpUrl }),
              folder: join(config.dataFolder, 'mail'),
              from: config.mailFrom,
              ...(config.mailBounces && { bounces: config.mailBounces }),
              say: (line) => logger.info(line),
            }),
        },
        {
          provide: SIGN_IN_POOL,
          useFactory: () => {
            const pool = new Pool({
              connectionString: roleUrl(databaseUrl, 'app', secret),
              max: 5,
              connectionTimeoutMillis: 5_000,
            });
            // Without a listener a connection that the server closes would end the process, idle or not.
            const lost = (error: Error) => logger.error({ err: error }, 'a connection of sign-in was lost');
            pool.on('error', lost);
            pool.on('connect', (client) => client.on('error', lost));
            return pool;
          },
        },
        { provide: ActorMemo, useFactory: () => new ActorMemo((actor) => actor.userId ?? actor.apiKeyId ?? '') },
        {
          provide: SignIn,
          inject: [SIGN_IN_POOL, UnitOfWork, Clock, ActorMemo],
          useFactory: (pool: Pool, uow: UnitOfWork, clock: Clock, memo: ActorMemo) =>
            createSignIn({
              pool,
              secret,
              baseUrl: config.baseUrl,
              clock,
              sendMail: (mail) => uow.runAsSystem(systemCtx('sign-in'), async (tx) => tx.queue(mailJobFor(mail))),
              reportError: (error) => logger.error({ err: error }, 'sign-in failed'),
              onRevoked: (userId) => memo.forgetUser(userId),
              rateLimited: config.rateLimit,
            }),
        },
        {
          provide: Connections,
          inject: [
            APP_DATABASE,
            SYSTEM_DATABASE,
            SIGN_IN_POOL,
            SignIn,
            Mailer,
            ObjectStore,
            HealthRegistry,
            JobRegistry,
            MailOutcomes,
            MailLedger,
          ],
          useFactory: (...parts: ConstructorParameters<typeof Connections>) => new Connections(...parts),
        },
      ],
      exports: [
        RUNTIME,
        ActorMemo,
        Config,
        Clock,
        PolicyRegistry,
        JobRegistry,
        SearchRegistry,
        UnitOfWork,
        ObjectStore,
        UrlSigner,
        Mailer,
        MailLedger,
        MailOutcomes,
        Oidc,
        SecretBox,
        SignIn,
        APP_DATABASE,
        SYSTEM_DATABASE,
      ],
    };
  }
}

function openStore(config: Config): Promise<ObjectStore> | ObjectStore {
  if (!config.s3) return FolderStore.open(join(config.dataFolder, 'files'));
  return new S3Store({ ...config.s3, pathStyle: true, timeoutMs: 15_000 });
}

/** A client of one role that is not connected yet, for whoever listens. */
export const clientOf = (runtime: Runtime, role: Parameters<typeof roleUrl>[1]): Client =>
  new Client({ connectionString: roleUrl(runtime.databaseUrl, role, runtime.secret), keepAlive: true });
