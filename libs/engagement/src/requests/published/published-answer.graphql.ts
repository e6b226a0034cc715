import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { connectionOf, enumeration, id, longText, PageArgs, text } from '#libs/platform';
import { PUBLICATION_KINDS, PublicationKindEnum, PublicationObject, type PublicationKind } from '#libs/publishing';
import { InformationRequestObject } from '../request.graphql.ts';
import {
  PUBLISHED_ANSWER_STATES,
  type AnswerVersionState,
  type PublishedAnswerState,
} from './published-answer.entity.ts';

const MAX_WORDS = 20_000;
/** Of a question that is being written, what is compared. */
const MAX_SOUGHT = 20_300;
const MAX_SIMILAR = 10;

export const PublishedAnswerStateEnum = enumeration<PublishedAnswerState>(
  'PublishedAnswerState',
  'Where an answer to all stands.',
  {
    PROPOSED: 'No version of it was released yet: its vendor alone sees it.',
    PUBLISHED: 'Every entitled hospital reads it.',
    WITHDRAWN: 'It holds no more, as the reason says.',
  },
);

const AnswerVersionStateEnum = enumeration<AnswerVersionState>(
  'AnswerVersionState',
  'Where one version of an answer stands.',
  {
    PROPOSED: 'Another person of the vendor has to release it.',
    SENT_BACK: 'It was not released, as the reason says.',
    IN_FORCE: 'It holds now.',
    REPLACED: 'A later one holds.',
  },
);

@ObjectType('PublishedAnswerVersion', { description: 'What an answer says, or said.' })
export class PublishedAnswerVersionObject {
  @Field(() => Int, { description: 'From 1 on.' }) number!: number;
  @Field(() => AnswerVersionStateEnum, { description: 'Where it stands.' }) state!: AnswerVersionState;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'The question, as the vendor words it.' }) question!: string;
  @Field(() => String, { description: 'The answer, as plain text.' }) words!: string;
  @Field(() => Date, { nullable: true, description: 'When it was released or sent back.' }) decidedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back.' }) sendBackReason!: string | null;
}

@ObjectType('PublishedAnswer', {
  description: 'An answer that a vendor gives to every hospital that has what it is about. It does not say who asked.',
})
export class PublishedAnswerObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'PublishedAnswer'>;
  @Field(() => PublishedAnswerStateEnum, { description: 'Where it stands.' }) state!: PublishedAnswerState;
  @Field(() => Date, { nullable: true, description: 'When it was released first.' }) publishedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn.' }) withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' }) withdrawalReason!: string | null;
}
export const PublishedAnswerConnection = connectionOf(PublishedAnswerObject, 'PublishedAnswer');

@ObjectType({ description: 'What may answer a question already: one of the two.' })
export class SimilarAnswer {
  @Field(() => PublishedAnswerObject, { nullable: true, description: 'What the vendor answered to all.' })
  publishedAnswer!: PublishedAnswerObject | null;
  @Field(() => InformationRequestObject, {
    nullable: true,
    description: 'What the own hospital asked and was answered.',
  })
  request!: InformationRequestObject | null;
}

@ArgsType()
export class PublishedAnswersArgs extends PageArgs {
  @Field(() => PublishedAnswerStateEnum, { nullable: true, description: 'Only in this state.' })
  state?: PublishedAnswerState | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those with a version that waits to be released, or without.',
  })
  isProposed?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Only of this vendor.' }) vendorId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only about this product and its releases.' })
  productId?: Id<'Product'> | null;
  @Field(() => String, { nullable: true, description: 'Only with these words in the question or the answer.' })
  search?: string | null;
}
export const publishedAnswersList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  state: z.enum(PUBLISHED_ANSWER_STATES).nullish(),
  isProposed: z.boolean().nullish(),
  vendorId: id<'Organisation'>().nullish(),
  productId: id<'Product'>().nullish(),
  search: text(200).nullish(),
});
export type PublishedAnswersList = z.output<typeof publishedAnswersList>;

