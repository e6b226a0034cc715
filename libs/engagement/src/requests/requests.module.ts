import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { KeptFiles, PublishingModule } from '#libs/publishing';
import { vendorFiguresPolicy, vendorFiguresProviders } from './figures/index.ts';
import { OverdueService } from './overdue.service.ts';
import { PromiseRepository } from './promise.repository.ts';
import { PromiseResolver } from './promise.resolver.ts';
import { PromiseService } from './promise.service.ts';
import {
  PublishedAnswerService,
  publishedAnswerPolicy,
  publishedAnswerProviders,
  publishedAnswerSearchers,
} from './published/index.ts';
import { requestPolicy } from './request.policy.ts';
import { RequestRepository } from './request.repository.ts';
import { RequestMessageResolver, RequestResolver } from './request.resolver.ts';
import { RequestService } from './request.service.ts';

import { ChecklistService } from './rounds/checklist.service.ts';
import { RoundRepository } from './rounds/round.repository.ts';
import { RoundOfRequestResolver, RoundResolver } from './rounds/round.resolver.ts';
import { RoundRoutes } from './rounds/round.routes.ts';
import { RoundService } from './rounds/round.service.ts';

/** Questions of hospitals to vendors, and the time within which vendors promise to answer. */
@Module({
  imports: [CatalogueModule, DirectoryModule, PublishingModule],
  providers: [
    RequestRepository,
    PromiseRepository,
    RequestService,
    PromiseService,
    OverdueService,
    RequestResolver,
    RequestMessageResolver,
    PromiseResolver,
    RoundRepository,
    ChecklistService,
    RoundService,
    RoundResolver,
    RoundOfRequestResolver,
    RoundRoutes,
    ...publishedAnswerProviders,
    ...vendorFiguresProviders,
  ],
  exports: [RequestService, PromiseService, PublishedAnswerService],
})
export class RequestsModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly jobs: JobRegistry;
  private readonly overdue: OverdueService;
  private readonly kept: KeptFiles;
  private readonly requests: RequestService;

  constructor(
    policies: PolicyRegistry,
    searches: SearchRegistry,
    jobs: JobRegistry,
    overdue: OverdueService,
    kept: KeptFiles,
    requests: RequestService,
  ) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.overdue = overdue;
    this.kept = kept;
    this.requests = requests;
  }

  onModuleInit(): void {
    this.kept.add((tx, fileId) => this.requests.findAttachment(tx, fileId));
    this.policies.add(requestPolicy, publishedAnswerPolicy, vendorFiguresPolicy);
    this.searches.add(...publishedAnswerSearchers);
    this.jobs.hourly('engagement.note_overdue', (ctx) => this.overdue.note(ctx));
  }
}
