import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import {
  because,
  ByteCount,
  calendarDate,
  CalendarDate,
  connectionOf,
  email,
  id,
  longText,
  PageArgs,
  text,
} from '#libs/platform';
import * as e from './case-enums.graphql.ts';
import { CLOCK_BASES, type ClockBasis } from './case-clock.entity.ts';
import {
  TOLD_MEANS,
  TOLD_WHOM,
  WRITTEN_KINDS,
  type EntryKind,
  type ToldMeans,
  type ToldWhom,
  type WrittenKind,
} from './case-entry.entity.ts';
import type { PartyState } from './case-party.entity.ts';
import {
  CASE_KINDS,
  CASE_STATES,
  PATIENT_IMPACTS,
  REPORT_KINDS,
  type CaseKind,
  type CaseState,
  type PatientImpact,
  type ReportKind,
  type StepSide,
} from './case.entity.ts';

const MAX_WORDS = 20_000;
const MOST_ASSETS = 100;
const MOST_RELEASES = 100;
const MOST_FILES = 20;
const MOST_IDS = 50;
const CVE = /^CVE-\d{4}-\d{4,19}$/;
const JVN = /^(JVN#\d{8}|JVNVU#\d{8}|JVNDB-\d{4}-\d{6})$/;

@ObjectType('CaseStep', { description: 'What may come next.' })
export class CaseStepObject {
  @Field(() => e.CaseStateEnum, { description: 'The state that it leads to.' }) to!: CaseState;
  @Field(() => e.StepSideEnum, { description: 'Whose step it is.' }) side!: StepSide;
}

@ObjectType('CaseFile', { description: 'A file that goes with an entry; requestDownload takes its uploadId.' })
export class CaseFileObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'CaseFile'>;
  @Field(() => ID, { description: 'The upload that it is.' }) uploadId!: Id<'Upload'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => ByteCount, { description: 'Its size.' }) sizeBytes!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes.' }) sha256!: string;
  @Field(() => String, { description: 'Its media type, judged from its bytes.' }) mediaType!: string;
}

@ObjectType('CaseEntry', { description: 'What was said or done in a case, as plain text. Never changed.' })
export class CaseEntryObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'CaseEntry'>;
  @Field(() => e.EntryKindEnum, { description: 'What it is.' }) kind!: EntryKind;
  @Field(() => String, { description: 'The organisation that wrote it, as it was called then.' })
  organisationName!: string;
  @Field(() => String, { nullable: true, description: 'And in English.' }) organisationEnglishName!: string | null;
  @Field(() => ID, { description: 'Which organisation that is.' }) organisationId!: Id<'Organisation'>;
  @Field(() => String, { nullable: true, description: 'Who wrote it, as called then.' }) authorName!: string | null;
  @Field(() => String, { description: 'The words, over several lines.' }) words!: string;
  @Field(() => Boolean, { description: 'For the own organisation alone.' }) isInternal!: boolean;
  @Field(() => ID, { nullable: true, description: 'The entry that it puts right.' })
  correctsId!: Id<'CaseEntry'> | null;
  @Field(() => e.CaseStateEnum, { nullable: true, description: 'The state that a step led to.' })
  toState!: CaseState | null;
  @Field(() => e.ToldWhomEnum, { nullable: true, description: 'Who was told.' }) toldWhom!: ToldWhom | null;
  @Field(() => e.ToldMeansEnum, { nullable: true, description: 'By what means.' }) toldMeans!: ToldMeans | null;
  @Field(() => Date, { nullable: true, description: 'And when.' }) toldAt!: Date | null;
  @Field(() => Date, { description: 'When it was written.' }) writtenAt!: Date;
}
export const CaseEntryConnection = connectionOf(CaseEntryObject, 'CaseEntry');

