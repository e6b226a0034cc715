import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** An organisation's own identity provider, by which its members sign in for it. */
@Entity('identity_provider')
export class IdentityProvider {
  @PrimaryColumn('uuid') id!: Id<'IdentityProvider'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') issuer!: string;
  @Column('text') clientId!: string;
  /** Encrypted; opened only where the provider is asked. */
  @Column('bytea') clientSecret!: Buffer;
  /** What the sign-in page calls it. */
  @Column('text') displayName!: string;
  @Column('uuid') setBy!: Id<'Member'>;
  @Column('timestamptz') setAt!: Date;

  /** Whether these are the same people under the same subjects: a client of its own may be told others. */
  isSameAs(other: { issuer: string; clientId: string }): boolean {
    return this.issuer === other.issuer && this.clientId === other.clientId;
  }
}
