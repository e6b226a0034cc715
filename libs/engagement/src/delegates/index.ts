import { Delegate, DelegateLink } from './delegate.entity.ts';

export { AnsweringByLinkService } from './answering-by-link.service.ts';
export { DelegateLinks } from './delegate-links.service.ts';
export { delegatePolicy } from './delegate.policy.ts';
export { DelegateRepository } from './delegate.repository.ts';
export { AnsweringByLinkResolver, DelegateResolver } from './delegate.resolver.ts';
export { DelegateService } from './delegate.service.ts';

export const delegateEntities = [Delegate, DelegateLink];
