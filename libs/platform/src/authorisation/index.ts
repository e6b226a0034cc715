export { Ctx, systemCtx } from './ctx.ts';
export { abilityOf, PolicyRegistry, type Ability, type Can, type Policy, type SubjectClass } from './policy.ts';
export { sqlScope, type SqlScope } from './scope.ts';
