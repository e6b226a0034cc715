import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ReleaseObject } from '#libs/catalogue';
import { AssetObject, AssetService, type Asset } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, id, MutationOf, parsedBy, type Ctx } from '#libs/platform';
import { Publication, PublicationObject } from '#libs/publishing';
import { occurrencesOf } from './local-time.ts';
import { MaintenanceWindow } from './maintenance-window.entity.ts';
import { UpdateStateEnum } from './maintenance-enums.graphql.ts';
import * as w from './maintenance-window.graphql.ts';
import { MaintenanceWindowService } from './maintenance-window.service.ts';
import { MaintenanceLoaders } from './maintenance.loaders.ts';
import { isUnderMandate, stepsOfMandatary } from './mandated.ts';
import * as p from './planning.graphql.ts';
import { PlanningService } from './planning.service.ts';
import { ReportService } from './report.service.ts';
import { UpdateApplication } from './update-application.entity.ts';
import * as g from './update-application.graphql.ts';
import { UpdateApplicationService } from './update-application.service.ts';
import { UpdateReport } from './update-report.entity.ts';
import type { UpdateStep } from './update-step.entity.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });

@Resolver(() => g.UpdateApplicationObject)
export class UpdateApplicationResolver {
  private readonly applications: UpdateApplicationService;
  private readonly planning: PlanningService;
  private readonly loaders: MaintenanceLoaders;
  private readonly assets: AssetService;
  private readonly catalogue: CatalogueService;

  constructor(
    applications: UpdateApplicationService,
    planning: PlanningService,
    loaders: MaintenanceLoaders,
    assets: AssetService,
    catalogue: CatalogueService,
  ) {
    this.applications = applications;
    this.planning = planning;
    this.loaders = loaders;
    this.assets = assets;
    this.catalogue = catalogue;
  }

  @Query(() => g.UpdateApplicationObject, { description: 'One update on one asset.' })
  @Access('read', UpdateApplication)
  updateApplication(
    @CurrentCtx() ctx: Ctx,
    @Args({ name: 'id', type: () => ID, description: 'Which one.' }, parsedBy(id<'UpdateApplication'>()))
    one: Id<'UpdateApplication'>,
  ) {
    return this.applications.get(ctx, one);
  }

