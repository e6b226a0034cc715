import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, enumeration, id } from '#libs/platform';
import {
  PUBLICATION_KINDS,
  PublicationKindEnum,
  SEVERITIES,
  SeverityEnum,
  type PublicationKind,
  type Severity,
} from '#libs/publishing';
import {
  CHANNELS,
  CHASED_ROLES,
  MAX_DELAY_HOURS,
  MAX_STEPS,
  STEP_BASES,
  STOPS,
  type Channel,
  type ChasedRole,
  type Side,
  type StepBase,
  type Stop,
} from './chasing-plan.entity.ts';

export const ChaseSideEnum = enumeration<Side>('ChaseSide', 'Who chases.', {
  VENDOR: 'A vendor its hospitals.',
  HOSPITAL: 'A hospital its own people.',
});
export const ChaseBaseEnum = enumeration<StepBase>('ChaseBase', 'From when the delay of a step counts.', {
  DELIVERY: 'From the delivery.',
  DUE: 'From nine in the morning, in Japan, of the day by which an answer is due.',
});
export const ChaseChannelEnum = enumeration<Channel>('ChaseChannel', 'By what means somebody is asked.', {
  MAIL: 'By mail.',
  PORTAL: 'In the portal, where the publication is read.',
  PHONE: 'By telephone, by people of the vendor.',
  FAX: 'By fax, by people of the vendor.',
  POST: 'By letter, by people of the vendor.',
  VISIT: 'In person, by people of the vendor.',
});
export const ChasedRoleEnum = enumeration<ChasedRole>('ChasedRole', 'Who is asked.', {
  RESPONSIBLE: 'Members who look after the devices of the site.',
  HOSPITAL_SECURITY: 'The security people of the hospital.',
  HOSPITAL_ADMIN: 'The administrators of the hospital.',
  BACKUP_CONTACT: 'The backup contacts.',
  EMERGENCY_CONTACT: 'The emergency contacts.',
  DELEGATE: 'Whom the hospital named to acknowledge for the site without an account.',
  VENDOR_SUPPORT: "The vendor's own support: it is told who has not answered.",
});
export const ChaseStopEnum = enumeration<Stop>('ChaseStop', 'When a site is chased no more.', {
  VIEWED: 'Once somebody there has opened it.',
  ANSWERED: 'Once it has answered everything that is asked.',
});

@ObjectType('ChasingPlanStep', { description: 'One step of a chasing plan.' })
export class PlanStepObject {
  @Field(() => ChaseBaseEnum, { description: 'From when it counts.' }) base!: StepBase;
  @Field(() => Int, { description: 'After how many hours; of a due date also before it, as a negative number.' })
  delayHours!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
}

@ObjectType('ChasingPlan', {
  description:
    'By which steps those are chased who do not answer. What was delivered follows the plan that stood then.',
})
export class ChasingPlanObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ChasingPlan'>;
  @Field(() => Boolean, { description: "Tasuki's own, for whoever has none." }) isDefault!: boolean;
  @Field(() => ChaseSideEnum, { description: 'Who chases.' }) side!: Side;
  @Field(() => SeverityEnum, { nullable: true, description: 'Of which severity; null: every one.' })
  severity!: Severity | null;
  @Field(() => PublicationKindEnum, { nullable: true, description: 'Of which kind; null: every one.' })
  publicationKind!: PublicationKind | null;
  @Field(() => ChaseStopEnum, { description: 'When a site is chased no more.' }) stopsAt!: Stop;
  @Field(() => Int, { nullable: true, description: 'From which minute of the day in Japan nobody is asked.' })
  quietFrom!: number | null;
  @Field(() => Int, { nullable: true, description: 'Until which minute of the day in Japan.' })
  quietUntil!: number | null;
  @Field(() => Boolean, { description: 'Whether nobody is asked on Saturdays, Sundays and national holidays.' })
  restsOnHolidays!: boolean;
  @Field(() => [PlanStepObject], { description: 'The steps, in their order.' }) steps!: readonly PlanStepObject[];
  @Field(() => Date, { description: 'Since when it stands.' }) createdAt!: Date;
}

@InputType({ description: 'One step of a chasing plan.' })
export class PlanStepInput {
  @Field(() => ChaseBaseEnum, { description: 'From when it counts.' }) base!: StepBase;
  @Field(() => Int, { description: 'After how many hours; of a due date also before it, as a negative number.' })
  delayHours!: number;
  @Field(() => ChaseChannelEnum, { description: 'By what means.' }) channel!: Channel;
  @Field(() => ChasedRoleEnum, { description: 'Who.' }) role!: ChasedRole;
}

