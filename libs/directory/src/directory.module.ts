import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { CtxSource, PolicyRegistry } from '#libs/platform';
import { ActorSource } from './actor-source.ts';
import { directoryPolicy } from './directory.policy.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { OrganisationResolver, PeopleResolver, RelationshipResolver } from './directory.resolver.ts';
import { IdentityProviderResolver } from './identity-provider.resolver.ts';
import { IdentityProviderService } from './identity-provider.service.ts';
import { OrganisationService } from './organisation.service.ts';
import { PeopleService } from './people.service.ts';
import { RelationshipService } from './relationship.service.ts';
import { SessionResolver } from './session.resolver.ts';
import { SingleSignOnController } from './single-sign-on.controller.ts';
import { SingleSignOnService } from './single-sign-on.service.ts';

@Global()
@Module({
  controllers: [SingleSignOnController],
  providers: [
    DirectoryRepository,
    PeopleService,
    OrganisationService,
    RelationshipService,
    IdentityProviderService,
    SingleSignOnService,
    ActorSource,
    { provide: CtxSource, useExisting: ActorSource },
    OrganisationResolver,
    PeopleResolver,
    RelationshipResolver,
    IdentityProviderResolver,
    SessionResolver,
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
