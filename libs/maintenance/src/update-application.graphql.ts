import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id, Refusal } from '#libs/kernel';
import { because, ByteCount, calendarDate, CalendarDate, connectionOf, id, longText, PageArgs } from '#libs/platform';
import * as e from './maintenance-enums.graphql.ts';
import {
  CHECK_LISTS,
  COUNTERSIGNATURES,
  PERFORMERS,
  UPDATE_STATES,
  WITHDRAWAL_DECISIONS,
  type CheckList,
  type Countersignature,
  type Performer,
  type Side,
  type UpdateState,
  type WithdrawalDecision,
} from './update-application.entity.ts';
import type { StepAct } from './update-step.entity.ts';
import { type CompensatingControl, CompensatingControlEnum, controlsGiven } from '#libs/inventory';

@ObjectType('UpdateCheckItem', { description: 'Something to be done that the manifest of an update names.' })
export class CheckItemObject {
  @Field(() => String, { description: 'In the words of the manifest.' }) text!: string;
  @Field(() => ID, { nullable: true, description: 'The account or API key that ticked it.' }) doneBy!: Id | null;
  @Field(() => String, { nullable: true, description: 'When it was ticked, as an instant; null: it is not.' })
  doneAt!: string | null;
}

@ObjectType('UpdateEvidence', { description: 'A file that shows what was done; requestDownload takes its uploadId.' })
export class UpdateEvidenceObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'UpdateEvidence'>;
  @Field(() => ID, { description: 'The upload that it is.' }) uploadId!: Id<'Upload'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => ByteCount, { description: 'Its size.' }) sizeBytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes.' }) sha256!: string;
  @Field(() => String, { description: 'Its media type, judged from its bytes.' }) mediaType!: string;
}

@ObjectType('UpdateStep', { description: 'One line of the history of an update. Never changed.' })
export class UpdateStepObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'UpdateStep'>;
  @Field(() => e.StepActEnum, { description: 'What it was.' }) act!: StepAct;
  @Field(() => e.UpdateStateEnum, { nullable: true, description: 'The state before.' }) fromState!: UpdateState | null;
  @Field(() => e.UpdateStateEnum, { description: 'The state after.' }) toState!: UpdateState;
  @Field(() => String, { nullable: true, description: 'What was said with it.' }) note!: string | null;
  @Field(() => ID, { nullable: true, description: 'The organisation of whoever did it; null: the system did.' })
  organisationId!: Id<'Organisation'> | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The manufacturer or hospital for which that organisation did it, under a mandate.',
  })
  onBehalfOfId!: Id<'Organisation'> | null;
  @Field(() => ID, { nullable: true, description: 'The mandate that let it.' }) mandateId!: Id<'Mandate'> | null;
  @Field(() => ID, { nullable: true, description: 'The account that did it.' }) userId!: Id<'User'> | null;
  @Field(() => ID, { nullable: true, description: 'The API key that did it.' }) apiKeyId!: Id<'ApiKey'> | null;
  @Field(() => Date, { description: 'When it was recorded.' }) recordedAt!: Date;
}

