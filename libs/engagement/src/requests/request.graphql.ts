import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, ByteCount, connectionOf, id, longText, PageArgs, text } from '#libs/platform';
import {
  DECLINE_REASONS,
  REQUEST_STATES,
  URGENCIES,
  type DeclineReason,
  type RequestState,
  type Urgency,
} from './information-request.entity.ts';
import { DeclineReasonEnum, MessageKindEnum, RequestStateEnum, UrgencyEnum } from './request-enums.graphql.ts';
import { ChecklistAnswerInput, checklistAnswers } from './rounds/round.graphql.ts';
import type { MessageKind } from './request-message.entity.ts';

const MAX_WORDS = 20_000;
const MAX_ATTACHMENTS = 10;
const CVE = /^CVE-\d{4}-\d{4,19}$/;

@ObjectType('RequestAttachment', { description: 'A file of a message; requestDownload takes its uploadId.' })
export class RequestAttachmentObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'RequestAttachment'>;
  @Field(() => ID, { description: 'The upload that it is.' }) uploadId!: Id<'Upload'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => ByteCount, { description: 'Its size.' }) sizeBytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes.' }) sha256!: string;
  @Field(() => String, { description: 'Its media type, judged from its bytes.' }) mediaType!: string;
}

@ObjectType('RequestMessage', { description: 'What was said about a request, as plain text.' })
export class RequestMessageObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'RequestMessage'>;
  @Field(() => MessageKindEnum, { description: 'What it is.' }) kind!: MessageKind;
  @Field(() => String, { nullable: true, description: 'Who wrote it, as called then; null: a program.' })
  authorName!: string | null;
  @Field(() => String, { description: 'The words, over several lines.' }) words!: string;
  @Field(() => Boolean, { description: 'A note of the own side, which the other never sees.' }) isInternal!: boolean;
  @Field(() => Boolean, { description: 'The vendor waits for what the hospital says to it.' })
  waitsForHospital!: boolean;
  @Field(() => Date, { description: 'When it was written.' }) writtenAt!: Date;
}
export const RequestMessageConnection = connectionOf(RequestMessageObject, 'RequestMessage');

@ObjectType('RequestPause', { description: 'From when until when the vendor waited for the hospital.' })
export class RequestPauseObject {
  @Field(() => Date, { description: 'When the clock stopped.' }) fromAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it went on; null: it stands still.' }) untilAt!: Date | null;
}

@ObjectType('InformationRequest', { description: "A hospital's question to a vendor, with a clock." })
export class InformationRequestObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'InformationRequest'>;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => UrgencyEnum, { description: 'How soon the hospital needs an answer.' }) urgency!: Urgency;
  @Field(() => RequestStateEnum, { description: 'Where it stands.' }) state!: RequestState;
  @Field(() => DeclineReasonEnum, { nullable: true, description: 'Why the vendor does not answer.' })
  declineReason!: DeclineReason | null;
  @Field(() => String, { nullable: true, description: 'The question of the MDS2 that it is about.' })
  mds2QuestionId!: string | null;
  @Field(() => String, { nullable: true, description: 'The component that it is about.' }) component!: string | null;
  @Field(() => String, { nullable: true, description: 'The vulnerability that it is about.' })
  vulnerability!: string | null;
  @Field(() => Date, { description: 'When it was asked.' }) askedAt!: Date;
  @Field(() => Int, {
    nullable: true,
    description: 'Within how many hours the vendor promised to answer, when it was asked; null: none promised.',
  })
  promisedHours!: number | null;
  @Field(() => Date, {
    nullable: true,
    description:
      'When the answer is due: that many hours after it was asked, or reopened last, and after every pause since. While it is paused, it will be later. Null: none promised.',
  })
  dueAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'Since when the vendor waits for the hospital: the clock stands.' })
  pausedSince!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was answered or declined.' }) settledAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the hospital closed it.' }) closedAt!: Date | null;
}
export const InformationRequestConnection = connectionOf(InformationRequestObject, 'InformationRequest');

