import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';

export const URGENCIES = ['URGENT', 'NORMAL', 'LOW'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const REQUEST_STATES = ['OPEN', 'ANSWERED', 'DECLINED', 'CLOSED', 'REOPENED'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const DECLINE_REASONS = [
  'NOT_OUR_PRODUCT',
  'CONFIDENTIAL',
  'SUPPORT_ENDED',
  'NOT_CONTRACTED',
  'NOT_AVAILABLE',
  'ANSWERED_ELSEWHERE',
  'OTHER',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

const HOUR_MS = 3_600_000;

/**
 * What a request is about: a product, maybe one release of it, or a publication; and one thing in it, or all of it. In a round, also
 * the vendor as a whole.
 */
export interface RequestSubject {
  productId: Id<'Product'> | null;
  releaseId: Id<'Release'> | null;
  publicationId: Id<'Publication'> | null;
  mds2QuestionId: string | null;
  component: string | null;
  vulnerability: string | null;
}

/** A hospital's question to a vendor. Its clock stands still while the vendor waits for the hospital, and never else. */
@Entity('information_request')
export class InformationRequest implements RequestSubject {
  @PrimaryColumn('uuid') id!: Id<'InformationRequest'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid', { nullable: true }) productId!: Id<'Product'> | null;
  @Column('uuid', { nullable: true }) releaseId!: Id<'Release'> | null;
  @Column('uuid', { nullable: true }) publicationId!: Id<'Publication'> | null;
  @Column('text', { nullable: true }) mds2QuestionId!: string | null;
  @Column('text', { nullable: true }) component!: string | null;
  @Column('text', { nullable: true }) vulnerability!: string | null;
  /** Of a TLP:RED publication: the members of the hospital who may read of it. */
  @Column('uuid', { array: true, nullable: true }) readerIds!: Id<'User'>[] | null;
  /** Of one question to many vendors: which. */
  @Column('uuid', { nullable: true }) roundId!: Id<'RequestRound'> | null;
  @Column('text') title!: string;
  @Column('text') urgency!: Urgency;
  @Column('text') state!: RequestState;
  @Column('text', { nullable: true }) declineReason!: DeclineReason | null;
  @Column('timestamptz') askedAt!: Date;
  /** As it was promised when it was asked; null: nothing was. */
  @Column('int', { nullable: true }) promisedHours!: number | null;
  /** When it was asked, or reopened last. */
  @Column('timestamptz') clockStartedAt!: Date;
  /** Each pause moves it when it ends. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** Since when the vendor waits for the hospital. */
  @Column('timestamptz', { nullable: true }) pausedSince!: Date | null;
  /** When the trail and the vendor's people were told that it is overdue. */
  @Column('timestamptz', { nullable: true }) overdueNotedAt!: Date | null;
  /** When it was answered or declined. */
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;

  static ask(
    facts: RequestSubject &
      Pick<InformationRequest, 'hospitalId' | 'vendorId' | 'readerIds' | 'roundId' | 'title' | 'urgency'>,
    promisedHours: number | null,
    now: Date,
  ): InformationRequest {
    const one = Object.assign(new InformationRequest(), {
      id: newId<'InformationRequest'>(),
      ...facts,
      state: 'OPEN' as const,
      declineReason: null,
      askedAt: now,
      promisedHours,
      settledAt: null,
      closedAt: null,
    });
    one.startClock(now);
    return one;
  }

  /** The vendor has not answered. */
  get isOpen(): boolean {
    return this.state === 'OPEN' || this.state === 'REOPENED';
  }

  /** By the clock of the request: what was overdue when it was paused, still is. */
  isOverdue(now: Date): boolean {
    return this.isOpen && this.dueAt !== null && this.dueAt < (this.pausedSince ?? now);
  }

  /** @throws CONFLICT `engagement.request_closed` */
  refuseClosed(): void {
    if (this.state !== 'CLOSED') return;
    throw conflict('engagement.request_closed', 'This request is closed: its hospital can reopen it.');
  }

  /** @returns whether the clock stopped now. @throws CONFLICT `engagement.request_settled` */
  pause(now: Date): boolean {
    this.requireOpen();
    if (this.pausedSince) return false;
    this.pausedSince = now;
    return true;
  }

  /** @returns whether the clock goes on now. */
  resume(now: Date): boolean {
    if (!this.pausedSince) return false;
    if (this.dueAt) this.dueAt = new Date(this.dueAt.getTime() + now.getTime() - this.pausedSince.getTime());
    this.pausedSince = null;
    return true;
  }

  /** @returns whether that ends a pause. @throws CONFLICT `engagement.request_settled` */
  answer(now: Date): boolean {
    return this.settle('ANSWERED', null, now);
  }

  /** @returns whether that ends a pause. @throws CONFLICT `engagement.request_settled` */
  decline(reason: DeclineReason, now: Date): boolean {
    return this.settle('DECLINED', reason, now);
  }

  /** @throws CONFLICT `engagement.request_closed`, `engagement.request_not_settled` */
  close(now: Date): void {
    this.refuseClosed();
    if (this.isOpen) {
      throw conflict('engagement.request_not_settled', 'The vendor has neither answered nor declined this yet.');
    }
    this.state = 'CLOSED';
    this.closedAt = now;
  }

  /** The clock starts again, by what was promised when it was asked. @throws CONFLICT `engagement.request_open` */
  reopen(now: Date): void {
    if (this.isOpen) throw conflict('engagement.request_open', 'This request is open: reply to it instead.');
    this.state = 'REOPENED';
    this.declineReason = null;
    this.settledAt = null;
    this.closedAt = null;
    this.startClock(now);
  }

  private startClock(now: Date): void {
    this.clockStartedAt = now;
    this.dueAt = this.promisedHours === null ? null : new Date(now.getTime() + this.promisedHours * HOUR_MS);
    this.pausedSince = null;
    this.overdueNotedAt = null;
  }

  private settle(state: 'ANSWERED' | 'DECLINED', reason: DeclineReason | null, now: Date): boolean {
    this.requireOpen();
    const endsPause = this.resume(now);
    this.state = state;
    this.declineReason = reason;
    this.settledAt = now;
    return endsPause;
  }

  private requireOpen(): void {
    if (this.isOpen) return;
    throw conflict('engagement.request_settled', `This request is ${this.state}: its hospital can reopen it.`);
  }
}
