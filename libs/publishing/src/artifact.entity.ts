import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** bigint arrives as text; a file's size fits into a number (2^53 bytes). */
export const byteCount = { to: (value: number) => value, from: (value: string) => Number(value) };

/** A file of a publication. Its original bytes are kept by the upload it came from. */
@Entity('artifact')
export class Artifact {
  @PrimaryColumn('uuid') id!: Id<'Artifact'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') uploadId!: Id<'Upload'>;
  /** Place in the publication, from 0. */
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  /** Judged from the bytes, not from the name. */
  @Column('text') mediaType!: string;
  /** An MDS2 or SBOM that exists only as PDF is accepted, and counts as missing structured data. */
  @Column('boolean') isMachineReadable!: boolean;
}