@ObjectType('InformationRequestCounts', { description: 'How many requests are open.' })
export class InformationRequestCountsObject {
  @Field(() => Int, { description: 'Open or reopened.' }) open!: number;
  @Field(() => Int, { description: 'Of these, overdue.' }) overdue!: number;
  @Field(() => Int, { description: 'Of these, paused: the vendor waits for the hospital.' })
  waitingForHospital!: number;
}

@ArgsType()
export class InformationRequestsArgs extends PageArgs {
  @Field(() => [RequestStateEnum], { nullable: true, description: 'Only in these states.' })
  states?: RequestState[] | null;
  @Field(() => UrgencyEnum, { nullable: true, description: 'Only of this urgency.' }) urgency?: Urgency | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what is overdue, or only what is not.' })
  isOverdue?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Only to this vendor.' }) vendorId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only about this product, its releases and their publications.' })
  productId?: Id<'Product'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this round.' }) roundId?: Id<'RequestRound'> | null;
}
export const informationRequestsList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  states: z.array(z.enum(REQUEST_STATES)).nullish(),
  urgency: z.enum(URGENCIES).nullish(),
  isOverdue: z.boolean().nullish(),
  vendorId: id<'Organisation'>().nullish(),
  productId: id<'Product'>().nullish(),
  roundId: id<'RequestRound'>().nullish(),
});
export type InformationRequestsList = z.output<typeof informationRequestsList>;

@ArgsType()
export class RequestMessagesArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which request.' }) requestId!: Id<'InformationRequest'>;
}
export const requestMessages = z.object({
  requestId: id<'InformationRequest'>(),
  first: z.number(),
  after: z.string().nullish(),
});

const attachmentIds = () =>
  z
    .array(id<'Upload'>())
    .max(MAX_ATTACHMENTS)
    .nullish()
    .transform((ids) => [...new Set(ids ?? [])]);
const ATTACHED = { nullable: true, description: 'Verified uploads of your own that go with it, at most 10.' };

@InputType({ description: 'A question to the vendor whose product or publication it is about.' })
export class AskVendorInput {
  @Field(() => ID, { nullable: true, description: 'About this product as a whole.' }) productId?: Id<'Product'> | null;
  @Field(() => ID, { nullable: true, description: 'About this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => ID, { nullable: true, description: 'About this publication.' })
  publicationId?: Id<'Publication'> | null;
  @Field(() => String, { nullable: true, description: 'Of it, one question of the MDS2: MLDP-2.' })
  mds2QuestionId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of it, one component.' }) component?: string | null;
  @Field(() => String, { nullable: true, description: 'Of it, one vulnerability: CVE-2021-44228.' })
  vulnerability?: string | null;
  @Field(() => UrgencyEnum, { description: 'How soon an answer is needed.' }) urgency!: Urgency;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'The question, at most 20,000 characters of plain text.' }) words!: string;
  @Field(() => [ID], ATTACHED) attachmentIds?: Id<'Upload'>[] | null;
}
const count = (...given: unknown[]) => given.filter((one) => one !== null).length;
const absent = <T>(value: T | null | undefined): T | null => value ?? null;
export const askVendor = z
  .object({
    productId: id<'Product'>().nullish().transform(absent),
    releaseId: id<'Release'>().nullish().transform(absent),
    publicationId: id<'Publication'>().nullish().transform(absent),
    mds2QuestionId: text(40).nullish().transform(absent),
    component: text(300).nullish().transform(absent),
    vulnerability: text(30)
      .transform((value) => value.toUpperCase())
      .refine((value) => CVE.test(value), because('engagement.not_a_cve', 'Write it like CVE-2021-44228.'))
      .nullish()
      .transform(absent),
    urgency: z.enum(URGENCIES),
    title: text(200),
    words: longText(MAX_WORDS),
    attachmentIds: attachmentIds(),
  })
  .refine((one) => count(one.productId, one.releaseId, one.publicationId) === 1, {
    path: ['productId'],
    ...because('engagement.one_subject', 'Name either a product, or a release, or a publication.'),
  })
  .refine((one) => count(one.mds2QuestionId, one.component, one.vulnerability) <= 1, {
    path: ['vulnerability'],
    ...because('engagement.one_detail', 'Name one question of the MDS2, or one component, or one vulnerability.'),
  });
