import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id, invalidInput, type Role } from '#libs/kernel';

export type Language = 'ja' | 'en';

/** Invites a person by mail. The token is in the mail only; its hash is here. */
@Entity('invitation')
export class Invitation {
  @PrimaryColumn('uuid') id!: Id<'Invitation'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') email!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('uuid', { array: true, nullable: true }) siteIds!: Id<'Site'>[] | null;
  @Column('boolean') isOutside!: boolean;
  @Column('text') language!: Language;
  @Column('bytea') tokenHash!: Buffer;
  /** Null: the operator, on admission. */
  @Column('uuid', { nullable: true }) invitedBy!: Id<'Member'> | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;

  isOpen(now: Date): boolean {
    return !this.acceptedAt && !this.revokedAt && this.expiresAt > now;
  }

  accept(now: Date): void {
    if (this.acceptedAt) throw conflict('directory.invitation_used', 'This invitation was already accepted. Sign in.');
    if (this.revokedAt || this.expiresAt <= now) {
      throw invalidInput('directory.invitation_expired', 'This invitation has expired. Ask for a new one.');
    }
    this.acceptedAt = now;
  }
}
