import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { Names } from './case-entry.entity.ts';
import type { Case } from './case.entity.ts';

export const PARTY_STATES = ['INVITED', 'ACCEPTED', 'REMOVED'] as const;
export type PartyState = (typeof PARTY_STATES)[number];

/** A member of another organisation, as they were found when they were invited. */
export interface Invitee extends Names {
  organisationId: Id<'Organisation'>;
  userId: Id<'User'>;
  name: string;
  email: string;
}

/** Who of another organisation is invited to a disclosure, by name: they alone, once they accept. */
@Entity('case_party')
export class CaseParty {
  @PrimaryColumn('uuid') id!: Id<'CaseParty'>;
  @Column('uuid') caseId!: Id<'Case'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') organisationName!: string;
  @Column('text', { nullable: true }) organisationEnglishName!: string | null;
  @Column('uuid') userId!: Id<'User'>;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text') state!: PartyState;
  /** Null: the whole case. */
  @Column('timestamptz', { nullable: true }) seesFrom!: Date | null;
  @Column('timestamptz') invitedAt!: Date;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;

  static invite({ id: caseId, vendorId }: Case, invitee: Invitee, seesWhole: boolean, now: Date): CaseParty {
    return Object.assign(new CaseParty(), {
      id: newId<'CaseParty'>(),
      caseId,
      vendorId,
      ...invitee,
      state: 'INVITED' as const,
      seesFrom: seesWhole ? null : now,
      invitedAt: now,
      acceptedAt: null,
      removedAt: null,
    });
  }

  /** @returns whether that lets them in now. */
  accept(now: Date): boolean {
    if (this.state !== 'INVITED') return false;
    this.state = 'ACCEPTED';
    this.acceptedAt = now;
    return true;
  }

  /** @returns whether that ends it now. */
  remove(now: Date): boolean {
    if (this.state === 'REMOVED') return false;
    this.state = 'REMOVED';
    this.removedAt = now;
    return true;
  }
}
