import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, invalidInput, newId, type Id } from '#libs/kernel';
import { isTimeZone, type WeeklyWindow, type Weekday } from './local-time.ts';

/** When a site agreed that devices may be worked on, week by week. */
@Entity('maintenance_window')
export class MaintenanceWindow implements WeeklyWindow {
  @PrimaryColumn('uuid') id!: Id<'MaintenanceWindow'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('text') name!: string;
  @Column('text', { array: true }) weekdays!: readonly Weekday[];
  @Column('text') localStart!: string;
  @Column('int') minutes!: number;
  @Column('text') timeZone!: string;
  @Column('date', { name: 'from_on' }) from!: string;
  @Column('date', { name: 'until_on', nullable: true }) until!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;

  /** @throws INVALID_INPUT `maintenance.unknown_time_zone`, `maintenance.ends_before_start` */
  static agree(
    hospitalId: Id<'Organisation'>,
    facts: WeeklyWindow & { siteId: Id<'Site'>; name: string },
    now: Date,
  ): MaintenanceWindow {
    const refuse = (path: string, reason: string, message: string) =>
      invalidInput(`maintenance.${reason}`, message, [{ path, reason: `maintenance.${reason}`, message }]);
    if (!isTimeZone(facts.timeZone)) {
      throw refuse('timeZone', 'unknown_time_zone', 'Write a time zone of the IANA list, such as Asia/Tokyo.');
    }
    if (facts.until !== null && facts.until < facts.from) {
      throw refuse('until', 'ends_before_start', 'A window ends after it starts.');
    }
    const { siteId, name, weekdays, localStart, minutes, timeZone, from, until } = facts;
    return Object.assign(new MaintenanceWindow(), {
      id: newId(),
      hospitalId,
      siteId,
      name,
      weekdays,
      localStart,
      minutes,
      timeZone,
      from,
      until,
      createdAt: now,
      removedAt: null,
    });
  }

  /** @throws CONFLICT `maintenance.window_already_removed` */
  remove(now: Date): void {
    if (this.removedAt) throw conflict('maintenance.window_already_removed', 'This window was removed already.');
    this.removedAt = now;
  }
}
