import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, CalendarDate, email, id, longText, PageArgs, text } from '#libs/platform';
import { JustificationInput, justifications } from './findings/finding.graphql.ts';
import {
  OutsideMeansEnum,
  PublicationKindEnum,
  PublicationStateEnum,
  RequiredActionKindEnum,
  SeverityEnum,
  TlpEnum,
} from './publication-enums.graphql.ts';
import {
  OUTSIDE_MEANS,
  PUBLICATION_KINDS,
  PUBLICATION_STATES,
  REQUIRED_ACTION_KINDS,
  SEVERITIES,
  TLPS,
  type OutsideMeans,
  type PublicationKind,
  type PublicationState,
  type RequiredActionKind,
  type Severity,
  type Tlp,
} from './publication.words.ts';

const MAX_RELEASES = 500;
const MAX_FILES = 100;
const MAX_HOSPITALS = 1_000;
const MAX_READERS = 50;

const once = <T>(nameOf: (one: T) => string) =>
  [
    (list: T[]) => new Set(list.map(nameOf)).size === list.length,
    because('input.repeated', 'Name each one once.'),
  ] as const;

const actions = z
  .array(z.strictObject({ kind: z.enum(REQUIRED_ACTION_KINDS), dueOn: calendarDate() }))
  .refine(...once<{ kind: string }>(({ kind }) => kind));

const contents = {
  releaseIds: z
    .array(id<'Release'>())
    .max(MAX_RELEASES)
    .refine(...once<string>((one) => one)),
  actions,
  uploadIds: z
    .array(id<'Upload'>())
    .max(MAX_FILES)
    .refine(...once<string>((one) => one)),
  namedHospitals: z
    .array(z.strictObject({ hospitalId: id<'Organisation'>(), emails: z.array(email()).max(MAX_READERS) }))
    .max(MAX_HOSPITALS)
    .refine(...once<{ hospitalId: string }>(({ hospitalId }) => hospitalId)),
};

const words = {
  titleJa: text(200).nullish(),
  titleEn: text(200).nullish(),
  summaryJa: longText(10_000).nullish(),
  summaryEn: longText(10_000).nullish(),
  effectiveOn: calendarDate().nullish(),
};

const publicationId = id<'Publication'>();
const reason = longText(2_000);

export const draftPublication = z.strictObject({
  ...words,
  ...contents,
  kind: z.enum(PUBLICATION_KINDS),
  severity: z.enum(SEVERITIES),
  tlp: z.enum(TLPS),
});
export const editPublication = z.strictObject({
  ...words,
  publicationId,
  updatedAt: z.date().optional(),
  severity: z.enum(SEVERITIES).optional(),
  tlp: z.enum(TLPS).optional(),
  releaseIds: contents.releaseIds.optional(),
  actions: actions.optional(),
  uploadIds: contents.uploadIds.optional(),
  namedHospitals: contents.namedHospitals.optional(),
});
export const onePublication = z.strictObject({ publicationId });
export const submitPublication = z.strictObject({ publicationId, justifications: justifications.optional() });
export const withReason = z.strictObject({ publicationId, reason });
const submittedAt = z.date();
export const approvePublication = z.strictObject({ publicationId, submittedAt, isEditorial: z.boolean() });
export const publishEmergency = z.strictObject({ publicationId, submittedAt });
export const draftRevision = z.strictObject({ publicationId, actions: actions.optional() });
export const recordOutsideRecipient = z
  .strictObject({
    publicationId,
    hospitalName: text(200),
    means: z.enum(OUTSIDE_MEANS),
    sentOn: calendarDate(),
    respondedOn: calendarDate().nullish(),
    note: longText(2_000).nullish(),
  })
  .refine(({ sentOn, respondedOn }) => !respondedOn || respondedOn >= sentOn, {
    ...because('publishing.answered_before_told', 'The hospital cannot have answered before it was told.'),
    path: ['respondedOn'],
  });
export const publicationList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  vendorId: id<'Organisation'>().nullish(),
  releaseId: id<'Release'>().nullish(),
  state: z.enum(PUBLICATION_STATES).nullish(),
  kind: z.enum(PUBLICATION_KINDS).nullish(),
  isSecondCheckPending: z.boolean().nullish(),
  search: text(200).nullish(),
});

