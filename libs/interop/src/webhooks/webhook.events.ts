import type { EventDraft } from '#libs/platform';
import type { Webhook } from './webhook.entity.ts';

/** Of the address the host alone: what follows may be a secret of the receiver's. */
const ofWebhook = (kind: string, webhook: Webhook): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Webhook', id: webhook.id },
  organisationId: webhook.organisationId,
  facts: { host: webhook.host, kinds: [...webhook.kinds], pauseCause: webhook.pauseCause },
});

export const webhookMade = (webhook: Webhook) => ofWebhook('webhook.made', webhook);
export const webhookChanged = (webhook: Webhook) => ofWebhook('webhook.changed', webhook);
export const webhookSecretRotated = (webhook: Webhook) => ofWebhook('webhook.secret_rotated', webhook);
export const webhookRemoved = (webhook: Webhook) => ofWebhook('webhook.removed', webhook);
/** By the program itself: its receiver takes nothing. */
export const webhookPaused = (webhook: Webhook) => ofWebhook('webhook.paused', webhook);
