import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { STAGES, StageEnum, type Stage } from '#libs/catalogue';
import type { Id } from '#libs/kernel';
import { because, CalendarDate, connectionOf, id, PageArgs } from '#libs/platform';

@ObjectType('LifecycleTimelineRow', {
  description: 'One release that the own hospital holds and that loses, or lost, its support.',
})
export class TimelineRowObject {
  @Field(() => ID, { description: 'The release.' }) releaseId!: Id<'Release'>;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'End of support, or of life where no more is known; null: only its stage is.',
  })
  endsOn!: string | null;
  @Field(() => Boolean, { description: 'Support is limited or has ended, and for some devices nothing is decided.' })
  awaitsDecision!: boolean;
  @Field(() => Int, { description: 'Devices in use or stored.' }) assetCount!: number;
  @Field(() => Int, { description: 'Those of them for which nothing is decided, asked for already or not.' })
  undecidedCount!: number;
}
export const TimelineConnection = connectionOf(TimelineRowObject, 'LifecycleTimelineRow');

@ObjectType('ReplacementPlanRow', {
  description: 'What loses its support in one year, at one site, of one vendor.',
})
export class PlanRowObject {
  @Field(() => Int, { description: 'The year of the end of support.' }) year!: number;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => ID, { nullable: true, description: 'The vendor; null: makers that are not in Tasuki.' })
  vendorId!: Id<'Organisation'> | null;
  @Field(() => Int, { description: 'How many releases.' }) releaseCount!: number;
  @Field(() => Int, { description: 'Devices in use or stored.' }) assetCount!: number;
  @Field(() => Int, { description: 'Those of them for which nothing is decided.' }) undecidedCount!: number;
}

@ObjectType('EndOfSupportCounts', { description: 'What waits at the end of support in the own hospital.' })
export class EndOfSupportCountsObject {
  @Field(() => Int, { description: 'Assets of limited or ended support for which nothing is decided.' })
  undecided!: number;
  @Field(() => Int, { description: 'Those of them whose support has ended.' }) undecidedAtEndOfSupport!: number;
  @Field(() => Int, { description: 'Risk acceptances that wait for a signature.' }) awaitingSignature!: number;
  @Field(() => Int, { description: 'Decisions in force that lapse within 30 days.' }) reviewsSoon!: number;
}

const ofSite = { nullable: true, description: 'Only at this site.' };
const ofVendor = { nullable: true, description: 'Only of this vendor.' };
const year = z.number().int().min(1).max(9998);
const held = { siteId: id<'Site'>().nullish(), vendorId: id<'Organisation'>().nullish() };
const paged = { first: z.number(), after: z.string().nullish() };

@ArgsType()
export class TimelineArgs extends PageArgs {
  @Field(() => ID, ofSite) siteId?: Id<'Site'> | null;
  @Field(() => ID, ofVendor) vendorId?: Id<'Organisation'> | null;
  @Field(() => Int, { nullable: true, description: 'Only what ends in this year or later.' }) fromYear?: number | null;
  @Field(() => Int, { nullable: true, description: 'Only what ends in this year or before.' }) toYear?: number | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Only what awaits a decision.' }) undecidedOnly!: boolean;
  @Field(() => StageEnum, { nullable: true, description: 'Only at this stage.' }) stage?: Stage | null;
}
export const timelineList = z.object({
  ...paged,
  ...held,
  fromYear: year.nullish(),
  toYear: year.nullish(),
  undecidedOnly: z.boolean().default(false),
  stage: z.enum(STAGES).nullish(),
});
export type TimelineList = z.output<typeof timelineList>;

@ArgsType()
export class UndecidedArgs extends PageArgs {
  @Field(() => ID, ofSite) siteId?: Id<'Site'> | null;
  @Field(() => ID, ofVendor) vendorId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => StageEnum, { nullable: true, description: 'Only at this stage.' }) stage?: Stage | null;
}
export const undecidedList = z.object({
  ...paged,
  ...held,
  releaseId: id<'Release'>().nullish(),
  stage: z.enum(STAGES).nullish(),
});
export type UndecidedList = z.output<typeof undecidedList>;

const MAX_YEARS = 30;

@ArgsType()
export class PlanArgs {
  @Field(() => Int, { description: 'The first year.' }) fromYear!: number;
  @Field(() => Int, { description: `The last year, at most ${MAX_YEARS} later.` }) toYear!: number;
  @Field(() => ID, ofSite) siteId?: Id<'Site'> | null;
  @Field(() => ID, ofVendor) vendorId?: Id<'Organisation'> | null;
}
export const replacementPlan = z
  .object({ fromYear: year, toYear: year, ...held })
  .refine(({ fromYear, toYear }) => toYear >= fromYear && toYear - fromYear <= MAX_YEARS, {
    path: ['toYear'],
    ...because('maintenance.years_out_of_order', `Ask for ${MAX_YEARS} years at most, the first one first.`),
  });
export type ReplacementPlan = z.output<typeof replacementPlan>;
