import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { MDS2_ANSWERS, readQuestionId, type Mds2Choice } from '#libs/formats';
import { AssetObject } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import { because, connectionOf, id, PageArgs, text } from '#libs/platform';
import { Mds2AnswerObject, Mds2ChoiceEnum } from '#libs/publishing';
import type { Mds2ComparisonRow } from './mds2-comparison.ts';

const optional = (description: string) => ({ nullable: true, description });

@ObjectType('Mds2Source', { description: 'The MDS2 in force of a release, in one edition; or that it has none.' })
export class Mds2SourceObject {
  @Field(() => String, optional('HN 1-2019 or HN 1-2013; null where no MDS2 is in force.')) edition!: string | null;
}

@ObjectType('Mds2ComparisonRow', { description: 'One question of MDS2, as answered for each release.' })
export class Mds2ComparisonRowObject {
  @Field(() => String, { description: 'HN 1-2019 or HN 1-2013: each edition has questions of its own.' })
  edition!: string;
  @Field(() => String, { description: 'MLDP-2.' }) questionId!: string;
  @Field(() => String, { description: 'MLDP.' }) section!: string;
  @Field(() => Boolean, { description: 'Whether releases with a form of this edition are answered for differently.' })
  isDifferent!: boolean;
  @Field(() => [Mds2AnswerObject], {
    nullable: 'items',
    description: 'For each release, in the order asked for; null where no form of this edition answers it.',
  })
  answers!: (Mds2AnswerObject | null)[];
}

@ObjectType('Mds2Comparison', { description: 'MDS2 side by side.' })
export class Mds2ComparisonObject {
  @Field(() => [Mds2ComparisonRowObject], {
    description: 'Question by question: what differs first, then in the order of the form.',
  })
  rows!: Mds2ComparisonRow[];
}

@ObjectType('AssetMds2Answer', { description: 'What the MDS2 in force of its release says of a device.' })
export class AssetMds2AnswerObject {
  @Field(() => AssetObject, { description: 'The device.' }) asset!: AssetObject;
  @Field(() => Mds2ChoiceEnum, optional('The answer; null where no MDS2 in force has the question.'))
  answer!: Mds2Choice | null;
  @Field(() => String, optional('What stands in the form where it is more than the plain answer.')) raw!: string | null;
  @Field(() => String, optional('The note.')) note!: string | null;
}

export const AssetMds2AnswerConnection = connectionOf(AssetMds2AnswerObject, 'AssetMds2Answer');

@ArgsType()
export class Mds2ComparisonArgs {
  @Field(() => [ID], { description: 'Which releases, in this order: 2 to 10.' }) releaseIds!: Id<'Release'>[];
  @Field(() => String, optional('Only this section: MLDP.')) section?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Only what differs.' }) differencesOnly!: boolean;
}
export const mds2ComparisonOf = z.object({
  releaseIds: z
    .array(id<'Release'>())
    .min(2, { error: 'Name at least two releases.' })
    .max(10, { error: 'Name at most ten releases.' })
    .refine((list) => new Set(list).size === list.length, because('input.repeated', 'Name each one once.')),
  section: text(20)
    .transform((section) => section.toUpperCase())
    .nullish(),
  differencesOnly: z.boolean(),
});
export type Mds2ComparisonOf = z.output<typeof mds2ComparisonOf>;

@ArgsType()
export class AssetsByMds2AnswerArgs extends PageArgs {
  @Field(() => String, { description: 'MLDP-2; in HN 1-2013 5-1.1.' }) questionId!: string;
  @Field(() => [Mds2ChoiceEnum], { description: 'Only with one of these answers.' }) answers!: Mds2Choice[];
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Those as well of which no MDS2 in force has the question.',
  })
  includeUnknown!: boolean;
}

/** In the spelling of the edition that has it. */
const questionId = text(40).transform((written, refused) => {
  const read = readQuestionId(written, 'HN 1-2019') ?? readQuestionId(written, 'HN 1-2013');
  if (read !== null) return read;
  const message = 'Write the number of the question as the form has it: MLDP-2, or 5-1.1 in HN 1-2013.';
  refused.addIssue({ code: 'custom', ...because('analysis.no_mds2_question', message) });
  return z.NEVER;
});

export const assetsByMds2Answer = z.object({
  first: z.number(),
  after: z.string().nullish(),
  questionId,
  answers: z.array(z.enum(MDS2_ANSWERS)).max(MDS2_ANSWERS.length),
  includeUnknown: z.boolean(),
});
export type AssetsByMds2Answer = z.output<typeof assetsByMds2Answer>;
