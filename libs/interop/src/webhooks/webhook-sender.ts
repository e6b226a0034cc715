import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { newId } from '#libs/kernel';
import { Config, mailJobFor, systemCtx, UnitOfWork, type Tx } from '#libs/platform';
import { Courier } from './courier.ts';
import { OutboxRepository, type Claimed } from './outbox.repository.ts';
import type { WebhookAttempt } from './webhook-delivery.entity.ts';
import { webhookPaused } from './webhook.events.ts';
import type { Webhook } from './webhook.entity.ts';
import { WebhookRepository } from './webhook.repository.ts';

const INTERVAL_MS = 1_000;
/** At once in this process: receivers that hang hold up no other one. */
const AT_ONCE = 32;
/** Longer than an attempt takes. */
const LEASE_MS = 30_000;
const KEPT_MS = 30 * 86_400_000;

/**
 * Follows the log and sends what webhooks want to be told, apart from the queue of jobs: receivers that hang must not keep mails
 * and deliveries waiting. Start as many as you like. Whatever ends a process, each message keeps its id and is sent again when
 * its lease is over: a receiver may get one twice, and knows it by its id.
 */
@Injectable()
export class WebhookSender {
  private readonly uow: UnitOfWork;
  private readonly outbox: OutboxRepository;
  private readonly webhooks: WebhookRepository;
  private readonly courier: Courier;
  private readonly config: Config;
  private readonly logger = new Logger('Webhooks');
  private readonly underWay = new Set<Promise<void>>();
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    uow: UnitOfWork,
    outbox: OutboxRepository,
    webhooks: WebhookRepository,
    courier: Courier,
    config: Config,
  ) {
    this.uow = uow;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.courier = courier;
    this.config = config;
  }

  start(): void {
    this.stopping = new AbortController();
    this.running = this.runUntilStopped();
  }

  /** Cuts off what is under way: it is sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.underWay);
  }

  /** Forgets what is older than the log of webhooks reaches. */
  clearLog(): Promise<void> {
    return this.uow.runAsSystem(systemCtx(newId()), (tx) =>
      this.outbox.clear(tx, new Date(tx.now.getTime() - KEPT_MS)),
    );
  }

  private async runUntilStopped(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isBusy = await this.turn(signal).catch((error: unknown) => {
        this.logger.error(`Webhooks wait; trying again: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      });
      if (isBusy) continue;
      const nap = sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
      await Promise.race([nap, ...this.underWay]);
    }
  }

  /** @returns whether there may be more to do at once. */
  private async turn(signal: AbortSignal): Promise<boolean> {
    const { isMore, claimed } = await this.uow.runAsSystem(systemCtx(newId()), async (tx) => ({
      isMore: await this.outbox.follow(tx, this.config.baseUrl),
      claimed: await this.outbox.claim(tx, AT_ONCE - this.underWay.size, new Date(tx.now.getTime() + LEASE_MS)),
    }));
    for (const one of claimed) {
      const sending: Promise<void> = this.send(one, signal)
        .catch((error: unknown) => {
          if (!signal.aborted)
            this.logger.error(`A webhook waits: ${error instanceof Error ? error.message : String(error)}`);
        })
        .finally(() => this.underWay.delete(sending));
      this.underWay.add(sending);
    }
    return isMore || claimed.length > 0;
  }

  private async send(claimed: Claimed, signal: AbortSignal): Promise<void> {
    const attempt = await this.courier.send(claimed, claimed, signal);
    await this.uow.runAsSystem(systemCtx(newId()), async (tx) => {
      const found = await this.outbox.lock(tx, claimed);
      if (!found) return;
      const { webhook, delivery } = found;
      delivery.note(attempt);
      await this.webhooks.updateDelivery(tx, delivery);
      await this.noteResult(tx, webhook, attempt, delivery.state === 'FAILED');
    });
  }

  private async noteResult(tx: Tx, webhook: Webhook, attempt: WebhookAttempt, isGivenUp: boolean): Promise<void> {
    const isPausedNow = isGivenUp && webhook.pauseCause === null;
    if (isPausedNow) webhook.pause(attempt.failure === 'GONE' ? 'GONE' : 'GAVE_UP');
    webhook.note(attempt);
    await this.webhooks.noteResult(tx, webhook);
    if (!isPausedNow) return;
    await tx.record(webhookPaused(webhook));
    for (const { name, email, language, organisationName } of await this.outbox.administratorsOf(
      tx,
      webhook.organisationId,
    )) {
      const url = `${this.config.baseUrl}/webhooks`;
      const values = { name, organisationName, host: webhook.host, isGone: webhook.pauseCause === 'GONE', url };
      tx.queue(mailJobFor({ version: 1, to: email, language, template: 'webhookPaused', values }));
    }
  }
}
