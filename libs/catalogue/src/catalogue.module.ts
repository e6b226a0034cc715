import { Module, type OnModuleInit } from '@nestjs/common';
import { PolicyRegistry, SearchRegistry } from '#libs/platform';
import { catalogueSearchers } from './catalogue-search.repository.ts';
import { cataloguePolicy } from './catalogue.policy.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { ProductResolver, ReleaseResolver } from './catalogue.resolver.ts';
import { CatalogueService } from './catalogue.service.ts';
import { publicProductPolicy, publicProductProviders } from './public/index.ts';

@Module({
  providers: [CatalogueRepository, CatalogueService, ProductResolver, ReleaseResolver, ...publicProductProviders],
  exports: [CatalogueRepository, CatalogueService],
})
export class CatalogueModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;

  constructor(policies: PolicyRegistry, searches: SearchRegistry) {
    this.policies = policies;
    this.searches = searches;
  }

  onModuleInit(): void {
    this.policies.add(cataloguePolicy, publicProductPolicy);
    this.searches.add(...catalogueSearchers);
  }
}
