import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { PolicyRegistry, SearchRegistry } from '#libs/platform';
import { PublishingModule } from '#libs/publishing';
import { analysisPolicy } from './analysis.policy.ts';
import { ComponentRepository } from './components/component.repository.ts';
import { componentSearcher } from './components/component-search.repository.ts';
import { ComponentSearchResolver } from './components/component-search.resolver.ts';
import { ComponentSearchService } from './components/component-search.service.ts';
import { ExposureRepository } from './exposure/exposure.repository.ts';
import { ExposureResolver, ExposureRowResolver } from './exposure/exposure.resolver.ts';
import { ExposureService } from './exposure/exposure.service.ts';
import { HoldingLoaders } from './holdings/holding.loaders.ts';
import { HoldingRepository } from './holdings/holding.repository.ts';
import { SiteCountResolver } from './holdings/holding.resolver.ts';
import { Mds2Repository } from './mds2/mds2.repository.ts';
import { AssetMds2AnswerResolver, Mds2ComparisonResolver, Mds2SourceResolver } from './mds2/mds2.resolver.ts';
import { Mds2Service } from './mds2/mds2.service.ts';
import { StatementRepository } from './vulnerabilities/statement.repository.ts';
import { VulnerabilityService } from './vulnerabilities/vulnerability.service.ts';

@Module({
  imports: [CatalogueModule, PublishingModule],
  providers: [
    HoldingRepository,
    HoldingLoaders,
    SiteCountResolver,
    StatementRepository,
    VulnerabilityService,
    ComponentRepository,
    ComponentSearchService,
    ComponentSearchResolver,
    ExposureRepository,
    ExposureService,
    ExposureResolver,
    ExposureRowResolver,
    Mds2Repository,
    Mds2Service,
    Mds2ComparisonResolver,
    Mds2SourceResolver,
    AssetMds2AnswerResolver,
  ],
})
export class AnalysisModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;

  constructor(policies: PolicyRegistry, searches: SearchRegistry) {
    this.policies = policies;
    this.searches = searches;
  }

  onModuleInit(): void {
    this.policies.add(analysisPolicy);
    this.searches.add(componentSearcher);
  }
}
