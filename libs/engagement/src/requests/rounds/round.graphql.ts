import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, CalendarDate, connectionOf, enumeration, id, longText, text } from '#libs/platform';
import { URGENCIES, type Urgency } from '../information-request.entity.ts';
import { UrgencyEnum } from '../request-enums.graphql.ts';
import { CHECKLIST_ANSWERS, type ChecklistAnswerValue } from './checklists.ts';
import { ROUND_KINDS, type RoundKind } from './request-round.entity.ts';

const MAX_VENDORS = 200;
const CVE = /^CVE-\d{4}-\d{4,19}$/;

export const RoundKindEnum = enumeration<RoundKind>('RequestRoundKind', 'What many vendors are asked.', {
  QUESTION: 'The same question.',
  COMPONENT: 'Whether a component in their products is affected.',
  CHECKLIST: "The health ministry's yearly checklist for vendors.",
});
export const ChecklistAnswerEnum = enumeration<ChecklistAnswerValue>(
  'ChecklistAnswerValue',
  'What is said to an item.',
  {
    YES: 'It is so.',
    NO: 'It is not so yet.',
    NOT_APPLICABLE: 'It does not concern what this vendor provides.',
  },
);

@ObjectType('ChecklistItem', { description: 'One thing that a hospital has its vendors confirm.' })
export class ChecklistItemObject {
  @Field(() => String, { description: 'Its key.' }) id!: string;
  @Field(() => String, { description: 'In Japanese.' }) ja!: string;
  @Field(() => String, { description: 'In English.' }) en!: string;
}

@ObjectType('ChecklistAnswer', { description: 'What a vendor says to one item.' })
export class ChecklistAnswerObject {
  @Field(() => String, { description: 'The key of the item.' }) item!: string;
  @Field(() => ChecklistAnswerEnum, { description: 'What it says.' }) answer!: ChecklistAnswerValue;
  @Field(() => CalendarDate, { description: 'When it looked.' }) confirmedOn!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'By when it will be so.' }) targetOn!: string | null;
  @Field(() => String, { nullable: true, description: 'And in words.' }) remark!: string | null;
}

@ObjectType('RequestRound', { description: 'One question of a hospital to many vendors, of whom each has a request.' })
export class RequestRoundObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'RequestRound'>;
  @Field(() => RoundKindEnum, { description: 'What is asked.' }) kind!: RoundKind;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'The question.' }) words!: string;
  @Field(() => Date, { description: 'When it was asked.' }) askedAt!: Date;
}
export const RequestRoundConnection = connectionOf(RequestRoundObject, 'RequestRound');

@ObjectType('RequestRoundCounts', { description: 'How far a round is.' })
export class RoundCountsObject {
  @Field(() => Int, { description: 'Vendors, or their products, that were asked.' }) asked!: number;
  @Field(() => Int, { description: 'Of these, answered.' }) answered!: number;
  @Field(() => Int, { description: 'Of these, declined.' }) declined!: number;
  @Field(() => Int, { description: 'Of these, open.' }) open!: number;
  @Field(() => Int, { description: 'Of the open ones, overdue.' }) overdue!: number;
}

@InputType({ description: 'A vendor to ask, about one of its releases where the question is about one.' })
export class VendorToAskInput {
  @Field(() => ID, { description: 'The vendor.' }) vendorId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'A release of it.' }) releaseId?: Id<'Release'> | null;
}

@InputType({ description: 'What to ask, and whom.' })
export class AskVendorsInput {
  @Field(() => String, { description: 'A UUID of your own: the same one sent again asks nobody twice.' }) key!: Id;
  @Field(() => RoundKindEnum, { description: 'What is asked.' }) kind!: RoundKind;
  @Field(() => UrgencyEnum, { description: 'How soon answers are needed.' }) urgency!: Urgency;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'The question, at most 20,000 characters of plain text.' }) words!: string;
  @Field(() => String, { nullable: true, description: 'Of a COMPONENT: which one.' }) component?: string | null;
  @Field(() => String, { nullable: true, description: 'The vulnerability that it is about: CVE-2021-44228.' })
  vulnerability?: string | null;
  @Field(() => [VendorToAskInput], { description: 'At most 200.' }) vendors!: VendorToAskInput[];
}
const absent = <T>(value: T | null | undefined): T | null => value ?? null;
export const askVendors = z
  .object({
    key: id(),
    kind: z.enum(ROUND_KINDS),
    urgency: z.enum(URGENCIES),
    title: text(200),
    words: longText(20_000),
    component: text(300).nullish().transform(absent),
    vulnerability: text(30)
      .transform((value) => value.toUpperCase())
      .refine((value) => CVE.test(value), because('engagement.not_a_cve', 'Write it like CVE-2021-44228.'))
      .nullish()
      .transform(absent),
    vendors: z
      .array(z.object({ vendorId: id<'Organisation'>(), releaseId: id<'Release'>().nullish().transform(absent) }))
      .min(1)
      .max(MAX_VENDORS),
  })
  .refine((one) => one.component === null || one.vulnerability === null, {
    path: ['vulnerability'],
    ...because('engagement.one_detail', 'Name one question of the MDS2, or one component, or one vulnerability.'),
  })
  .refine((one) => one.kind !== 'COMPONENT' || one.component !== null || one.vulnerability !== null, {
    path: ['component'],
    ...because('engagement.component_missing', 'Name the component, or the vulnerability.'),
  });
export type AskVendors = z.output<typeof askVendors>;

@ObjectType({ description: 'A vendor that was not asked, and why.' })
export class NotAskedObject {
  @Field(() => ID, { description: 'The vendor.' }) vendorId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'The release.' }) releaseId!: Id<'Release'> | null;
  @Field(() => String, { description: 'A stable key: `engagement.request_needs_relationship`.' }) reason!: string;
  @Field(() => String, { description: 'In words.' }) message!: string;
}

@ObjectType({ description: 'Who was asked, and who was not.' })
export class AskVendorsPayload {
  @Field(() => RequestRoundObject, { description: 'The round.' }) round!: RequestRoundObject;
  @Field(() => [NotAskedObject], { description: 'Those that were not asked.' }) notAsked!: NotAskedObject[];
}

@InputType({ description: 'What a vendor says to one item of a checklist.' })
export class ChecklistAnswerInput {
  @Field(() => String, { description: 'The key of the item.' }) item!: string;
  @Field(() => ChecklistAnswerEnum, { description: 'What it says.' }) answer!: ChecklistAnswerValue;
  @Field(() => CalendarDate, { description: 'When it looked.' }) confirmedOn!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'Of a NO: by when it will be so.' }) targetOn?:
    string | null;
  @Field(() => String, { nullable: true, description: 'And in words.' }) remark?: string | null;
}
export const checklistAnswers = () =>
  z
    .array(
      z
        .object({
          item: z.string().max(40),
          answer: z.enum(CHECKLIST_ANSWERS),
          confirmedOn: calendarDate(),
          targetOn: calendarDate().nullish().transform(absent),
          remark: text(2000).nullish().transform(absent),
        })
        .refine((one) => one.answer === 'NO' || one.targetOn === null, {
          path: ['targetOn'],
          ...because('engagement.target_of_no', 'Only what is not so yet has a day by which it will be.'),
        }),
    )
    .max(100)
    .nullish()
    .transform((given) => given ?? []);
export type ChecklistAnswerGiven = z.output<ReturnType<typeof checklistAnswers>>[number];
