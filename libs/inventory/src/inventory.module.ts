import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { PolicyRegistry, SearchRegistry } from '#libs/platform';
import { assetSearchers } from './asset-search.repository.ts';
import { AssetRepository } from './asset.repository.ts';
import { AssetResolver } from './asset.resolver.ts';
import { AssetService } from './asset.service.ts';
import { InstalledBaseRepository } from './installed-base.repository.ts';
import { InstalledBaseResolver } from './installed-base.resolver.ts';
import { InstalledBaseService } from './installed-base.service.ts';
import { inventoryPolicy } from './inventory.policy.ts';
import { NetworkRepository } from './network/network.repository.ts';
import { NetworkResolver } from './network/network.resolver.ts';
import { AssetRecordRepository } from './record/asset-record.repository.ts';

@Module({
  imports: [CatalogueModule],
  providers: [
    AssetRepository,
    AssetRecordRepository,
    AssetService,
    AssetResolver,
    InstalledBaseRepository,
    InstalledBaseService,
    InstalledBaseResolver,
    NetworkRepository,
    NetworkResolver,
  ],
  exports: [AssetService, InstalledBaseService],
})
export class InventoryModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;

  constructor(policies: PolicyRegistry, searches: SearchRegistry) {
    this.policies = policies;
    this.searches = searches;
  }

  onModuleInit(): void {
    this.policies.add(inventoryPolicy);
    this.searches.add(...assetSearchers);
  }
}
