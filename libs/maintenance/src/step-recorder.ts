import { Injectable } from '@nestjs/common';
import { AnsweringService } from '#libs/engagement';
import { AssetService } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { KeptUpload } from '#libs/publishing';
import { answerOf, DerivedAnswerRepository } from './derived-answer.repository.ts';
import { stepTaken } from './maintenance.events.ts';
import { takeOver } from './maintenance.jobs.ts';
import { isUnderMandate, mandateOver } from './mandated.ts';
import { MandatedRepository, type ActingMandate } from './mandated.repository.ts';
import type { UpdateApplication } from './update-application.entity.ts';
import { UpdateApplicationRepository } from './update-application.repository.ts';
import { UpdateEvidence } from './update-evidence.entity.ts';
import type { UpdateStep } from './update-step.entity.ts';

/** A step that an application took. */
export interface Taken {
  application: UpdateApplication;
  step: UpdateStep;
}

/** Hospitals of which the vendor of a publication may see the assets. */
export type Sharing = ReadonlySet<string>;

/** Writes steps, tells the trail of each, and does what follows from them on the asset and in the hospital's answers. */
@Injectable()
export class StepRecorder {
  private readonly applications: UpdateApplicationRepository;
  private readonly answers: DerivedAnswerRepository;
  private readonly answering: AnsweringService;
  private readonly assets: AssetService;
  private readonly mandated: MandatedRepository;

  constructor(
    applications: UpdateApplicationRepository,
    answers: DerivedAnswerRepository,
    answering: AnsweringService,
    assets: AssetService,
    mandated: MandatedRepository,
  ) {
    this.applications = applications;
    this.answers = answers;
    this.answering = answering;
    this.assets = assets;
    this.mandated = mandated;
  }

  /** The mandates under which the actor acts on these devices; empty for whoever acts for their own organisation. */
  async mandatesOver(
    tx: Tx,
    rows: readonly Pick<UpdateApplication, 'assetId' | 'vendorId'>[],
  ): Promise<ReadonlyMap<Id, ActingMandate>> {
    const others = rows.filter((row) => isUnderMandate(tx.ctx.actor, row));
    return others.length === 0 ? new Map() : this.mandated.over(tx, [...new Set(others.map((row) => row.assetId))]);
  }

  /** Which of these hospitals show the vendors of these applications what they have. */
  sharingOf(tx: Tx, rows: readonly Pick<UpdateApplication, 'vendorId' | 'hospitalId'>[]): Promise<Sharing> {
    const [vendorIds, hospitalIds] = [rows.map((row) => row.vendorId), rows.map((row) => row.hospitalId)];
    return this.applications.sharingHospitals(tx, [...new Set(vendorIds)], [...new Set(hospitalIds)]);
  }

  /**
   * @param isNew they are inserted, not changed.
   * @param evidence files that show each of these steps.
   * @param taken each application once; one that was planned and scheduled at once has two steps.
   */
  async record(
    tx: Tx,
    taken: readonly Taken[],
    sharing: Sharing,
    { isNew = false, evidence = [] as readonly KeptUpload[] } = {},
  ): Promise<void> {
    if (taken.length === 0) return;
    const applications = [...new Set(taken.map(({ application }) => application))];
    const steps = taken.map(({ step }) => step);
    await this.nameGrantors(tx, taken);
    if (isNew) await this.applications.insert(tx, applications, steps);
    else await this.applications.write(tx, applications, steps);
    const files = steps.flatMap((step) => evidence.map((file, position) => UpdateEvidence.of(step, file, position)));
    await this.applications.insertEvidence(tx, files);
    for (const { application, step } of taken) {
      await tx.record(stepTaken(application, step, isSharing(sharing, application), evidence));
    }
    // A vendor writes nothing in the hospital's books: what follows there, the system does after commit.
    if (tx.ctx.actor.isVendor) return this.leaveToSystem(tx, taken);
    for (const one of taken) await this.moveRelease(tx, one);
    await this.answer(tx, applications);
  }

  /** What the sites of these applications answer to their publications now. */
  async answer(tx: Tx, applications: readonly UpdateApplication[]): Promise<void> {
    const byDelivery = Map.groupBy(applications, ({ hospitalId, publicationId }) => `${hospitalId}:${publicationId}`);
    for (const [first, ...others] of byDelivery.values()) {
      if (!first) continue;
      const siteIds = new Set([first, ...others].map(({ siteId }) => siteId));
      await this.answerFor(tx, first.hospitalId, first.publicationId, [...siteIds]);
    }
  }

  /** @param siteIds null: all sites that have an application. */
  async answerFor(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    publicationId: Id<'Publication'>,
    siteIds: readonly Id<'Site'>[] | null,
  ): Promise<void> {
    const standings = await this.answers.standings(tx, hospitalId, publicationId, siteIds);
    const answers = new Map(standings.map((standing) => [standing.siteId, answerOf(standing)]));
    if (answers.size > 0) await this.answering.derive(tx, { hospitalId, publicationId }, 'APPLY_UPDATE', answers);
  }

  /** Back to the release that it came from, where it was rolled back; on to the next, once the hospital says it is verified. */
  async moveRelease(tx: Tx, { application, step }: Taken): Promise<void> {
    const { assetId, fromReleaseId, toReleaseId, state } = application;
    if (toReleaseId === null) return;
    if (step.act === 'MOVED' && state === 'ROLLED_BACK') {
      await this.assets.moveRelease(tx, assetId, toReleaseId, fromReleaseId);
    }
    const isVerified = state === 'VERIFIED' && application.isHospitalsWord;
    if (isVerified && (step.act === 'MOVED' || step.act === 'COUNTERSIGNED')) {
      await this.assets.moveRelease(tx, assetId, fromReleaseId, toReleaseId);
    }
  }

  /** Every act under a mandate names both. @throws FORBIDDEN `maintenance.mandate_over` */
  private async nameGrantors(tx: Tx, taken: readonly Taken[]): Promise<void> {
    const mandates = await this.mandatesOver(
      tx,
      taken.map(({ application }) => application),
    );
    for (const { application, step } of taken) {
      if (!isUnderMandate(tx.ctx.actor, application)) continue;
      const mandate = mandates.get(application.assetId);
      if (!mandate) throw mandateOver();
      Object.assign(step, { mandateId: mandate.mandateId, onBehalfOfId: mandate.grantorId });
    }
  }

  private leaveToSystem(tx: Tx, taken: readonly Taken[]): void {
    const byDelivery = Map.groupBy(
      taken.map(({ application }) => application),
      ({ hospitalId, publicationId }) => `${hospitalId}:${publicationId}`,
    );
    for (const applications of byDelivery.values()) {
      const rolledBackIds = applications.filter(({ state }) => state === 'ROLLED_BACK').map(({ id }) => id);
      const [first] = applications;
      if (first) tx.queue(takeOver(first, rolledBackIds));
    }
  }
}

export const isSharing = (
  sharing: Sharing,
  { vendorId, hospitalId }: Pick<UpdateApplication, 'vendorId' | 'hospitalId'>,
) => sharing.has(`${vendorId}:${hospitalId}`);
