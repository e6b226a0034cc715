import { Module, type OnModuleInit } from '@nestjs/common';
import { InventoryModule } from '#libs/inventory';
import { JobRegistry, MailOutcomes, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { PublishingModule } from '#libs/publishing';
import { AffectedAssetsService } from './affected-assets.service.ts';
import { AnsweringRepository } from './answering.repository.ts';
import { AnsweringService } from './answering.service.ts';
import {
  ChasedSiteResolver,
  ChaseGapResolver,
  ChaseOpenedRepository,
  ChaseRepository,
  ChaseResolver,
  ChaseService,
  ChaseViewRepository,
  ChaseViewService,
  chasingPolicy,
  ChasingPlanRepository,
  ChasingPlanResolver,
  ChasingPlanService,
  registerChasingJobs,
} from './chasing/index.ts';
import {
  AnsweringByLinkResolver,
  AnsweringByLinkService,
  DelegateLinks,
  delegatePolicy,
  DelegateRepository,
  DelegateResolver,
  DelegateService,
} from './delegates/index.ts';
import { deliverySearchers } from './delivery-search.repository.ts';
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
import { InboxCountsResolver, SiteInboxCountsResolver } from './inbox-counts.resolver.ts';
import { InboxRepository } from './inbox.repository.ts';
import { InboxService } from './inbox.service.ts';
import { LiveResolver } from './live/live.resolver.ts';
import { LiveService } from './live/live.service.ts';
import { OverviewRepository } from './overview.repository.ts';
import { UnansweredPublicationResolver, VendorOverviewResolver } from './overview.resolver.ts';
import { OverviewService } from './overview.service.ts';
import { ProgressRepository } from './progress.repository.ts';
import { ProgressService } from './progress.service.ts';
import { TrailModule } from '#libs/trail';
import { RequestsModule } from './requests/requests.module.ts';
import { StandingRepository } from './standing.repository.ts';

@Module({
  imports: [InventoryModule, PublishingModule, RequestsModule, TrailModule],
  providers: [
    LiveResolver,
    LiveService,
    FanOutRepository,
    StandingRepository,
    FanOutService,
    AnsweringRepository,
    AnsweringService,
    InboxRepository,
    InboxService,
    ProgressRepository,
    ProgressService,
    AffectedAssetsService,
    InboxCountsResolver,
    SiteInboxCountsResolver,
    OverviewRepository,
    OverviewService,
    VendorOverviewResolver,
    UnansweredPublicationResolver,
    EngagementLoaders,
    DeliveryResolver,
    DeliverySiteResolver,
    RecipientResolver,
    PublicationEngagementResolver,
    ChasingPlanRepository,
    ChasingPlanService,
    ChasingPlanResolver,
    ChaseOpenedRepository,
    ChaseRepository,
    ChaseService,
    ChaseViewRepository,
    ChaseViewService,
    ChaseResolver,
    ChasedSiteResolver,
    ChaseGapResolver,
    DelegateRepository,
    DelegateService,
    DelegateLinks,
    DelegateResolver,
    AnsweringByLinkService,
    AnsweringByLinkResolver,
  ],
  exports: [AnsweringService, ChaseService, ChasingPlanService, DelegateService],
})
export class EngagementModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly jobs: JobRegistry;
  private readonly fanOut: FanOutService;
  private readonly chases: ChaseService;
  private readonly mails: MailOutcomes;

  constructor(
    policies: PolicyRegistry,
    searches: SearchRegistry,
    jobs: JobRegistry,
    fanOut: FanOutService,
    chases: ChaseService,
    mails: MailOutcomes,
  ) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.fanOut = fanOut;
    this.chases = chases;
    this.mails = mails;
  }

  onModuleInit(): void {
    this.policies.add(engagementPolicy);
    this.policies.add(chasingPolicy);
    this.policies.add(delegatePolicy);
    this.searches.add(...deliverySearchers);
    registerJobs(this.jobs, this.fanOut);
    registerChasingJobs(this.jobs, this.chases);
    this.mails.listen((ctx, told) => this.chases.noteMail(ctx, told));
  }
}
