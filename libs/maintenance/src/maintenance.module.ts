import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { EngagementModule } from '#libs/engagement';
import { InventoryModule } from '#libs/inventory';
import { JobRegistry, PolicyRegistry } from '#libs/platform';
import { KeptFiles, PublishingModule } from '#libs/publishing';
import { CalendarController } from './calendar/calendar.controller.ts';
import { CalendarLinkRepository } from './calendar/calendar-link.repository.ts';
import { calendarPolicy } from './calendar/calendar.policy.ts';
import { CalendarLinkResolver } from './calendar/calendar.resolver.ts';
import { CalendarService } from './calendar/calendar.service.ts';
import { DueRepository } from './calendar/due.repository.ts';
import { DecisionsModule } from './decisions/decisions.module.ts';
import { DerivedAnswerRepository } from './derived-answer.repository.ts';
import { HandoversModule } from './handover/handovers.module.ts';
import { FiguresRepository } from './figures.repository.ts';
import { MaintenanceWindowRepository } from './maintenance-window.repository.ts';
import { MaintenanceWindowService } from './maintenance-window.service.ts';
import { registerJobs } from './maintenance.jobs.ts';
import { MaintenanceLoaders } from './maintenance.loaders.ts';
import { MandatedRepository } from './mandated.repository.ts';
import { maintenancePolicy } from './maintenance.policy.ts';
import {
  AssetUpdatesResolver,
  MaintenanceWindowResolver,
  PublicationUpdatesResolver,
  UpdateApplicationResolver,
  UpdateReportResolver,
  UpdateStepResolver,
} from './maintenance.resolver.ts';
import { PlanningRepository } from './planning.repository.ts';
import { PlanningService } from './planning.service.ts';
import { ReportRepository } from './report.repository.ts';
import { ReportService } from './report.service.ts';
import { StepRecorder } from './step-recorder.ts';
import { UpdateApplicationRepository } from './update-application.repository.ts';
import { UpdateApplicationService } from './update-application.service.ts';
import { UpkeepRepository } from './upkeep.repository.ts';
import { UpkeepService } from './upkeep.service.ts';

/** What a hospital does with its devices, and what it decides when their support ends. */
@Module({
  imports: [CatalogueModule, InventoryModule, PublishingModule, EngagementModule, DecisionsModule, HandoversModule],
  controllers: [CalendarController],
  providers: [
    UpdateApplicationRepository,
    DerivedAnswerRepository,
    FiguresRepository,
    MaintenanceWindowRepository,
    PlanningRepository,
    ReportRepository,
    MandatedRepository,
    UpkeepRepository,
    StepRecorder,
    UpdateApplicationService,
    PlanningService,
    MaintenanceWindowService,
    ReportService,
    UpkeepService,
    MaintenanceLoaders,
    CalendarLinkRepository,
    DueRepository,
    CalendarService,
    CalendarLinkResolver,
    UpdateApplicationResolver,
    UpdateStepResolver,
    MaintenanceWindowResolver,
    UpdateReportResolver,
    AssetUpdatesResolver,
    PublicationUpdatesResolver,
  ],
})
export class MaintenanceModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly upkeep: UpkeepService;
  private readonly reports: ReportService;
  private readonly kept: KeptFiles;
  private readonly applications: UpdateApplicationService;

  constructor(
    policies: PolicyRegistry,
    jobs: JobRegistry,
    upkeep: UpkeepService,
    reports: ReportService,
    kept: KeptFiles,
    applications: UpdateApplicationService,
  ) {
    this.policies = policies;
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.reports = reports;
    this.kept = kept;
    this.applications = applications;
  }

  onModuleInit(): void {
    this.policies.add(maintenancePolicy);
    this.policies.add(calendarPolicy);
    this.kept.add((tx, fileId) => this.applications.findEvidence(tx, fileId));
    registerJobs(this.jobs, this.upkeep, (ctx, reportId) => this.reports.match(ctx, reportId));
  }
}
