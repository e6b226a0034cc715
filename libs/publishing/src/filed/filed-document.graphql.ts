import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import {
  because,
  calendarDate,
  CalendarDate,
  connectionOf,
  enumeration,
  id,
  longText,
  PageArgs,
  text,
} from '#libs/platform';
import { PublicationKindEnum } from '../publication-enums.graphql.ts';
import { PUBLICATION_KINDS, type PublicationKind } from '../publication.words.ts';
import { FILED_SOURCES, type FiledSource } from './filed-document.entity.ts';

export const FiledSourceEnum = enumeration<FiledSource>('FiledSource', 'How a document came that was filed.', {
  MAIL: 'By e-mail.',
  WEB_SITE: "From the vendor's site.",
  PAPER: 'On paper, and scanned.',
  MEDIA: 'On a disc or stick.',
  VISIT: 'Handed over at a visit.',
  OTHER: 'Another way.',
});

@ObjectType('FiledDocument', {
  description:
    'A document that reached the own hospital another way: visible to it alone, unconfirmed by the vendor; read, compared and searched like what vendors publish.',
})
export class FiledDocumentObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'FiledDocument'>;
  @Field(() => PublicationKindEnum, { description: 'What it is.' }) kind!: PublicationKind;
  @Field(() => String, { description: 'Its title.' }) title!: string;
  @Field(() => FiledSourceEnum, { description: 'How it came.' }) source!: FiledSource;
  @Field(() => String, { nullable: true, description: "From whom, or where on the vendor's site." })
  sourceNote!: string | null;
  @Field(() => CalendarDate, { description: 'When it came.' }) receivedOn!: string;
  @Field(() => ID, { description: 'The account or API key that filed it.' }) filedBy!: Id;
  @Field(() => Date, { description: 'When it was filed.' }) filedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was removed: since then it counts no more.' })
  removedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was removed.' }) removalReason!: string | null;
}

export const FiledDocumentConnection = connectionOf(FiledDocumentObject, 'FiledDocument');

@InputType({ description: 'A document that reached the hospital another way.' })
export class FileDocumentInput {
  @Field(() => PublicationKindEnum, { description: 'What it is.' }) kind!: PublicationKind;
  @Field(() => String, { description: 'Its title.' }) title!: string;
  @Field(() => FiledSourceEnum, { description: 'How it came.' }) source!: FiledSource;
  @Field(() => String, { nullable: true, description: "From whom, or where on the vendor's site." })
  sourceNote?: string | null;
  @Field(() => CalendarDate, { description: 'When it came; not in the future.' }) receivedOn!: string;
  @Field(() => [ID], { description: 'The releases that it is about: at least one.' }) releaseIds!: Id<'Release'>[];
  @Field(() => [ID], { description: 'Your verified uploads, in order: at least one.' }) uploadIds!: Id<'Upload'>[];
}

@InputType({ description: 'What to remove, and why.' })
export class RemoveFiledDocumentInput {
  @Field(() => ID, { description: 'The filed document.' }) filedDocumentId!: Id<'FiledDocument'>;
  @Field(() => String, { description: 'Why.' }) reason!: string;
}

const once = [
  (list: readonly string[]) => new Set(list).size === list.length,
  because('input.repeated', 'Name each one once.'),
] as const;

export const fileDocument = z.strictObject({
  kind: z.enum(PUBLICATION_KINDS),
  title: text(200),
  source: z.enum(FILED_SOURCES),
  sourceNote: longText(2_000).nullish(),
  receivedOn: calendarDate(),
  releaseIds: z
    .array(id<'Release'>())
    .min(1)
    .max(500)
    .refine(...once),
  uploadIds: z
    .array(id<'Upload'>())
    .min(1)
    .max(100)
    .refine(...once),
});
export const removeFiledDocument = z.strictObject({ filedDocumentId: id<'FiledDocument'>(), reason: longText(2_000) });
export const filedDocumentList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  kind: z.enum(PUBLICATION_KINDS).nullish(),
  releaseId: id<'Release'>().nullish(),
  search: text(200).nullish(),
  includeRemoved: z.boolean(),
});
export type FileDocument = z.output<typeof fileDocument>;
export type RemoveFiledDocument = z.output<typeof removeFiledDocument>;
export type FiledDocumentList = z.output<typeof filedDocumentList>;

@ArgsType()
export class FiledDocumentListArgs extends PageArgs {
  @Field(() => PublicationKindEnum, { nullable: true, description: 'Only of this kind.' })
  kind?: PublicationKind | null;
  @Field(() => ID, { nullable: true, description: 'Only about this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => String, { nullable: true, description: 'Only with these words in the title.' }) search?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Those that were removed, too.' }) includeRemoved!: boolean;
}

@ObjectType({ description: 'The document that was filed.' })
export class FileDocumentPayload {
  @Field(() => FiledDocumentObject, { description: 'The document.' }) filedDocument!: FiledDocumentObject;
}

@ObjectType({ description: 'The document that was removed.' })
export class RemoveFiledDocumentPayload {
  @Field(() => FiledDocumentObject, { description: 'The document.' }) filedDocument!: FiledDocumentObject;
}
