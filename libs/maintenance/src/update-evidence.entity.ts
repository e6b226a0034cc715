import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { KeptUpload } from '#libs/publishing';
import type { UpdateStep } from './update-step.entity.ts';

/** PostgreSQL's bigint arrives as text. */
const byteCount = { to: (value: number) => value, from: (value: string) => Number(value) };

/** A file that shows what was done in a step. Whoever sees the update may have it, under the id of its upload. */
@Entity('update_evidence')
export class UpdateEvidence {
  @PrimaryColumn('uuid') id!: Id<'UpdateEvidence'>;
  @Column('uuid') stepId!: Id<'UpdateStep'>;
  @Column('uuid') applicationId!: Id<'UpdateApplication'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') uploadId!: Id<'Upload'>;
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('text') mediaType!: string;

  static of(step: UpdateStep, { id: uploadId, ...file }: KeptUpload, position: number): UpdateEvidence {
    const { id: stepId, applicationId, hospitalId, vendorId } = step;
    const ids = { id: newId<'UpdateEvidence'>(), stepId, applicationId, hospitalId, vendorId, uploadId };
    return Object.assign(new UpdateEvidence(), { ...ids, ...file, position });
  }
}
