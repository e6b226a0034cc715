import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { calendarDate, CalendarDate, connectionOf, id, PageArgs, text } from '#libs/platform';
import {
  PUBLICATION_KINDS,
  PublicationKindEnum,
  RequiredActionKindEnum,
  RequiredActionObject,
  SEVERITIES,
  SeverityEnum,
  type PublicationKind,
  type RequiredActionKind,
  type Severity,
} from '#libs/publishing';
import type { AnswerWord } from './answers.ts';
import type { Coverage, SiteState } from './delivery-site.entity.ts';
import { NOTICES, type DeliveryState, type Notice } from './delivery.entity.ts';
import * as e from './engagement-enums.graphql.ts';
import { INBOX_SORTS, INBOX_STATES, type InboxSort, type InboxState } from './inbox.repository.ts';
import { RECIPIENT_STATES, type RecipientState } from './progress.repository.ts';

@ObjectType('ActionAnswer', { description: 'What a site said to one thing that it was asked.' })
export class ActionAnswerObject {
  @Field(() => RequiredActionKindEnum, { description: 'What was asked.' }) action!: RequiredActionKind;
  @Field(() => e.AnswerEnum, { description: 'What was said.' }) answer!: AnswerWord;
  @Field(() => String, { nullable: true, description: 'More about it.' }) comment!: string | null;
}

@ObjectType('SiteAnswer', { description: 'What a site answers now to one thing that it was asked.' })
export class SiteAnswerObject extends ActionAnswerObject {
  @Field(() => Boolean, {
    description: "Whether it follows from what is recorded on the site's devices: it is not answered by hand then.",
  })
  isDerived!: boolean;
}

@ObjectType('Acknowledgement', {
  description: 'Who said, for which site, when, what. Never changed, only corrected by another.',
})
export class AcknowledgementObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Acknowledgement'>;
  @Field(() => ID, { description: 'The site it speaks for.' }) siteId!: Id<'Site'>;
  @Field(() => ID, { nullable: true, description: 'The account that acknowledged; null for a program.' })
  userId!: Id<'User'> | null;
  @Field(() => ID, { nullable: true, description: 'The API key that acknowledged.' }) apiKeyId!: Id<'ApiKey'> | null;
  @Field(() => String, { nullable: true, description: 'A comment.' }) comment!: string | null;
  @Field(() => [ActionAnswerObject], { description: 'An answer to each thing asked.' }) answers!: ActionAnswerObject[];
  @Field(() => ID, { nullable: true, description: 'The acknowledgement that this one corrects.' })
  correctsId!: Id<'Acknowledgement'> | null;
  @Field(() => Date, { description: 'When it was said.' }) createdAt!: Date;
  @Field(() => ID, { nullable: true, description: 'Who acknowledged by a link, without an account.' })
  delegateId!: Id<'Delegate'> | null;
  @Field(() => String, { nullable: true, description: 'Under which name, as they typed it; to the hospital.' })
  delegateName!: string | null;
  @Field(() => String, { nullable: true, description: 'To which address the link was sent; to the hospital.' })
  delegateEmail!: string | null;
}

@ObjectType('DeliverySite', { description: 'One site that a delivery concerns.' })
export class DeliverySiteObject {
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => Boolean, { description: 'Whether devices there are connected: without, nothing is asked.' })
  isConnected!: boolean;
  @Field(() => e.SiteStateEnum, { description: 'Where it stands.' }) state!: SiteState;
  @Field(() => e.CoverageEnum, { description: 'Who answers for it.' }) coverage!: Coverage;
  @Field(() => Boolean, { description: 'Whether it said something to each thing asked.' }) isAnswered!: boolean;
  @Field(() => Date, { nullable: true, description: 'When it was opened.' }) viewedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it last acknowledged.' }) acknowledgedAt!: Date | null;
}

