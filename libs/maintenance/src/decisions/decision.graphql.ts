import type { Type } from '@nestjs/common';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { StageEnum, type Stage } from '#libs/catalogue';
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
import { type CompensatingControl, CompensatingControlEnum, controlsGiven } from '#libs/inventory';
import { DECISION_KINDS, DECISION_STATES, type DecisionKind, type DecisionState } from './decision.entity.ts';

export const DecisionKindEnum = enumeration<DecisionKind>(
  'EndOfSupportDecisionKind',
  'What is decided for an asset that loses its support.',
  {
    REPLACE: 'It is replaced, by a day.',
    ISOLATE: 'It is used on, with compensating controls.',
    ACCEPT_RISK: 'It is used on, and the risk is taken. Proposed by the security officer, signed by the manager.',
    EXTENDED_SUPPORT: 'Support goes on by a contract, until a day.',
  },
);

export const DecisionStateEnum = enumeration<DecisionState>('EndOfSupportDecisionState', 'Where a decision stands.', {
  DECIDED: 'In force.',
  PROPOSED: 'A risk acceptance that waits for a signature; the asset counts as undecided.',
  SIGNED: 'A risk acceptance in force.',
  REFUSED: 'A risk acceptance that was not signed.',
  REPLACED: 'Something else was decided since.',
  LAPSED: 'Its review date came: the asset is undecided again.',
});

@ObjectType('EndOfSupportDecision', {
  description:
    'What a hospital decided for one asset that loses, or lost, its support. Never changed: another takes its place. It ' +
    'counts as long as the release that it is about runs on the asset.',
})
export class EndOfSupportDecisionObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'EndOfSupportDecision'>;
  @Field(() => ID, { description: 'The asset.' }) assetId!: Id<'Asset'>;
  @Field(() => ID, { description: 'The release that ran on it.' }) releaseId!: Id<'Release'>;
  @Field(() => StageEnum, { description: 'The stage of the release when it was decided.' }) stage!: Stage;
  @Field(() => DecisionKindEnum, { description: 'What.' }) kind!: DecisionKind;
  @Field(() => DecisionStateEnum, { description: 'Where it stands.' }) state!: DecisionState;
  @Field(() => CalendarDate, { nullable: true, description: 'Of REPLACE: by when.' }) replaceBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Of EXTENDED_SUPPORT: which contract.' }) contract!:
    string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Of EXTENDED_SUPPORT: until when.' })
  extendedUntil!: string | null;
  @Field(() => ID, { description: 'The member who answers for it.' }) ownerId!: Id<'Member'>;
  @Field(() => String, { description: 'Why.' }) reason!: string;
  @Field(() => [CompensatingControlEnum], { description: 'What protects it until then.' })
  controls!: readonly CompensatingControl[];
  @Field(() => CalendarDate, { description: 'When it lapses, unless something else was decided before.' })
  reviewOn!: string;
  @Field(() => ID, { description: 'The account or API key that decided or proposed.' }) decidedBy!: Id;
  @Field(() => Date, { description: 'When.' }) decidedAt!: Date;
  @Field(() => ID, { nullable: true, description: 'The account that signed or refused a risk acceptance.' })
  answeredBy!: Id | null;
  @Field(() => Date, { nullable: true, description: 'When.' }) answeredAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was refused.' }) refusalReason!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it lapsed or another took its place.' })
  endedAt!: Date | null;
}

export const DecisionConnection = connectionOf(EndOfSupportDecisionObject, 'EndOfSupportDecision');

@ArgsType()
export class DecisionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only for this asset.' }) assetId?: Id<'Asset'> | null;
  @Field(() => ID, { nullable: true, description: 'Only at this site.' }) siteId?: Id<'Site'> | null;
  @Field(() => DecisionKindEnum, { nullable: true, description: 'Only of this kind.' }) kind?: DecisionKind | null;
  @Field(() => DecisionStateEnum, { nullable: true, description: 'Only where it stands so.' })
  state?: DecisionState | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only those in force that lapse within 30 days.',
  })
  reviewSoonOnly!: boolean;
}
export const decisionList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  assetId: id<'Asset'>().nullish(),
  siteId: id<'Site'>().nullish(),
  kind: z.enum(DECISION_KINDS).nullish(),
  state: z.enum(DECISION_STATES).nullish(),
  reviewSoonOnly: z.boolean().default(false),
});
export type DecisionList = z.output<typeof decisionList>;

