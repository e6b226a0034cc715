import { Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { newId } from '#libs/kernel';
import { JobRegistry, PolicyRegistry, SearchRegistry, systemCtx } from '#libs/platform';
import { catalogueSearchers } from './catalogue-search.repository.ts';
import { cataloguePolicy } from './catalogue.policy.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { ProductResolver, ReleaseResolver } from './catalogue.resolver.ts';
import { CatalogueService } from './catalogue.service.ts';
import { lifecycleProviders } from './lifecycle/index.ts';
import { reachDatesJob } from './lifecycle/lifecycle.jobs.ts';
import { LifecycleService } from './lifecycle/lifecycle.service.ts';
import { publicProductPolicy, publicProductProviders } from './public/index.ts';

@Module({
  providers: [
    CatalogueRepository,
    CatalogueService,
    ProductResolver,
    ReleaseResolver,
    ...lifecycleProviders,
    ...publicProductProviders,
  ],
  exports: [CatalogueRepository, CatalogueService, LifecycleService],
})
export class CatalogueModule implements OnModuleInit, OnApplicationBootstrap {
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
    this.jobs.define(reachDatesJob((ctx) => this.lifecycle.reachDates(ctx)));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.lifecycle.schedule(systemCtx(newId()));
  }
}
