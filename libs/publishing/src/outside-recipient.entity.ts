import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { OutsideMeans } from './publication.words.ts';

/** A hospital that is not in Tasuki and was told by other means: it is counted like the others. */
@Entity('outside_recipient')
export class OutsideRecipient {
  @PrimaryColumn('uuid') id!: Id<'OutsideRecipient'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') hospitalName!: string;
  @Column('text') means!: OutsideMeans;
  @Column('date') sentOn!: string;
  @Column('date', { nullable: true }) respondedOn!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  /** The account, or the API key. */
  @Column('uuid') recordedBy!: Id;
  @Column('timestamptz') recordedAt!: Date;
}
