export { InteropModule } from './interop.module.ts';
export { webhookEntities, WebhookSender } from './webhooks/index.ts';
