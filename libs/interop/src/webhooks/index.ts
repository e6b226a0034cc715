import { WebhookDelivery } from './webhook-delivery.entity.ts';
import { Webhook } from './webhook.entity.ts';

export { WebhookSender } from './webhook-sender.ts';
export { WebhooksModule } from './webhooks.module.ts';

export const webhookEntities = [Webhook, WebhookDelivery];