@ObjectType('CaseClock', { description: 'By when a side has to have told, or done, something.' })
export class CaseClockObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'CaseClock'>;
  @Field(() => e.ClockBasisEnum, { description: 'Why it is due by then.' }) basis!: ClockBasis;
  @Field(() => Date, { description: 'When that side became aware: from then it is counted.' }) awareAt!: Date;
  @Field(() => Date, { description: 'When it is due.' }) dueAt!: Date;
  @Field(() => String, { nullable: true, description: 'Who started it, as called then.' })
  startedByName!: string | null;
  @Field(() => Date, { description: 'When it was started.' }) startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was marked as met.' }) metAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'By what it was met.' }) metWords!: string | null;
}

@ObjectType('CaseInternals', { description: 'What one side of a case keeps for itself.' })
export class CaseInternalsObject {
  @Field(() => String, { nullable: true, description: 'Notes.' }) notes!: string | null;
  @Field(() => String, { nullable: true, description: 'Whom to reach inside.' }) contacts!: string | null;
  @Field(() => String, { nullable: true, description: 'What was done until there is a fix.' }) measures!: string | null;
  @Field(() => Int, { description: 'Goes up with every change.' }) version!: number;
  @Field(() => Date, { description: 'When it was changed.' }) changedAt!: Date;
}

@ObjectType('CaseParty', { description: 'Somebody of another organisation who is invited to a case, by name.' })
export class CasePartyObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'CaseParty'>;
  @Field(() => String, { description: 'Their name, as it was then.' }) name!: string;
  @Field(() => String, { description: 'Their organisation, as it was called then.' }) organisationName!: string;
  @Field(() => String, { nullable: true, description: 'And in English.' }) organisationEnglishName!: string | null;
  @Field(() => String, { description: 'Their mail address.' }) email!: string;
  @Field(() => e.PartyStateEnum, { description: 'Whether they see the case.' }) state!: PartyState;
  @Field(() => Date, { nullable: true, description: 'From when they see it; null: the whole.' }) seesFrom!: Date | null;
  @Field(() => Date, { description: 'When they were invited.' }) invitedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When they accepted.' }) acceptedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When they were removed.' }) removedAt!: Date | null;
}

@ObjectType('Case', {
  description:
    'An incident or suspected vulnerability that a hospital reports, or a coordinated disclosure of a vendor.',
})
export class CaseObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Case'>;
  @Field(() => e.CaseKindEnum, { description: 'What it is.' }) kind!: CaseKind;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => e.CaseStateEnum, { description: 'Where it stands.' }) state!: CaseState;
  @Field(() => [CaseStepObject], { description: 'What may come next, whoever takes the step.' })
  nextSteps!: CaseStepObject[];
  @Field(() => Int, { description: 'Goes up with every step and change.' }) version!: number;
  @Field(() => Date, { description: 'When it was reported or opened.' }) openedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was closed.' }) closedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the hospital noticed what it reports.' })
  noticedAt!: Date | null;
  @Field(() => e.PatientImpactEnum, { nullable: true, description: 'Whether patients were harmed, as reported.' })
  patientImpact!: PatientImpact | null;
  @Field(() => Int, { nullable: true, description: 'How many devices the hospital reports.' })
  assetCount!: number | null;
  @Field(() => String, { nullable: true, description: 'Who told the vendor; null: unnamed.' })
  reporterName!: string | null;
  @Field(() => [String], { description: 'CVE ids.' }) cveIds!: string[];
  @Field(() => [String], { description: 'JVN ids: JVN#12345678, JVNVU#12345678 or JVNDB-2026-123456.' })
  jvnIds!: string[];
  @Field(() => CalendarDate, { nullable: true, description: 'Until which day nothing is said outside.' })
  embargoUntil!: string | null;
}
export const CaseConnection = connectionOf(CaseObject, 'Case');

@ArgsType()
export class CasesArgs extends PageArgs {
  @Field(() => [e.CaseKindEnum], { nullable: true, description: 'Only of these kinds.' }) kinds?: CaseKind[] | null;
  @Field(() => [e.CaseStateEnum], { nullable: true, description: 'Only in these states.' }) states?: CaseState[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what the actor opened, or is invited to by name.' })
  isMine?: boolean | null;
}
export const casesList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  kinds: z.array(z.enum(CASE_KINDS)).nullish(),
  states: z.array(z.enum(CASE_STATES)).nullish(),
  isMine: z.boolean().nullish(),
});

