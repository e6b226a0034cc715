import { randomInt } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id, type OrganisationKind } from '#libs/kernel';

export const SERVICE_KINDS = ['MAINTAINER', 'DISTRIBUTOR', 'LESSOR', 'REPAIRER'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];
export const ORGANISATION_STATES = ['ADMITTED', 'SUSPENDED'] as const;
export type OrganisationState = (typeof ORGANISATION_STATES)[number];

@Entity('organisation')
export class Organisation {
  @PrimaryColumn('uuid') id!: Id<'Organisation'>;
  @Column('text') kind!: OrganisationKind;
  @Column('text', { array: true }) serviceKinds!: ServiceKind[];
  @Column('text') name!: string;
  @Column('text', { nullable: true }) englishName!: string | null;
  @Column('text') code!: string;
  @Column('text') state!: OrganisationState;
  @Column('timestamptz') createdAt!: Date;
  /** Null also where it was suspended before this was kept. */
  @Column('timestamptz', { nullable: true }) suspendedAt!: Date | null;
  @Column('text', { nullable: true }) suspensionReason!: string | null;

  static admit(facts: Pick<Organisation, 'kind' | 'serviceKinds' | 'name' | 'englishName'>, now: Date): Organisation {
    return Object.assign(new Organisation(), {
      ...facts,
      id: newId(),
      code: newCode(),
      state: 'ADMITTED' as const,
      createdAt: now,
      suspendedAt: null,
      suspensionReason: null,
    });
  }

  get isVendor(): boolean {
    return this.kind === 'MANUFACTURER' || this.kind === 'SERVICE_PROVIDER';
  }

  suspend(reason: string | null, now: Date): void {
    if (this.state === 'SUSPENDED')
      throw conflict('directory.already_suspended', 'This organisation is already suspended.');
    this.state = 'SUSPENDED';
    this.suspendedAt = now;
    this.suspensionReason = reason;
  }

  readmit(): void {
    if (this.state === 'ADMITTED') throw conflict('directory.not_suspended', 'This organisation is not suspended.');
    this.state = 'ADMITTED';
    this.suspendedAt = null;
    this.suspensionReason = null;
  }
}

// Without the characters that are misread over the telephone: 0 O, 1 I L.
const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Whether this may be some organisation's code. What people type may be anything. */
export const isOrganisationCode = (code: string): boolean => /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(code);

/** Eight characters that an organisation tells another so that it can be named: `K7PM-2WXQ`. */
function newCode(): string {
  const four = () => Array.from({ length: 4 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
  return `${four()}-${four()}`;
}
