import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { CtxSource, PolicyRegistry } from '#libs/platform';
import { ActorSource } from './actor-source.ts';
import { directoryPolicy } from './directory.policy.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { AdmissionResolver, OrganisationResolver, PeopleResolver, RelationshipResolver } from './directory.resolver.ts';
import { OrganisationService } from './organisation.service.ts';
import { PeopleService } from './people.service.ts';
import { RelationshipService } from './relationship.service.ts';

@Global()
@Module({
  providers: [
    DirectoryRepository,
    PeopleService,
    OrganisationService,
    RelationshipService,
    ActorSource,
    { provide: CtxSource, useExisting: ActorSource },
    OrganisationResolver,
    AdmissionResolver,
    PeopleResolver,
    RelationshipResolver,
  ],
  exports: [OrganisationService, PeopleService, RelationshipService, ActorSource, CtxSource],
})
export class DirectoryModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;

  constructor(policies: PolicyRegistry) {
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(directoryPolicy);
  }
}
