import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { InventoryModule } from '#libs/inventory';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { KeptFiles, PublishingModule } from '#libs/publishing';
import { caseSearchers } from './case-search.repository.ts';
import { casePolicy } from './case.policy.ts';
import { CaseRepository } from './case.repository.ts';
import * as resolvers from './case.resolver.ts';
import { CaseService } from './case.service.ts';
import { OverdueClockService } from './overdue-clock.service.ts';
import { PartyService } from './party.service.ts';
import { TimelineService } from './timeline.service.ts';

/** Incidents that hospitals report, and coordinated disclosures of vendors. */
@Module({
  imports: [CatalogueModule, DirectoryModule, InventoryModule, PublishingModule],
  providers: [
    CaseRepository,
    CaseService,
    TimelineService,
    PartyService,
    OverdueClockService,
    resolvers.CaseResolver,
    resolvers.CaseEntryResolver,
    resolvers.CaseClockResolver,
    resolvers.CasePartyResolver,
  ],
})
export class CasesModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly jobs: JobRegistry;
  private readonly kept: KeptFiles;
  private readonly timeline: TimelineService;
  private readonly overdue: OverdueClockService;

  constructor(
    policies: PolicyRegistry,
    searches: SearchRegistry,
    jobs: JobRegistry,
    kept: KeptFiles,
    timeline: TimelineService,
    overdue: OverdueClockService,
  ) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.kept = kept;
    this.timeline = timeline;
    this.overdue = overdue;
  }

  onModuleInit(): void {
    this.policies.add(casePolicy);
    this.searches.add(...caseSearchers);
    this.jobs.hourly('cases.note_overdue', (ctx) => this.overdue.note(ctx));
    this.kept.add((tx, fileId) => this.timeline.findFile(tx, fileId));
  }
}
