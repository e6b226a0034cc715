import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { LanguageEnum } from '#libs/directory';
import type { Id } from '#libs/kernel';
import { id, text } from '#libs/platform';

@ObjectType('CalendarLink', {
  description:
    'A secret address at which a calendar program reads what is due at a site: windows of updates, and days of review.',
})
export class CalendarLinkObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'CalendarLink'>;
  @Field(() => ID, { description: 'Of which site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'What it is for.' }) name!: string;
  @Field(() => LanguageEnum, { description: 'The language of the calendar.' }) language!: 'ja' | 'en';
  @Field(() => String, { description: 'Who made it.' }) makerName!: string;
  @Field(() => Boolean, {
    description:
      'Whether it answers: not once it is revoked, or once whoever made it may no longer plan updates there.',
  })
  isWorking!: boolean;
  @Field(() => Boolean, { description: 'Whether one may revoke it.' }) mayRevoke!: boolean;
  @Field(() => Date, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was revoked.' }) revokedAt!: Date | null;
}

@InputType({ description: 'A calendar to subscribe to.' })
export class MakeCalendarLinkInput {
  @Field(() => ID, { description: 'Of which site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'What it is for.' }) name!: string;
  @Field(() => LanguageEnum, { defaultValue: 'ja', description: 'The language of the calendar.' })
  language!: 'ja' | 'en';
}
export const makeCalendarLink = z.object({
  siteId: id<'Site'>(),
  name: text(100),
  language: z.enum(['ja', 'en']).default('ja'),
});
export type MakeCalendarLink = z.output<typeof makeCalendarLink>;

@ObjectType({ description: 'A new calendar link with its address, which is shown this once.' })
export class MakeCalendarLinkPayload {
  @Field(() => CalendarLinkObject, { description: 'The link.' }) calendarLink!: CalendarLinkObject;
  @Field(() => String, {
    description: 'What the calendar program subscribes to. Keep it now, and to yourself: it is not stored.',
  })
  url!: string;
}

@InputType({ description: 'Names a calendar link.' })
export class CalendarLinkInput {
  @Field(() => ID, { description: 'Which link.' }) calendarLinkId!: Id<'CalendarLink'>;
}
export const calendarLinkInput = z.object({ calendarLinkId: id<'CalendarLink'>() });
