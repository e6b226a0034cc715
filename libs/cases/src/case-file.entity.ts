import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { KeptUpload } from '#libs/publishing';
import type { CaseEntry } from './case-entry.entity.ts';

/** PostgreSQL's bigint arrives as text. */
const byteCount = { to: (value: number) => value, from: (value: string) => Number(value) };

/** A file that goes with an entry. Whoever sees the entry may have it, under the id of its upload. */
@Entity('case_file')
export class CaseFile {
  @PrimaryColumn('uuid') id!: Id<'CaseFile'>;
  @Column('uuid') entryId!: Id<'CaseEntry'>;
  @Column('uuid') caseId!: Id<'Case'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('uuid') uploadId!: Id<'Upload'>;
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('text') mediaType!: string;

  static of(entry: CaseEntry, { id: uploadId, ...file }: KeptUpload, position: number): CaseFile {
    const { id: entryId, caseId, organisationId } = entry;
    const ids = { id: newId<'CaseFile'>(), entryId, caseId, organisationId, uploadId };
    return Object.assign(new CaseFile(), { ...ids, ...file, position });
  }
}
