import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { PublicVendorObject, type PublicVendor } from '#libs/catalogue';
import type { Id } from '#libs/kernel';
import { ByteCount, CalendarDate, connectionOf, id, PageArgs } from '#libs/platform';
import { PublicationKindEnum, PublicationStateEnum, SeverityEnum } from '../publication-enums.graphql.ts';
import type { PublicationKind, PublicationState, Severity } from '../publication.words.ts';

@ObjectType('PublicFile', { description: 'A file of a publication that anybody may have.' })
export class PublicFileObject {
  @Field(() => ID, { description: 'By which requestPublicDownload is asked.' }) id!: Id<'Artifact'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => ByteCount, { description: 'Its size.' }) sizeBytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes, in lower-case hexadecimal.' }) sha256!: string;
  @Field(() => String, { description: 'What its bytes are, whatever its name says.' }) mediaType!: string;
}

@ObjectType('PublicPublication', {
  description: 'A TLP:CLEAR publication of a vendor that takes part: in force, or taken back.',
})
export class PublicPublicationObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Publication'>;
  @Field(() => PublicVendorObject, { description: 'Who published it.' }) vendor!: PublicVendor;
  @Field(() => PublicationKindEnum, { description: 'What it is.' }) kind!: PublicationKind;
  @Field(() => PublicationStateEnum, { description: 'PUBLISHED, or WITHDRAWN.' }) state!: PublicationState;
  @Field(() => Int, { description: 'Its place in the chain of revisions, from 1.' }) revision!: number;
  @Field(() => String, { nullable: true, description: 'Title in Japanese. There is at least one title.' })
  titleJa!: string | null;
  @Field(() => String, { nullable: true, description: 'Title in English.' }) titleEn!: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in Japanese.' }) summaryJa!: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in English.' }) summaryEn!: string | null;
  @Field(() => SeverityEnum, { description: 'How grave it is.' }) severity!: Severity;
  @Field(() => CalendarDate, { nullable: true, description: 'From when on what it says holds.' })
  effectiveOn!: string | null;
  @Field(() => Date, { description: 'When it came into force.' }) publishedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was taken back.' }) withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was taken back.' }) withdrawalReason!: string | null;
}

export const PublicPublicationConnection = connectionOf(PublicPublicationObject, 'PublicPublication');

@ArgsType()
export class PublicPublicationsArgs extends PageArgs {
  @Field(() => ID, { description: 'About which product.' }) productId!: Id<'Product'>;
}

export const publicPublicationList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  productId: id<'Product'>(),
});
export type PublicPublicationList = z.output<typeof publicPublicationList>;

@InputType({ description: 'Which file is wanted.' })
export class RequestPublicDownloadInput {
  @Field(() => ID, { description: 'The file of a public publication.' }) fileId!: Id<'Artifact'>;
}

export const requestPublicDownload = z.object({ fileId: id<'Artifact'>() });

@ObjectType({ description: 'Where the file is, for a short while.' })
export class RequestPublicDownloadPayload {
  @Field(() => String, { description: 'To be fetched without any credentials.' }) url!: string;
  @Field(() => Date, { description: 'Until when.' }) expiresAt!: Date;
}
