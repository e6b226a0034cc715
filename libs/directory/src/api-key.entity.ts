import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id, type Role } from '#libs/kernel';

/** What a program signs in with. It belongs to the organisation, and outlives whoever made it. */
@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('uuid') id!: Id<'ApiKey'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') name!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('text') prefix!: string;
  @Column('bytea') secretHash!: Buffer;
  @Column('uuid') createdBy!: Id<'Member'>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;

  revoke(now: Date): void {
    if (this.revokedAt) throw conflict('directory.key_already_revoked', 'This API key is already revoked.');
    this.revokedAt = now;
  }
}
