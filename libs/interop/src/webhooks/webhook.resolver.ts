import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, checkedPage, CurrentCtx, MutationOf, parsedBy, parseInput, type Ctx } from '#libs/platform';
import { WEBHOOK_KINDS } from './webhook-kinds.ts';
import { Webhook } from './webhook.entity.ts';
import * as g from './webhook.graphql.ts';
import { WebhookService } from './webhook.service.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });

@Resolver(() => g.WebhookObject)
export class WebhookResolver {
  private readonly service: WebhookService;

  constructor(webhooks: WebhookService) {
    this.service = webhooks;
  }

  @Query(() => [g.WebhookObject], { description: 'Webhooks of the own organisation, the newest first.' })
  @Access('read', Webhook)
  webhooks(@CurrentCtx() ctx: Ctx) {
    return this.service.list(ctx);
  }

  @Query(() => [String], { description: 'Kinds of events that a webhook can be told of, to choose from.' })
  @Access('read', Webhook)
  webhookKinds(): readonly string[] {
    return WEBHOOK_KINDS;
  }

  @Query(() => g.WebhookDeliveryConnection, {
    description: 'Messages to a webhook and what came of them in the last 30 days, the newest first.',
  })
  @Access('read', Webhook)
  webhookDeliveries(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: g.WebhookDeliveriesArgs) {
    const { webhookId } = parseInput(g.webhookDeliveries, { webhookId: page.webhookId });
    return this.service.deliveries(ctx, webhookId, page);
  }

  @Mutation(() => g.MakeWebhookPayload, { description: 'Makes a webhook. Its secret is in this answer alone.' })
  @Access('manage', Webhook)
  makeWebhook(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.MakeWebhookInput), parsedBy(g.makeWebhook)) given: g.MakeWebhook,
  ) {
    return this.service.make(ctx, given);
  }

  @MutationOf('webhook', g.WebhookObject, 'Changes, pauses or resumes a webhook.')
  @Access('manage', Webhook)
  async changeWebhook(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.ChangeWebhookInput), parsedBy(g.changeWebhook)) given: g.ChangeWebhook,
  ) {
    return { webhook: await this.service.change(ctx, given) };
  }

  @Mutation(() => g.RotateWebhookSecretPayload, {
    description: 'Gives a webhook a new secret. For 24 hours messages are signed with both.',
  })
  @Access('manage', Webhook)
  rotateWebhookSecret(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.WebhookInput), parsedBy(g.webhookInput)) { webhookId }: g.WebhookInput,
  ) {
    return this.service.rotateSecret(ctx, webhookId);
  }

  @MutationOf('delivery', g.WebhookDeliveryObject, 'Sends a test to a webhook and waits for what comes of it.')
  @Access('manage', Webhook)
  async testWebhook(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.WebhookInput), parsedBy(g.webhookInput)) { webhookId }: g.WebhookInput,
  ) {
    return { delivery: await this.service.test(ctx, webhookId) };
  }

  @MutationOf('webhook', g.WebhookObject, 'Removes a webhook and its log. What was not sent yet is not sent.')
  @Access('manage', Webhook)
  async removeWebhook(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.WebhookInput), parsedBy(g.webhookInput)) { webhookId }: g.WebhookInput,
  ) {
    return { webhook: await this.service.remove(ctx, webhookId) };
  }

  @MutationOf('delivery', g.WebhookDeliveryObject, 'Sends a message again, under the same id.')
  @Access('manage', Webhook)
  async retryWebhookDelivery(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.WebhookDeliveryInput), parsedBy(g.webhookDeliveryInput))
    { webhookDeliveryId }: g.WebhookDeliveryInput,
  ) {
    return { delivery: await this.service.retry(ctx, webhookDeliveryId) };
  }
}
