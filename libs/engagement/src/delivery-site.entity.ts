import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { ActionAnswer } from './answers.ts';

export const SITE_STATES = ['UNSEEN', 'VIEWED', 'ACKNOWLEDGED'] as const;
export type SiteState = (typeof SITE_STATES)[number];

export const COVERAGES = ['COVERED', 'COVERED_BY', 'NOT_COVERED'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** One site that a delivery concerns, and what it said. Changed through the Delivery, which counts. */
@Entity('delivery_site')
export class DeliverySite {
  @PrimaryColumn('uuid') hospitalId!: Id<'Organisation'>;
  @PrimaryColumn('uuid') deliveryId!: Id<'Delivery'>;
  @PrimaryColumn('uuid') siteId!: Id<'Site'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  /** Whether any device there is connected: without connections a site is asked nothing. */
  @Column('boolean') isConnected!: boolean;
  @Column('text') state!: SiteState;
  @Column('text') coverage!: Coverage;
  /** The site that answers for this one. */
  @Column('uuid', { nullable: true }) coveredById!: Id<'Site'> | null;
  @Column('timestamptz', { nullable: true }) viewedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: Date | null;
  /** The latest: it may correct earlier ones. */
  @Column('uuid', { nullable: true }) acknowledgementId!: Id<'Acknowledgement'> | null;
  /** Whether it said something to each thing asked: who acknowledged for information only did not. */
  @Column('boolean') isAnswered!: boolean;
  /** What follows from what is recorded on the site's devices: it takes the place of an answer by hand. */
  @Column('jsonb') derivedAnswers!: readonly ActionAnswer[];
  @Column('boolean') isVendorInformed!: boolean;
  @Column('uuid', { array: true, nullable: true }) readerIds!: Id<'User'>[] | null;
}
