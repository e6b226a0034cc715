import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { CtxSource, PolicyRegistry, SearchRegistry } from '#libs/platform';
import { DirectorySearch } from './directory-search.repository.ts';
import { ActorSource } from './actor-source.ts';
import { directoryPolicy } from './directory.policy.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { AdmissionResolver, OrganisationResolver, PeopleResolver, RelationshipResolver } from './directory.resolver.ts';
import { IdentityProviderResolver } from './identity-provider.resolver.ts';
import { IdentityProviderService } from './identity-provider.service.ts';
import { MandateRepository } from './mandates/mandate.repository.ts';
import { MandateResolver } from './mandates/mandate.resolver.ts';
import { MandateService } from './mandates/mandate.service.ts';
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
    DirectorySearch,
    PeopleService,
    OrganisationService,
    RelationshipService,
    MandateRepository,
    MandateService,
    IdentityProviderService,
    SingleSignOnService,
    ActorSource,
    { provide: CtxSource, useExisting: ActorSource },
    OrganisationResolver,
    AdmissionResolver,
    PeopleResolver,
    RelationshipResolver,
    MandateResolver,
    IdentityProviderResolver,
    SessionResolver,
  ],
  exports: [OrganisationService, PeopleService, RelationshipService, ActorSource, CtxSource],
})
export class DirectoryModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly searches: SearchRegistry;
  private readonly search: DirectorySearch;

  constructor(policies: PolicyRegistry, searches: SearchRegistry, search: DirectorySearch) {
    this.policies = policies;
    this.searches = searches;
    this.search = search;
  }

  onModuleInit(): void {
    this.policies.add(directoryPolicy);
    this.searches.add(...this.search.searchers);
  }
}
