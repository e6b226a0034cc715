import { Injectable } from '@nestjs/common';
import { conflict, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { Courier } from './courier.ts';
import { WebhookDelivery } from './webhook-delivery.entity.ts';
import { newWebhookSecret } from './webhook-message.ts';
import { Webhook } from './webhook.entity.ts';
import * as events from './webhook.events.ts';
import type { ChangeWebhook, MakeWebhook } from './webhook.graphql.ts';
import { WebhookRepository } from './webhook.repository.ts';

/** Of one organisation. */
const MAX_WEBHOOKS = 20;

/** What an organisation's administrators do with its webhooks. A secret is in the answer that makes it and nowhere else. */
@Injectable()
export class WebhookService {
  private readonly uow: UnitOfWork;
  private readonly webhooks: WebhookRepository;
  private readonly courier: Courier;

  constructor(uow: UnitOfWork, webhooks: WebhookRepository, courier: Courier) {
    this.uow = uow;
    this.webhooks = webhooks;
    this.courier = courier;
  }

  list(ctx: Ctx): Promise<Webhook[]> {
    return this.uow.run(ctx, async (tx) => (await this.webhooks.list(tx)).filter((one) => ctx.allows('read', one)));
  }

  deliveries(ctx: Ctx, webhookId: Id<'Webhook'>, page: PageRequest): Promise<Page<WebhookDelivery>> {
    return this.uow.run(ctx, async (tx) => {
      const webhook = await this.webhooks.getVisible(tx, webhookId);
      return this.webhooks.deliveries(tx, webhook, page);
    });
  }

  /** @throws INVALID_INPUT `interop.address_not_allowed`; CONFLICT `interop.too_many_webhooks` */
  make(ctx: Ctx, { url, kinds }: MakeWebhook): Promise<{ webhook: Webhook; secret: string }> {
    this.courier.checkAddress(url);
    return this.uow.run(ctx, async (tx) => {
      const createdBy = await this.webhooks.ownMemberId(tx);
      const webhook = Webhook.make({ organisationId: ctx.organisationId, url, kinds, createdBy, createdAt: tx.now });
      ctx.authorise('manage', webhook);
      if ((await this.webhooks.count(tx)) >= MAX_WEBHOOKS) {
        throw conflict('interop.too_many_webhooks', `An organisation has at most ${MAX_WEBHOOKS} webhooks.`);
      }
      const secret = newWebhookSecret();
      webhook.secret = this.courier.close(secret, webhook.id);

      await this.webhooks.insert(tx, webhook);
      await tx.record(events.webhookMade(webhook));
      return { webhook, secret };
    });
  }

  /** Resumed, it is sent at once what waits. @throws INVALID_INPUT `interop.address_not_allowed` */
  change(ctx: Ctx, { webhookId, url, kinds, isPaused }: ChangeWebhook): Promise<Webhook> {
    if (url) this.courier.checkAddress(url);
    return this.uow.run(ctx, async (tx) => {
      const webhook = await this.webhooks.lock(tx, webhookId);
      ctx.authorise('manage', webhook);
      if (url) webhook.url = url;
      if (kinds) webhook.kinds = kinds;
      if (isPaused === true && webhook.pauseCause === null) webhook.pause('BY_HAND');
      if (isPaused === false && webhook.pauseCause !== null) {
        webhook.resume();
        await this.webhooks.hastenPending(tx, webhook);
      }

      await this.webhooks.update(tx, webhook);
      await tx.record(events.webhookChanged(webhook));
      return webhook;
    });
  }

  /** The former secret signs too for a day; one before that no more. */
  rotateSecret(ctx: Ctx, webhookId: Id<'Webhook'>): Promise<{ webhook: Webhook; secret: string }> {
    return this.uow.run(ctx, async (tx) => {
      const webhook = await this.webhooks.lock(tx, webhookId);
      ctx.authorise('manage', webhook);
      const secret = newWebhookSecret();
      webhook.rotate(this.courier.close(secret, webhook.id), tx.now);

      await this.webhooks.update(tx, webhook);
      await tx.record(events.webhookSecretRotated(webhook));
      return { webhook, secret };
    });
  }

  /** With its log; what was not sent yet is not sent. */
  remove(ctx: Ctx, webhookId: Id<'Webhook'>): Promise<Webhook> {
    return this.uow.run(ctx, async (tx) => {
      const webhook = await this.webhooks.lock(tx, webhookId);
      ctx.authorise('manage', webhook);
      await this.webhooks.remove(tx, webhook);
      await tx.record(events.webhookRemoved(webhook));
      return webhook;
    });
  }

  /** Sends a test outside of every transaction, and returns what came of it. It may be tried while it is paused. */
  async test(ctx: Ctx, webhookId: Id<'Webhook'>): Promise<WebhookDelivery> {
    const { webhook, delivery } = await this.uow.run(ctx, async (tx) => {
      const found = await this.webhooks.getVisible(tx, webhookId);
      ctx.authorise('manage', found);
      return { webhook: found, delivery: WebhookDelivery.test(found, tx.now) };
    });
    delivery.note(await this.courier.send(webhook, delivery));
    return this.uow.run(ctx, async (tx) => {
      await this.webhooks.lock(tx, webhookId);
      await this.webhooks.insertDelivery(tx, delivery);
      return delivery;
    });
  }

  /** @throws CONFLICT `interop.webhook_paused` */
  retry(ctx: Ctx, deliveryId: Id<'WebhookDelivery'>): Promise<WebhookDelivery> {
    return this.uow.run(ctx, async (tx) => {
      const { webhookId } = await this.webhooks.getDelivery(tx, deliveryId);
      const webhook = await this.webhooks.lock(tx, webhookId);
      ctx.authorise('manage', webhook);
      webhook.requireActive();
      const delivery = await this.webhooks.getDelivery(tx, deliveryId);
      delivery.retry(tx.now);
      await this.webhooks.updateDelivery(tx, delivery);
      return delivery;
    });
  }
}
