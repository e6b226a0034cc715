import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { Channel, ChasedRole, Side } from './chasing-plan.entity.ts';

export const STEP_STATES = ['MOVED', 'ASKED', 'WAITING', 'DONE', 'SKIPPED'] as const;
export type StepState = (typeof STEP_STATES)[number];

export const HAPPENINGS = [
  'MOVED',
  'QUEUED',
  'SHOWN',
  'DUE_BY_HAND',
  'SKIPPED',
  'SENT',
  'REFUSED',
  'BOUNCED',
  'OPENED',
  'RECORDED',
] as const;
export type HappeningKind = (typeof HAPPENINGS)[number];

/** What became of a mail, as the mailer says it. */
export type MailOutcome = Extract<HappeningKind, 'SENT' | 'REFUSED' | 'BOUNCED'>;

export const OUTCOMES = ['REACHED', 'NOT_REACHED', 'GIVEN_UP'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One step of a chase at one site. */
@Entity('chase_step')
export class ChaseStep {
  @PrimaryColumn('uuid') id!: Id<'ChaseStep'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') deliveryId!: Id<'Delivery'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('text') side!: Side;
  @Column('uuid') planId!: Id<'ChasingPlan'>;
  /** From 1, as the plan has them. */
  @Column('smallint') step!: number;
  @Column('text') channel!: Channel;
  @Column('text') role!: ChasedRole;
  /** By the plan. */
  @Column('timestamptz') dueAt!: Date;
  @Column('text') state!: StepState;
  @Column('timestamptz', { nullable: true }) movedTo!: Date | null;
  @Column('timestamptz', { nullable: true }) takenAt!: Date | null;
  @Column('int') recipientCount!: number;
  /** Somebody did not wait for the plan's time. */
  @Column('uuid', { nullable: true }) demandId!: Id<'ChaseDemand'> | null;
  @Column('uuid', { array: true, nullable: true }) readerIds!: Id<'User'>[] | null;
}

/** What happened with a step. Never changed. */
@Entity('chase_happening')
export class ChaseHappening {
  @PrimaryColumn('uuid') id!: Id<'ChaseHappening'>;
  @Column('uuid') stepId!: Id<'ChaseStep'>;
  @Column('timestamptz') at!: Date;
  @Column('text') what!: HappeningKind;
  /** Null: of the step itself. */
  @Column('uuid', { nullable: true }) recipientId!: Id<'ChaseRecipient'> | null;
  /** Why it was skipped; what the mail server said. */
  @Column('text', { nullable: true }) detail!: string | null;
  @Column('text', { nullable: true }) outcome!: Outcome | null;
  @Column('text', { nullable: true }) reachedName!: string | null;
  @Column('timestamptz', { nullable: true }) reachedAt!: Date | null;
  @Column('text', { nullable: true }) words!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: Id<'User'> | null;
}

/** The next step, asked for by hand, of everybody who has not answered. */
@Entity('chase_demand')
export class ChaseDemand {
  @PrimaryColumn('uuid') id!: Id<'ChaseDemand'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') demandedBy!: Id<'User'>;
  @Column('timestamptz') demandedAt!: Date;
}
