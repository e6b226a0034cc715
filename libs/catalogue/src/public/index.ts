import type { Provider } from '@nestjs/common';
import { PublicProduct, PublicProductIdentifier, PublicRelease } from './public-product.entity.ts';
import { PublicProductRepository } from './public-product.repository.ts';
import { PublicProductResolver } from './public-product.resolver.ts';
import { PublicProductService } from './public-product.service.ts';

export { type PublicVendor } from './public-product.entity.ts';
export { PublicVendorObject } from './public-product.graphql.ts';
export { publicProductPolicy } from './public-product.policy.ts';
export const publicProductEntities = [PublicProduct, PublicProductIdentifier, PublicRelease];
export const publicProductProviders: Provider[] = [
  PublicProductRepository,
  PublicProductService,
  PublicProductResolver,
];
