import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { ByteCount, CalendarDate, connectionOf } from '#libs/platform';
import {
  OutsideMeansEnum,
  PublicationKindEnum,
  PublicationStateEnum,
  RequiredActionKindEnum,
  SeverityEnum,
  TlpEnum,
} from './publication-enums.graphql.ts';
import type {
  OutsideMeans,
  PublicationKind,
  PublicationState,
  RequiredActionKind,
  Severity,
  Tlp,
} from './publication.words.ts';

@ObjectType('RequiredAction', { description: 'What a publication asks of a hospital.' })
export class RequiredActionObject {
  @Field(() => RequiredActionKindEnum, { description: 'What to do.' }) kind!: RequiredActionKind;
  @Field(() => CalendarDate, { description: 'The last day; a later recipient gets as many days from its delivery.' })
  dueOn!: string;
}

@ObjectType('Artifact', { description: 'A file of a publication.' })
export class ArtifactObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Artifact'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => ByteCount, { description: 'Its size.' }) sizeBytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes, in lower-case hexadecimal.' }) sha256!: string;
  @Field(() => String, { description: 'What its bytes are, whatever its name says.' }) mediaType!: string;
  @Field(() => Boolean, { description: 'Whether a program can read what it says; not so a PDF.' })
  isMachineReadable!: boolean;
  @Field(() => ID, { description: 'The upload that the file came by: a draft names it again to keep the file.' })
  uploadId!: Id<'Upload'>;
}

@ObjectType('NamedHospital', { description: 'A hospital that receives the publication whatever it holds.' })
export class NamedHospitalObject {
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => [String], { description: 'For TLP:RED: e-mail addresses of the members who alone may read it.' })
  emails!: string[];
}

@ObjectType('OutsideRecipient', { description: 'A hospital that is not in Tasuki and was told by other means.' })
export class OutsideRecipientObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'OutsideRecipient'>;
  @Field(() => String, { description: 'The name of the hospital.' }) hospitalName!: string;
  @Field(() => OutsideMeansEnum, { description: 'By which means it was told.' }) means!: OutsideMeans;
  @Field(() => CalendarDate, { description: 'When it was told.' }) sentOn!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it answered.' }) respondedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Whom was spoken to, what was said.' }) note!: string | null;
  @Field(() => ID, { description: 'The account or API key that recorded it.' }) recordedBy!: Id;
  @Field(() => Date, { description: 'When it was recorded.' }) recordedAt!: Date;
}

/** Who wrote and approved, and the vendor's work on it, are fields of the resolver: they are the vendor's own. */
@ObjectType('Publication', {
  description: 'One revision of a document that a vendor publishes. Once published it never changes.',
})
export class PublicationObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Publication'>;
  @Field(() => ID, { description: 'The chain of revisions that it is one of.' }) seriesId!: Id<'Series'>;
  @Field(() => Int, { description: 'Its place in the chain, from 1.' }) revision!: number;
  @Field(() => ID, { description: 'The vendor that publishes it.' }) vendorId!: Id<'Organisation'>;
  @Field(() => PublicationKindEnum, { description: 'What it is.' }) kind!: PublicationKind;
  @Field(() => PublicationStateEnum, { description: 'Where it stands.' }) state!: PublicationState;
  @Field(() => String, { nullable: true, description: 'Title in Japanese. There is at least one title.' }) titleJa!:
    string | null;
  @Field(() => String, { nullable: true, description: 'Title in English.' }) titleEn!: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in Japanese.' }) summaryJa!: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in English.' }) summaryEn!: string | null;
  @Field(() => SeverityEnum, { description: 'How grave it is.' }) severity!: Severity;
  @Field(() => TlpEnum, { description: 'To whom it may be passed on.' }) tlp!: Tlp;
  @Field(() => CalendarDate, { nullable: true, description: 'From when on what it says holds.' }) effectiveOn!:
    string | null;
  @Field(() => Boolean, {
    description: 'Nothing of substance differs from the revision before: nobody was asked again.',
  })
  isEditorial!: boolean;
  @Field(() => Boolean, { description: 'Published on one approver’s word.' }) isEmergency!: boolean;
  @Field(() => Boolean, { description: 'An emergency that no second approver has confirmed yet.' })
  isSecondCheckPending!: boolean;
  @Field(() => Date, { nullable: true, description: 'Until when a second approver should confirm.' })
  secondCheckDueAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When a second approver confirmed.' })
  secondCheckedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was noted that nobody had confirmed in time.' })
  secondCheckMissedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it came into force.' }) publishedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When a later revision came into force.' })
  supersededAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was taken back.' }) withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was taken back.' }) withdrawalReason!: string | null;
}

