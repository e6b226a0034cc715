import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id } from '#libs/kernel';

/** Lets an auditing organisation read the granting organisation's part of the trail. */
@Entity('audit_grant')
export class AuditGrant {
  @PrimaryColumn('uuid') id!: Id<'AuditGrant'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('uuid') auditorId!: Id<'Organisation'>;
  /** Null: everything; otherwise events about this publication only. */
  @Column('uuid', { nullable: true }) publicationId!: Id<'Publication'> | null;
  @Column('timestamptz', { nullable: true }) periodFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) periodUntil!: Date | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;

  revoke(now: Date): void {
    if (this.revokedAt) throw conflict('directory.grant_already_revoked', 'This audit grant is already revoked.');
    this.revokedAt = now;
  }
}
