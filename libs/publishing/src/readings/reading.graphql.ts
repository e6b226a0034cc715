import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Format, Mds2Choice, SupportLevel, VexStatus } from '#libs/formats';
import { MDS2_ANSWERS, VEX_STATUSES } from '#libs/formats';
import type { Id } from '#libs/kernel';
import { CalendarDate, connectionOf, PageArgs, text } from '#libs/platform';
import * as e from './reading-enums.graphql.ts';

const optional = (description: string) => ({ nullable: true, description });

@ObjectType('DocumentHeader', { description: 'What a document says of itself; null where it is silent.' })
export class DocumentHeaderObject {
  @Field(() => String, optional('Its own name: serial number, namespace or tracking id.')) id!: string | null;
  @Field(() => String, optional('Its version, as it counts them.')) version!: string | null;
  @Field(() => String, optional('Its title.')) title!: string | null;
  @Field(() => [String], { description: 'Who made it, as named there.' }) authors!: string[];
  @Field(() => String, optional('The organisation that publishes or supplies it.')) publisher!: string | null;
  @Field(() => String, optional('When it was made, as written there.')) madeAt!: string | null;
}

@ObjectType('CompletenessElement', { description: 'One element that a standard asks of an SBOM.' })
export class CompletenessElementObject {
  @Field(() => e.SbomElementEnum, { description: 'What is asked.' }) element!: string;
  @Field(() => Int, { description: 'How many have it: components, or 1 for the document.' }) satisfied!: number;
  @Field(() => Int, { description: 'Of how many.' }) total!: number;
}

@ObjectType('Completeness', { description: 'How far an SBOM has what a standard asks.' })
export class CompletenessObject {
  @Field(() => e.SbomStandardEnum, { description: 'Whose minimum elements.' }) standard!: string;
  @Field(() => Float, { description: '0 to 1: the mean over the elements.' }) score!: number;
  @Field(() => [CompletenessElementObject], { description: 'Each element.' }) elements!: CompletenessElementObject[];
}

@ObjectType('Component', { description: 'One component of an SBOM.' })
export class ComponentObject {
  @Field(() => Int, { description: 'Its place in the SBOM, from 0.' }) position!: number;
  @Field(() => String, { description: 'Its reference in the document.' }) ref!: string;
  @Field(() => String, optional('library, device, operating-system, as written.')) type!: string | null;
  @Field(() => String, optional('Its namespace or group.')) group!: string | null;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, optional('Its version.')) version!: string | null;
  @Field(() => String, optional('Who supplies it.')) supplier!: string | null;
  @Field(() => String, optional('Its package URL.')) purl!: string | null;
  @Field(() => String, optional('Its CPE.')) cpe!: string | null;
  @Field(() => [String], { description: 'SPDX ids, expressions or names.' }) licences!: string[];
  @Field(() => [String], { description: 'sha256:… and the like.' }) hashes!: string[];
  @Field(() => e.SupportLevelEnum, optional('Support it has from its makers; an addendum goes before the SBOM itself.'))
  supportLevel!: SupportLevel | null;
  @Field(() => CalendarDate, optional('When its support ends.')) endOfSupportOn!: string | null;
  @Field(() => Boolean, { description: 'Whether it is what the SBOM is about.' }) isSubject!: boolean;
}

@ObjectType('StatedProduct', { description: 'A product or component as a statement names it.' })
export class StatedProductObject {
  @Field(() => String, { description: 'Its id in the document.' }) ref!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, optional('Who makes it.')) vendor!: string | null;
  @Field(() => String, optional('One version, exactly.')) version!: string | null;
  @Field(() => String, optional('A range of versions, as written.')) versionRange!: string | null;
  @Field(() => String, optional('Its package URL.')) purl!: string | null;
  @Field(() => String, optional('Its CPE.')) cpe!: string | null;
  @Field(() => [String], { description: 'Its model numbers.' }) modelNumbers!: string[];
}

@ObjectType('VulnerabilityRemediation', { description: 'What can be done about a vulnerability.' })
export class RemediationObject {
  @Field(() => String, { description: 'vendor_fix, mitigation, workaround, none_available, …' }) category!: string;
  @Field(() => String, { description: 'In words.' }) details!: string;
  @Field(() => String, optional('Where to find it.')) url!: string | null;
  @Field(() => String, optional('From when on, as written.')) date!: string | null;
}

@ObjectType('VulnerabilityScore', { description: 'How grave a vulnerability is.' })
export class ScoreObject {
  @Field(() => String, { description: 'CVSS_2_0, CVSS_3_0, CVSS_3_1 or CVSS_4_0.' }) scheme!: string;
  @Field(() => String, { description: 'The vector.' }) vector!: string;
  @Field(() => Float, optional('0.0 to 10.0, computed from the vector.')) score!: number | null;
  @Field(() => Float, optional('What the document itself gives.')) statedScore!: number | null;
  @Field(() => String, optional('NONE, LOW, MEDIUM, HIGH or CRITICAL.')) severity!: string | null;
}