@ArgsType()
export class CaseEntriesArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which case.' }) caseId!: Id<'Case'>;
}
export const caseEntries = z.object({ caseId: id<'Case'>(), first: z.number(), after: z.string().nullish() });

const absent = <T>(value: T | null | undefined): T | null => value ?? null;
const uploads = z.array(id<'Upload'>()).max(MOST_FILES);
const words = longText(MAX_WORDS);
const unique = <T>(list: T[]): T[] => [...new Set(list)];

@InputType({ description: 'What happened, or is suspected, on devices of one vendor.' })
export class ReportIncidentInput {
  @Field(() => e.ReportKindEnum, { description: 'What it is.' }) kind!: ReportKind;
  @Field(() => [ID], { description: 'The devices, 1 to 100.' }) assetIds!: Id<'Asset'>[];
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'What happened, at most 20,000 characters of plain text.' }) words!: string;
  @Field(() => Date, { description: 'When it was noticed; not in the future.' }) noticedAt!: Date;
  @Field(() => e.PatientImpactEnum, { description: 'Whether patients were harmed.' }) patientImpact!: PatientImpact;
  @Field(() => [ID], { defaultValue: [], description: 'Files, at most 20: uploads that are READY.' })
  uploadIds!: Id<'Upload'>[];
}
export const reportIncident = z.object({
  kind: z.enum(REPORT_KINDS),
  assetIds: z.array(id<'Asset'>()).min(1).max(MOST_ASSETS).transform(unique),
  title: text(200),
  words,
  noticedAt: z.date(),
  patientImpact: z.enum(PATIENT_IMPACTS),
  uploadIds: uploads,
});
export type ReportIncident = z.output<typeof reportIncident>;

const disclosureFacts = {
  title: text(200),
  reporterName: text(200).nullish().transform(absent),
  cveIds: z
    .array(
      text(30)
        .transform((value) => value.toUpperCase())
        .refine((value) => CVE.test(value), because('cases.not_a_cve', 'Write it like CVE-2021-44228.')),
    )
    .max(MOST_IDS)
    .transform(unique),
  jvnIds: z
    .array(
      text(30)
        .transform((value) => value.toUpperCase())
        .refine(
          (value) => JVN.test(value),
          because('cases.not_a_jvn', 'Write it like JVN#12345678, JVNVU#12345678 or JVNDB-2026-123456.'),
        ),
    )
    .max(MOST_IDS)
    .transform(unique),
  releaseIds: z.array(id<'Release'>()).max(MOST_RELEASES).transform(unique),
  embargoUntil: calendarDate().nullish().transform(absent),
};

@InputType({ description: 'What a vendor knows of a vulnerability that it was told of.' })
export class OpenDisclosureInput {
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { description: 'What was received, at most 20,000 characters of plain text.' }) words!: string;
  @Field(() => ID, { nullable: true, description: "A hospital's report that led to it." })
  sourceCaseId?: Id<'Case'> | null;
  @Field(() => String, { nullable: true, description: 'Who told the vendor; null: unnamed.' })
  reporterName?: string | null;
  @Field(() => [String], { defaultValue: [], description: 'CVE ids, at most 50.' }) cveIds!: string[];
  @Field(() => [String], { defaultValue: [], description: 'JVN ids, at most 50.' }) jvnIds!: string[];
  @Field(() => [ID], { defaultValue: [], description: 'Releases of the vendor, at most 100.' })
  releaseIds!: Id<'Release'>[];
  @Field(() => CalendarDate, { nullable: true, description: 'Until which day nothing is said outside.' })
  embargoUntil?: string | null;
}
export const openDisclosure = z.object({
  ...disclosureFacts,
  words,
  sourceCaseId: id<'Case'>().nullish().transform(absent),
});
export type OpenDisclosure = z.output<typeof openDisclosure>;