@ObjectType('UpdateApplication', {
  description:
    'What was done with one update on one asset, or group of equal devices: one for all revisions of a package.',
})
export class UpdateApplicationObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'UpdateApplication'>;
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => ID, { description: 'The asset.' }) assetId!: Id<'Asset'>;
  @Field(() => ID, { description: 'The revision of the package that it is done by.' })
  publicationId!: Id<'Publication'>;
  @Field(() => Int, { description: 'Which revision that is.' }) revision!: number;
  @Field(() => ID, { description: 'The release that ran on the asset.' }) fromReleaseId!: Id<'Release'>;
  @Field(() => ID, { nullable: true, description: 'The release that it leads to; null where nobody says.' })
  toReleaseId!: Id<'Release'> | null;
  @Field(() => e.UpdateStateEnum, { description: 'Where it stands.' }) state!: UpdateState;
  @Field(() => Int, { description: 'Which wave: a wave waits for those before it.' }) wave!: number;
  @Field(() => ID, { nullable: true, description: 'The member who sees to it.' }) responsibleId!: Id<'Member'> | null;
  @Field(() => e.PerformerEnum, { description: 'Who does the work.' }) performer!: Performer;
  @Field(() => Date, { nullable: true, description: 'When it is to begin.' }) startsAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is to be over.' }) endsAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'The IANA time zone in which it was scheduled.' })
  timeZone!: string | null;
  @Field(() => Boolean, { description: 'A warning: it is scheduled outside of the windows that its site agreed.' })
  isOutsideWindows!: boolean;
  @Field(() => e.CountersignatureEnum, { description: 'Whether the other side says that it was so.' })
  countersignature!: Countersignature;
  @Field(() => e.SideEnum, { nullable: true, description: 'Who is to countersign; null: nobody.' })
  countersigner!: Side | null;
  @Field(() => String, { nullable: true, description: 'What the countersigner said.' })
  countersignatureNote!: string | null;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what was really installed.' })
  installedSha256!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether that is a file of the published package; null where the hash was not recorded.',
  })
  isPublishedPackage!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why it failed, was rolled back, put off or does not apply.' })
  reason!: string | null;
  @Field(() => [CompensatingControlEnum], { description: 'What protects the device until then.' })
  compensatingControls!: readonly CompensatingControl[];
  @Field(() => CalendarDate, { nullable: true, description: 'When it comes back, if it was put off.' })
  reviewOn!: string | null;
  @Field(() => [CheckItemObject], { description: 'What has to be so before.' }) prerequisites!: CheckItemObject[];
  @Field(() => Int, { description: 'How many of these are not ticked.' }) openPrerequisites!: number;
  @Field(() => [CheckItemObject], { description: 'What to look at afterwards.' }) verificationSteps!: CheckItemObject[];
  @Field(() => String, { nullable: true, description: 'Why it counts as verified although not all was looked at.' })
  unverifiedReason!: string | null;
  @Field(() => Boolean, { description: 'The package was withdrawn: nothing more is begun.' }) isHalted!: boolean;
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn.' }) haltedAt!: Date | null;
  @Field(() => Boolean, { description: 'The package was withdrawn after it was applied: keep it, or roll it back?' })
  isDecisionAwaited!: boolean;
  @Field(() => e.WithdrawalDecisionEnum, { nullable: true, description: 'What was decided then.' })
  withdrawalDecision!: WithdrawalDecision | null;
  @Field(() => Int, { description: 'Counts up with each change; to be sent back with the next step.' })
  version!: number;
  @Field(() => Date, { description: 'When it was planned first.' }) createdAt!: Date;
  @Field(() => Date, { description: 'When it changed last.' }) updatedAt!: Date;
}

export const UpdateApplicationConnection = connectionOf(UpdateApplicationObject, 'UpdateApplication');

@ArgsType()
export class UpdateApplicationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only at this site.' }) siteId?: Id<'Site'> | null;
  @Field(() => [e.UpdateStateEnum], { nullable: true, description: 'Only in one of these states.' })
  states?: UpdateState[] | null;
  @Field(() => ID, { nullable: true, description: 'Only of this package, in any of its revisions.' })
  publicationId?: Id<'Publication'> | null;
  @Field(() => ID, { nullable: true, description: 'Only on this asset.' }) assetId?: Id<'Asset'> | null;
  @Field(() => ID, { nullable: true, description: 'Only what this member sees to.' })
  responsibleId?: Id<'Member'> | null;
  @Field(() => e.CountersignatureEnum, { nullable: true, description: 'Only so countersigned.' })
  countersignature?: Countersignature | null;
  @Field(() => Boolean, { nullable: true, description: 'Only where the package was withdrawn, or only where not.' })
  isHalted?: boolean | null;
  @Field(() => Date, { nullable: true, description: 'Only what is scheduled to be over after this.' })
  from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Only what is scheduled to begin before this.' }) to?: Date | null;
}
export const updateApplicationList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  siteId: id<'Site'>().nullish(),
  states: z.array(z.enum(UPDATE_STATES)).min(1).nullish(),
  publicationId: id<'Publication'>().nullish(),
  assetId: id<'Asset'>().nullish(),
  responsibleId: id<'Member'>().nullish(),
  countersignature: z.enum(COUNTERSIGNATURES).nullish(),
  isHalted: z.boolean().nullish(),
  from: z.date().nullish(),
  to: z.date().nullish(),
});
export type UpdateApplicationList = z.output<typeof updateApplicationList>;