export type DraftPublication = z.output<typeof draftPublication>;
export type EditPublication = z.output<typeof editPublication>;
export type SubmitPublication = z.output<typeof submitPublication>;
export type OnePublication = z.output<typeof onePublication>;
export type WithReason = z.output<typeof withReason>;
export type ApprovePublication = z.output<typeof approvePublication>;
export type PublishEmergency = z.output<typeof publishEmergency>;
export type DraftRevision = z.output<typeof draftRevision>;
export type RecordOutsideRecipient = z.output<typeof recordOutsideRecipient>;
export type PublicationList = z.output<typeof publicationList>;

@InputType({ description: 'What a hospital is asked to do, and until when.' })
export class RequiredActionInput {
  @Field(() => RequiredActionKindEnum, { description: 'What to do; each kind at most once.' })
  kind!: RequiredActionKind;
  @Field(() => CalendarDate, { description: 'The last day, in Japan; not in the past.' }) dueOn!: string;
}

@InputType({ description: 'A hospital that is to receive it whatever it holds.' })
export class NamedHospitalInput {
  @Field(() => ID, { description: 'The hospital; there must be an active relationship.' })
  hospitalId!: Id<'Organisation'>;
  @Field(() => [String], {
    defaultValue: [],
    description: 'For TLP:RED: e-mail addresses of the members who alone may read it.',
  })
  emails!: string[];
}

@InputType({ isAbstract: true })
abstract class PublicationWords {
  @Field(() => String, { nullable: true, description: 'Title in Japanese. One of the two titles is needed.' })
  titleJa?: string | null;
  @Field(() => String, { nullable: true, description: 'Title in English.' }) titleEn?: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in Japanese.' }) summaryJa?: string | null;
  @Field(() => String, { nullable: true, description: 'Summary in English.' }) summaryEn?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'From when on what it says holds.' }) effectiveOn?:
    string | null;
}

@InputType({ description: 'The first draft of a new publication.' })
export class DraftPublicationInput extends PublicationWords {
  @Field(() => PublicationKindEnum, { description: 'What it is. Cannot be changed later.' }) kind!: PublicationKind;
  @Field(() => SeverityEnum, { description: 'How grave it is.' }) severity!: Severity;
  @Field(() => TlpEnum, { description: 'To whom it may be passed on.' }) tlp!: Tlp;
  @Field(() => [ID], { defaultValue: [], description: 'Your releases that it is about.' }) releaseIds!: Id<'Release'>[];
  @Field(() => [RequiredActionInput], { defaultValue: [], description: 'What it asks of the hospitals.' })
  actions!: RequiredActionInput[];
  @Field(() => [ID], { defaultValue: [], description: 'Your verified uploads to attach, in order.' })
  uploadIds!: Id<'Upload'>[];
  @Field(() => [NamedHospitalInput], { defaultValue: [], description: 'Hospitals that receive it whatever they hold.' })
  namedHospitals!: NamedHospitalInput[];
}

@InputType({ description: 'Changes of a draft. What is left out stays; a list that is given replaces the one before.' })
export class EditPublicationInput extends PublicationWords {
  @Field(() => ID, { description: 'A publication in DRAFT.' }) publicationId!: Id<'Publication'>;
  @Field(() => Date, {
    nullable: true,
    description:
      'The updatedAt of its review, as you read it: then what somebody changed since is not overwritten unseen.',
  })
  updatedAt?: Date;
  @Field(() => SeverityEnum, { nullable: true, description: 'How grave it is.' }) severity?: Severity;
  @Field(() => TlpEnum, { nullable: true, description: 'To whom it may be passed on.' }) tlp?: Tlp;
  @Field(() => [ID], { nullable: true, description: 'Your releases that it is about.' }) releaseIds?: Id<'Release'>[];
  @Field(() => [RequiredActionInput], { nullable: true, description: 'What it asks of the hospitals.' })
  actions?: RequiredActionInput[];
  @Field(() => [ID], { nullable: true, description: 'Uploads attached, in order; those attached before may stay.' })
  uploadIds?: Id<'Upload'>[];
  @Field(() => [NamedHospitalInput], { nullable: true, description: 'Hospitals that receive it whatever they hold.' })
  namedHospitals?: NamedHospitalInput[];
}

