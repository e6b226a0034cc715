import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** What one side of a case keeps for itself. */
@Entity('case_internals')
export class CaseInternals {
  @PrimaryColumn('uuid') caseId!: Id<'Case'>;
  @PrimaryColumn('uuid') organisationId!: Id<'Organisation'>;
  @Column('text', { nullable: true }) notes!: string | null;
  /** Whom to reach inside. */
  @Column('text', { nullable: true }) contacts!: string | null;
  /** What was done until there is a fix. */
  @Column('text', { nullable: true }) measures!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
}
