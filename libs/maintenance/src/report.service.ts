import { Injectable } from '@nestjs/common';
import { Actor, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { updateReported } from './maintenance.events.ts';
import { PlanningRepository, type Candidate, type Package } from './planning.repository.ts';
import { refuseUnfit, targetsOf } from './planning.ts';
import { ReportRepository } from './report.repository.ts';
import { StepRecorder } from './step-recorder.ts';
import { UpdateApplication, type StepFacts } from './update-application.entity.ts';
import { UpdateApplicationRepository } from './update-application.repository.ts';
import { UpdateReport, type ReportFacts } from './update-report.entity.ts';

/** A vendor's word by serial number, and what the hospital's books make of it. */
@Injectable()
export class ReportService {
  private readonly uow: UnitOfWork;
  private readonly reports: ReportRepository;
  private readonly planning: PlanningRepository;
  private readonly applications: UpdateApplicationRepository;
  private readonly recorder: StepRecorder;

  constructor(
    uow: UnitOfWork,
    reports: ReportRepository,
    planning: PlanningRepository,
    applications: UpdateApplicationRepository,
    recorder: StepRecorder,
  ) {
    this.uow = uow;
    this.reports = reports;
    this.planning = planning;
    this.applications = applications;
    this.recorder = recorder;
  }

  list(ctx: Ctx, page: PageRequest): Promise<Page<UpdateReport>> {
    return this.uow.run(ctx, (tx) => this.reports.list(tx, page));
  }

  /** The same answer whether the hospital has such a device or not. @throws NOT_FOUND, CONFLICT as of a plan. */
  report(ctx: Ctx, facts: ReportFacts): Promise<UpdateReport> {
    return this.uow.run(ctx, async (tx) => {
      const update = await this.planning.package(tx, facts.publicationId);
      if (!update || update.vendorId !== ctx.organisationId) throw notFound('publication');
      refuseUnfit(update);
      if (!(await this.reports.isPartner(tx, facts.hospitalId))) throw notFound('hospital');
      const report = UpdateReport.of(ctx.organisationId, facts, ctx.actor, tx.now);
      ctx.authorise('report', report);

      await this.reports.insert(tx, report);
      await tx.record(updateReported(report));
      return report;
    });
  }

  /** Makes the hospital's record of it, where the serial number is that of one of its devices. */
  match(ctx: Ctx, reportId: Id<'UpdateReport'>): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const report = await this.reports.find(tx, reportId);
      const update = report && (await this.planning.package(tx, report.publicationId));
      if (!report || !update) return;
      const { hospitalId, vendorId, userId, apiKeyId, performer, installedSha256, note } = report;
      await this.applications.holdSchedules(tx, [hospitalId]);
      const assetId = await this.reports.assetBySerial(tx, report);
      const [candidate] = assetId ? await this.planning.named(tx, update.publicationId, [assetId]) : [];
      if (!candidate) return;

      const by = new Actor({
        kind: 'PERSON',
        userId,
        apiKeyId,
        organisationId: vendorId,
        organisationKind: 'MANUFACTURER',
      });
      const hashes = await this.applications.publishedHashes(tx, [update.publicationId]);
      const isPublishedPackage =
        installedSha256 === null ? null : (hashes.get(update.publicationId)?.has(installedSha256) ?? false);
      const facts: StepFacts = { ...APPLIED, performer, installedSha256, isPublishedPackage, note };

      const [existing] = await this.planning.existing(tx, update.seriesId, [candidate.id]);
      if (existing && ['APPLIED', 'VERIFIED'].includes(existing.state)) return;
      const application =
        existing ??
        (await this.planned(candidate, update, by, tx.now, () => this.planning.releasesOf(tx, [candidate.productId])));
      const step = application.recordAfterwards(facts, by, tx.now);
      await this.recorder.record(tx, [{ application, step }], new Set(), { isNew: !existing });
    });
  }

  private async planned(
    { hospitalId, siteId, id: assetId, vendorId, releaseId: fromReleaseId, productId }: Candidate,
    update: Package,
    by: Actor,
    now: Date,
    releases: () => ReturnType<PlanningRepository['releasesOf']>,
  ): Promise<UpdateApplication> {
    const { seriesId, publicationId, revision, manifest } = update;
    const { prerequisites = [], verificationSteps = [] } = manifest ?? {};
    const toReleaseId = targetsOf(await releases(), update, null).get(productId) ?? null;
    const target = { hospitalId, siteId, assetId, vendorId, fromReleaseId, readerIds: null };
    const plan = { seriesId, publicationId, revision, toReleaseId, prerequisites, verificationSteps };
    return UpdateApplication.plan(target, { ...plan, wave: 1, responsibleId: null, performer: 'HOSPITAL' }, by, now)
      .application;
  }
}

const APPLIED = {
  to: 'APPLIED',
  schedule: null,
  isOutsideWindows: false,
  controls: [],
  reviewOn: null,
  unverifiedReason: null,
} as const;
