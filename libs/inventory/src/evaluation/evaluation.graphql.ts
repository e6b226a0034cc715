import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, CalendarDate, calendarDate, connectionOf, enumeration, id, longText, PageArgs } from '#libs/platform';
import { EVALUATION_STATES, type EvaluationState } from './evaluation.entity.ts';

const EvaluationStateEnum = enumeration<EvaluationState>('EvaluationState', 'Where an evaluation stands.', {
  REQUESTED: 'The hospital asked.',
  CONSENTED: 'The vendor shows what is in force.',
  DECLINED: 'The vendor does not, and said why.',
  ENDED: 'Ended by either side, or by its last day.',
});

@ObjectType('Evaluation', {
  description: 'A hospital looks at a product before it buys it, and asks its vendor to show it.',
})
export class EvaluationObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Evaluation'>;
  @Field(() => EvaluationStateEnum, { description: 'Where it stands.' }) state!: EvaluationState;
  @Field(() => CalendarDate, { description: 'The last day, in Japan.' }) until!: string;
  @Field(() => String, { nullable: true, description: "The hospital's words to the vendor." }) note!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the vendor declined.' }) reason!: string | null;
  @Field(() => Date, { description: 'When the hospital asked.' }) requestedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the vendor answered.' }) answeredAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it ended.' }) endedAt!: Date | null;
}

export const EvaluationConnection = connectionOf(EvaluationObject, 'Evaluation');

@ArgsType()
export class EvaluationsArgs extends PageArgs {
  @Field(() => EvaluationStateEnum, { nullable: true, description: 'Only in this state.' })
  state?: EvaluationState | null;
}
export const evaluationsList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  state: z.enum(EVALUATION_STATES).nullish(),
});
export type EvaluationsList = z.output<typeof evaluationsList>;

@InputType({ description: 'Asks the vendor of a device under evaluation to show what is in force for its product.' })
export class RequestEvaluationInput {
  @Field(() => ID, { description: 'An asset whose status is EVALUATING.' }) assetId!: Id<'Asset'>;
  @Field(() => CalendarDate, { description: 'The last day, in Japan; at most a year ahead.' }) until!: string;
  @Field(() => String, { nullable: true, description: 'To the vendor: what is considered, and for what.' })
  note?: string | null;
}
export const requestEvaluation = z.object({
  assetId: id<'Asset'>(),
  until: calendarDate(),
  note: longText(1_000).nullish(),
});
export type RequestEvaluation = z.output<typeof requestEvaluation>;

@InputType({ description: 'What the vendor says to a hospital that evaluates.' })
export class AnswerEvaluationInput {
  @Field(() => ID, { description: 'Which one.' }) evaluationId!: Id<'Evaluation'>;
  @Field(() => Boolean, { description: 'Whether the hospital is shown what is in force.' }) isConsented!: boolean;
  @Field(() => String, { nullable: true, description: 'Why not; needed to decline, and read by the hospital.' })
  reason?: string | null;
}
export const answerEvaluation = z
  .object({ evaluationId: id<'Evaluation'>(), isConsented: z.boolean(), reason: longText(1_000).nullish() })
  .refine(({ isConsented, reason }) => isConsented || reason, {
    path: ['reason'],
    ...because('inventory.evaluation_reason_missing', 'Say why: the hospital reads it.'),
  })
  .transform(({ evaluationId, isConsented, reason }) => ({
    evaluationId,
    reason: isConsented ? null : (reason ?? null),
  }));
export type AnswerEvaluation = z.output<typeof answerEvaluation>;

@InputType({ description: 'Names an evaluation.' })
export class EvaluationInput {
  @Field(() => ID, { description: 'Which one.' }) evaluationId!: Id<'Evaluation'>;
}
export const evaluationInput = z.object({ evaluationId: id<'Evaluation'>() });

@ObjectType({ description: 'An evaluation as it stands now.' })
export class EvaluationPayload {
  @Field(() => EvaluationObject, { description: 'The evaluation.' }) evaluation!: EvaluationObject;
}