@InputType({ description: 'A disclosure as it is to be known from now on, whole.' })
export class ChangeDisclosureInput {
  @Field(() => ID, { description: 'Which one.' }) caseId!: Id<'Case'>;
  @Field(() => Int, { description: 'The version that was looked at.' }) version!: number;
  @Field(() => String, { description: 'What it is about, in a line.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Who told the vendor; null: unnamed.' })
  reporterName?: string | null;
  @Field(() => [String], { description: 'CVE ids, at most 50.' }) cveIds!: string[];
  @Field(() => [String], { description: 'JVN ids, at most 50.' }) jvnIds!: string[];
  @Field(() => [ID], { description: 'Releases of the vendor, at most 100.' }) releaseIds!: Id<'Release'>[];
  @Field(() => CalendarDate, { nullable: true, description: 'Until which day nothing is said outside.' })
  embargoUntil?: string | null;
}
export const changeDisclosure = z.object({ ...disclosureFacts, caseId: id<'Case'>(), version: z.int().min(0) });
export type ChangeDisclosure = z.output<typeof changeDisclosure>;

@InputType({ description: 'A step of a case.' })
export class MoveCaseInput {
  @Field(() => ID, { description: 'Which one.' }) caseId!: Id<'Case'>;
  @Field(() => Int, { description: 'The version that was looked at.' }) version!: number;
  @Field(() => e.CaseStateEnum, { description: 'The state that it leads to.' }) to!: CaseState;
  @Field(() => String, { description: 'Why, at most 20,000 characters of plain text.' }) words!: string;
  @Field(() => ID, { nullable: true, description: 'The advisory, when it is published.' })
  publicationId?: Id<'Publication'> | null;
}
export const moveCase = z
  .object({
    caseId: id<'Case'>(),
    version: z.int().min(0),
    to: z.enum(CASE_STATES),
    words,
    publicationId: id<'Publication'>().nullish().transform(absent),
  })
  .refine(({ to, publicationId }) => to === 'ADVISORY_PUBLISHED' || publicationId === null, {
    path: ['publicationId'],
    ...because('cases.advisory_too_soon', 'An advisory is named when it is published.'),
  });
export type MoveCase = z.output<typeof moveCase>;

@InputType({ description: 'What is written into a case.' })
export class WriteCaseEntryInput {
  @Field(() => ID, { description: 'Which one.' }) caseId!: Id<'Case'>;
  @Field(() => e.WrittenKindEnum, { description: 'What it is.' }) kind!: WrittenKind;
  @Field(() => String, { description: 'At most 20,000 characters of plain text.' }) words!: string;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'For the own organisation alone. A correction is for whom the entry is that it puts right.',
  })
  isInternal!: boolean;
  @Field(() => ID, { nullable: true, description: 'Of a correction: the own entry that it puts right.' })
  correctsId?: Id<'CaseEntry'> | null;
  @Field(() => e.ToldWhomEnum, { nullable: true, description: 'Who was told.' }) toldWhom?: ToldWhom | null;
  @Field(() => e.ToldMeansEnum, { nullable: true, description: 'By what means.' }) toldMeans?: ToldMeans | null;
  @Field(() => Date, { nullable: true, description: 'And when; not in the future.' }) toldAt?: Date | null;
  @Field(() => [ID], { defaultValue: [], description: 'Files, at most 20: uploads that are READY.' })
  uploadIds!: Id<'Upload'>[];
}
export const writeCaseEntry = z
  .object({
    caseId: id<'Case'>(),
    kind: z.enum(WRITTEN_KINDS),
    words,
    isInternal: z.boolean(),
    correctsId: id<'CaseEntry'>().nullish().transform(absent),
    toldWhom: z.enum(TOLD_WHOM).nullish().transform(absent),
    toldMeans: z.enum(TOLD_MEANS).nullish().transform(absent),
    toldAt: z.date().nullish().transform(absent),
    uploadIds: uploads,
  })
  .refine(({ kind, correctsId }) => (kind === 'CORRECTION') === (correctsId !== null), {
    path: ['correctsId'],
    ...because('cases.corrects_what', 'A correction, and nothing else, names the entry that it puts right.'),
  })
  .refine(
    ({ kind, toldWhom, toldMeans, toldAt }) =>
      [toldWhom, toldMeans, toldAt].every((one) => (one !== null) === (kind === 'TOLD')),
    {
      path: ['toldWhom'],
      ...because('cases.told_whom', 'Say who was told, by what means and when; and only where somebody was told.'),
    },
  );
