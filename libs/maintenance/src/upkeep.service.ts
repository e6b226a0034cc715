import { Injectable } from '@nestjs/common';
import { Actor, type Id } from '#libs/kernel';
import { Config, mailJobFor, UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { DerivedAnswerRepository } from './derived-answer.repository.ts';
import { reminded } from './maintenance.events.ts';
import { halt, revise } from './maintenance.jobs.ts';
import { PlanningRepository } from './planning.repository.ts';
import { targetsOf } from './planning.ts';
import { StepRecorder, type Taken } from './step-recorder.ts';
import type { UpdateApplication } from './update-application.entity.ts';
import { UpdateApplicationRepository } from './update-application.repository.ts';
import type { UpdateStep } from './update-step.entity.ts';
import { UpkeepRepository } from './upkeep.repository.ts';

const CHUNK = 500;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How soon it is looked again whether everybody has a revision. */
const SOON_MS = 5_000;

/** What the system does with updates by itself. Each piece may run twice: what is done is not found again. */
@Injectable()
export class UpkeepService {
  private readonly uow: UnitOfWork;
  private readonly found: UpkeepRepository;
  private readonly applications: UpdateApplicationRepository;
  private readonly planning: PlanningRepository;
  private readonly answers: DerivedAnswerRepository;
  private readonly recorder: StepRecorder;
  private readonly config: Config;

  constructor(
    uow: UnitOfWork,
    found: UpkeepRepository,
    applications: UpdateApplicationRepository,
    planning: PlanningRepository,
    answers: DerivedAnswerRepository,
    recorder: StepRecorder,
    config: Config,
  ) {
    this.uow = uow;
    this.found = found;
    this.applications = applications;
    this.planning = planning;
    this.answers = answers;
    this.recorder = recorder;
    this.config = config;
  }

  /** What follows in a hospital from what a vendor recorded: its answer, and a device that is back at its former release. */
  takeOver(
    ctx: Ctx,
    hospitalId: Id<'Organisation'>,
    publicationId: Id<'Publication'>,
    rolledBackIds: readonly Id<'UpdateApplication'>[],
  ): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const rolledBack = await this.applications.lock(tx, rolledBackIds);
      const steps = await this.applications.stepsOf(tx, rolledBackIds);
      for (const application of rolledBack) {
        const step = steps.findLast((one) => one.applicationId === application.id);
        if (step) await this.recorder.moveRelease(tx, { application, step });
      }
      await this.recorder.answerFor(tx, hospitalId, publicationId, null);
    });
  }

  /** A withdrawn package: nothing more is begun, and of what was done the hospital is asked. */
  halt(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const publication = await this.found.publication(tx, publicationId);
      if (publication?.state !== 'WITHDRAWN') return;
      const ids = await this.found.toHalt(tx, publicationId, CHUNK);
      await this.each(tx, ids, (application) => application.halt(publication.reason, Actor.system, tx.now));
      if (ids.length === CHUNK) tx.queue(halt(publicationId));
    });
  }

  /** What is open on a device that was retired or lent out: nothing more is done here, and the site's answer does not wait. */
  endWithDevice(ctx: Ctx, assetId: Id<'Asset'>): Promise<void> {
    return this.inChunks(ctx, async (tx) => {
      const ids = await this.found.toEnd(tx, assetId, CHUNK);
      await this.each(tx, ids, (application) => application.endWithDevice(Actor.system, tx.now));
      return ids.length;
    });
  }

  /** A later revision takes the place of the one that updates were planned by; once delivered, it is answered by them. */
  async revise(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    const hospitalIds = await this.uow.runAsSystem(ctx, async (tx) => {
      const update = await this.planning.package(tx, publicationId);
      const publication = await this.found.publication(tx, publicationId);
      if (!update || publication?.state !== 'PUBLISHED' || update.kind !== 'UPDATE_PACKAGE') return [];
      const ids = await this.found.toRevise(tx, publicationId, CHUNK);
      const applications = await this.applications.lock(tx, ids);
      const products = await this.found.productOf(
        tx,
        applications.map(({ fromReleaseId }) => fromReleaseId),
      );
      const releases = await this.planning.releasesOf(tx, [...new Set(products.values())]);
      const targets = targetsOf(releases, update, null);
      const { prerequisites = [], verificationSteps = [] } = update.manifest ?? {};
      const { seriesId, revision } = update;
      await this.each(tx, ids, (application) => {
        const product = products.get(application.fromReleaseId);
        const toReleaseId = (product && targets.get(product)) ?? null;
        const plan = { seriesId, publicationId, revision, toReleaseId, prerequisites, verificationSteps };
        return application.revise(plan, Actor.system, tx.now);
      });
      const hospitals = await this.answers.hospitalsOf(tx, seriesId);
      const isToGoOn = ids.length === CHUNK || (hospitals.length > 0 && !publication.isDelivered);
      if (isToGoOn) tx.queue(revise(publicationId, new Date(tx.now.getTime() + SOON_MS)));
      return publication.isDelivered ? hospitals : [];
    });
    for (const hospitalId of hospitalIds) {
      await this.uow.runAsSystem(ctx, (tx) => this.recorder.answerFor(tx, hospitalId, publicationId, null));
    }
  }

  /** Every hour: what was put off comes back, and people are reminded. */
  async lookAfter(ctx: Ctx): Promise<void> {
    await this.inChunks(ctx, async (tx) => {
      const ids = await this.found.returning(tx, CHUNK);
      await this.each(tx, ids, (application) => application.returnFromDeferral(Actor.system, tx.now));
      return ids.length;
    });
    await this.inChunks(ctx, async (tx) => {
      const ids = await this.found.toRemind(tx, new Date(tx.now.getTime() + DAY_MS), CHUNK);
      return this.remind(tx, ids, 'update.reminded');
    });
    await this.inChunks(ctx, async (tx) => this.remind(tx, await this.found.toChase(tx, CHUNK), 'update.chased'));
  }

  private async remind(
    tx: Tx,
    ids: readonly Id<'UpdateApplication'>[],
    kind: 'update.reminded' | 'update.chased',
  ): Promise<number> {
    const applications = await this.applications.lock(tx, ids);
    if (applications.length === 0) return 0;
    for (const application of applications) {
      if (kind === 'update.reminded') application.remindedAt = tx.now;
      else application.chasedAt = tx.now;
      await tx.record(reminded(kind, application));
    }
    await this.applications.write(tx, applications, []);
    const people = await this.found.responsible(tx, applications);
    for (const [responsibleId, own] of Map.groupBy(applications, (application) => application.responsibleId)) {
      const person = responsibleId && people.get(responsibleId);
      const starts = own.flatMap(({ startsAt }) => startsAt ?? []).toSorted((a, b) => a.getTime() - b.getTime());
      const [first] = starts;
      if (!person || !first) continue;
      const template = kind === 'update.reminded' ? 'updatesToCome' : 'updatesMissed';
      const values = {
        name: person.name,
        updates: own.length,
        startsAt: first.toISOString(),
        url: this.config.baseUrl,
      };
      tx.queue(mailJobFor({ version: 1, to: person.email, language: person.language, template, values }));
    }
    return applications.length;
  }

  private async each(
    tx: Tx,
    ids: readonly Id<'UpdateApplication'>[],
    act: (application: UpdateApplication) => UpdateStep | null,
  ): Promise<void> {
    const taken: Taken[] = [];
    for (const application of await this.applications.lock(tx, ids)) {
      const step = act(application);
      if (step) taken.push({ application, step });
    }
    const sharing = await this.recorder.sharingOf(
      tx,
      taken.map(({ application }) => application),
    );
    await this.recorder.record(tx, taken, sharing);
  }

  private async inChunks(ctx: Ctx, work: (tx: Tx) => Promise<number>): Promise<void> {
    let found: number;
    do found = await this.uow.runAsSystem(ctx, work);
    while (found === CHUNK);
  }
}
