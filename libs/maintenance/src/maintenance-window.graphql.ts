import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, CalendarDate, id, text } from '#libs/platform';
import { WEEKDAYS, type Weekday } from './local-time.ts';
import { WeekdayEnum } from './maintenance-enums.graphql.ts';

@ObjectType('MaintenanceOccurrence', { description: 'One time that a window is open.' })
export class OccurrenceObject {
  @Field(() => Date, { description: 'When it opens.' }) startsAt!: Date;
  @Field(() => Date, { description: 'When it closes.' }) endsAt!: Date;
}

@ObjectType('MaintenanceWindow', { description: 'When a site agreed that devices may be worked on, week by week.' })
export class MaintenanceWindowObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'MaintenanceWindow'>;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => [WeekdayEnum], { description: 'The days on which it begins.' }) weekdays!: Weekday[];
  @Field(() => String, { description: 'When it begins, as a clock there shows it: 22:00.' }) localStart!: string;
  @Field(() => Int, { description: 'How long it is open: time that passes, whatever the clocks do.' }) minutes!: number;
  @Field(() => String, { description: 'The IANA time zone.' }) timeZone!: string;
  @Field(() => CalendarDate, { description: 'The first day.' }) from!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it begins; null: for good.' })
  until!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was removed.' }) removedAt!: Date | null;
}

@InputType({ description: 'A window that comes again each week.' })
export class AgreeMaintenanceWindowInput {
  @Field(() => ID, { description: 'At which site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => [WeekdayEnum], { description: 'The days on which it begins.' }) weekdays!: Weekday[];
  @Field(() => String, { description: 'When it begins, as a clock there shows it: 22:00.' }) localStart!: string;
  @Field(() => Int, { description: 'How long it is open, 1 to 10080.' }) minutes!: number;
  @Field(() => String, { defaultValue: 'Asia/Tokyo', description: 'The IANA time zone.' }) timeZone!: string;
  @Field(() => CalendarDate, { description: 'The first day.' }) from!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'The last day on which it begins; left out: for good.' })
  until?: string | null;
}
export const agreeMaintenanceWindow = z.object({
  siteId: id<'Site'>(),
  name: text(200),
  weekdays: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .transform((days) => WEEKDAYS.filter((day) => days.includes(day))),
  localStart: z
    .string()
    .refine(
      (time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time),
      because('maintenance.not_a_time_of_day', 'Write a time of day like 22:00.'),
    ),
  minutes: z.int().min(1).max(10_080),
  timeZone: z.string().max(100).default('Asia/Tokyo'),
  from: calendarDate(),
  until: calendarDate()
    .nullish()
    .transform((day) => day ?? null),
});
export type AgreeMaintenanceWindow = z.output<typeof agreeMaintenanceWindow>;

@InputType({ description: 'A window that is no more.' })
export class RemoveMaintenanceWindowInput {
  @Field(() => ID, { description: 'Which window.' }) windowId!: Id<'MaintenanceWindow'>;
}
export const removeMaintenanceWindow = z.object({ windowId: id<'MaintenanceWindow'>() });
export type RemoveMaintenanceWindow = z.output<typeof removeMaintenanceWindow>;

@ArgsType()
export class MaintenanceWindowsArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this site.' }) siteId?: Id<'Site'> | null;
}
export const maintenanceWindows = z.object({ siteId: id<'Site'>().nullish() });

const MAX_DAYS = 100;

@ArgsType()
export class OccurrencesArgs {
  @Field(() => Date, { description: 'From when.' }) from!: Date;
  @Field(() => Date, { description: 'To when; at most 100 days later.' }) to!: Date;
}
export const occurrences = z
  .object({ from: z.date(), to: z.date() })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= MAX_DAYS * 86_400_000, {
    ...because('maintenance.too_long', `Ask for at most ${MAX_DAYS} days.`),
    path: ['to'],
  });
export type Occurrences = z.output<typeof occurrences>;
