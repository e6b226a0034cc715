import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, invalidInput, newId, type FieldError, type Id } from '#libs/kernel';
import type { PublicationKind, Severity } from '#libs/publishing';
import type { Rest } from './business-time.ts';

export const SIDES = ['VENDOR', 'HOSPITAL'] as const;
/** Who chases: the vendor its hospitals, or a hospital its own people. */
export type Side = (typeof SIDES)[number];

export const STEP_BASES = ['DELIVERY', 'DUE'] as const;
export type StepBase = (typeof STEP_BASES)[number];

export const CHANNELS = ['MAIL', 'PORTAL', 'PHONE', 'FAX', 'POST', 'VISIT'] as const;
export type Channel = (typeof CHANNELS)[number];
/** The others are done by people, and recorded. */
export const SENT_CHANNELS: readonly Channel[] = ['MAIL', 'PORTAL'];

export const CHASED_ROLES = [
  'RESPONSIBLE',
  'HOSPITAL_SECURITY',
  'HOSPITAL_ADMIN',
  'BACKUP_CONTACT',
  'EMERGENCY_CONTACT',
  'DELEGATE',
  'VENDOR_SUPPORT',
] as const;
export type ChasedRole = (typeof CHASED_ROLES)[number];

export const STOPS = ['VIEWED', 'ANSWERED'] as const;
export type Stop = (typeof STOPS)[number];

export interface PlanStep {
  base: StepBase;
  /** From the delivery; or from nine in the morning of the due date, where a negative number is before it. */
  delayHours: number;
  channel: Channel;
  role: ChasedRole;
}

export const MAX_STEPS = 20;
export const MAX_DELAY_HOURS = 24 * 366;
const DAY_BEGINS_AT = 9;
const HOUR_MS = 3_600_000;

/** What a plan says, whoever wrote it. */
export interface PlanWords extends Rest {
  severity: Severity | null;
  publicationKind: PublicationKind | null;
  stopsAt: Stop;
  steps: readonly PlanStep[];
}

/** By which steps those are chased who do not answer. Never changed, only replaced by another. */
@Entity('chasing_plan')
export class ChasingPlan implements PlanWords {
  @PrimaryColumn('uuid') id!: Id<'ChasingPlan'>;
  /** Null: Tasuki's own, for whoever has none. */
  @Column('uuid', { nullable: true }) organisationId!: Id<'Organisation'> | null;
  @Column('text') side!: Side;
  /** Null: every severity. */
  @Column('text', { nullable: true }) severity!: Severity | null;
  /** Null: every kind. */
  @Column('text', { nullable: true }) publicationKind!: PublicationKind | null;
  @Column('jsonb') steps!: readonly PlanStep[];
  @Column('text') stopsAt!: Stop;
  @Column('int', { nullable: true }) quietFrom!: number | null;
  @Column('int', { nullable: true }) quietUntil!: number | null;
  @Column('boolean') restsOnHolidays!: boolean;
  @Column('uuid', { nullable: true }) createdBy!: Id<'Member'> | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) replacedAt!: Date | null;

  get isDefault(): boolean {
    return this.organisationId === null;
  }

  static of(
    words: PlanWords,
    side: Side,
    by: { organisationId: Id<'Organisation'>; memberId: Id<'Member'> },
    now: Date,
  ): ChasingPlan {
    refuseWrongSteps(words.steps, side);
    return Object.assign(new ChasingPlan(), {
      ...words,
      id: newId<'ChasingPlan'>(),
      organisationId: by.organisationId,
      side,
      createdBy: by.memberId,
      createdAt: now,
      replacedAt: null,
    });
  }

  /** @throws FORBIDDEN `engagement.plan_is_given`, CONFLICT `engagement.plan_replaced` */
  replace(now: Date): void {
    if (this.isDefault) throw forbidden('engagement.plan_is_given', 'This plan is Tasuki’s own: write one of yours.');
    if (this.replacedAt) throw conflict('engagement.plan_replaced', 'Another plan has taken the place of this one.');
    this.replacedAt = now;
  }
}

/**
 * When a step is due, before its plan's rest is thought of. The statement in chase.repository.ts says the same.
 * @returns null where the step does not come: nothing is due, or the time is before the delivery.
 */
export function dueAt(step: PlanStep, deliveredAt: Date, dueOn: string | null): Date | null {
  if (step.base === 'DELIVERY') return new Date(deliveredAt.getTime() + step.delayHours * HOUR_MS);
  if (dueOn === null) return null;
  const at = new Date(Date.parse(`${dueOn}T00:00:00+09:00`) + (DAY_BEGINS_AT + step.delayHours) * HOUR_MS);
  return at < deliveredAt ? null : at;
}

/** @throws INVALID_INPUT `engagement.wrong_steps` naming each wrong step */
function refuseWrongSteps(steps: readonly PlanStep[], side: Side): void {
  const wrong = steps.flatMap((step, place) => wrongAt(steps, step, place, side) ?? []);
  if (wrong.length > 0) {
    throw invalidInput('engagement.wrong_steps', `The steps are not right: ${wrong[0]?.message}`, wrong);
  }
}

function wrongAt(steps: readonly PlanStep[], step: PlanStep, place: number, side: Side): FieldError | null {
  const at = (field: string, reason: string, message: string) => ({
    path: `steps.${place}.${field}`,
    reason: `engagement.${reason}`,
    message,
  });
  const { base, delayHours, channel, role } = step;
  if (base === 'DELIVERY' && delayHours < 1) {
    return at('delayHours', 'step_before_delivery', 'Ask an hour after the delivery at the soonest.');
  }
  const former = steps.slice(0, place).findLast((one) => one.base === base);
  if (former && former.delayHours >= delayHours) {
    return at('delayHours', 'steps_overlap', 'Each step comes at least an hour after the one before it.');
  }
  if (side === 'HOSPITAL' && !SENT_CHANNELS.includes(channel)) {
    return at(
      'channel',
      'step_by_hand_is_the_vendors',
      'Inside a hospital, people are asked by mail or in the portal.',
    );
  }
  if (side === 'HOSPITAL' && role === 'VENDOR_SUPPORT') {
    return at('role', 'step_of_the_vendor', 'A hospital chases its own people.');
  }
  if (channel === 'PORTAL' && !['RESPONSIBLE', 'HOSPITAL_SECURITY', 'HOSPITAL_ADMIN'].includes(role)) {
    return at('role', 'step_needs_an_account', 'Only members of the hospital are reached in the portal.');
  }
  if (role === 'DELEGATE' && channel !== 'MAIL') {
    return at('channel', 'step_to_delegates_is_a_mail', 'A delegate is reached by a link in a mail.');
  }
  if (role === 'VENDOR_SUPPORT' && channel !== 'MAIL') {
    return at('channel', 'step_to_support_is_a_mail', 'Your own support is told by mail.');
  }
  return null;
}
