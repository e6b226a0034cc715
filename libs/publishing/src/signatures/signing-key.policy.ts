import type { Policy } from '#libs/platform';
import { SigningKey } from './signing-key.entity.ts';

/** Public keys are for everybody to verify with. A person registers and revokes them: a stolen API key must not. */
export const signingKeyPolicy: Policy = (actor, can) => {
  if (actor.kind === 'ANONYMOUS') return;
  can('read', SigningKey);
  if (actor.kind !== 'PERSON' || !actor.organisationId || !actor.has('VENDOR_ADMIN')) return;
  can(['register', 'revoke'], SigningKey, { vendorId: actor.organisationId });
};
