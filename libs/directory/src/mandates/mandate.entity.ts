import { Column, Entity, PrimaryColumn } from 'typeorm';
import { calendarDate, conflict, invalidInput, newId, type Id } from '#libs/kernel';

/** What a mandatary may do. APPLY: plan and record update applications, and read the update that they follow. */
export const MANDATED_ACTS = ['APPLY'] as const;
export type MandatedAct = (typeof MANDATED_ACTS)[number];

export type MandateState = 'COMING' | 'IN_FORCE' | 'ENDED' | 'REVOKED';

/** A mandate is looked at again after so many years at the latest. */
export const MAX_YEARS = 5;

/** What is granted. */
export interface Granted {
  productIds: readonly Id<'Product'>[];
  /** Null: every site of the hospital; always null of a manufacturer. */
  siteIds: readonly Id<'Site'>[] | null;
  acts: readonly MandatedAct[];
  /** Days in Japan, the last one included. */
  from: string;
  until: string;
}

/** A manufacturer or hospital lets a service provider act for it. What was granted is never changed, only taken back. */
@Entity('mandate')
export class Mandate {
  @PrimaryColumn('uuid') id!: Id<'Mandate'>;
  @Column('uuid') grantorId!: Id<'Organisation'>;
  @Column('uuid') mandataryId!: Id<'Organisation'>;
  @Column('uuid', { array: true }) productIds!: readonly Id<'Product'>[];
  @Column('uuid', { array: true, nullable: true }) siteIds!: readonly Id<'Site'>[] | null;
  @Column('text', { array: true }) acts!: readonly MandatedAct[];
  @Column('date', { name: 'from_on' }) from!: string;
  @Column('date', { name: 'until_on' }) until!: string;
  @Column('timestamptz') grantedAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('text', { nullable: true }) revocationReason!: string | null;

  /** @throws INVALID_INPUT `directory.mandate_in_past`, `directory.mandate_ends_before_start`, `directory.mandate_too_long` */
  static grant(grantorId: Id<'Organisation'>, mandataryId: Id<'Organisation'>, granted: Granted, now: Date): Mandate {
    const { from, until } = granted;
    if (from < calendarDate(now)) throw wrong('from', 'mandate_in_past', 'A mandate begins today or later.');
    if (until < from) throw wrong('until', 'mandate_ends_before_start', 'The mandate would end before it begins.');
    if (until > yearsAfter(from, MAX_YEARS)) {
      throw wrong('until', 'mandate_too_long', `Grant at most ${MAX_YEARS} years: after that, grant it again.`);
    }
    return Object.assign(new Mandate(), {
      ...granted,
      id: newId<'Mandate'>(),
      grantorId,
      mandataryId,
      grantedAt: now,
      revokedAt: null,
      revocationReason: null,
    });
  }

  stateAt(now: Date): MandateState {
    if (this.revokedAt) return 'REVOKED';
    const today = calendarDate(now);
    if (today < this.from) return 'COMING';
    return today > this.until ? 'ENDED' : 'IN_FORCE';
  }

  /** @throws CONFLICT `directory.mandate_already_revoked`, `directory.mandate_ended` */
  revoke(reason: string, now: Date): void {
    const state = this.stateAt(now);
    if (state === 'REVOKED') throw conflict('directory.mandate_already_revoked', 'This mandate is already revoked.');
    if (state === 'ENDED') throw conflict('directory.mandate_ended', `This mandate ended on ${this.until}.`);
    this.revokedAt = now;
    this.revocationReason = reason;
  }
}

/** The same day so many years later; of 29 February the first of March. */
function yearsAfter(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

const wrong = (path: string, reason: string, message: string) =>
  invalidInput(`directory.${reason}`, message, [{ path, reason: `directory.${reason}`, message }]);
