import type { Type } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { id, longText } from '#libs/platform';
import { REQUIRED_ACTION_KINDS, RequiredActionKindEnum, type RequiredActionKind } from '#libs/publishing';
import { ANSWER_WORDS, type AnswerWord } from './answers.ts';
import { DeliveryObject } from './delivery.graphql.ts';
import { AnswerEnum } from './engagement-enums.graphql.ts';

const comment = () =>
  longText(2000)
    .nullish()
    .transform((words) => words ?? null);

@InputType({ description: 'Says that a delivery was opened.' })
export class MarkViewedInput {
  @Field(() => ID, { description: 'The delivery.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => [ID], { nullable: true, description: 'For these sites; left out: all that one answers for.' })
  siteIds?: Id<'Site'>[] | null;
}
export const markViewed = z.object({
  deliveryId: id<'Delivery'>(),
  siteIds: z.array(id<'Site'>()).min(1).max(1000).nullish(),
});
export type MarkViewed = z.output<typeof markViewed>;

@InputType({ description: 'An answer to one thing asked.' })
export class ActionAnswerInput {
  @Field(() => RequiredActionKindEnum, { description: 'What was asked.' }) action!: RequiredActionKind;
  @Field(() => AnswerEnum, { description: 'One of the answers that it takes.' }) answer!: AnswerWord;
  @Field(() => String, { nullable: true, description: 'More about it; needed for DEFERRED and REPLIED.' })
  comment?: string | null;
}

@InputType({ description: 'An acknowledgement for one site, or its correction.' })
export class AcknowledgeInput {
  @Field(() => ID, { description: 'The delivery.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => ID, { description: 'The site that it speaks for.' }) siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: 'A comment.' }) comment?: string | null;
  @Field(() => [ActionAnswerInput], {
    nullable: true,
    description: 'An answer to each thing asked; acknowledging itself answers ACKNOWLEDGE.',
  })
  answers?: ActionAnswerInput[] | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'The acknowledgement of the site that it corrects, as it was read, null when there was none: then another one that came in between is ' +
      'not corrected unread (engagement.answered_meanwhile). Left out: whatever stands is corrected.',
  })
  correctsId?: Id<'Acknowledgement'> | null;
}
export const acknowledge = z.object({
  deliveryId: id<'Delivery'>(),
  siteId: id<'Site'>(),
  comment: comment(),
  answers: z
    .array(z.object({ action: z.enum(REQUIRED_ACTION_KINDS), answer: z.enum(ANSWER_WORDS), comment: comment() }))
    .max(20)
    .nullish(),
  correctsId: id<'Acknowledgement'>().nullish(),
});
export type Acknowledge = z.output<typeof acknowledge>;

@InputType({ description: 'Several deliveries, acknowledged for one site.' })
export class AcknowledgeManyInput {
  @Field(() => [ID], { description: 'The deliveries, 1 to 100.' }) deliveryIds!: Id<'Delivery'>[];
  @Field(() => ID, { description: 'The site that they speak for.' }) siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: 'A comment to each.' }) comment?: string | null;
}
export const acknowledgeMany = z.object({
  deliveryIds: z
    .array(id<'Delivery'>())
    .min(1)
    .max(100)
    .transform((ids) => [...new Set(ids)]),
  siteId: id<'Site'>(),
  comment: comment(),
});
export type AcknowledgeMany = z.output<typeof acknowledgeMany>;

@InputType({ description: 'Who answers for a site.' })
export class CoverSiteInput {
  @Field(() => ID, { description: 'The delivery.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => ID, {
    nullable: true,
    description: 'The site that answers for it, or itself; null: nobody, a visible gap.',
  })
  coveredById?: Id<'Site'> | null;
}
export const coverSite = z.object({
  deliveryId: id<'Delivery'>(),
  siteId: id<'Site'>(),
  coveredById: id<'Site'>()
    .nullish()
    .transform((site) => site ?? null),
});
export type CoverSite = z.output<typeof coverSite>;

function payload(name: string, description: string): Type<{ delivery: DeliveryObject }> {
  @ObjectType(name, { description })
  class Payload {
    @Field(() => DeliveryObject, { description: 'The delivery as it is now.' }) delivery!: DeliveryObject;
  }
  return Payload;
}
export const MarkViewedPayload = payload('MarkViewedPayload', 'What was opened.');
export const AcknowledgePayload = payload('AcknowledgePayload', 'What was acknowledged.');
export const CoverSitePayload = payload('CoverSitePayload', 'What the site is asked in.');

@ObjectType('AcknowledgeRefusal', { description: 'Why a delivery was not acknowledged.' })
export class AcknowledgeRefusalObject {
  @Field(() => String, { description: 'One of the closed error codes.' }) code!: string;
  @Field(() => String, { description: 'A stable key of the reason.' }) reason!: string;
  @Field(() => String, { description: 'What is wrong and what to do, in English.' }) message!: string;
}

@ObjectType('AcknowledgeResult', { description: 'What became of one of several deliveries.' })
export class AcknowledgeResultObject {
  @Field(() => ID, { description: 'The delivery that was named.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => DeliveryObject, { nullable: true, description: 'As it is now; null when it was refused.' })
  delivery!: DeliveryObject | null;
  @Field(() => AcknowledgeRefusalObject, { nullable: true, description: 'Why it was refused.' })
  refusal!: AcknowledgeRefusalObject | null;
}

@ObjectType({ description: 'What became of each delivery.' })
export class AcknowledgeManyPayload {
  @Field(() => [AcknowledgeResultObject], { description: 'In the order they were named.' })
  results!: AcknowledgeResultObject[];
}
