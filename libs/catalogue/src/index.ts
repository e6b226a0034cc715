import { ReleaseLifecycleChange } from './lifecycle/lifecycle-change.entity.ts';
import { Product, ProductIdentifier } from './product.entity.ts';
import { publicProductEntities } from './public/index.ts';
import { Release } from './release.entity.ts';

export { CatalogueModule } from './catalogue.module.ts';
export { cataloguePolicy } from './catalogue.policy.ts';
export { CatalogueRepository } from './catalogue.repository.ts';
export { CatalogueService } from './catalogue.service.ts';
export { ReleaseConnection, ReleaseObject, StageEnum } from './catalogue.graphql.ts';
export { applyGiven } from './changes.ts';
export { ReleaseLifecycleChangeObject } from './lifecycle/lifecycle.graphql.ts';
export { LifecycleRepository } from './lifecycle/lifecycle.repository.ts';
export { LifecycleService } from './lifecycle/lifecycle.service.ts';
export { readIdentifier } from './identifier.ts';
export { type ProductKind } from './product.entity.ts';
export { ProductObject } from './catalogue.graphql.ts';
export type { Product };
export { Release, STAGES, type Stage } from './release.entity.ts';

export { PublicVendorObject, type PublicVendor } from './public/index.ts';

export { ReleaseLifecycleChange };

export const catalogueEntities = [
  Product,
  ProductIdentifier,
  Release,
  ReleaseLifecycleChange,
  ...publicProductEntities,
];
