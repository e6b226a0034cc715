import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogueModule } from '#libs/catalogue';
import { DirectoryModule } from '#libs/directory';
import { PolicyRegistry } from '#libs/platform';
import { TrailModule } from '#libs/trail';
import { AuditController } from './audit.controller.ts';
import { auditPolicy } from './audit.policy.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditResolver } from './audit.resolver.ts';
import { AuditService } from './audit.service.ts';
import { transferPolicy, transferProviders } from './transfers/index.ts';

/** What auditors may read, and the record of their reading; what passes over from vendors to hospitals. */
@Module({
  imports: [CatalogueModule, DirectoryModule, TrailModule],
  controllers: [AuditController],
  providers: [AuditRepository, AuditResolver, AuditService, ...transferProviders],
})
export class ResponsibilityModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;

  constructor(policies: PolicyRegistry) {
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(auditPolicy, transferPolicy);
  }
}
