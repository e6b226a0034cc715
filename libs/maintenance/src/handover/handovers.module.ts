import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { AssetService, InventoryModule } from '#libs/inventory';
import { PolicyRegistry } from '#libs/platform';
import { handoverPolicy } from './handover.policy.ts';
import { HandoverRepository } from './handover.repository.ts';
import { AssetHandoversResolver, HandoverResolver } from './handover.resolver.ts';
import { HandoverService } from './handover.service.ts';
import { HistoryRepository } from './history.repository.ts';

/** Devices that go from one hospital to another, with their history. */
@Module({
  imports: [CatalogueModule, InventoryModule],
  providers: [HandoverRepository, HistoryRepository, HandoverService, HandoverResolver, AssetHandoversResolver],
  exports: [HandoverService],
})
export class HandoversModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly assets: AssetService;
  private readonly handovers: HandoverService;

  constructor(policies: PolicyRegistry, assets: AssetService, handovers: HandoverService) {
    this.policies = policies;
    this.assets = assets;
    this.handovers = handovers;
  }

  onModuleInit(): void {
    this.policies.add(handoverPolicy);
    this.assets.checkRetirement((tx, asset) => this.handovers.refuseBorrowed(tx, asset));
  }
}
