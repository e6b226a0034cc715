import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { UpdateState } from './update-states.ts';

/** What a step was. MOVED and DEVICE_GONE: from one state to another; the others leave the state as it is. */
export const STEP_ACTS = [
  'MOVED',
  'CHECKED',
  'COUNTERSIGNED',
  'DISPUTED',
  'HALTED',
  'KEPT',
  'TO_BE_ROLLED_BACK',
  'REVISED',
  'DEVICE_GONE',
] as const;
export type StepAct = (typeof STEP_ACTS)[number];

/** One line of an update's history. Never changed. */
@Entity('update_step')
export class UpdateStep {
  @PrimaryColumn('uuid') id!: Id<'UpdateStep'>;
  @Column('uuid') applicationId!: Id<'UpdateApplication'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') act!: StepAct;
  /** Null for the first. */
  @Column('text', { nullable: true }) fromState!: UpdateState | null;
  @Column('text') toState!: UpdateState;
  @Column('text', { nullable: true }) note!: string | null;
  /** Null where the system did it. */
  @Column('uuid', { nullable: true }) organisationId!: Id<'Organisation'> | null;
  /** Under a mandate: for whom the organisation did it. */
  @Column('uuid', { nullable: true }) onBehalfOfId!: Id<'Organisation'> | null;
  @Column('uuid', { nullable: true }) mandateId!: Id<'Mandate'> | null;
  @Column('uuid', { nullable: true }) userId!: Id<'User'> | null;
  @Column('uuid', { nullable: true }) apiKeyId!: Id<'ApiKey'> | null;
  @Column('timestamptz') recordedAt!: Date;
}
