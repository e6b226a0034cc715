import { Module, type OnModuleInit } from '@nestjs/common';
import { PolicyRegistry } from '#libs/platform';
import { operationsPolicy } from './operations.policy.ts';
import { OperationsRepository } from './operations.repository.ts';
import { OperationsResolver } from './operations.resolver.ts';
import { OperationsService } from './operations.service.ts';

/** What the operator keeps the portal running by (ADR 0014). */
@Module({ providers: [OperationsRepository, OperationsService, OperationsResolver] })
export class OperationsModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;

  constructor(policies: PolicyRegistry) {
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(operationsPolicy);
  }
}
