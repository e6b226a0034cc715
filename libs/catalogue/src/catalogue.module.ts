import { Module, type OnModuleInit } from '@nestjs/common';
import { PolicyRegistry } from '#libs/platform';
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

  constructor(policies: PolicyRegistry) {
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(cataloguePolicy, publicProductPolicy);
  }
}