// ---- steps

const words = (max: number) =>
  longText(max)
    .nullish()
    .transform((value) => value ?? null);
const LOCAL = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/;
const localTime = () =>
  z
    .string()
    .refine(
      (value) => LOCAL.test(value) && calendarDate().safeParse(value.slice(0, 10)).success,
      because('maintenance.not_a_local_time', 'Write a date and time as a clock shows it: 2026-12-01T22:00.'),
    );
export const scheduleGiven = () =>
  z
    .object({ start: localTime(), end: localTime(), timeZone: z.string().max(100) })
    .nullish()
    .transform((value) => value ?? null);
export const sha256Given = () =>
  z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .refine(
      (value) => /^[0-9a-f]{64}$/.test(value),
      because('maintenance.not_a_sha256', 'Write the SHA-256 with 64 hexadecimal digits.'),
    )
    .nullish()
    .transform((value) => value ?? null);

@InputType('UpdateScheduleInput', { description: 'From when to when, as clocks there show it.' })
export class ScheduleInput {
  @Field(() => String, { description: 'When it begins: 2026-12-01T22:00.' }) start!: string;
  @Field(() => String, { description: 'When it is over: 2026-12-02T02:00.' }) end!: string;
  @Field(() => String, { description: 'The IANA time zone: Asia/Tokyo.' }) timeZone!: string;
}

@InputType('UpdateStepInput', { description: 'A step, and what is said with it.' })
class StepInput {
  @Field(() => e.UpdateStateEnum, { description: 'The state that it leads to: one of possibleSteps.' })
  to!: UpdateState;
  @Field(() => String, {
    nullable: true,
    description: 'A note; needed for FAILED, ROLLED_BACK, DEFERRED and NOT_APPLICABLE.',
  })
  note?: string | null;
  @Field(() => ScheduleInput, { nullable: true, description: 'When; needed for SCHEDULED.' })
  schedule?: ScheduleInput | null;
  @Field(() => [CompensatingControlEnum], {
    nullable: true,
    description: 'What protects the device until then; at least one for DEFERRED.',
  })
  controls?: CompensatingControl[] | null;
  @Field(() => CalendarDate, { nullable: true, description: 'When it comes back, after today; needed for DEFERRED.' })
  reviewOn?: string | null;
  @Field(() => e.PerformerEnum, {
    nullable: true,
    description: 'Who does the work, where it is another than was planned.',
  })
  performer?: Performer | null;
  @Field(() => String, { nullable: true, description: 'For APPLIED: SHA-256 of what was really installed.' })
  installedSha256?: string | null;
  @Field(() => String, { nullable: true, description: 'For VERIFIED: why not every verification step is ticked.' })
  unverifiedReason?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'For IN_PROGRESS: why it starts although an earlier wave is open.',
  })
  despiteEarlierWave?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Verified uploads that show what was done, at most 20.' })
  evidenceIds?: Id<'Upload'>[] | null;
}
const stepFields = {
  to: z.enum(UPDATE_STATES),
  note: words(2000),
  schedule: scheduleGiven(),
  controls: controlsGiven.nullish().transform((controls) => controls ?? []),
  reviewOn: calendarDate()
    .nullish()
    .transform((day) => day ?? null),
  performer: z
    .enum(PERFORMERS)
    .nullish()
    .transform((performer) => performer ?? null),
  installedSha256: sha256Given(),
  unverifiedReason: words(2000),
  despiteEarlierWave: words(2000),
  evidenceIds: z
    .array(id<'Upload'>())
    .max(20)
    .nullish()
    .transform((ids) => [...new Set(ids ?? [])]),
};
const step = z.object(stepFields);
export type StepGiven = z.output<typeof step>;

const named = z.object({ applicationId: id<'UpdateApplication'>(), version: z.int().min(0) });
/** Several at once; each once. */
const several = () =>
  z
    .array(named)
    .min(1)
    .max(500)
    .refine(
      (list) => new Set(list.map(({ applicationId }) => applicationId)).size === list.length,
      because('input.repeated', 'Name each one once.'),
    );

