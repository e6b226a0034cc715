import { Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { Config, JobRegistry, PolicyRegistry, RUNTIME, type Runtime } from '#libs/platform';
import { Courier } from './courier.ts';
import { OutboxRepository } from './outbox.repository.ts';
import { WebhookSender } from './webhook-sender.ts';
import { webhookPolicy } from './webhook.policy.ts';
import { WebhookRepository } from './webhook.repository.ts';
import { WebhookResolver } from './webhook.resolver.ts';
import { WebhookService } from './webhook.service.ts';

/** Tells organisations' own programs what the trail says of them (ADR 0023). The worker runs the sender. */
@Module({
  providers: [
    {
      provide: Courier,
      inject: [Config, RUNTIME, Clock],
      useFactory: ({ webhooksToPrivate }: Config, { secret }: Runtime, clock: Clock) =>
        new Courier(webhooksToPrivate, secret, clock),
    },
    OutboxRepository,
    WebhookRepository,
    WebhookSender,
    WebhookService,
    WebhookResolver,
  ],
  exports: [WebhookSender],
})
export class WebhooksModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;
  private readonly jobs: JobRegistry;
  private readonly sender: WebhookSender;

  constructor(policies: PolicyRegistry, jobs: JobRegistry, sender: WebhookSender) {
    this.policies = policies;
    this.jobs = jobs;
    this.sender = sender;
  }

  onModuleInit(): void {
    this.policies.add(webhookPolicy);
    this.jobs.hourly('interop.clear_webhook_log', () => this.sender.clearLog());
  }
}
