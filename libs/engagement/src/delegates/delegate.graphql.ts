import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { LanguageEnum } from '#libs/directory';
import type { Id } from '#libs/kernel';
import { email, id, longText, text } from '#libs/platform';
import {
  PublicationKindEnum,
  REQUIRED_ACTION_KINDS,
  RequiredActionObject,
  SeverityEnum,
  type PublicationKind,
  type Severity,
} from '#libs/publishing';
import { ANSWER_WORDS } from '../answers.ts';
import { ActionAnswerInput } from '../answering.graphql.ts';

@ObjectType('Delegate', {
  description: 'Somebody without an account who may acknowledge for a site, by a link in a mail.',
})
export class DelegateObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Delegate'>;
  @Field(() => ID, { description: 'For which site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'The name.' }) name!: string;
  @Field(() => String, { description: 'The address that links are mailed to.' }) email!: string;
  @Field(() => LanguageEnum, { description: 'In which language they are written to.' }) language!: 'ja' | 'en';
  @Field(() => Date, { description: 'Until when.' }) expiresAt!: Date;
  @Field(() => Date, { description: 'When they were named.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When they were revoked.' }) revokedAt!: Date | null;
}

@InputType({ description: 'Somebody who may acknowledge for a site without an account.' })
export class NameDelegateInput {
  @Field(() => ID, { description: 'For which site.' }) siteId!: Id<'Site'>;
  @Field(() => String, { description: 'The name.' }) name!: string;
  @Field(() => String, { description: 'The address that links are mailed to.' }) email!: string;
  @Field(() => LanguageEnum, { defaultValue: 'ja', description: 'In which language they are written to.' })
  language!: 'ja' | 'en';
  @Field(() => Date, { description: 'Until when, within a year.' }) expiresAt!: Date;
}
export const nameDelegate = z.object({
  siteId: id<'Site'>(),
  name: text(100),
  email: email(),
  language: z.enum(['ja', 'en']).default('ja'),
  expiresAt: z.date(),
});
export type NameDelegate = z.output<typeof nameDelegate>;

@InputType({ description: 'Names a delegate.' })
export class DelegateInput {
  @Field(() => ID, { description: 'Which one.' }) delegateId!: Id<'Delegate'>;
}
export const delegateInput = z.object({ delegateId: id<'Delegate'>() });

@ObjectType('DelegatedPublication', { description: 'What a delegate is shown of a publication, and nothing else.' })
export class DelegatedPublicationObject {
  @Field(() => String, { description: 'Who publishes it.' }) vendorName!: string;
  @Field(() => String, { description: 'The hospital that is asked.' }) hospitalName!: string;
  @Field(() => String, { description: 'The site that is asked.' }) siteName!: string;
  @Field(() => PublicationKindEnum, { description: 'What it is.' }) kind!: PublicationKind;
  @Field(() => SeverityEnum, { description: 'How grave.' }) severity!: Severity;
  @Field(() => String, { nullable: true, description: 'The Japanese title.' }) titleJa!: string | null;
  @Field(() => String, { nullable: true, description: 'The English title.' }) titleEn!: string | null;
  @Field(() => String, { nullable: true, description: 'The Japanese summary.' }) summaryJa!: string | null;
  @Field(() => String, { nullable: true, description: 'The English summary.' }) summaryEn!: string | null;
  @Field(() => [RequiredActionObject], { description: 'What is asked.' }) actions!: RequiredActionObject[];
  @Field(() => [String], { description: 'The names of its files; their contents are for members.' })
  fileNames!: string[];
}

@ObjectType('OpenedDelegateLink', { description: 'What a link to acknowledge shows.' })
export class OpenedLinkObject {
  @Field(() => DelegatedPublicationObject, { description: 'The publication.' })
  publication!: DelegatedPublicationObject;
  @Field(() => String, { description: 'To whom the link was sent.' }) delegateName!: string;
  @Field(() => Date, { description: 'Until when it is good.' }) expiresAt!: Date;
}

@InputType({ description: 'A link, and the browser that holds it.' })
export class DelegateLinkInput {
  @Field(() => String, { description: 'The secret of the link.' }) secret!: string;
  @Field(() => String, { description: 'What the browser keeps to itself: 32 to 100 characters.' }) browserKey!: string;
}
const holder = {
  secret: text(100),
  browserKey: z
    .string()
    .min(32)
    .max(100)
    .regex(/^[\w-]+$/),
};
export const delegateLink = z.object(holder);

@InputType({ description: 'A link of which a code is asked for.' })
export class SendDelegateCodeInput {
  @Field(() => String, { description: 'The secret of the link.' }) secret!: string;
}
export const sendDelegateCode = z.object({ secret: holder.secret });

@InputType({ description: 'The code that was mailed.' })
export class MoveDelegateLinkInput extends DelegateLinkInput {
  @Field(() => String, { description: 'Six digits.' }) code!: string;
}
export const moveDelegateLink = z.object({ ...holder, code: text(20) });

@InputType({ description: 'An acknowledgement by whoever a link was sent to.' })
export class AcknowledgeByLinkInput extends DelegateLinkInput {
  @Field(() => String, { description: 'The name of whoever acknowledges, as they type it.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'A comment.' }) comment?: string | null;
  @Field(() => [ActionAnswerInput], { nullable: true, description: 'An answer to each thing asked besides.' })
  answers?: ActionAnswerInput[] | null;
}
const comment = () =>
  longText(2_000)
    .nullish()
    .transform((words) => words ?? null);
export const acknowledgeByLink = z.object({
  ...holder,
  name: text(100),
  comment: comment(),
  answers: z
    .array(z.object({ action: z.enum(REQUIRED_ACTION_KINDS), answer: z.enum(ANSWER_WORDS), comment: comment() }))
    .max(20)
    .nullish(),
});

@ObjectType({ description: 'What became of a code.' })
export class DelegateCodePayload {
  @Field(() => Boolean, { description: 'Always true: otherwise it is refused.' }) isDone!: boolean;
}
