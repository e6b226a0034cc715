import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import { TEST_KIND, type WebhookKind } from './webhook-kinds.ts';

export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type WebhookDeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt did not succeed. */
export const FAILURES = ['ADDRESS_NOT_ALLOWED', 'NO_ANSWER', 'TIMED_OUT', 'REDIRECTED', 'GONE', 'REFUSED'] as const;
export type WebhookFailure = (typeof FAILURES)[number];

/** What came of one attempt. */
export interface WebhookAttempt {
  at: Date;
  /** The status of the answer; null where none came. */
  status: number | null;
  /** Null: it was taken. */
  failure: WebhookFailure | null;
  durationMs: number;
}

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** Between attempts, as the Standard Webhooks specification suggests. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** So many of the last attempts are kept. */
const MAX_KEPT = 30;

const ATTEMPTS = {
  to: (attempts: readonly WebhookAttempt[]) => attempts,
  from: (attempts: readonly (Omit<WebhookAttempt, 'at'> & { at: string })[]): WebhookAttempt[] =>
    attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
};

/** A message, and what came of sending it. Its id is what the receiver knows it by, however often it is sent. */
@Entity('webhook_delivery')
export class WebhookDelivery {
  @PrimaryColumn('uuid') id!: Id<'WebhookDelivery'>;
  @Column('uuid') webhookId!: Id<'Webhook'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  /** Null: a test. */
  @Column('uuid', { nullable: true }) eventId!: Id<'Event'> | null;
  @Column('text') kind!: WebhookKind | typeof TEST_KIND;
  @Column('text') body!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('text') state!: WebhookDeliveryState;
  @Column('jsonb', { transformer: ATTEMPTS }) attempts!: readonly WebhookAttempt[];
  /** Since it was made, or since somebody asked to try again. */
  @Column('int') tries!: number;
  @Column('timestamptz', { nullable: true }) nextAttemptAt!: Date | null;
  /** Set while it is being sent; past this, whoever was sending it is gone. */
  @Column('timestamptz', { nullable: true }) leasedUntil!: Date | null;

  /** To try a webhook: sent by whoever makes it, at once. */
  static test(webhook: { id: Id<'Webhook'>; organisationId: Id<'Organisation'> }, now: Date): WebhookDelivery {
    return Object.assign(new WebhookDelivery(), {
      id: newId<'WebhookDelivery'>(),
      webhookId: webhook.id,
      organisationId: webhook.organisationId,
      eventId: null,
      kind: TEST_KIND,
      body: JSON.stringify({ type: TEST_KIND, timestamp: now.toISOString(), data: { webhookId: webhook.id } }),
      createdAt: now,
      state: 'PENDING',
      attempts: [],
      tries: 0,
      nextAttemptAt: now,
      leasedUntil: null,
    });
  }

  /** Notes an attempt: done, to be tried again later, or given up. A test is tried once, and nothing is after 410 Gone. */
  note(attempt: WebhookAttempt): void {
    const pauseMs = this.kind === TEST_KIND || attempt.failure === 'GONE' ? undefined : PAUSES_MS[this.tries];
    this.attempts = [...this.attempts, attempt].slice(-MAX_KEPT);
    this.tries += 1;
    this.leasedUntil = null;
    if (attempt.failure === null || pauseMs === undefined) {
      this.state = attempt.failure === null ? 'DELIVERED' : 'FAILED';
      this.nextAttemptAt = null;
    } else {
      this.nextAttemptAt = new Date(attempt.at.getTime() + attempt.durationMs + pauseMs);
    }
  }

  /** To be sent at once, and as often again as at first. */
  retry(now: Date): void {
    this.state = 'PENDING';
    this.tries = 0;
    this.nextAttemptAt = now;
  }
}
