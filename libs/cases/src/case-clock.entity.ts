import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import type { Case } from './case.entity.ts';

export const CLOCK_BASES = [
  'FDA_30_DAYS',
  'FDA_60_DAYS',
  'EU_24_HOURS',
  'EU_72_HOURS',
  'EU_14_DAYS',
  'EU_ONE_MONTH',
] as const;
export type ClockBasis = (typeof CLOCK_BASES)[number];

const HOUR_MS = 3_600_000;
const HOURS: Record<Exclude<ClockBasis, 'EU_ONE_MONTH'>, number> = {
  FDA_30_DAYS: 30 * 24,
  FDA_60_DAYS: 60 * 24,
  EU_24_HOURS: 24,
  EU_72_HOURS: 72,
  EU_14_DAYS: 14 * 24,
};

/** A month ends on the same day of the next one, or on its last day where it has no such day; by UTC. */
export function dueAt(basis: ClockBasis, awareAt: Date): Date {
  if (basis !== 'EU_ONE_MONTH') return new Date(awareAt.getTime() + HOURS[basis] * HOUR_MS);
  const due = new Date(awareAt);
  due.setUTCMonth(due.getUTCMonth() + 1);
  // the 31st of a month of 30 days is the 1st of the one after
  if (due.getUTCDate() !== awareAt.getUTCDate()) due.setUTCDate(0);
  return due;
}

/** By when a side has to have told, or done, something: counted from when it became aware. */
@Entity('case_clock')
export class CaseClock {
  @PrimaryColumn('uuid') id!: Id<'CaseClock'>;
  @Column('uuid') caseId!: Id<'Case'>;
  /** Whom it concerns. */
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') basis!: ClockBasis;
  @Column('timestamptz') awareAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('text', { nullable: true }) startedByName!: string | null;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) metAt!: Date | null;
  @Column('text', { nullable: true }) metWords!: string | null;
  /** When the trail and the people of that side were told that it is overdue. */
  @Column('timestamptz', { nullable: true }) overdueNotedAt!: Date | null;

  static start({ id: caseId }: Case, basis: ClockBasis, awareAt: Date, ctx: Ctx, now: Date): CaseClock {
    return Object.assign(new CaseClock(), {
      id: newId<'CaseClock'>(),
      caseId,
      organisationId: ctx.organisationId,
      basis,
      awareAt,
      dueAt: dueAt(basis, awareAt),
      startedByName: ctx.actor.person?.name ?? null,
      startedAt: now,
      metAt: null,
      metWords: null,
      overdueNotedAt: null,
    });
  }

  /** What was met late stays late. */
  isOverdue(now: Date): boolean {
    return this.dueAt < (this.metAt ?? now);
  }

  /** @throws CONFLICT `cases.clock_met` */
  meet(words: string, now: Date): void {
    if (this.metAt) throw conflict('cases.clock_met', 'This clock was marked as met already.');
    this.metAt = now;
    this.metWords = words;
  }
}