@InputType({ description: 'Which draft to hand to an approver.' })
export class SubmitPublicationInput {
  @Field(() => ID, { description: 'A publication in DRAFT.' }) publicationId!: Id<'Publication'>;
  @Field(() => [JustificationInput], {
    nullable: true,
    description:
      'For warnings in its files that may stand. Whoever says so does not approve. What was said before holds on.',
  })
  justifications?: JustificationInput[];
}

@InputType({ description: 'What to return to its authors, and why.' })
export class SendBackPublicationInput {
  @Field(() => ID, { description: 'A publication in IN_REVIEW.' }) publicationId!: Id<'Publication'>;
  @Field(() => String, { description: 'What is to be changed.' }) reason!: string;
}

const AS_READ = 'Its submittedAt, as you read it: what was submitted again since then is not published unseen.';

@InputType({ description: 'What to publish.' })
export class ApprovePublicationInput {
  @Field(() => ID, { description: 'A publication in IN_REVIEW that you did not write in and sent no file of.' })
  publicationId!: Id<'Publication'>;
  @Field(() => Date, { description: AS_READ }) submittedAt!: Date;
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Nobody is asked again. Refused when what the files say, or releases, severity, TLP or actions, differs from the revision in force.',
  })
  isEditorial!: boolean;
}

@InputType({ description: 'What to publish without waiting for a second person.' })
export class PublishEmergencyInput {
  @Field(() => ID, { description: 'A CRITICAL ADVISORY in IN_REVIEW.' }) publicationId!: Id<'Publication'>;
  @Field(() => Date, { description: AS_READ }) submittedAt!: Date;
}

@InputType({ description: 'Which emergency publication to confirm.' })
export class ConfirmSecondCheckInput {
  @Field(() => ID, { description: 'A publication whose second check is pending.' }) publicationId!: Id<'Publication'>;
}

@InputType({ description: 'What to take back, and why.' })
export class WithdrawPublicationInput {
  @Field(() => ID, { description: 'A publication in PUBLISHED or SUPERSEDED.' }) publicationId!: Id<'Publication'>;
  @Field(() => String, { description: 'Why; everyone it reached reads this.' }) reason!: string;
}

@InputType({ description: 'What to revise.' })
export class DraftRevisionInput {
  @Field(() => ID, { description: 'The publication in force.' }) publicationId!: Id<'Publication'>;
  @Field(() => [RequiredActionInput], {
    nullable: true,
    description: 'What it asks now, with new dates. Left out: what it asked before.',
  })
  actions?: RequiredActionInput[];
}

@InputType({ description: 'How a hospital that is not in Tasuki was told.' })
export class RecordOutsideRecipientInput {
  @Field(() => ID, { description: 'What it was told about.' }) publicationId!: Id<'Publication'>;
  @Field(() => String, { description: 'The name of the hospital.' }) hospitalName!: string;
  @Field(() => OutsideMeansEnum, { description: 'By which means.' }) means!: OutsideMeans;
  @Field(() => CalendarDate, { description: 'When it was told.' }) sentOn!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it answered.' }) respondedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Whom was spoken to, what was said.' }) note?: string | null;
}

@ArgsType()
export class PublicationListArgs extends PageArgs {
  @Field(() => PublicationStateEnum, { nullable: true, description: 'Only in this state.' })
  state?: PublicationState | null;
  @Field(() => PublicationKindEnum, { nullable: true, description: 'Only of this kind.' })
  kind?: PublicationKind | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only emergencies that no second approver has confirmed yet; false: only the others.',
  })
  isSecondCheckPending?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Only about this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this vendor. Left out by a vendor: its own.' })
  vendorId?: Id<'Organisation'> | null;
  @Field(() => String, { nullable: true, description: 'Only with these words in a title.' }) search?: string | null;
}
