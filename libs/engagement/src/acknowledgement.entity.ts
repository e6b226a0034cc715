import { Column, Entity, PrimaryColumn } from 'typeorm';
import { canonicalJson, newId, type Actor, type Id, type Json } from '#libs/kernel';
import type { ActionAnswer } from './answers.ts';
import type { DeliverySite } from './delivery-site.entity.ts';

/** What is said in an acknowledgement. */
export interface Said {
  comment: string | null;
  answers: readonly ActionAnswer[];
}

/** What somebody says who has read what was said before. */
export interface Saying extends Said {
  /** The acknowledgement that it corrects, as it was read; null when there was none. Left out: whichever stands. */
  correctsId?: Id<'Acknowledgement'> | null | undefined;
}

/** Who said, for which site, when, to which revision, what. Never changed, only corrected by another. */
@Entity('acknowledgement')
export class Acknowledgement {
  @PrimaryColumn('uuid') id!: Id<'Acknowledgement'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') deliveryId!: Id<'Delivery'>;
  @Column('uuid') siteId!: Id<'Site'>;
  /** The account that acknowledged; null for a program. */
  @Column('uuid', { nullable: true }) userId!: Id<'User'> | null;
  @Column('uuid', { nullable: true }) apiKeyId!: Id<'ApiKey'> | null;
  @Column('text', { nullable: true }) comment!: string | null;
  @Column('jsonb') answers!: readonly ActionAnswer[];
  @Column('uuid', { nullable: true }) correctsId!: Id<'Acknowledgement'> | null;
  @Column('timestamptz') createdAt!: Date;
  /** By whom without an account, by the link that was sent to the address; the name as they typed it. */
  @Column('uuid', { nullable: true }) delegateId!: Id<'Delegate'> | null;
  @Column('text', { nullable: true }) delegateName!: string | null;
  @Column('text', { nullable: true }) delegateEmail!: string | null;

  static of(site: DeliverySite, said: Said, by: Actor, now: Date): Acknowledgement {
    return Object.assign(new Acknowledgement(), {
      id: newId<'Acknowledgement'>(),
      hospitalId: site.hospitalId,
      vendorId: site.vendorId,
      publicationId: site.publicationId,
      deliveryId: site.deliveryId,
      siteId: site.siteId,
      userId: by.userId,
      apiKeyId: by.apiKeyId,
      comment: said.comment,
      answers: said.answers,
      correctsId: site.acknowledgementId,
      createdAt: now,
      delegateId: null,
      delegateName: null,
      delegateEmail: null,
    });
  }

  /** By whoever a link was sent to. */
  byLink(delegateId: Id<'Delegate'>, name: string, email: string): this {
    return Object.assign(this, { delegateId, delegateName: name, delegateEmail: email });
  }

  /** @param derived what the site's devices answer by now: that is no longer part of what is said. */
  says(said: Said, derived: readonly ActionAnswer[]): boolean {
    const answers = this.answers.filter(({ action }) => !derived.some((one) => one.action === action));
    return wordsOf({ comment: this.comment, answers }) === wordsOf(said);
  }
}

/** One spelling of what is said, to compare and to hash. */
export const wordsOf = ({ comment, answers }: Said): string =>
  canonicalJson({ comment, answers: answers.map((one): Json => ({ ...one })) });
