import { Module, type OnModuleInit } from '@nestjs/common';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { catalogueSearchers } from './catalogue-search.repository.ts';
import { cataloguePolicy } from './catalogue.policy.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { MandateProductsResolver, ProductResolver, ReleaseResolver } from './catalogue.resolver.ts';
import { CatalogueService } from './catalogue.service.ts';
import { lifecycleProviders } from './lifecycle/index.ts';
import { LifecycleService } from './lifecycle/lifecycle.service.ts';
import { publicProductPolicy, publicProductProviders } from './public/index.ts';

@Module({
  providers: [
    CatalogueRepository,
    CatalogueService,
    ProductResolver,
    ReleaseResolver,
    MandateProductsResolver,
    ...lifecycleProviders,
    ...publicProductProviders,
  ],
  exports: [CatalogueRepository, CatalogueService, LifecycleService],
})
export class CatalogueModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly jobs: JobRegistry;
  private readonly lifecycle: LifecycleService;

  constructor(policies: PolicyRegistry, searches: SearchRegistry, jobs: JobRegistry, lifecycle: LifecycleService) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.lifecycle = lifecycle;
  }

  onModuleInit(): void {
    this.policies.add(cataloguePolicy, publicProductPolicy);
    this.searches.add(...catalogueSearchers);
    this.jobs.hourly('catalogue.reach_dates', (ctx) => this.lifecycle.reachDates(ctx));
  }
}
