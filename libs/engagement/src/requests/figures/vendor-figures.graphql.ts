import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, CalendarDate, id } from '#libs/platform';
import type { Urgency } from '../information-request.entity.ts';
import { UrgencyEnum } from '../request-enums.graphql.ts';

const LENGTHS = [90, 365] as const;

const unlessWithheld = (description: string) => ({ nullable: true, description });

@ObjectType({ description: 'How a vendor dealt with what it was asked, of one urgency. Withheld figures are null.' })
export class RequestFigures {
  @Field(() => UrgencyEnum, { description: 'Of which urgency.' }) urgency!: Urgency;
  @Field(() => Boolean, {
    description: 'Not told: fewer than five other hospitals asked, or not for the last 90 or 365 days.',
  })
  isWithheld!: boolean;
  @Field(() => Int, unlessWithheld('How many were asked.')) asked?: number;
  @Field(() => Int, unlessWithheld('Of these, answered at least once.')) answered?: number;
  @Field(() => Int, unlessWithheld('Declined at least once.')) declined?: number;
  @Field(() => Int, unlessWithheld('Reopened at least once.')) reopened?: number;
  @Field(() => Int, unlessWithheld('Not answered or declined within the promised time.')) overdue?: number;
  @Field(() => Int, unlessWithheld('Half were answered first within so many minutes, pauses left out.'))
  medianMinutes?: number | null;
  @Field(() => Int, unlessWithheld('Nine of ten were answered first within so many minutes, pauses left out.'))
  p90Minutes?: number | null;
}

@ObjectType('VendorFigures', {
  description: 'How a vendor deals with requests, computed from the trail as it was at the end of the period.',
})
export class VendorFiguresObject {
  @Field(() => Date, { description: 'Asked from then on.' }) from!: Date;
  @Field(() => Date, { description: 'Asked, and answered, before then.' }) until!: Date;
  @Field(() => [RequestFigures], { description: 'What all hospitals asked, the most urgent first.' })
  byUrgency!: RequestFigures[];
  @Field(() => [RequestFigures], {
    nullable: true,
    description: 'What the own hospital asked, the most urgent first; null for the vendor.',
  })
  own!: RequestFigures[] | null;
}

@ArgsType()
export class VendorFiguresArgs {
  @Field(() => ID, { description: 'Of which vendor.' }) vendorId!: Id<'Organisation'>;
  @Field(() => Int, { nullable: true, description: 'The last 90 or 365 days until yesterday. Left out: 90.' })
  days?: number | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Instead: from this day in Japan …' })
  from?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: '… until this day.' }) until?: string | null;
}
export const vendorFigures = z
  .object({
    vendorId: id<'Organisation'>(),
    days: z
      .number()
      .refine(
        (days) => LENGTHS.some((one) => one === days),
        because('engagement.length_of_period', 'Ask for 90 or 365 days.'),
      )
      .nullish(),
    from: calendarDate().nullish(),
    until: calendarDate().nullish(),
  })
  .refine(({ days, from, until }) => (from ? until && !days : !until), {
    path: ['from'],
    ...because('engagement.one_period', 'Ask for the last days, or from one day until another.'),
  })
  .refine(({ from, until }) => !from || !until || from <= until, {
    path: ['until'],
    ...because('engagement.period_backwards', 'The last day is not before the first.'),
  })
  .transform(({ vendorId, days, from, until }) => ({
    vendorId,
    period: from && until ? { from, until } : { days: days ?? LENGTHS[0] },
  }));
