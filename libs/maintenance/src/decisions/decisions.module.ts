import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { EngagementModule } from '#libs/engagement';
import { InventoryModule } from '#libs/inventory';
import { JobRegistry, PolicyRegistry } from '#libs/platform';
import { ChaseRepository } from './chase.repository.ts';
import { ChaseService } from './chase.service.ts';
import { DecisionAnswerRepository } from './decision-answer.repository.ts';
import { registerAnswerJobs } from './decision-answers.jobs.ts';
import { DecisionAnswersService } from './decision-answers.service.ts';
import { decisionPolicy } from './decision.policy.ts';
import { DecisionRepository } from './decision.repository.ts';
import { AssetDecisionResolver, DecisionResolver } from './decision.resolver.ts';
import { DecisionService } from './decision.service.ts';
import { TimelineRepository } from './timeline.repository.ts';
import { PlanRowResolver, TimelineResolver, TimelineRowResolver } from './timeline.resolver.ts';
import { TimelineService } from './timeline.service.ts';

/** What a hospital decides when support ends, and how it sees that coming. */
@Module({
  imports: [CatalogueModule, DirectoryModule, InventoryModule, EngagementModule],
  providers: [
    DecisionRepository,
    DecisionService,
    DecisionAnswerRepository,
    DecisionAnswersService,
    ChaseRepository,
    ChaseService,
    DecisionResolver,
    AssetDecisionResolver,
    TimelineRepository,
    TimelineService,
    TimelineResolver,
    TimelineRowResolver,
    PlanRowResolver,
  ],
})
export class DecisionsModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly decisions: DecisionService;
  private readonly chases: ChaseService;
  private readonly answers: DecisionAnswersService;

  constructor(
    policies: PolicyRegistry,
    jobs: JobRegistry,
    decisions: DecisionService,
    chases: ChaseService,
    answers: DecisionAnswersService,
  ) {
    this.policies = policies;
    this.jobs = jobs;
    this.decisions = decisions;
    this.chases = chases;
    this.answers = answers;
  }

  onModuleInit(): void {
    this.policies.add(decisionPolicy);
    registerAnswerJobs(this.jobs, this.answers);
    this.jobs.hourly('maintenance.lapse_decisions', (ctx) => this.decisions.lapse(ctx));
    this.jobs.hourly('maintenance.chase_decisions', (ctx) => this.chases.chase(ctx));
  }
}
