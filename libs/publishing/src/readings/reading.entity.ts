import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Completeness, Facts, Format, ReadFile, Sbom } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { Upload } from '../uploads/upload.entity.ts';

/** What is kept of the facts beside the rows of components, statements and answers. */
export type SmallFacts = Omit<Facts, 'sbom' | 'statements' | 'mds2'> & {
  sbom?: Pick<Sbom, 'hasRelationships' | 'generationContext' | 'tools'> & {
    subject: Sbom['components'][number] | null;
  };
  mds2?: Omit<NonNullable<Facts['mds2']>, 'answers'>;
};

/** What was read out of a file, once; every revision that has the file has it. */
@Entity('reading')
export class Reading {
  @PrimaryColumn('uuid') uploadId!: Id<'Upload'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  /** null: none of the formats that are read. */
  @Column('text', { nullable: true }) format!: Format | null;
  @Column('text', { nullable: true }) formatVersion!: string | null;
  @Column('jsonb') facts!: SmallFacts;
  @Column('jsonb') completeness!: Completeness[];
  @Column('int') componentCount!: number;
  @Column('int') statementCount!: number;
  @Column('int') answerCount!: number;
  @Column('timestamptz') readAt!: Date;

  static of(upload: Upload, read: ReadFile, now: Date): Reading {
    const { format, formatVersion, completeness, counts } = read;
    return Object.assign(new Reading(), {
      uploadId: upload.id,
      organisationId: upload.organisationId,
      format,
      formatVersion,
      facts: JSON.parse(read.factsJson) as SmallFacts,
      completeness,
      componentCount: counts.components,
      statementCount: counts.statements,
      answerCount: counts.answers,
      readAt: now,
    });
  }
}
