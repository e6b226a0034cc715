import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';
import type { WebhookAttempt, WebhookFailure } from './webhook-delivery.entity.ts';
import type { WebhookKind } from './webhook-kinds.ts';

/** Why nothing is sent: somebody stopped it, a message was not taken for days, or the receiver said that it is gone. */
export const PAUSE_CAUSES = ['BY_HAND', 'GAVE_UP', 'GONE'] as const;
export type PauseCause = (typeof PAUSE_CAUSES)[number];

/** Both secrets sign for a day, so that a receiver has time to take the new one. */
const FORMER_SECRET_MS = 24 * 3_600_000;

/** An address at which an organisation's own program is told what the trail says of it. */
@Entity('webhook')
export class Webhook {
  @PrimaryColumn('uuid') id!: Id<'Webhook'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') url!: string;
  @Column('text', { array: true }) kinds!: readonly WebhookKind[];
  /** Null: it is active. */
  @Column('text', { nullable: true }) pauseCause!: PauseCause | null;
  /** Encrypted; opened only where something is signed. */
  @Column('bytea') secret!: Buffer;
  @Column('bytea', { nullable: true }) formerSecret!: Buffer | null;
  @Column('timestamptz', { nullable: true }) formerSecretUntil!: Date | null;
  @Column('uuid') createdBy!: Id<'Member'>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) lastAttemptAt!: Date | null;
  @Column('int', { nullable: true }) lastStatus!: number | null;
  @Column('text', { nullable: true }) lastFailure!: WebhookFailure | null;

  static make(facts: Pick<Webhook, 'organisationId' | 'url' | 'kinds' | 'createdBy' | 'createdAt'>): Webhook {
    return Object.assign(new Webhook(), {
      ...facts,
      id: newId<'Webhook'>(),
      pauseCause: null,
      formerSecret: null,
      formerSecretUntil: null,
      lastAttemptAt: null,
      lastStatus: null,
      lastFailure: null,
    });
  }

  get host(): string {
    return new URL(this.url).host;
  }

  rotate(secret: Buffer, now: Date): void {
    this.formerSecret = this.secret;
    this.formerSecretUntil = new Date(now.getTime() + FORMER_SECRET_MS);
    this.secret = secret;
  }

  pause(cause: PauseCause): void {
    this.pauseCause = cause;
  }

  resume(): void {
    this.pauseCause = null;
  }

  note({ at, status, failure }: WebhookAttempt): void {
    this.lastAttemptAt = at;
    this.lastStatus = status;
    this.lastFailure = failure;
  }

  /** @throws CONFLICT `interop.webhook_paused` */
  requireActive(): void {
    if (this.pauseCause) throw conflict('interop.webhook_paused', 'This webhook is paused: resume it first.');
  }
}