@ObjectType('VulnerabilityStatement', { description: 'What a document says about one vulnerability in one product.' })
export class StatementObject {
  @Field(() => Int, { description: 'Its place in the document, from 0.' }) position!: number;
  @Field(() => String, { description: 'CVE-2021-44228, or another id where there is no CVE.' }) vulnerability!: string;
  @Field(() => [String], { description: 'Other ids of the same.' }) aliases!: string[];
  @Field(() => StatedProductObject, { description: 'The product.' }) product!: StatedProductObject;
  @Field(() => StatedProductObject, optional('The part of it that has the vulnerability.'))
  component!: StatedProductObject | null;
  @Field(() => e.VexStatusEnum, { description: 'Whether the product is affected.' }) status!: VexStatus;
  @Field(() => String, { description: 'As the document spells the status.' }) rawStatus!: string;
  @Field(() => String, optional('Why it is not affected, as a label.')) justification!: string | null;
  @Field(() => String, optional('Why it is not affected, or what follows, in words.')) impact!: string | null;
  @Field(() => [RemediationObject], { description: 'What can be done.' }) remediations!: RemediationObject[];
  @Field(() => [ScoreObject], { description: 'How grave it is.' }) scores!: ScoreObject[];
  @Field(() => String, optional('The name of the vulnerability.')) title!: string | null;
  @Field(() => String, optional('About it, in plain words.')) text!: string | null;
  @Field(() => [String], { description: 'CWE ids.' }) cwes!: string[];
}

@ObjectType('Mds2Form', { description: 'The head of an MDS2 (ANSI/NEMA HN 1).' })
export class Mds2FormObject {
  @Field(() => String, { description: 'HN 1-2019 or HN 1-2013.' }) edition!: string;
  @Field(() => String, optional('DOC-1.')) manufacturer!: string | null;
  @Field(() => String, optional('DOC-2.')) deviceDescription!: string | null;
  @Field(() => [String], { description: 'DOC-3; often several.' }) models!: string[];
  @Field(() => String, optional('DOC-4.')) documentId!: string | null;
  @Field(() => String, optional('DOC-7.')) releasedOn!: string | null;
}

@ObjectType('Mds2Answer', { description: 'One question of an MDS2, as answered.' })
export class Mds2AnswerObject {
  @Field(() => String, { description: 'MLDP-2; in HN 1-2013 5-1.1.' }) questionId!: string;
  @Field(() => String, { description: 'MLDP.' }) section!: string;
  @Field(() => e.Mds2ChoiceEnum, { description: 'The answer.' }) answer!: Mds2Choice;
  @Field(() => String, optional('What stands in the form where it is more than the plain answer.')) raw!: string | null;
  @Field(() => String, optional('The note.')) note!: string | null;
}

@ObjectType('UpdateFix', { description: 'What an update fixes.' })
export class UpdateFixObject {
  @Field(() => String, optional('The vulnerability.')) vulnerability!: string | null;
  @Field(() => String, optional('In words.')) description!: string | null;
}

@ObjectType('UpdateFile', { description: 'A file of an update package.' })
export class UpdateFileObject {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, optional('Its SHA-256, in lower-case hexadecimal.')) sha256!: string | null;
}

@ObjectType('UpdateManifest', { description: 'What an update package is and does.' })
export class UpdateManifestObject {
  @Field(() => String, optional('Its title.')) title!: string | null;
  @Field(() => [String], { description: 'Versions it can be installed on; empty: any.' }) fromVersions!: string[];
  @Field(() => String, { description: 'The version it leads to.' }) toVersion!: string;
  @Field(() => [UpdateFixObject], { description: 'What it fixes.' }) fixes!: UpdateFixObject[];
  @Field(() => [String], { description: 'What must be so before.' }) prerequisites!: string[];
  @Field(() => [String], { description: 'What to look at afterwards.' }) verificationSteps!: string[];
  @Field(() => Boolean, optional('Whether the device restarts.')) requiresRestart!: boolean | null;
  @Field(() => Int, optional('For how many minutes the device cannot be used.')) downtimeMinutes!: number | null;
  @Field(() => Boolean, optional('Whether it can be undone.')) canRollBack!: boolean | null;
  @Field(() => String, optional('How it is undone.')) rollBackProcedure!: string | null;
  @Field(() => String, optional('How it is installed.')) installationProcedure!: string | null;
  @Field(() => [String], { description: 'HOSPITAL, VENDOR_ON_SITE, VENDOR_REMOTE: who may install it.' })
  installers!: string[];
  @Field(() => [UpdateFileObject], { description: 'Its files.' }) files!: UpdateFileObject[];
}

