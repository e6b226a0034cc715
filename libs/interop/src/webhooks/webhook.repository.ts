import { Injectable } from '@nestjs/common';
import { forbidden, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, type Tx } from '#libs/platform';
import { WebhookDelivery } from './webhook-delivery.entity.ts';
import { Webhook } from './webhook.entity.ts';

/** Webhooks of the own organisation. */
@Injectable()
export class WebhookRepository {
  /** The newest first. */
  list(tx: Tx): Promise<Webhook[]> {
    return tx.manager.find(Webhook, { where: { organisationId: tx.ctx.organisationId }, order: { id: 'DESC' } });
  }

  count(tx: Tx): Promise<number> {
    return tx.manager.countBy(Webhook, { organisationId: tx.ctx.organisationId });
  }

  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Webhook'>): Promise<Webhook> {
    const webhook = await tx.manager.findOneBy(Webhook, { id });
    if (!webhook || !tx.ctx.allows('read', webhook)) throw notFound('webhook');
    return webhook;
  }

  /** Nobody else changes it before the transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'Webhook'>): Promise<Webhook> {
    await tx.sql('select from webhook where id = $1 for no key update', [id]);
    return this.getVisible(tx, id);
  }

  async insert(tx: Tx, webhook: Webhook): Promise<void> {
    await tx.manager.insert(Webhook, webhook);
  }

  async update(tx: Tx, webhook: Webhook): Promise<void> {
    const { id, url, kinds, pauseCause, secret, formerSecret, formerSecretUntil } = webhook;
    await tx.manager.update(Webhook, { id }, { url, kinds, pauseCause, secret, formerSecret, formerSecretUntil });
  }

  /** With its log. */
  async remove(tx: Tx, { id }: Webhook): Promise<void> {
    await tx.manager.delete(WebhookDelivery, { webhookId: id });
    await tx.manager.delete(Webhook, { id });
  }

  /** What waits is sent at once. */
  async hastenPending(tx: Tx, { id }: Webhook): Promise<void> {
    await tx.manager.update(WebhookDelivery, { webhookId: id, state: 'PENDING' }, { nextAttemptAt: tx.now, tries: 0 });
  }

  /** The newest first. */
  deliveries(tx: Tx, webhook: Webhook, page: PageRequest): Promise<Page<WebhookDelivery>> {
    const query = tx.manager
      .createQueryBuilder(WebhookDelivery, 'delivery')
      .where('delivery.webhook_id = :id', { id: webhook.id });
    return paginate(query, [{ column: 'delivery.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** @throws NOT_FOUND */
  async getDelivery(tx: Tx, id: Id<'WebhookDelivery'>): Promise<WebhookDelivery> {
    const delivery = await tx.manager.findOneBy(WebhookDelivery, { id });
    if (!delivery) throw notFound('webhook delivery');
    return delivery;
  }

  async insertDelivery(tx: Tx, delivery: WebhookDelivery): Promise<void> {
    await tx.manager.insert(WebhookDelivery, delivery);
  }

  async updateDelivery(
    tx: Tx,
    { id, state, attempts, tries, nextAttemptAt, leasedUntil }: WebhookDelivery,
  ): Promise<void> {
    await tx.manager.update(WebhookDelivery, { id }, { state, attempts, tries, nextAttemptAt, leasedUntil });
  }

  async noteResult(tx: Tx, { id, lastAttemptAt, lastStatus, lastFailure, pauseCause }: Webhook): Promise<void> {
    await tx.manager.update(Webhook, { id }, { lastAttemptAt, lastStatus, lastFailure, pauseCause });
  }

  /** The membership that the signed-in person acts by. */
  async ownMemberId(tx: Tx): Promise<Id<'Member'>> {
    const [member] = await tx.sql<{ id: Id<'Member'> }>(
      'select id from member where organisation_id = $1 and user_id = $2',
      [tx.ctx.organisationId, tx.ctx.actor.userId],
    );
    if (!member) throw forbidden('directory.not_a_member', 'Only a member of the organisation may do this.');
    return member.id;
  }
}
