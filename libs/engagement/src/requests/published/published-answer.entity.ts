import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, newId, type Id } from '#libs/kernel';
import type { InformationRequest } from '../information-request.entity.ts';

export const PUBLISHED_ANSWER_STATES = ['PROPOSED', 'PUBLISHED', 'WITHDRAWN'] as const;
export type PublishedAnswerState = (typeof PUBLISHED_ANSWER_STATES)[number];

export const ANSWER_VERSION_STATES = ['PROPOSED', 'SENT_BACK', 'IN_FORCE', 'REPLACED'] as const;
export type AnswerVersionState = (typeof ANSWER_VERSION_STATES)[number];

/** What an answer says, as the vendor words it anew. */
export interface AnswerWords {
  title: string;
  question: string;
  words: string;
}

/** An answer that a vendor gives to every hospital that has what it is about. It does not say who asked. */
@Entity('published_answer')
export class PublishedAnswer {
  @PrimaryColumn('uuid') id!: Id<'PublishedAnswer'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid', { nullable: true }) productId!: Id<'Product'> | null;
  @Column('uuid', { nullable: true }) releaseId!: Id<'Release'> | null;
  @Column('uuid', { nullable: true }) publicationId!: Id<'Publication'> | null;
  /** When its first version was released. */
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawalReason!: string | null;

  /** About what the request was about, so that it reaches nobody who may not know of that. */
  static of({ vendorId, productId, releaseId, publicationId }: InformationRequest): PublishedAnswer {
    return Object.assign(new PublishedAnswer(), {
      id: newId<'PublishedAnswer'>(),
      vendorId,
      productId,
      releaseId,
      publicationId,
      publishedAt: null,
      withdrawnAt: null,
      withdrawalReason: null,
    });
  }

  get state(): PublishedAnswerState {
    if (this.withdrawnAt) return 'WITHDRAWN';
    return this.publishedAt ? 'PUBLISHED' : 'PROPOSED';
  }

  /** @throws CONFLICT `engagement.answer_not_published` */
  withdraw(reason: string, now: Date): void {
    this.refuseWithdrawn();
    if (!this.publishedAt) throw conflict('engagement.answer_not_published', 'This answer was not published yet.');
    this.withdrawnAt = now;
    this.withdrawalReason = reason;
  }

  /** @throws CONFLICT `engagement.answer_withdrawn` */
  refuseWithdrawn(): void {
    if (this.withdrawnAt) throw conflict('engagement.answer_withdrawn', 'This answer was withdrawn.');
  }
}

/** Its words never change: a correction is another version, and the former ones are kept. */
@Entity('published_answer_version')
export class PublishedAnswerVersion implements AnswerWords {
  @PrimaryColumn('uuid') id!: Id<'PublishedAnswerVersion'>;
  @Column('uuid') answerId!: Id<'PublishedAnswer'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('int') number!: number;
  @Column('text') state!: AnswerVersionState;
  @Column('text') title!: string;
  @Column('text') question!: string;
  @Column('text') words!: string;
  @Column('uuid') proposedById!: Id<'User'>;
  @Column('timestamptz') proposedAt!: Date;
  @Column('uuid', { nullable: true }) decidedById!: Id<'User'> | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) sendBackReason!: string | null;

  static propose(
    { id: answerId, vendorId }: PublishedAnswer,
    number: number,
    words: AnswerWords,
    proposedById: Id<'User'>,
    now: Date,
  ): PublishedAnswerVersion {
    return Object.assign(new PublishedAnswerVersion(), {
      id: newId<'PublishedAnswerVersion'>(),
      answerId,
      vendorId,
      number,
      ...words,
      proposedById,
      state: 'PROPOSED' as const,
      proposedAt: now,
      decidedById: null,
      decidedAt: null,
      sendBackReason: null,
    });
  }

  /** A second person reads what goes to all. @throws FORBIDDEN `engagement.own_proposal` */
  release(by: Id<'User'>, now: Date): void {
    if (by === this.proposedById) {
      throw forbidden('engagement.own_proposal', 'Somebody other than who wrote it releases it.');
    }
    this.state = 'IN_FORCE';
    this.decide(by, now);
  }

  sendBack(reason: string, by: Id<'User'>, now: Date): void {
    this.state = 'SENT_BACK';
    this.sendBackReason = reason;
    this.decide(by, now);
  }

  private decide(by: Id<'User'>, now: Date): void {
    this.decidedById = by;
    this.decidedAt = now;
  }
}

/** Which request was answered: for the vendor alone. */
@Entity('published_answer_source')
export class PublishedAnswerSource {
  @PrimaryColumn('uuid') answerId!: Id<'PublishedAnswer'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') requestId!: Id<'InformationRequest'>;
}

/** A publication that was drafted from the answer to a request. */
@Entity('request_publication')
export class RequestPublication {
  @PrimaryColumn('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') requestId!: Id<'InformationRequest'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('timestamptz') draftedAt!: Date;
}