@ArgsType()
export class SimilarAnswersArgs {
  @Field(() => ID, { description: 'Whom the question goes to.' }) vendorId!: Id<'Organisation'>;
  @Field(() => String, { description: 'Subject and words of the question, as far as they are written.' }) text!: string;
  @Field(() => Int, { defaultValue: 5, description: 'How many, 1 to 10.' }) first!: number;
}
export const similarAnswers = z.object({
  vendorId: id<'Organisation'>(),
  text: longText(MAX_SOUGHT),
  first: z.number().int().min(1).max(MAX_SIMILAR),
});

const WHICH = { description: 'Which one.' };
const WORDS = { title: text(200), question: longText(MAX_WORDS), words: longText(MAX_WORDS) };

@InputType({ isAbstract: true })
abstract class AnswerWordsInput {
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'The question in other words, which do not lead to who asked.' })
  question!: string;
  @Field(() => String, { description: 'The answer, at most 20,000 characters of plain text.' }) words!: string;
}

@InputType({ description: 'Gives the answer to a request to all, once somebody else releases it.' })
export class ProposePublishedAnswerInput extends AnswerWordsInput {
  @Field(() => ID, { description: 'The request that was answered.' }) requestId!: Id<'InformationRequest'>;
}
export const proposePublishedAnswer = z.object({ requestId: id<'InformationRequest'>(), ...WORDS });

@InputType({ description: 'Other words for an answer to all, once somebody else releases them.' })
export class CorrectPublishedAnswerInput extends AnswerWordsInput {
  @Field(() => ID, WHICH) answerId!: Id<'PublishedAnswer'>;
}
export const correctPublishedAnswer = z.object({ answerId: id<'PublishedAnswer'>(), ...WORDS });

@InputType({ description: 'Releases what is proposed.' })
export class ReleasePublishedAnswerInput {
  @Field(() => ID, WHICH) answerId!: Id<'PublishedAnswer'>;
  @Field(() => Int, { description: 'The version that was read.' }) number!: number;
}
export const releasePublishedAnswer = z.object({ answerId: id<'PublishedAnswer'>(), number: z.int().min(1) });

@InputType({ description: 'Sends back what is proposed.' })
export class SendBackPublishedAnswerInput extends ReleasePublishedAnswerInput {
  @Field(() => String, { description: 'What should be otherwise.' }) reason!: string;
}
export const sendBackPublishedAnswer = releasePublishedAnswer.extend({ reason: longText(2_000) });

@InputType({ description: 'Withdraws an answer to all.' })
export class WithdrawPublishedAnswerInput {
  @Field(() => ID, WHICH) answerId!: Id<'PublishedAnswer'>;
  @Field(() => String, { description: 'Why; hospitals read it.' }) reason!: string;
}
export const withdrawPublishedAnswer = z.object({ answerId: id<'PublishedAnswer'>(), reason: longText(2_000) });

@ObjectType({ description: 'An answer to all as it stands now.' })
export class PublishedAnswerPayload {
  @Field(() => PublishedAnswerObject, { description: 'The answer.' }) answer!: PublishedAnswerObject;
}

@InputType({ description: 'Makes a publication of an answer.' })
export class DraftPublicationFromAnswerInput {
  @Field(() => ID, { description: 'The request that was answered.' }) requestId!: Id<'InformationRequest'>;
  @Field(() => PublicationKindEnum, { description: 'Of which kind.' }) kind!: PublicationKind;
}
export const draftPublicationFromAnswer = z.object({
  requestId: id<'InformationRequest'>(),
  kind: z.enum(PUBLICATION_KINDS),
});

@ObjectType({ description: 'The draft.' })
export class DraftPublicationFromAnswerPayload {
  @Field(() => PublicationObject, { description: 'To be written on, submitted and approved as others are.' })
  publication!: PublicationObject;
}
