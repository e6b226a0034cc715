import type { Policy } from '#libs/platform';
import { Delegate } from './delegate.entity.ts';

/** Whoever gives roles names who may acknowledge without an account. */
export const delegatePolicy: Policy = (actor, can) => {
  const { organisationId: hospitalId, organisationKind } = actor;
  if (!hospitalId || organisationKind !== 'HOSPITAL') return;
  can('read', Delegate, { hospitalId });
  if (actor.kind === 'PERSON' && actor.has('HOSPITAL_ADMIN')) can(['name', 'revoke'], Delegate, { hospitalId });
};
