import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { publicationSearchers } from './publication-search.repository.ts';
import { AudienceRepository } from './audience.repository.ts';
import { DraftContents } from './draft-contents.ts';
import { DifferenceRepository } from './differences/difference.repository.ts';
import { DifferenceResolver } from './differences/difference.resolver.ts';
import { DifferenceService } from './differences/difference.service.ts';
import { filedDocumentPolicy, filedProviders } from './filed/index.ts';
import { FindingRepository } from './findings/finding.repository.ts';
import { PublicationFindings } from './findings/publication-findings.ts';
import { FormsController } from './forms/forms.controller.ts';
import { FormsService } from './forms/forms.service.ts';
import { lifecycleProviders } from './lifecycle/index.ts';
import { MilestoneRepository } from './milestones/milestone.repository.ts';
import { MilestoneResolver } from './milestones/milestone.resolver.ts';
import { MilestoneService } from './milestones/milestone.service.ts';
import { secondCheckJob } from './publication.jobs.ts';
import { PublicationLoaders } from './publication.loaders.ts';
import { PublicationPartsRepository } from './publication-parts.repository.ts';
import { publicationPolicy } from './publication.policy.ts';
import { PublicationRepository } from './publication.repository.ts';
import { AudiencePreviewResolver, PublicationResolver } from './publication.resolver.ts';
import { KeptFiles } from './uploads/kept-files.ts';
import { PublicationService } from './publication.service.ts';
import { publicPublicationPolicy, publicPublicationProviders } from './public/index.ts';
import { readingProviders } from './readings/index.ts';
import { ReadingRepository } from './readings/reading.repository.ts';
import { signatureProviders } from './signatures/index.ts';
import { uploadProviders } from './uploads/index.ts';

@Module({
  imports: [CatalogueModule],
  providers: [
    PublicationRepository,
    PublicationPartsRepository,
    AudienceRepository,
    DraftContents,
    DifferenceRepository,
    DifferenceService,
    DifferenceResolver,
    FormsService,
    MilestoneRepository,
    MilestoneService,
    MilestoneResolver,
    FindingRepository,
    PublicationFindings,
    PublicationLoaders,
    PublicationService,
    PublicationResolver,
    AudiencePreviewResolver,
    ...filedProviders,
    ...lifecycleProviders,
    ...publicPublicationProviders,
    ...readingProviders,
    ...signatureProviders,
    ...uploadProviders,
  ],
  controllers: [FormsController],
  exports: [PublicationService, MilestoneService, DifferenceService, ReadingRepository, KeptFiles],
})
export class PublishingModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly jobs: JobRegistry;
  private readonly publications: PublicationService;

  constructor(policies: PolicyRegistry, searches: SearchRegistry, jobs: JobRegistry, publications: PublicationService) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.publications = publications;
  }

  onModuleInit(): void {
    this.policies.add(publicationPolicy, filedDocumentPolicy, publicPublicationPolicy);
    this.searches.add(...publicationSearchers);
    this.jobs.define(secondCheckJob((ctx, id) => this.publications.noteMissedSecondCheck(ctx, id)));
  }
}
