import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';

/**
 * A secret address at which a calendar program reads what is due at a site. It is good as long as whoever made it may plan
 * updates there: a calendar outlives a membership in more places than anybody remembers.
 */
@Entity('calendar_link')
export class CalendarLink {
  @PrimaryColumn('uuid') id!: Id<'CalendarLink'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('text') name!: string;
  /** Of the words in the calendar. */
  @Column('text') language!: 'ja' | 'en';
  @Column('bytea') secretHash!: Buffer;
  @Column('uuid') createdBy!: Id<'Member'>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;

  static make(facts: Omit<CalendarLink, 'id' | 'revokedAt' | 'revoke'>): CalendarLink {
    return Object.assign(new CalendarLink(), { ...facts, id: newId<'CalendarLink'>(), revokedAt: null });
  }

  /** @throws CONFLICT `maintenance.calendar_link_already_revoked` */
  revoke(now: Date): void {
    if (this.revokedAt) {
      throw conflict('maintenance.calendar_link_already_revoked', 'This calendar link was revoked already.');
    }
    this.revokedAt = now;
  }
}
