import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** One sentence of the record of who did what. It is never changed; only its personal part can be erased. */
@Entity({ schema: 'trail', name: 'event' })
export class TrailEvent {
  @PrimaryColumn('uuid') id!: Id<'Event'>;
  @Column('timestamptz') recordedAt!: Date;
  @Column('text') kind!: string;
  /** Who acted, or for whom the system did. */
  @Column('uuid', { nullable: true }) organisationId!: Id<'Organisation'> | null;
  @Column('uuid', { nullable: true }) counterpartId!: Id<'Organisation'> | null;
  /** For whom it was done, under a mandate. */
  @Column('uuid', { nullable: true }) onBehalfOfId!: Id<'Organisation'> | null;
  @Column('text') subjectType!: string;
  @Column('uuid') subjectId!: Id;
  /** Canonical JSON: the very text that was hashed. */
  @Column('text') facts!: string;
  @Column('bytea') factsSalt!: Buffer;
  /** Canonical JSON too: `null` in it where no person acted; no text once erased. */
  @Column('text', { name: 'person', nullable: true }) personText!: string | null;
  @Column('bytea', { nullable: true }) personSalt!: Buffer | null;
  @Column('bytea') personHash!: Buffer;
  /** SHA-256 over the salted hashes of both parts. */
  @Column('bytea') commitment!: Buffer;
  /** The place in the log, counted from 0; null until the sequencer gave it one. */
  logIndex!: number | null;

  get person(): { name: string; email: string } | null {
    return JSON.parse(this.personText ?? 'null') as { name: string; email: string } | null;
  }

  /** The account of the person who acted. It is among the facts, which stay when the name is erased. */
  get personId(): string | null {
    return (JSON.parse(this.facts) as { memberUserId?: string }).memberUserId ?? null;
  }
}

export const trailEntities = [TrailEvent];
