import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

export const CONTACT_KINDS = ['SECURITY', 'BACKUP', 'EMERGENCY'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** Whom to reach: of the organisation, of one site, or for one relationship only. EMERGENCY is reached at night. */
@Entity('contact')
export class Contact {
  @PrimaryColumn('uuid') id!: Id<'Contact'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('uuid', { nullable: true }) siteId!: Id<'Site'> | null;
  @Column('uuid', { nullable: true }) relationshipId!: Id<'Relationship'> | null;
  @Column('text') kind!: ContactKind;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