@ObjectType('LifecycleNotice', { description: 'A notice about support (IMDRF N70).' })
export class LifecycleNoticeObject {
  @Field(() => String, { description: 'END_OF_LIFE, LIMITED_SUPPORT, END_OF_SUPPORT or DATE_CHANGE.' }) event!: string;
  @Field(() => [String], { description: 'The versions it is about; empty: all releases named.' }) versions!: string[];
  @Field(() => CalendarDate, optional('End of life.')) endOfLifeOn!: string | null;
  @Field(() => CalendarDate, optional('End of support.')) endOfSupportOn!: string | null;
  @Field(() => CalendarDate, optional('What was said before.')) formerEndOfLifeOn!: string | null;
  @Field(() => CalendarDate, optional('What was said before.')) formerEndOfSupportOn!: string | null;
  @Field(() => Boolean, { description: 'Support ends early because a vulnerability cannot be fixed.' })
  isSudden!: boolean;
  @Field(() => String, optional('Why.')) reason!: string | null;
  @Field(() => [String], { description: 'What a hospital can do that goes on using it.' })
  compensatingControls!: string[];
  @Field(() => String, optional('What replaces it.')) successor!: string | null;
}

@ObjectType('QuestionnaireAnswer', { description: 'One question of a questionnaire, as answered.' })
export class QuestionnaireAnswerObject {
  @Field(() => String, { description: 'Its number.' }) id!: string;
  @Field(() => String, { description: 'The question.' }) question!: string;
  @Field(() => String, optional('The answer.')) answer!: string | null;
  @Field(() => String, optional('A remark.')) remark!: string | null;
  @Field(() => CalendarDate, optional('By when what is not done yet is meant to be done.')) targetOn!: string | null;
}

@ObjectType('QuestionnaireSection', { description: 'A section of a questionnaire.' })
export class QuestionnaireSectionObject {
  @Field(() => String, { description: 'Its number.' }) id!: string;
  @Field(() => String, { description: 'Its heading.' }) title!: string;
  @Field(() => [QuestionnaireAnswerObject], { description: 'Its questions.' }) questions!: QuestionnaireAnswerObject[];
}

@ObjectType('Questionnaire', { description: 'A filled-in questionnaire, such as MDS/SDS.' })
export class QuestionnaireObject {
  @Field(() => String, { description: 'Its title.' }) title!: string;
  @Field(() => String, optional('Which form it is.')) form!: string | null;
  @Field(() => [QuestionnaireSectionObject], { description: 'Its sections.' }) sections!: QuestionnaireSectionObject[];
}

@ObjectType('DocumentReading', { description: 'What was read out of a file. The file itself is kept as it came.' })
export class ReadingObject {
  @Field(() => ID, { description: 'The upload that the file came by.' }) uploadId!: Id<'Upload'>;
  @Field(() => e.DocumentFormatEnum, optional('What it is; null when it is none of the formats that are read.'))
  format!: Format | null;
  @Field(() => String, optional('The version of the format.')) formatVersion!: string | null;
  @Field(() => Int, { description: 'How many components it lists.' }) componentCount!: number;
  @Field(() => Int, { description: 'How many statements about vulnerabilities it makes.' }) statementCount!: number;
  @Field(() => Int, { description: 'How many questions of MDS2 it answers.' }) answerCount!: number;
  @Field(() => [CompletenessObject], { description: 'Of an SBOM: how complete it is, by three standards.' })
  completeness!: CompletenessObject[];
  @Field(() => Date, { description: 'When it was read.' }) readAt!: Date;
}

export const ComponentConnection = connectionOf(ComponentObject, 'Component');
export const StatementConnection = connectionOf(StatementObject, 'VulnerabilityStatement');

export const componentList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  search: text(200).nullish(),
  missing: z.enum(e.SBOM_ELEMENTS).nullish(),
});
export type ComponentList = z.output<typeof componentList>;

@ArgsType()
export class ComponentListArgs extends PageArgs {
  @Field(() => String, optional('Only with this in the name.')) search?: string | null;
  @Field(() => e.SbomElementEnum, optional('Only those that lack this.')) missing?: string | null;
}

export const statementList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  status: z.enum(VEX_STATUSES).nullish(),
});
export type StatementList = z.output<typeof statementList>;

@ArgsType()
export class StatementListArgs extends PageArgs {
  @Field(() => e.VexStatusEnum, optional('Only with this status.')) status?: VexStatus | null;
}

export const answerList = z.object({
  section: text(20).nullish(),
  answers: z.array(z.enum(MDS2_ANSWERS)).max(MDS2_ANSWERS.length).nullish(),
});
export type AnswerList = z.output<typeof answerList>;

@ArgsType()
export class AnswerListArgs {
  @Field(() => String, optional('Only of this section: MLDP.')) section?: string | null;
  @Field(() => [e.Mds2ChoiceEnum], optional('Only with one of these answers.')) answers?: Mds2Choice[] | null;
}
