import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { ChecklistName } from './checklists.ts';

export const ROUND_KINDS = ['QUESTION', 'COMPONENT', 'CHECKLIST'] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

/** One question of a hospital to many vendors. Each has a request of its own, and does not see who else is asked. */
@Entity('request_round')
export class RequestRound {
  @PrimaryColumn('uuid') id!: Id<'RequestRound'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('text') kind!: RoundKind;
  @Column('text', { nullable: true }) checklist!: ChecklistName | null;
  /** The same question sent twice is asked once. */
  @Column('uuid') key!: Id;
  @Column('text') title!: string;
  @Column('text') words!: string;
  @Column('timestamptz') askedAt!: Date;
}