@ObjectType('PublicationReview', {
  description: "The vendor's own work on a revision: who wrote and who approved.",
})
export class PublicationReviewObject {
  @Field(() => ID, { description: 'The account or API key that began the draft.' }) authorId!: Id;
  @Field(() => ID, { nullable: true, description: 'The account that approved.' }) approvedBy!: Id<'User'> | null;
  @Field(() => ID, { nullable: true, description: 'The account that confirmed an emergency.' })
  secondCheckedBy!: Id<'User'> | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why an approver sent it back; gone once it is submitted again.',
  })
  sentBackReason!: string | null;
  @Field(() => Date, { description: 'When the draft was begun.' }) createdAt!: Date;
  @Field(() => Date, { description: 'When anything of it last changed.' }) updatedAt!: Date;
}

@ObjectType('AudienceHospital', { description: 'A hospital that a publication would reach.' })
export class AudienceHospitalObject {
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
  @Field(() => Int, { description: 'How many of its sites.' }) siteCount!: number;
  @Field(() => Int, { description: 'Of those, sites whose devices have no connections: they are asked nothing.' })
  informationOnlySiteCount!: number;
}

@ObjectType('AudiencePreview', {
  description:
    'Whom a publication would reach now, as far as its vendor may know: hospitals with an active relationship.',
})
export class AudiencePreviewObject {
  /** For the field `hospitals`; no field of its own. */
  publicationId!: Id<'Publication'>;
  @Field(() => Int, { description: 'How many hospitals.' }) hospitalCount!: number;
  @Field(() => Int, { description: 'How many sites of theirs.' }) siteCount!: number;
  @Field(() => Int, { description: 'Of those, sites whose devices have no connections: they are asked nothing.' })
  informationOnlySiteCount!: number;
  @Field(() => Int, { description: 'Of the hospitals, those that share counts only and are not named below.' })
  unnamedHospitalCount!: number;
}

export const PublicationConnection = connectionOf(PublicationObject, 'Publication');
export const AudienceHospitalConnection = connectionOf(AudienceHospitalObject, 'AudienceHospital');

export interface PublicationPayload {
  publication: PublicationObject;
}

function payload(name: string, description: string): Type<PublicationPayload> {
  @ObjectType(name, { description })
  class Payload {
    @Field(() => PublicationObject, { description: 'The publication as it is now.' }) publication!: PublicationObject;
  }
  return Payload;
}

export const DraftPublicationPayload = payload('DraftPublicationPayload', 'A new draft.');
export const EditPublicationPayload = payload('EditPublicationPayload', 'A draft, changed.');
export const SubmitPublicationPayload = payload('SubmitPublicationPayload', 'A draft, handed to an approver.');
export const SendBackPublicationPayload = payload('SendBackPublicationPayload', 'A draft again.');
export const ApprovePublicationPayload = payload('ApprovePublicationPayload', 'What is in force now.');
export const PublishEmergencyPayload = payload('PublishEmergencyPayload', 'What is in force now, to be confirmed.');
export const ConfirmSecondCheckPayload = payload('ConfirmSecondCheckPayload', 'An emergency, confirmed.');
export const WithdrawPublicationPayload = payload('WithdrawPublicationPayload', 'What was taken back.');
export const DraftRevisionPayload = payload('DraftRevisionPayload', 'The draft of the next revision.');
export const RecordOutsideRecipientPayload = payload(
  'RecordOutsideRecipientPayload',
  'What the hospital was told about.',
);
