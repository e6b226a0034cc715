import type { Provider } from '@nestjs/common';
import { PublicFile, PublicPublication } from './public-publication.entity.ts';
import { PublicPublicationRepository } from './public-publication.repository.ts';
import { PublicPublicationResolver } from './public-publication.resolver.ts';
import { PublicPublicationService } from './public-publication.service.ts';

export { publicPublicationPolicy } from './public-publication.policy.ts';
export const publicPublicationEntities = [PublicPublication, PublicFile];
export const publicPublicationProviders: Provider[] = [
  PublicPublicationRepository,
  PublicPublicationService,
  PublicPublicationResolver,
];