@ObjectType('Delivery', {
  description: 'One published revision, or the notice of its withdrawal, for the own hospital.',
})
export class DeliveryObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Delivery'>;
  @Field(() => ID, { description: 'What was delivered.' }) publicationId!: Id<'Publication'>;
  @Field(() => Int, { description: 'Which revision.' }) revision!: number;
  @Field(() => e.NoticeEnum, { description: 'A publication, or that it was withdrawn.' }) notice!: Notice;
  @Field(() => PublicationKindEnum, { description: 'What the publication is.' }) kind!: PublicationKind;
  @Field(() => SeverityEnum, { description: 'How grave it is.' }) severity!: Severity;
  @Field(() => e.DeliveryStateEnum, { description: 'Where it stands.' }) state!: DeliveryState;
  @Field(() => Date, { description: 'When it was delivered.' }) deliveredAt!: Date;
  @Field(() => [RequiredActionObject], { description: 'What this hospital is asked, with its own dates.' })
  actions!: readonly RequiredActionObject[];
  @Field(() => CalendarDate, { nullable: true, description: 'The soonest date; null when nothing is asked.' }) dueOn!:
    string | null;
  @Field(() => Boolean, { description: 'Nothing is asked.' }) isForInformation!: boolean;
  @Field(() => Boolean, { description: 'It must be opened before it is acknowledged.' }) isOpenedFirst!: boolean;
  @Field(() => Date, { nullable: true, description: 'When a later revision or a withdrawal took its place.' })
  closedAt!: Date | null;
  @Field(() => Boolean, { description: 'An emergency publication that no second approver confirmed in time.' })
  isSecondCheckMissed!: boolean;
  @Field(() => Int, { description: 'Sites that still have to answer.' }) openSites!: number;
  @Field(() => Int, { description: 'Sites where nobody opened it.' }) unseenSites!: number;
  @Field(() => Int, { description: 'Sites that it concerns.' }) siteCount!: number;
}

@ObjectType('InboxCounts', { description: 'What waits in the inbox of the own hospital.' })
export class InboxCountsObject {
  @Field(() => Int, { description: 'Not opened at some site.' }) unread!: number;
  @Field(() => Int, { description: 'Still to be answered by some site.' }) open!: number;
  @Field(() => Int, { description: 'Of the open ones, those whose date is past.' }) overdue!: number;
  @Field(() => Int, { description: 'Of the open ones, those that are due today or within seven days.' })
  dueSoon!: number;
  @Field(() => Int, { description: 'Of the open ones, those that are CRITICAL.' }) criticalOpen!: number;
}

@ObjectType('SiteInboxCounts', { description: 'What waits at one site of the own hospital.' })
export class SiteInboxCountsObject extends InboxCountsObject {
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
}

@ObjectType('AnswerCount', { description: 'How many sites gave one answer.' })
export class AnswerCountObject {
  @Field(() => RequiredActionKindEnum, { description: 'What was asked.' }) action!: RequiredActionKind;
  @Field(() => e.AnswerEnum, { description: 'What was said.' }) answer!: AnswerWord;
  @Field(() => Int, { description: 'By how many sites.' }) sites!: number;
}

@ObjectType('Recipient', { description: 'A hospital that a publication reached, for its vendor.' })
export class RecipientObject {
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => e.DeliveryStateEnum, { description: 'Where it stands there.' }) state!: DeliveryState;
  @Field(() => Date, { description: 'When it was delivered.' }) deliveredAt!: Date;
  @Field(() => CalendarDate, { nullable: true, description: 'The soonest date of this hospital.' }) dueOn!:
    string | null;
  @Field(() => Boolean, { description: 'Nothing is asked.' }) isForInformation!: boolean;
  @Field(() => Int, { description: 'Sites that it concerns.' }) siteCount!: number;
  @Field(() => Int, { description: 'Sites where nobody opened it.' }) unseenSites!: number;
  @Field(() => Int, { description: 'Sites that still have to answer.' }) openSites!: number;
}

