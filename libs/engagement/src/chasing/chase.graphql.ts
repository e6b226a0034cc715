import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { connectionOf, enumeration, id, longText, PageArgs, text } from '#libs/platform';
import type { HappeningKind, Outcome, StepState } from './chase-step.entity.ts';
import { OUTCOMES } from './chase-step.entity.ts';
import { ChaseChannelEnum, ChasedRoleEnum, ChaseSideEnum, ChasingPlanObject } from './chasing-plan.graphql.ts';
import type { Channel, ChasedRole, Side } from './chasing-plan.entity.ts';

export const ChaseStepStateEnum = enumeration<StepState>('ChaseStepState', 'Where a step of a chase stands.', {
  MOVED: 'It was due in quiet hours or on a holiday, and comes after them.',
  ASKED: 'Somebody was asked.',
  WAITING: 'It waits for somebody to do it by hand.',
  DONE: 'It was done by hand.',
  SKIPPED: 'There was nobody to ask.',
});
export const ChaseHappeningKindEnum = enumeration<HappeningKind>('ChaseHappeningKind', 'What happened with a step.', {
  MOVED: 'It moved past quiet hours or holidays.',
  QUEUED: 'Its mails were handed to be sent.',
  SHOWN: 'It is shown in the portal.',
  DUE_BY_HAND: 'It waits for somebody to do it.',
  SKIPPED: 'There was nobody to ask.',
  SENT: 'A mail was taken by the mail server.',
  REFUSED: 'A mail was refused by the mail server.',
  BOUNCED: 'A mail came back.',
  OPENED: 'Somebody who was asked opened it.',
  RECORDED: 'Somebody recorded what was done by hand.',
});
export const ChaseOutcomeEnum = enumeration<Outcome>('ChaseOutcome', 'What came of a step done by hand.', {
  REACHED: 'Somebody was reached.',
  NOT_REACHED: 'Nobody was reached; it is to be tried again.',
  GIVEN_UP: 'It is tried no more.',
});
const RecipientSourceEnum = enumeration<'MEMBER' | 'CONTACT' | 'DELEGATE'>(
  'ChaseRecipientSource',
  'As what somebody is known to their organisation.',
  { MEMBER: 'A member.', CONTACT: 'A contact.', DELEGATE: 'Somebody named to acknowledge without an account.' },
);

@ObjectType('ChaseRecipient', { description: "Somebody of one's own organisation whom a step asks." })
export class ChaseRecipientObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ChaseRecipient'>;
  @Field(() => String, { description: 'The name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The mail address.' }) email!: string | null;
  @Field(() => RecipientSourceEnum, { description: 'As what they are known.' }) source!:
    'MEMBER' | 'CONTACT' | 'DELEGATE';
}

@ObjectType('ChaseHappening', { description: 'What happened with a step.' })
export class ChaseHappeningObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ChaseHappening'>;
  @Field(() => ChaseHappeningKindEnum, { description: 'What.' }) what!: HappeningKind;
  @Field(() => Date, { description: 'When.' }) at!: Date;
  @Field(() => ID, { nullable: true, description: 'Of which recipient; null: of the step.' })
  recipientId!: Id<'ChaseRecipient'> | null;
  @Field(() => String, { nullable: true, description: 'What the mail server said, or why.' }) detail!: string | null;
  @Field(() => ChaseOutcomeEnum, { nullable: true, description: 'What came of it, by hand.' }) outcome!: Outcome | null;
  @Field(() => String, { nullable: true, description: 'Who was reached, by hand.' }) reachedName!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was done, by hand.' }) reachedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What was said, by hand.' }) words!: string | null;
}

@ObjectType('ChaseStep', { description: 'One step of a chase at one site.' })
export class ChaseStepObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ChaseStep'>;
  @Field(() => ID, { description: 'Of which publication.' }) publicationId!: Id<'Publication'>;
  @Field(() => ChaseSideEnum, { description: 'Who chases.' }) side!: Side;
  @Field(() => Int, { description: 'Which step of the plan, from 1.' }) step!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
  @Field(() => ChaseStepStateEnum, { description: 'Where it stands.' }) state!: StepState;
  @Field(() => Date, { description: 'When it was due by the plan.' }) dueAt!: Date;
  @Field(() => Date, { nullable: true, description: 'To when it moved.' }) movedTo!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was taken.' }) takenAt!: Date | null;
  @Field(() => Int, { description: 'How many people it asks.' }) recipientCount!: number;
  @Field(() => Boolean, { description: 'Whether somebody did not wait for the time of the plan.' })
  isDemanded!: boolean;
  @Field(() => [ChaseRecipientObject], { description: "Whom it asks, of one's own organisation." })
  recipients!: ChaseRecipientObject[];
  @Field(() => [ChaseHappeningObject], { description: 'What happened, in its order.' })
  happenings!: ChaseHappeningObject[];
}

