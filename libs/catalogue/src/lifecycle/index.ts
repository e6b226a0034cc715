import { ReleaseLifecycleChangeResolver, ReleaseLifecycleResolver } from './lifecycle.resolver.ts';
import { LifecycleRepository } from './lifecycle.repository.ts';
import { LifecycleService } from './lifecycle.service.ts';

export const lifecycleProviders = [
  LifecycleRepository,
  LifecycleService,
  ReleaseLifecycleResolver,
  ReleaseLifecycleChangeResolver,
];
