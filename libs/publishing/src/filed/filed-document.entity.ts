import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, invalidInput, newId, type Id } from '#libs/kernel';
import type { PublicationKind } from '../publication.words.ts';

/** How a document came that a vendor did not publish here. */
export const FILED_SOURCES = ['MAIL', 'WEB_SITE', 'PAPER', 'MEDIA', 'VISIT', 'OTHER'] as const;
export type FiledSource = (typeof FILED_SOURCES)[number];

export interface FiledDocumentFacts {
  kind: PublicationKind;
  title: string;
  source: FiledSource;
  /** From whom, or where on the vendor's site. */
  sourceNote: string | null;
  receivedOn: string;
}

/**
 * A document that reached a hospital another way. Nobody else sees it, and no vendor has confirmed it; otherwise it is
 * read, compared and searched like what vendors publish.
 */
@Entity('filed_document')
export class FiledDocument implements FiledDocumentFacts {
  @PrimaryColumn('uuid') id!: Id<'FiledDocument'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('text') kind!: PublicationKind;
  @Column('text') title!: string;
  @Column('text') source!: FiledSource;
  @Column('text', { nullable: true }) sourceNote!: string | null;
  @Column('date') receivedOn!: string;
  /** The account, or the API key, that filed it. */
  @Column('uuid') filedBy!: Id;
  @Column('timestamptz') filedAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  @Column('text', { nullable: true }) removalReason!: string | null;

  /** @throws INVALID_INPUT when it is to have come tomorrow. */
  static file(
    hospitalId: Id<'Organisation'>,
    { kind, title, source, sourceNote, receivedOn }: FiledDocumentFacts,
    by: Id,
    { now, today }: { now: Date; today: string },
  ): FiledDocument {
    if (receivedOn > today) {
      const message = `${receivedOn} lies in the future: give the day on which it came.`;
      throw invalidInput('filed.received_in_future', message, [
        { path: 'receivedOn', reason: 'filed.received_in_future', message },
      ]);
    }
    return Object.assign(new FiledDocument(), {
      id: newId(),
      hospitalId,
      kind,
      title,
      source,
      sourceNote,
      receivedOn,
      filedBy: by,
      filedAt: now,
      removedAt: null,
      removalReason: null,
    });
  }

  /** It counts no more; the record stays. @throws CONFLICT `filed.already_removed` */
  remove(reason: string, now: Date): void {
    if (this.removedAt) throw conflict('filed.already_removed', 'This document was removed already.');
    this.removedAt = now;
    this.removalReason = reason;
  }
}