@InputType({ description: 'A chasing plan, in place of the one for the same severity and kind.' })
export class SetChasingPlanInput {
  @Field(() => SeverityEnum, { nullable: true, description: 'Of which severity; left out: every one.' })
  severity?: Severity | null;
  @Field(() => PublicationKindEnum, { nullable: true, description: 'Of which kind; left out: every one.' })
  publicationKind?: PublicationKind | null;
  @Field(() => ChaseStopEnum, { description: 'When a site is chased no more.' }) stopsAt!: Stop;
  @Field(() => Int, { nullable: true, description: 'From which minute of the day in Japan nobody is asked.' })
  quietFrom?: number | null;
  @Field(() => Int, { nullable: true, description: 'Until which minute of the day in Japan.' })
  quietUntil?: number | null;
  @Field(() => Boolean, { description: 'Whether nobody is asked on Saturdays, Sundays and national holidays.' })
  restsOnHolidays!: boolean;
  @Field(() => [PlanStepInput], { description: 'The steps, 1 to 20, in their order.' }) steps!: PlanStepInput[];
}

const minute = () =>
  z
    .number()
    .int()
    .min(0)
    .max(1439)
    .nullish()
    .transform((value) => value ?? null);
const words = z.strictObject({
  severity: z
    .enum(SEVERITIES)
    .nullish()
    .transform((value) => value ?? null),
  publicationKind: z
    .enum(PUBLICATION_KINDS)
    .nullish()
    .transform((value) => value ?? null),
  stopsAt: z.enum(STOPS),
  quietFrom: minute(),
  quietUntil: minute(),
  restsOnHolidays: z.boolean(),
  steps: z
    .array(
      z.strictObject({
        base: z.enum(STEP_BASES),
        delayHours: z.number().int().min(-MAX_DELAY_HOURS).max(MAX_DELAY_HOURS),
        channel: z.enum(CHANNELS),
        role: z.enum(CHASED_ROLES),
      }),
    )
    .min(1, { error: 'Write one step at least: without, nobody would be asked.' })
    .max(MAX_STEPS, { error: `Write ${MAX_STEPS} steps at most.` }),
});
const isWholeRest = ({ quietFrom, quietUntil }: { quietFrom: number | null; quietUntil: number | null }) =>
  (quietFrom === null) === (quietUntil === null) && (quietFrom === null || quietFrom !== quietUntil);
const quietHours = because(
  'engagement.quiet_hours_half',
  'Say from when and until when it is quiet, two different times.',
);
export const setChasingPlan = words.refine(isWholeRest, quietHours);
export type SetChasingPlan = z.output<typeof setChasingPlan>;

@InputType({ description: 'Names a chasing plan.' })
export class ChasingPlanInput {
  @Field(() => ID, { description: 'Which one.' }) planId!: Id<'ChasingPlan'>;
}
export const chasingPlanInput = z.object({ planId: id<'ChasingPlan'>() });

@ArgsType()
export class ChasingPreviewArgs {
  @Field(() => SetChasingPlanInput, { description: 'The plan, saved or not.' }) plan!: SetChasingPlanInput;
  @Field(() => Date, { description: 'When a publication would be delivered.' }) deliveredAt!: Date;
  @Field(() => String, { nullable: true, description: 'By which day an answer would be due: 2026-11-30.' })
  dueOn?: string | null;
}
export const chasingPreview = z.object({
  plan: setChasingPlan,
  deliveredAt: z.date(),
  dueOn: calendarDate()
    .nullish()
    .transform((value) => value ?? null),
});

@ObjectType('ChasingPreviewStep', { description: 'When a step of a plan would come.' })
export class PreviewStepObject {
  @Field(() => Int, { description: 'Which step, from 1.' }) step!: number;
  @Field(() => Date, { nullable: true, description: 'When it is due; null where it does not come.' })
  dueAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it would come, quiet hours and holidays thought of.' })
  comesAt!: Date | null;
}

@ObjectType('ChasingPreview', { description: 'When the steps of a plan would come.' })
export class ChasingPreviewObject {
  @Field(() => [PreviewStepObject], { description: 'One for each step.' }) steps!: PreviewStepObject[];
  @Field(() => Int, { description: 'The last year whose holidays are known; later only weekends are thought of.' })
  holidaysKnownUntil!: number;
}