@InputType({ description: 'Assets in use or stored that lose, or lost, their support. All conditions hold.' })
export class AssetChoiceInput {
  @Field(() => ID, { nullable: true, description: 'Of this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => ID, { nullable: true, description: 'Of this product.' }) productId?: Id<'Product'> | null;
  @Field(() => ID, { nullable: true, description: 'At this site.' }) siteId?: Id<'Site'> | null;
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' }) vendorId?: Id<'Organisation'> | null;
  @Field(() => Boolean, { defaultValue: true, description: 'Only those for which nothing is decided.' })
  undecidedOnly!: boolean;
}
const assetChoice = z.object({
  releaseId: id<'Release'>().nullish(),
  productId: id<'Product'>().nullish(),
  siteId: id<'Site'>().nullish(),
  vendorId: id<'Organisation'>().nullish(),
  undecidedOnly: z.boolean().default(true),
});

@InputType({ description: 'What is decided, and for which assets: those named, or those chosen.' })
export class DecideEndOfSupportInput {
  @Field(() => [ID], { nullable: true, description: 'The assets, 1 to 1,000.' }) assetIds?: Id<'Asset'>[];
  @Field(() => AssetChoiceInput, { nullable: true, description: 'Instead: all of these, up to 10,000.' })
  choice?: AssetChoiceInput;
  @Field(() => DecisionKindEnum, { description: 'What.' }) kind!: DecisionKind;
  @Field(() => CalendarDate, { nullable: true, description: 'Of REPLACE: by when.' }) replaceBy?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of EXTENDED_SUPPORT: with whom and what, up to 500 characters.',
  })
  contract?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Of EXTENDED_SUPPORT: until when.' })
  extendedUntil?: string | null;
  @Field(() => ID, { description: 'The member of the own hospital who answers for it.' }) ownerId!: Id<'Member'>;
  @Field(() => String, { description: 'Why, up to 2,000 characters.' }) reason!: string;
  @Field(() => [CompensatingControlEnum], {
    defaultValue: [],
    description: 'What protects it until then; ISOLATE needs one at least.',
  })
  controls!: CompensatingControl[];
  @Field(() => CalendarDate, {
    description: 'When it is to be reviewed: in the future, and not after replaceBy or extendedUntil.',
  })
  reviewOn!: string;
}

const needed = because('maintenance.decision_incomplete', 'This decision needs it.');
const notOfKind = because('maintenance.not_of_decision', 'This belongs to another decision: leave it out.');

/** What a kind needs, and no other kind has. */
const OWN_FIELDS = { replaceBy: 'REPLACE', contract: 'EXTENDED_SUPPORT', extendedUntil: 'EXTENDED_SUPPORT' } as const;

export const decideEndOfSupport = z
  .object({
    assetIds: z
      .array(id<'Asset'>())
      .min(1)
      .max(1_000)
      .transform((ids) => [...new Set(ids)])
      .nullish(),
    choice: assetChoice.nullish(),
    kind: z.enum(DECISION_KINDS),
    replaceBy: calendarDate().nullish(),
    contract: text(500).nullish(),
    extendedUntil: calendarDate().nullish(),
    ownerId: id<'Member'>(),
    reason: longText(2_000),
    controls: controlsGiven.default([]),
    reviewOn: calendarDate(),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, why: ReturnType<typeof because>) =>
      issues.push({ code: 'custom', input: value, path: [path], ...why });
    if (Boolean(value.assetIds) === Boolean(value.choice)) {
      refuse(
        'assetIds',
        because('maintenance.name_or_choose', 'Name the assets, or say how to choose them: one of both.'),
      );
    }
    for (const [field, kind] of Object.entries(OWN_FIELDS)) {
      const isGiven = (value[field as keyof typeof OWN_FIELDS] ?? null) !== null;
      if (isGiven !== (value.kind === kind)) refuse(field, isGiven ? notOfKind : needed);
    }
    if (value.kind === 'ISOLATE' && value.controls.length === 0) refuse('controls', needed);
  });
export type DecideEndOfSupport = z.output<typeof decideEndOfSupport>;

const decisionIds = z
  .array(id<'EndOfSupportDecision'>())
  .min(1)
  .max(1_000)
  .transform((ids) => [...new Set(ids)]);

@InputType({ description: 'Which risk is taken.' })
export class AcceptRiskInput {
  @Field(() => [ID], { description: 'The proposals, 1 to 1,000.' }) decisionIds!: Id<'EndOfSupportDecision'>[];
}
export const acceptRisk = z.object({ decisionIds });
export type AcceptRisk = z.output<typeof acceptRisk>;

@InputType({ description: 'Which risk is not taken, and why.' })
export class RefuseRiskInput extends AcceptRiskInput {
  @Field(() => String, { description: 'Why, up to 2,000 characters.' }) reason!: string;
}
export const refuseRisk = z.object({ decisionIds, reason: longText(2_000) });
export type RefuseRisk = z.output<typeof refuseRisk>;

@ObjectType('DecisionRefusal', { description: 'Why nothing was decided.' })
export class DecisionRefusalObject {
  @Field(() => String, { description: 'One of the closed error codes.' }) code!: string;
  @Field(() => String, { description: 'A stable key of the reason.' }) reason!: string;
  @Field(() => String, { description: 'What is wrong and what to do, in English.' }) message!: string;
}

@ObjectType('DecisionResult', { description: 'What became of one of several.' })
export class DecisionResultObject {
  @Field(() => ID, { description: 'The asset, or the proposal, that was named or chosen.' }) id!: Id;
  @Field(() => EndOfSupportDecisionObject, { nullable: true, description: 'As it is now; null when it was refused.' })
  decision!: EndOfSupportDecisionObject | null;
  @Field(() => DecisionRefusalObject, { nullable: true, description: 'Why it was refused.' })
  refusal!: DecisionRefusalObject | null;
}

function payload(name: string, description: string): Type<object> {
  @ObjectType(name, { description })
  class Payload {
    @Field(() => Int, { description: 'How many were taken.' }) decidedCount!: number;
    @Field(() => Int, { description: 'How many were refused.' }) refusedCount!: number;
    @Field(() => [DecisionResultObject], { description: 'In the order they were named.' })
    results!: DecisionResultObject[];
  }
  return Payload;
}
export const DecideEndOfSupportPayload = payload(
  'DecideEndOfSupportPayload',
  'What became of each asset: each is decided or refused by itself.',
);
export const AcceptRiskPayload = payload('AcceptRiskPayload', 'What became of each proposal, likewise.');
export const RefuseRiskPayload = payload('RefuseRiskPayload', 'What became of each proposal, likewise.');