@ObjectType('ComingChaseStep', { description: 'A step that comes, should the site not answer.' })
export class ComingStepObject {
  @Field(() => Int, { description: 'Which step of the plan, from 1.' }) step!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
  @Field(() => Date, { description: 'When, at the soonest.' }) comesAt!: Date;
}

@ObjectType('ChaseReachable', { description: 'Somebody to reach by hand.' })
export class ReachableObject {
  @Field(() => String, { description: 'The name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The telephone number.' }) phone!: string | null;
  @Field(() => String, { nullable: true, description: 'The mail address.' }) email!: string | null;
}

@ObjectType('ChaseStepCounts', { description: 'What became of one step, at all sites.' })
export class StepCountsObject {
  @Field(() => ChaseSideEnum, { description: 'Who chases.' }) side!: Side;
  @Field(() => Int, { description: 'Which step of the plan, from 1.' }) step!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
  @Field(() => Int, { description: 'Sites at which it came.' }) asked!: number;
  @Field(() => Int, { description: 'Sites at which it moved, and has not come.' }) moved!: number;
  @Field(() => Int, { description: 'Sites at which it waits to be done by hand.' }) waiting!: number;
  @Field(() => Int, { description: 'Sites at which it was done by hand.' }) done!: number;
  @Field(() => Int, { description: 'Sites at which there was nobody to ask.' }) skipped!: number;
  @Field(() => Int, { description: 'Mails that the mail server took.' }) sent!: number;
  @Field(() => Int, { description: 'Mails that it refused.' }) refused!: number;
  @Field(() => Int, { description: 'Mails that came back.' }) bounced!: number;
  @Field(() => Int, { description: 'People who opened it.' }) opened!: number;
}

@ObjectType('Chase', { description: 'The chase of one publication.' })
export class ChaseObject {
  @Field(() => ChasingPlanObject, {
    nullable: true,
    description: "The vendor's plan that it follows; null to hospitals.",
  })
  plan!: ChasingPlanObject | null;
  @Field(() => [StepCountsObject], { description: 'What became of each step, as far as one may see.' })
  counts!: StepCountsObject[];
  @Field(() => Date, { nullable: true, description: 'When one may ask on demand again; null: now.' })
  nextDemandAt!: Date | null;
}

@ObjectType('ChaseGapStep', { description: 'A step that would reach nobody.' })
export class GapStepObject {
  @Field(() => Int, { description: 'Which step of the plan, from 1.' }) step!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
}

@ObjectType('ChaseGap', { description: 'A site at which steps would reach nobody.' })
export class ChaseGapObject {
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => [GapStepObject], { description: 'Those steps.' }) steps!: GapStepObject[];
}

@ObjectType('ChaseGaps', { description: 'Where the chase of a publication would reach nobody, by what is known now.' })
export class ChaseGapsObject {
  @Field(() => Int, { description: 'Sites that would be chased.' }) siteCount!: number;
  @Field(() => Int, { description: 'Sites at which a step would reach nobody.' }) gapCount!: number;
  @Field(() => [ChaseGapObject], { description: 'The first hundred of those, the most steps first.' })
  gaps!: ChaseGapObject[];
}

@ArgsType()
export class ChasedSitesArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which publication.' }) publicationId!: Id<'Publication'>;
  @Field(() => Boolean, { nullable: true, description: 'Only those that have answered, or have not; left out: both.' })
  isAnswered?: boolean | null;
}
export const chasedSites = z.object({
  first: z.number(),
  after: z.string().nullish(),
  publicationId: id<'Publication'>(),
  isAnswered: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
});

@InputType({ description: 'What was done for a step by hand.' })
export class RecordChaseInput {
  @Field(() => ID, { description: 'Which step.' }) stepId!: Id<'ChaseStep'>;
  @Field(() => ChaseOutcomeEnum, { description: 'What came of it.' }) outcome!: Outcome;
  @Field(() => String, { nullable: true, description: 'Who was reached.' }) reachedName?: string | null;
  @Field(() => Date, { description: 'When it was done.' }) reachedAt!: Date;
  @Field(() => String, { description: 'What was said.' }) words!: string;
}
export const recordChase = z
  .object({
    stepId: id<'ChaseStep'>(),
    outcome: z.enum(OUTCOMES),
    reachedName: text(100)
      .nullish()
      .transform((value) => value ?? null),
    reachedAt: z.date(),
    words: longText(2_000),
  })
  .refine(({ outcome, reachedName }) => outcome !== 'REACHED' || reachedName !== null, {
    path: ['reachedName'],
    message: 'Say who was reached.',
    params: { reason: 'engagement.reached_name_missing' },
  });

@InputType({ description: 'Asks everybody who has not answered.' })
export class DemandChaseInput {
  @Field(() => ID, { description: 'Of which publication.' }) publicationId!: Id<'Publication'>;
}
export const demandChase = z.object({ publicationId: id<'Publication'>() });

export const ChaseStepConnection = connectionOf(ChaseStepObject, 'ChaseStep');
