import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { CalendarDate, connectionOf, PageArgs } from '#libs/platform';
import { SEVERITIES, SeverityEnum, type Severity } from '#libs/publishing';

@ObjectType('UnansweredBySeverity', { description: 'What of one severity hospitals still have to answer.' })
export class UnansweredBySeverityObject {
  @Field(() => SeverityEnum, { description: 'How grave it is.' }) severity!: Severity;
  @Field(() => Int, { description: 'Publications, and notices of withdrawal.' }) publications!: number;
  @Field(() => Int, { description: 'Deliveries with a site still to answer, one for each hospital and publication.' })
  hospitals!: number;
  @Field(() => Int, { description: 'Of those, past their date.' }) overdue!: number;
}

@ObjectType('VendorOverview', { description: "What waits for the own organisation's people, and for its hospitals." })
export class VendorOverviewObject {
  @Field(() => [UnansweredBySeverityObject], { description: 'What hospitals still have to answer, the gravest first.' })
  unanswered!: UnansweredBySeverityObject[];
  @Field(() => Int, { description: 'Drafts that nobody submitted yet.' }) drafts!: number;
  @Field(() => Int, { description: 'Submitted, and not decided.' }) inReview!: number;
  @Field(() => Int, { description: 'Of those, the ones that you may approve: you wrote nothing in them.' })
  awaitingMyApproval!: number;
  @Field(() => Int, { description: 'Emergency publications that nobody confirmed yet.' }) secondChecksPending!: number;
}

@ObjectType('ResponsePoint', { description: 'How far the hospitals were at an instant.' })
export class ResponsePointObject {
  @Field(() => Date, { description: 'The instant.' }) at!: Date;
  @Field(() => Int, { description: 'Hospitals that had it.' }) delivered!: number;
  @Field(() => Int, { description: 'Of those, that had opened it at every site.' }) viewed!: number;
  @Field(() => Int, { description: 'Of those, whose asked sites had all answered, by what they said last.' })
  acknowledged!: number;
}

@ObjectType('UnansweredPublication', { description: 'A publication that hospitals still have to answer.' })
export class UnansweredPublicationObject {
  @Field(() => ID, { description: 'Which one.' }) publicationId!: Id<'Publication'>;
  @Field(() => Int, { description: 'Deliveries with a site still to answer.' }) hospitals!: number;
  @Field(() => Int, { description: 'Of those, past their date.' }) overdue!: number;
  @Field(() => CalendarDate, { nullable: true, description: 'The soonest of their dates.' }) soonestDueOn!:
    string | null;
}

export const UnansweredPublicationConnection = connectionOf(UnansweredPublicationObject, 'UnansweredPublication');

@ArgsType()
export class UnansweredArgs extends PageArgs {
  @Field(() => SeverityEnum, { nullable: true, description: 'Only of this severity.' }) severity?: Severity | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Only where a hospital is past its date.' })
  overdueOnly!: boolean;
}

export const unansweredList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  severity: z.enum(SEVERITIES).nullish(),
  overdueOnly: z.boolean(),
});
export type UnansweredList = z.output<typeof unansweredList>;