export type AskVendor = z.output<typeof askVendor>;

const WHICH = { description: 'Which one.' };

@InputType({ description: 'What either side says about a request, or notes for itself.' })
export class ReplyToRequestInput {
  @Field(() => ID, WHICH) requestId!: Id<'InformationRequest'>;
  @Field(() => String, { description: 'At most 20,000 characters of plain text.' }) words!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'A note that the other side never sees.' })
  isInternal!: boolean;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The vendor waits for the hospital: the clock stands still until it replies.',
  })
  waitsForHospital!: boolean;
  @Field(() => [ID], ATTACHED) attachmentIds?: Id<'Upload'>[] | null;
}
export const replyToRequest = z
  .object({
    requestId: id<'InformationRequest'>(),
    words: longText(MAX_WORDS),
    isInternal: z.boolean(),
    waitsForHospital: z.boolean(),
    attachmentIds: attachmentIds(),
  })
  .refine(({ isInternal, waitsForHospital }) => !(isInternal && waitsForHospital), {
    path: ['waitsForHospital'],
    ...because('engagement.note_waits', 'The hospital does not see a note: ask it in a reply.'),
  });
export type ReplyToRequest = z.output<typeof replyToRequest>;

@InputType({ description: "The vendor's answer." })
export class AnswerRequestInput {
  @Field(() => ID, WHICH) requestId!: Id<'InformationRequest'>;
  @Field(() => String, { description: 'At most 20,000 characters of plain text.' }) words!: string;
  @Field(() => [ID], ATTACHED) attachmentIds?: Id<'Upload'>[] | null;
  @Field(() => [ChecklistAnswerInput], {
    nullable: true,
    description: 'Where a checklist is asked: every item of it, once.',
  })
  checklist?: ChecklistAnswerInput[] | null;
}
const settled = z.object({
  requestId: id<'InformationRequest'>(),
  words: longText(MAX_WORDS),
  attachmentIds: attachmentIds(),
});
export const answerRequest = settled.extend({ checklist: checklistAnswers() });
export type AnswerRequest = z.output<typeof answerRequest>;

@InputType({ description: 'Why the vendor does not answer.' })
export class DeclineRequestInput {
  @Field(() => ID, WHICH) requestId!: Id<'InformationRequest'>;
  @Field(() => DeclineReasonEnum, { description: 'One of a closed list.' }) reason!: DeclineReason;
  @Field(() => String, { description: 'And in words, which the hospital reads.' }) words!: string;
  @Field(() => [ID], ATTACHED) attachmentIds?: Id<'Upload'>[] | null;
}
export const declineRequest = settled.extend({ reason: z.enum(DECLINE_REASONS) });
export type DeclineRequest = z.output<typeof declineRequest>;

@InputType({ description: 'Names a request to be closed.' })
export class CloseRequestInput {
  @Field(() => ID, WHICH) requestId!: Id<'InformationRequest'>;
}
export const closeRequest = z.object({ requestId: id<'InformationRequest'>() });

@InputType({ description: 'Why a request is not done.' })
export class ReopenRequestInput {
  @Field(() => ID, WHICH) requestId!: Id<'InformationRequest'>;
  @Field(() => String, { description: 'What is missing; the vendor reads it.' }) reason!: string;
}
export const reopenRequest = z.object({ requestId: id<'InformationRequest'>(), reason: longText(MAX_WORDS) });

@ObjectType({ description: 'A request as it stands now.' })
export class InformationRequestPayload {
  @Field(() => InformationRequestObject, { description: 'The request.' }) request!: InformationRequestObject;
}