  @Query(() => g.UpdateApplicationConnection, {
    description:
      'Updates on the assets of the own hospital, on those that hospitals share with the vendor, or on those of its mandates; the newest first.',
  })
  @Access('read', UpdateApplication)
  updateApplications(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.UpdateApplicationsArgs }, parsedBy(g.updateApplicationList)) list: g.UpdateApplicationList,
  ) {
    return this.applications.list(ctx, list);
  }

  @Mutation(() => p.PlanUpdatesPayload, {
    description: 'Plans an update for many devices; each is planned or refused by itself.',
  })
  @Access('plan', UpdateApplication)
  planUpdates(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => p.PlanUpdatesInput), parsedBy(p.planUpdates)) given: p.PlanUpdates,
  ) {
    return this.planning.plan(ctx, given);
  }

  @MutationOf('application', g.UpdateApplicationObject, 'Records a step of one update.')
  @Access('record', UpdateApplication)
  async recordUpdateStep(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.RecordUpdateStepInput), parsedBy(g.recordUpdateStep)) { step, ...named }: g.RecordUpdateStep,
  ) {
    return { application: await this.applications.step(ctx, named, step) };
  }

  @Mutation(() => g.UpdateStepsPayload, {
    description: 'Records the same step of several updates; each is taken or refused by itself.',
  })
  @Access('record', UpdateApplication)
  async recordUpdateSteps(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.RecordUpdateStepsInput), parsedBy(g.recordUpdateSteps))
    { applications, step }: g.RecordUpdateSteps,
  ) {
    return { results: await this.applications.steps(ctx, applications, step) };
  }

  @MutationOf('application', g.UpdateApplicationObject, 'Ticks what the manifest of an update asks for.')
  @Access('record', UpdateApplication)
  async checkUpdateItems(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.CheckUpdateItemsInput), parsedBy(g.checkUpdateItems)) items: g.CheckItems,
  ) {
    return { application: await this.applications.check(ctx, items) };
  }

  @Mutation(() => g.UpdateStepsPayload, {
    description: 'Countersigns or disputes what the other side recorded; each is taken or refused by itself.',
  })
  @Access('countersign', UpdateApplication)
  async countersignUpdates(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.CountersignUpdatesInput), parsedBy(g.countersignUpdates)) given: g.Countersign,
  ) {
    return { results: await this.applications.countersign(ctx, given) };
  }

  @Mutation(() => g.UpdateStepsPayload, {
    description: 'Decides what becomes of applied updates whose package was withdrawn.',
  })
  @Access('decide', UpdateApplication)
  async decideWithdrawnUpdates(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.DecideWithdrawnUpdatesInput), parsedBy(g.decideWithdrawnUpdates)) given: g.DecideWithdrawn,
  ) {
    return { results: await this.applications.decideWithdrawn(ctx, given) };
  }

  @ResolveField(() => [UpdateStateEnum], { description: 'Which steps are possible now to the one who asks.' })
  possibleSteps(@CurrentCtx() { actor }: Ctx, @Parent() application: UpdateApplication) {
    return isUnderMandate(actor, application) ? stepsOfMandatary(application) : application.possibleSteps;
  }

  @ResolveField(() => ID, {
    nullable: true,
    description:
      'The manufacturer or hospital for which the one who asks acts here, under a mandate; null: for their own organisation.',
  })
  actingForId(@CurrentCtx() ctx: Ctx, @Parent() application: UpdateApplication) {
    return this.loaders.grantorOf(ctx, application);
  }

  @ResolveField(() => [g.UpdateStepObject], { description: 'Its history, the oldest first.' })
  steps(@CurrentCtx() ctx: Ctx, @Parent() application: UpdateApplication) {
    return this.loaders.stepsOf(ctx, application);
  }

  @ResolveField(() => PublicationObject, {
    nullable: true,
    description: 'The revision of the package that it is done by, where one may see it.',
  })
  publication(@CurrentCtx() ctx: Ctx, @Parent() application: UpdateApplication) {
    return this.loaders.publicationOf(ctx, application);
  }

  @ResolveField(() => AssetObject, { nullable: true, description: 'The asset, where one may see it.' })
  asset(@CurrentCtx() ctx: Ctx, @Parent() { assetId }: UpdateApplication) {
    return this.assets.visibleAsset(ctx, assetId);
  }

  @ResolveField(() => ReleaseObject, { description: 'The release that ran on the asset.' })
  fromRelease(@CurrentCtx() ctx: Ctx, @Parent() { fromReleaseId }: UpdateApplication) {
    return this.catalogue.releaseOf(ctx, { releaseId: fromReleaseId });
  }

  @ResolveField(() => ReleaseObject, { nullable: true, description: 'The release that it leads to.' })
  toRelease(@CurrentCtx() ctx: Ctx, @Parent() { toReleaseId }: UpdateApplication) {
    return toReleaseId && this.catalogue.releaseOf(ctx, { releaseId: toReleaseId });
  }
}

@Resolver(() => g.UpdateStepObject)
export class UpdateStepResolver {
  private readonly loaders: MaintenanceLoaders;

  constructor(loaders: MaintenanceLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => [g.UpdateEvidenceObject], { description: 'Files that show what was done.' })
  evidence(@CurrentCtx() ctx: Ctx, @Parent() step: UpdateStep) {
    return this.loaders.evidenceOf(ctx, step);
  }
}

@Resolver(() => w.MaintenanceWindowObject)
export class MaintenanceWindowResolver {
  private readonly windows: MaintenanceWindowService;

  constructor(windows: MaintenanceWindowService) {
    this.windows = windows;
  }

