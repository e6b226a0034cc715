import { Module, type OnModuleInit } from '@nestjs/common';
import { JobRegistry, PolicyRegistry } from '#libs/platform';
import { PublishingModule } from '#libs/publishing';
import { AnsweringRepository } from './answering.repository.ts';
import { AnsweringService } from './answering.service.ts';
import { registerJobs } from './engagement.jobs.ts';
import { EngagementLoaders } from './engagement.loaders.ts';
import { engagementPolicy } from './engagement.policy.ts';
import {
  DeliveryResolver,
  DeliverySiteResolver,
  PublicationEngagementResolver,
  RecipientResolver,
} from './engagement.resolver.ts';
import { FanOutRepository } from './fan-out.repository.ts';
import { FanOutService } from './fan-out.service.ts';
import { InboxRepository } from './inbox.repository.ts';
import { InboxService } from './inbox.service.ts';
import { ProgressRepository } from './progress.repository.ts';
import { ProgressService } from './progress.service.ts';
import { StandingRepository } from './standing.repository.ts';

@Module({
  imports: [PublishingModule],
  providers: [
    FanOutRepository,
    StandingRepository,
    FanOutService,
    AnsweringRepository,
    AnsweringService,
    InboxRepository,
    InboxService,
    ProgressRepository,
    ProgressService,
    EngagementLoaders,
    DeliveryResolver,
    DeliverySiteResolver,
    RecipientResolver,
    PublicationEngagementResolver,
  ],
})
export class EngagementModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly fanOut: FanOutService;

  constructor(policies: PolicyRegistry, jobs: JobRegistry, fanOut: FanOutService) {
    this.policies = policies;
    this.jobs = jobs;
    this.fanOut = fanOut;
  }

  onModuleInit(): void {
    this.policies.add(engagementPolicy);
    registerJobs(this.jobs, this.fanOut);
  }
}
