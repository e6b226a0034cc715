import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Actor, type Id } from '#libs/kernel';
import type { Performer } from './update-application.entity.ts';

/** What a vendor says. */
export interface ReportFacts {
  hospitalId: Id<'Organisation'>;
  publicationId: Id<'Publication'>;
  serialNumber: string;
  performer: Exclude<Performer, 'HOSPITAL'>;
  installedSha256: string | null;
  note: string | null;
}

/**
 * A vendor's word that it applied an update to a device, by its serial number. Whether the hospital has such a device the
 * vendor does not learn: the hospital's record is made afterwards, out of its sight.
 */
@Entity('update_report')
export class UpdateReport {
  @PrimaryColumn('uuid') id!: Id<'UpdateReport'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('text') serialNumber!: string;
  @Column('text') performer!: Performer;
  @Column('text', { nullable: true }) installedSha256!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { nullable: true }) userId!: Id<'User'> | null;
  @Column('uuid', { nullable: true }) apiKeyId!: Id<'ApiKey'> | null;
  @Column('timestamptz') reportedAt!: Date;

  static of(vendorId: Id<'Organisation'>, facts: ReportFacts, by: Actor, now: Date): UpdateReport {
    return Object.assign(new UpdateReport(), {
      ...facts,
      id: newId(),
      vendorId,
      userId: by.userId,
      apiKeyId: by.apiKeyId,
      reportedAt: now,
    });
  }
}
