import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { PublishingModule } from '#libs/publishing';
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

  constructor(policies: PolicyRegistry, searches: SearchRegistry, jobs: JobRegistry, overdue: OverdueService) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.overdue = overdue;
  }

  onModuleInit(): void {
    this.policies.add(requestPolicy, publishedAnswerPolicy, vendorFiguresPolicy);
    this.searches.add(...publishedAnswerSearchers);
    this.jobs.hourly('engagement.note_overdue', (ctx) => this.overdue.note(ctx));
  }
}
