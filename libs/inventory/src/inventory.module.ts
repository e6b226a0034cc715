import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { JobRegistry, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { assetSearchers } from './asset-search.repository.ts';
import { AssetRepository } from './asset.repository.ts';
import { AssetResolver } from './asset.resolver.ts';
import { AssetService } from './asset.service.ts';
import { EvaluationRepository } from './evaluation/evaluation.repository.ts';
import { AssetEvaluationResolver, EvaluationResolver } from './evaluation/evaluation.resolver.ts';
import { EvaluationService } from './evaluation/evaluation.service.ts';
import { ExportService } from './import/export.service.ts';
import { ImportRepository } from './import/import.repository.ts';
import { ImportProductResolver, ImportResolver } from './import/import.resolver.ts';
import { ImportService } from './import/import.service.ts';
import { ListRows } from './import/list-rows.ts';
import { TableRoutes } from './import/table.routes.ts';
import { InstalledBaseRepository } from './installed-base.repository.ts';
import { InstalledBaseResolver } from './installed-base.resolver.ts';
import { InstalledBaseService } from './installed-base.service.ts';
import { inventoryPolicy } from './inventory.policy.ts';
import { MatchRepository } from './match/match.repository.ts';
import { MatchResolver } from './match/match.resolver.ts';
import { MatchService } from './match/match.service.ts';
import { NetworkRepository } from './network/network.repository.ts';
import { NetworkResolver } from './network/network.resolver.ts';
import { AssetRecordResolver } from './record/asset-record.resolver.ts';
import { AssetRecordRepository } from './record/asset-record.repository.ts';

@Module({
  imports: [CatalogueModule, DirectoryModule],
  providers: [
    AssetRepository,
    AssetRecordRepository,
    AssetService,
    AssetResolver,
    AssetRecordResolver,
    InstalledBaseRepository,
    InstalledBaseService,
    InstalledBaseResolver,
    NetworkRepository,
    NetworkResolver,
    ImportRepository,
    MatchRepository,
    MatchService,
    MatchResolver,
    ListRows,
    ImportService,
    ImportResolver,
    ImportProductResolver,
    EvaluationRepository,
    EvaluationService,
    EvaluationResolver,
    AssetEvaluationResolver,
    ExportService,
    TableRoutes,
  ],
  exports: [AssetService, InstalledBaseService],
})
export class InventoryModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;

  private readonly jobs: JobRegistry;
  private readonly imports: ImportService;
  private readonly evaluations: EvaluationService;

  constructor(
    policies: PolicyRegistry,
    searches: SearchRegistry,
    jobs: JobRegistry,
    imports: ImportService,
    evaluations: EvaluationService,
  ) {
    this.policies = policies;
    this.searches = searches;
    this.jobs = jobs;
    this.imports = imports;
    this.evaluations = evaluations;
  }

  onModuleInit(): void {
    this.policies.add(inventoryPolicy);
    this.searches.add(...assetSearchers);
    this.jobs.hourly('inventory.drop_old_imports', (ctx) => this.imports.dropOld(ctx));
    this.jobs.hourly('inventory.end_evaluations', (ctx) => this.evaluations.endOver(ctx));
  }
}
