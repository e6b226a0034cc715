import { Injectable } from '@nestjs/common';
import { OrganisationService, type Organisation } from '#libs/directory';
import { applicationVersion, Clock, conflict, type Page, type PageRequest } from '#libs/kernel';
import {
  Config,
  type Ctx,
  HealthRegistry,
  Mailer,
  ObjectStore,
  outcomeOf,
  SEND_MAIL,
  type Tx,
  UnitOfWork,
} from '#libs/platform';
import type { FailedJob } from './failed-job.ts';
import { databaseHealth, down, logHealth, mailHealth, queueHealth, storageHealth, worstOf } from './health.ts';
import type { StorageUsageObject, SystemHealthObject } from './operations.graphql.ts';
import { jobRetried } from './operations.events.ts';
import { OperationsRepository } from './operations.repository.ts';

const LARGEST = 10;

/** Facts, or why there are none. */
type Asked<T> = { facts: T; error: null } | { facts: null; error: string };

/** What the operator needs to keep the portal running. */
@Injectable()
export class OperationsService {
  private readonly uow: UnitOfWork;
  private readonly operations: OperationsRepository;
  private readonly organisations: OrganisationService;
  private readonly checks: HealthRegistry;
  private readonly store: ObjectStore;
  private readonly mailer: Mailer;
  private readonly config: Config;
  private readonly clock: Clock;

  constructor(
    uow: UnitOfWork,
    operations: OperationsRepository,
    organisations: OrganisationService,
    checks: HealthRegistry,
    store: ObjectStore,
    mailer: Mailer,
    config: Config,
    clock: Clock,
  ) {
    this.uow = uow;
    this.operations = operations;
    this.organisations = organisations;
    this.checks = checks;
    this.store = store;
    this.mailer = mailer;
    this.config = config;
    this.clock = clock;
  }

  /** Every part is asked by itself: what cannot answer is told as such, and hides none of the others. */
  async health(ctx: Ctx): Promise<SystemHealthObject> {
    const inDatabase = <T>(work: (tx: Tx) => Promise<T>) => asked(() => this.uow.runAsSystem(ctx, work));
    const [{ checks }, mail, failingMails, freeBytes, database, log, queue] = await Promise.all([
      this.checks.report(),
      asked(() => this.mailer.ping()),
      inDatabase((tx) => this.operations.failing(tx, SEND_MAIL)),
      asked(() => this.store.freeBytes()),
      inDatabase((tx) => this.operations.database(tx)),
      inDatabase((tx) => this.operations.log(tx)),
      inDatabase((tx) => this.operations.queue(tx)),
    ]);
    const now = this.clock.now();
    const parts = {
      database: { ...databaseHealth(database.error), ...(database.facts ?? { sizeBytes: null, serverVersion: null }) },
      storage: {
        ...storageHealth(checks['storage']?.error ?? null, freeBytes.facts),
        kind: this.config.s3 ? ('S3' as const) : ('FOLDER' as const),
        freeBytes: freeBytes.facts,
      },
      mail: {
        ...mailHealth(mail.error, failingMails.facts),
        kind: this.config.smtpUrl ? ('SMTP' as const) : ('FOLDER' as const),
        failingMails: failingMails.facts,
      },
      log: log.facts
        ? { ...logHealth(log.facts, now), ...log.facts }
        : { ...down(log.error), size: null, checkpointAt: null, waitingEvents: null, oldestWaitingAt: null },
      jobs: queue.facts
        ? { ...queueHealth(queue.facts, now), ...queue.facts }
        : { ...down(queue.error), workers: null, waiting: null, running: null, failed: null, oldestWaitingAt: null },
    };
    const uptimeSeconds = Math.floor(process.uptime());
    return {
      ...parts,
      state: worstOf(Object.values(parts).map(({ state }) => state)),
      version: applicationVersion(),
      uptimeSeconds,
      startedAt: new Date(Date.now() - uptimeSeconds * 1000),
    };
  }

  failedJobs(ctx: Ctx, page: PageRequest): Promise<Page<FailedJob>> {
    return this.uow.runAsSystem(ctx, (tx) => this.operations.failedJobs(tx, page));
  }

  /**
   * Has it tried at once; one that was given up gets all its attempts anew.
   * @throws NOT_FOUND, CONFLICT `jobs.running`
   */
  retryJob(ctx: Ctx, jobId: string): Promise<FailedJob> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const job = await this.operations.getFailedJob(tx, jobId);
      if (job.isRunning || !(await this.operations.retry(tx, jobId))) {
        throw conflict('jobs.running', 'This job is being tried right now.');
      }
      await tx.record(jobRetried(job, ctx.organisationId));
      return this.operations.getFailedJob(tx, jobId);
    });
  }

  async storageUsage(ctx: Ctx): Promise<StorageUsageObject> {
    const { byState, largest } = await this.uow.runAsSystem(ctx, async (tx) => ({
      byState: await this.operations.storedBytes(tx),
      largest: await this.operations.largest(tx, LARGEST),
    }));
    const ids = largest.map(({ organisationId }) => organisationId);
    const organisations = await this.organisations.byIds(ctx, ids);
    const named = largest.flatMap(({ organisationId, ...used }) => {
      const organisation: Organisation | undefined = organisations.get(organisationId);
      return organisation ? [{ organisation, ...used }] : [];
    });
    return { byState, freeBytes: await this.store.freeBytes(), largest: named };
  }
}

async function asked<T>(work: () => Promise<T>): Promise<Asked<T>> {
  let facts: T | undefined;
  const { error, status } = await outcomeOf(async () => {
    facts = await work();
  });
  return status === 'up' ? { facts: facts as T, error: null } : { facts: null, error: error ?? 'failed' };
}