export type WriteCaseEntry = z.output<typeof writeCaseEntry>;

@InputType({ description: 'What the own organisation keeps for itself from now on, whole.' })
export class KeepCaseInternalsInput {
  @Field(() => ID, { description: 'Which case.' }) caseId!: Id<'Case'>;
  @Field(() => Int, { description: 'The version that was looked at; 0: there was nothing yet.' }) version!: number;
  @Field(() => String, { nullable: true, description: 'Notes.' }) notes?: string | null;
  @Field(() => String, { nullable: true, description: 'Whom to reach inside.' }) contacts?: string | null;
  @Field(() => String, { nullable: true, description: 'What was done until there is a fix.' }) measures?: string | null;
}
export const keepCaseInternals = z.object({
  caseId: id<'Case'>(),
  version: z.int().min(0),
  notes: words.nullish().transform(absent),
  contacts: words.nullish().transform(absent),
  measures: words.nullish().transform(absent),
});
export type KeepCaseInternals = z.output<typeof keepCaseInternals>;

@InputType({ description: 'A clock that concerns the own side.' })
export class StartCaseClockInput {
  @Field(() => ID, { description: 'Of which case.' }) caseId!: Id<'Case'>;
  @Field(() => e.ClockBasisEnum, { description: 'Why something is due.' }) basis!: ClockBasis;
  @Field(() => Date, { description: 'When the own side became aware; not in the future.' }) awareAt!: Date;
}
export const startCaseClock = z.object({ caseId: id<'Case'>(), basis: z.enum(CLOCK_BASES), awareAt: z.date() });

@InputType({ description: 'By what a clock was met.' })
export class MeetCaseClockInput {
  @Field(() => ID, { description: 'Which one.' }) caseClockId!: Id<'CaseClock'>;
  @Field(() => String, { description: 'At most 2,000 characters of plain text.' }) words!: string;
}
export const meetCaseClock = z.object({ caseClockId: id<'CaseClock'>(), words: longText(2_000) });

@InputType({ description: 'A member of another organisation.' })
export class InviteCasePartyInput {
  @Field(() => ID, { description: 'To which disclosure.' }) caseId!: Id<'Case'>;
  @Field(() => String, { description: 'The code of their organisation.' }) code!: string;
  @Field(() => String, { description: 'Their mail address there.' }) email!: string;
  @Field(() => Boolean, { description: 'Whether they see what was shared before, too.' }) seesWhole!: boolean;
}
export const inviteCaseParty = z.object({
  caseId: id<'Case'>(),
  code: text(100),
  email: email(),
  seesWhole: z.boolean(),
});
export type InviteCaseParty = z.output<typeof inviteCaseParty>;

@InputType({ description: 'Names somebody who is invited to a case.' })
export class CasePartyInput {
  @Field(() => ID, { description: 'Which invitation.' }) casePartyId!: Id<'CaseParty'>;
}
export const caseParty = z.object({ casePartyId: id<'CaseParty'>() });

@ObjectType({ description: 'A case as it stands now.' })
export class CasePayload {
  @Field(() => CaseObject, { description: 'The case.' }) case!: CaseObject;
}

@ObjectType({ description: 'What was written.' })
export class CaseEntryPayload {
  @Field(() => CaseEntryObject, { description: 'The entry.' }) entry!: CaseEntryObject;
}
