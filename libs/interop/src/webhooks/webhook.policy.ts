import type { Policy } from '#libs/platform';
import { Webhook } from './webhook.entity.ts';

/** An address and its secret are as good as a key: administrators alone see them, in person. */
export const webhookPolicy: Policy = (actor, can) => {
  const { organisationId } = actor;
  if (!organisationId || actor.kind !== 'PERSON') return;
  if (!actor.has('VENDOR_ADMIN') && !actor.has('HOSPITAL_ADMIN')) return;
  can(['read', 'manage'], Webhook, { organisationId });
};
