import { ArgsType, Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf, DateTime, id, PageArgs, text } from '#libs/platform';
import { TrailEvent } from './trail-event.entity.ts';
import type { TrailFilter } from './trail.repository.ts';

@ObjectType({ description: 'The person who acted, as they were called then.' })
class TrailPerson {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'E-mail address.' })
  email!: string;
}

@ObjectType('TrailEvent', { description: 'One entry of the record of who did what (証跡). It never changes.' })
export class TrailEventType {
  @Field(() => ID, { description: 'The id, by which a receipt is asked for.' })
  id!: string;

  @Field(() => String, { description: 'What happened: `publication.published`.' })
  kind!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: Date;

  @Field(() => ID, { nullable: true, description: 'The organisation that acted, or for which the system did.' })
  organisationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The other organisation that it concerns.' })
  counterpartId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organisation for which it was done, under a mandate; null where everybody acted for themselves.',
  })
  onBehalfOfId!: string | null;

  @Field(() => String, { description: 'What kind of thing it is about: `Publication`.' })
  subjectType!: string;

  @Field(() => ID, { description: 'The id of what it is about.' })
  subjectId!: string;

  @Field(() => String, { description: 'What is proved, as canonical JSON: the exact text that was hashed.' })
  facts!: string;

  @Field(() => TrailPerson, {
    nullable: true,
    description: 'Who acted; null for programs and the system, and once erased.',
  })
  person!: TrailPerson | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The account of the person who acted, to filter by; null for programs and the system.',
  })
  personId!: string | null;

  @Field(() => String, {
    description: 'The hash that the public log holds of this entry, in hex.',
    middleware: [async ({ source }) => (source as TrailEvent).commitment.toString('hex')],
  })
  commitment!: Buffer;

  @Field(() => Float, {
    nullable: true,
    description: 'The place in the public log, from 0; null for the first moment.',
  })
  logIndex!: number | null;
}

export const TrailEventConnection = connectionOf(TrailEventType, 'TrailEvent');

@InputType({ description: 'Narrows a list of the trail; what is left out does not.' })
export class TrailFilterInput {
  @Field(() => ID, { nullable: true, description: 'About this publication, delivery, member, …' })
  subjectId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this kind: `publication.published`.' })
  kind?: string | null;

  @Field(() => ID, { nullable: true, description: 'In which this organisation acted or is concerned.' })
  organisationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In which the person of this account acted: a `personId`.' })
  personId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Recorded at this instant or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Recorded before this instant.' })
  until?: Date | null;
}

export const trailFilter = z
  .object({
    subjectId: id().nullish(),
    kind: text(100).nullish(),
    organisationId: id<'Organisation'>().nullish(),
    personId: id<'User'>().nullish(),
    from: z.date().nullish(),
    until: z.date().nullish(),
  })
  .nullish()
  .transform((filter): TrailFilter => filter ?? {});

@ArgsType()
export class TrailArgs extends PageArgs {
  @Field(() => TrailFilterInput, { nullable: true, description: 'Which events.' })
  filter?: TrailFilterInput | null;
}

@ObjectType({ description: 'A receipt (記録証明書): a file that proves, offline, that an event stands in the log.' })
export class ReceiptFile {
  @Field(() => String, { description: 'A name for the file.' })
  fileName!: string;

  @Field(() => String, { description: 'The exact content of the file. Verify it with: tasuki verify receipt FILE' })
  content!: string;
}
