import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id } from '#libs/kernel';
import type { PublicVendor } from '#libs/catalogue';
import { byteCount } from '../artifact.entity.ts';
import type { PublicationKind, PublicationState, Severity, Tlp } from '../publication.words.ts';

/** A TLP:CLEAR revision in force, or taken back, as anybody may read it: a row of the view that is the wall (ADR 0014). */
@Entity('public_publication', { synchronize: false })
export class PublicPublication {
  @PrimaryColumn('uuid') id!: Id<'Publication'>;
  @Column('text') kind!: PublicationKind;
  @Column('text') state!: PublicationState;
  @Column('text') tlp!: Tlp;
  @Column('int') revision!: number;
  @Column('text', { nullable: true }) titleJa!: string | null;
  @Column('text', { nullable: true }) titleEn!: string | null;
  @Column('text', { nullable: true }) summaryJa!: string | null;
  @Column('text', { nullable: true }) summaryEn!: string | null;
  @Column('text') severity!: Severity;
  @Column('date', { nullable: true }) effectiveOn!: string | null;
  @Column('timestamptz') publishedAt!: Date;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawalReason!: string | null;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') vendorName!: string;
  @Column('text', { nullable: true }) vendorEnglishName!: string | null;
  @Column('text') vendorState!: string;

  get vendor(): PublicVendor {
    return { id: this.vendorId, name: this.vendorName, englishName: this.vendorEnglishName };
  }

  /** @throws CONFLICT `publishing.withdrawn_not_given_out` */
  assertGivenOut(): void {
    if (this.state === 'PUBLISHED') return;
    throw conflict(
      'publishing.withdrawn_not_given_out',
      'The vendor has taken this publication back. Its files are no longer given out here.',
    );
  }
}

@Entity('public_file', { synchronize: false })
export class PublicFile {
  @PrimaryColumn('uuid') id!: Id<'Artifact'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('text') mediaType!: string;
}
