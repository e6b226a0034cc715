import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** One hospital or clinic that answers for itself. */
@Entity('site')
export class Site {
  @PrimaryColumn('uuid') id!: Id<'Site'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) englishName!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('boolean') isActive!: boolean;
  @Column('timestamptz') createdAt!: Date;
}
