import { ComponentSupportRepository } from './component-support.repository.ts';
import { ComponentSupportService } from './component-support.service.ts';
import { LifecycleNotices } from './lifecycle-notices.ts';
import { ComponentSupportResolver, LifecycleChangeNoticeResolver } from './lifecycle.resolver.ts';

export const lifecycleProviders = [
  LifecycleNotices,
  ComponentSupportRepository,
  ComponentSupportService,
  ComponentSupportResolver,
  LifecycleChangeNoticeResolver,
];