@InputType('NamedUpdateInput', { description: 'An update, as one has read it.' })
class NamedInput {
  @Field(() => ID, { description: 'The update.' }) applicationId!: Id<'UpdateApplication'>;
  @Field(() => Int, { description: 'Its version as it was read: who was slower is told.' }) version!: number;
}

@InputType({ description: 'A step of one update.' })
export class RecordUpdateStepInput extends NamedInput {
  @Field(() => StepInput, { description: 'The step.' }) step!: StepInput;
}
export const recordUpdateStep = named.extend({ step });
export type RecordUpdateStep = z.output<typeof recordUpdateStep>;

@InputType({ description: 'The same step of several updates.' })
export class RecordUpdateStepsInput {
  @Field(() => [NamedInput], { description: 'The updates, 1 to 500.' }) applications!: NamedInput[];
  @Field(() => StepInput, { description: 'The step.' }) step!: StepInput;
}
export const recordUpdateSteps = z.object({ applications: several(), step });
export type RecordUpdateSteps = z.output<typeof recordUpdateSteps>;

@InputType({ description: 'What is ticked in a list of an update.' })
export class CheckUpdateItemsInput extends NamedInput {
  @Field(() => e.CheckListEnum, { description: 'In which list.' }) list!: CheckList;
  @Field(() => [Int], { description: 'The places in the list, from 0.' }) places!: number[];
  @Field(() => Boolean, { defaultValue: true, description: 'False takes the tick back.' }) isDone!: boolean;
}
export const checkUpdateItems = named.extend({
  list: z.enum(CHECK_LISTS),
  places: z.array(z.int()).min(1).max(500),
  isDone: z.boolean().default(true),
});
export type CheckItems = z.output<typeof checkUpdateItems>;

@InputType({ description: 'What the other side says of updates that were applied.' })
export class CountersignUpdatesInput {
  @Field(() => [NamedInput], { description: 'The updates, 1 to 500.' }) applications!: NamedInput[];
  @Field(() => e.VerdictEnum, { description: 'Whether it was so.' }) verdict!: 'COUNTERSIGNED' | 'DISPUTED';
  @Field(() => String, { nullable: true, description: 'A note; needed for DISPUTED.' }) note?: string | null;
}
export const countersignUpdates = z.object({
  applications: several(),
  verdict: z.enum(['COUNTERSIGNED', 'DISPUTED']),
  note: words(2000),
});
export type Countersign = z.output<typeof countersignUpdates>;

@InputType({ description: 'What becomes of applied updates whose package was withdrawn.' })
export class DecideWithdrawnUpdatesInput {
  @Field(() => [NamedInput], { description: 'The updates, 1 to 500.' }) applications!: NamedInput[];
  @Field(() => e.WithdrawalDecisionEnum, { description: 'What becomes of them.' }) decision!: WithdrawalDecision;
  @Field(() => String, { description: 'Why.' }) reason!: string;
}
export const decideWithdrawnUpdates = z.object({
  applications: several(),
  decision: z.enum(WITHDRAWAL_DECISIONS),
  reason: longText(2000),
});
export type DecideWithdrawn = z.output<typeof decideWithdrawnUpdates>;

@ObjectType('UpdateRefusal', { description: 'Why something of several was refused.' })
export class UpdateRefusalObject {
  @Field(() => String, { description: 'One of the closed error codes.' }) code!: string;
  @Field(() => String, { description: 'A stable key of the reason.' }) reason!: string;
  @Field(() => String, { description: 'What is wrong and what to do, in English.' }) message!: string;
}

@ObjectType('UpdateStepResult', { description: 'What became of one of several updates.' })
export class StepResultObject {
  @Field(() => ID, { description: 'The update that was named.' }) applicationId!: Id<'UpdateApplication'>;
  @Field(() => UpdateApplicationObject, { nullable: true, description: 'As it is now; null when it was refused.' })
  application!: UpdateApplicationObject | null;
  @Field(() => UpdateRefusalObject, { nullable: true, description: 'Why it was refused.' }) refusal!: Refusal | null;
}
@ObjectType({ description: 'What became of each update.' })
export class UpdateStepsPayload {
  @Field(() => [StepResultObject], { description: 'In the order they were named.' }) results!: StepResultObject[];
}