  @Query(() => [w.MaintenanceWindowObject], { description: 'Windows that sites of the own hospital agreed.' })
  @Access('read', MaintenanceWindow)
  maintenanceWindows(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => w.MaintenanceWindowsArgs }, parsedBy(w.maintenanceWindows))
    { siteId }: w.MaintenanceWindowsArgs,
  ) {
    return this.windows.list(ctx, siteId ?? null);
  }

  @MutationOf('window', w.MaintenanceWindowObject, 'Agrees a window that comes again each week.')
  @Access('agree', MaintenanceWindow)
  async agreeMaintenanceWindow(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => w.AgreeMaintenanceWindowInput), parsedBy(w.agreeMaintenanceWindow))
    given: w.AgreeMaintenanceWindow,
  ) {
    return { window: await this.windows.agree(ctx, given) };
  }

  @MutationOf('window', w.MaintenanceWindowObject, 'Removes a window; what is scheduled in it stays.')
  @Access('remove', MaintenanceWindow)
  async removeMaintenanceWindow(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => w.RemoveMaintenanceWindowInput), parsedBy(w.removeMaintenanceWindow))
    { windowId }: w.RemoveMaintenanceWindow,
  ) {
    return { window: await this.windows.remove(ctx, windowId) };
  }

  @ResolveField(() => [w.OccurrenceObject], { description: 'When it is open, between two times.' })
  occurrences(
    @Parent() window: MaintenanceWindow,
    @Args({ type: () => w.OccurrencesArgs }, parsedBy(w.occurrences)) { from, to }: w.Occurrences,
  ) {
    return occurrencesOf(window, from, to);
  }
}

@Resolver(() => p.UpdateReportObject)
export class UpdateReportResolver {
  private readonly reports: ReportService;
  private readonly loaders: MaintenanceLoaders;

  constructor(reports: ReportService, loaders: MaintenanceLoaders) {
    this.reports = reports;
    this.loaders = loaders;
  }

  @Query(() => p.UpdateReportConnection, {
    description:
      'What vendors reported by serial number: to the own hospital, or by the own organisation; the newest first.',
  })
  @Access('read', UpdateReport)
  updateReports(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: p.UpdateReportsArgs) {
    return this.reports.list(ctx, page);
  }

  @Mutation(() => p.ReportUpdatePayload, {
    description: 'Says that the own organisation applied an update to the device of a serial number.',
  })
  @Access('report', UpdateReport)
  async reportUpdate(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => p.ReportUpdateInput), parsedBy(p.reportUpdate)) given: p.ReportUpdate,
  ) {
    return { report: await this.reports.report(ctx, given) };
  }

  @Query(() => p.UpdateFiguresObject, {
    description: "What became of the own update across hospitals, in numbers: failures are seen early, nobody's name.",
  })
  @Access('follow', Publication)
  updateFigures(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => p.UpdateFiguresArgs }, parsedBy(p.updateFigures)) { publicationId }: p.UpdateFiguresArgs,
  ) {
    return this.loaders.figures(ctx, publicationId);
  }
}

/** What updates add to an asset. */
@Resolver(() => AssetObject)
export class AssetUpdatesResolver {
  private readonly loaders: MaintenanceLoaders;

  constructor(loaders: MaintenanceLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => [g.UpdateApplicationObject], { description: 'Updates planned or done on it, the newest first.' })
  updateApplications(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset) {
    return this.loaders.ofAsset(ctx, asset);
  }
}

/** What updates add to a publication. */
@Resolver(() => PublicationObject)
export class PublicationUpdatesResolver {
  private readonly loaders: MaintenanceLoaders;

  constructor(loaders: MaintenanceLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => [p.UpdatePlanWaveObject], {
    description: 'How the own hospital (for a vendor: hospitals that share their assets) stands with it, wave by wave.',
  })
  updatePlan(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.planOf(ctx, publication);
  }
}