@ObjectType('Progress', {
  description: 'What became of a publication, in numbers of hospitals. Holders without a relationship are not counted.',
})
export class ProgressObject {
  @Field(() => Boolean, { description: 'It is still being delivered: the numbers grow.' }) isDelivering!: boolean;
  @Field(() => Int, { description: 'Told, in Tasuki or by other means.' }) hospitals!: number;
  @Field(() => Int, { description: 'Told in Tasuki.' }) delivered!: number;
  @Field(() => Int, { description: 'Of those, opened at every site.' }) viewed!: number;
  @Field(() => Int, { description: 'Acknowledged by every site that was asked.' }) acknowledged!: number;
  @Field(() => Int, { description: 'Past their date with a site still to answer.' }) overdue!: number;
  @Field(() => Int, { description: 'Asked nothing.' }) forInformation!: number;
  @Field(() => Int, { description: 'Told by other means: post, fax, phone or visit.' }) outside!: number;
}

export const DeliveryConnection = connectionOf(DeliveryObject, 'Delivery');
export const RecipientConnection = connectionOf(RecipientObject, 'Recipient');

@InputType({ description: 'Which deliveries.' })
export class InboxFilterInput {
  @Field(() => e.InboxStateEnum, {
    nullable: true,
    description: 'Only this part; ALL when left out. With a site, as it stands there.',
  })
  state?: InboxState | null;
  @Field(() => SeverityEnum, { nullable: true, description: 'Only of this severity.' }) severity?: Severity | null;
  @Field(() => PublicationKindEnum, { nullable: true, description: 'Only of this kind.' })
  kind?: PublicationKind | null;
  @Field(() => ID, { nullable: true, description: 'Only of this vendor.' }) vendorId?: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'Only about this product.' }) productId?: Id<'Product'> | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Only what is due before this date.' })
  dueBefore?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only what concerns this site.' }) siteId?: Id<'Site'> | null;
  @Field(() => String, { nullable: true, description: 'Part of a title.' }) search?: string | null;
}

@ArgsType()
export class InboxArgs extends PageArgs {
  @Field(() => InboxFilterInput, { nullable: true, description: 'Which deliveries; all when left out.' })
  filter?: InboxFilterInput | null;
  @Field(() => e.InboxSortEnum, { defaultValue: 'NEWEST', description: 'In which order.' }) sort!: InboxSort;
}

const page = { first: z.number(), after: z.string().nullish() };

@ArgsType()
export class AffectedAssetsArgs extends PageArgs {
  @Field(() => ID, { description: 'The delivery.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => ID, { nullable: true, description: 'Only at this site.' }) siteId?: Id<'Site'> | null;
}
export const affectedAssetList = z.object({
  ...page,
  deliveryId: id<'Delivery'>(),
  siteId: id<'Site'>().nullish(),
});
export type AffectedAssetList = z.output<typeof affectedAssetList>;

export const inboxList = z.object({
  ...page,
  sort: z.enum(INBOX_SORTS),
  filter: z
    .object({
      state: z.enum(INBOX_STATES).nullish(),
      severity: z.enum(SEVERITIES).nullish(),
      kind: z.enum(PUBLICATION_KINDS).nullish(),
      vendorId: id<'Organisation'>().nullish(),
      productId: id<'Product'>().nullish(),
      dueBefore: calendarDate().nullish(),
      siteId: id<'Site'>().nullish(),
      search: text(200).nullish(),
    })
    .nullish(),
});
export type InboxList = z.output<typeof inboxList>;

@ArgsType()
export class RecipientsArgs extends PageArgs {
  @Field(() => ID, { description: 'The publication.' }) publicationId!: Id<'Publication'>;
  @Field(() => e.NoticeEnum, { defaultValue: 'PUBLICATION', description: 'The publication itself, or its withdrawal.' })
  notice!: Notice;
  @Field(() => e.RecipientStateEnum, { defaultValue: 'ALL', description: 'Only those.' }) state!: RecipientState;
}
export const recipientList = z.object({
  ...page,
  publicationId: id<'Publication'>(),
  notice: z.enum(NOTICES),
  state: z.enum(RECIPIENT_STATES),
});
export type RecipientList = z.output<typeof recipientList>;
