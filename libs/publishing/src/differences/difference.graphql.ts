import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Mds2Choice } from '#libs/formats';
import type { Id } from '#libs/kernel';
import { enumeration } from '#libs/platform';
import { Mds2ChoiceEnum } from '../readings/reading-enums.graphql.ts';
import { ComponentObject, StatementObject, UpdateManifestObject } from '../readings/reading.graphql.ts';

/** Longer lists than people read; counts tell the whole. */
export const MAX_CHANGES = 1_000;

export const CHANGE_KINDS = ['ADDED', 'REMOVED', 'CHANGED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
const ChangeKindEnum = enumeration<ChangeKind>('ChangeKind', 'What became of something.', {
  ADDED: 'It is new.',
  REMOVED: 'It is gone.',
  CHANGED: 'It is different.',
});

export type VulnerabilityChangeKind = 'OPENED' | 'CLOSED' | 'CHANGED';
const VulnerabilityChangeKindEnum = enumeration<VulnerabilityChangeKind>(
  'VulnerabilityChangeKind',
  'What became of a vulnerability.',
  {
    OPENED: 'Affected or under investigation now, and not before.',
    CLOSED: 'Affected or under investigation before, and fixed, not affected or not mentioned any more.',
    CHANGED: 'Something else is said of it.',
  },
);

@ObjectType('ComponentChange', { description: 'What became of one component.' })
export class ComponentChangeObject {
  @Field(() => ChangeKindEnum, { description: 'Added, removed or changed.' }) change!: ChangeKind;
  @Field(() => ComponentObject, { nullable: true, description: 'As it was.' }) before!: ComponentObject | null;
  @Field(() => ComponentObject, { nullable: true, description: 'As it is.' }) after!: ComponentObject | null;
  @Field(() => [String], {
    description: 'Of a changed one: VERSION, LICENCE, SUPPLIER, SUPPORT_LEVEL, END_OF_SUPPORT, CONTENT (another hash).',
  })
  fields!: string[];
}

@ObjectType('VulnerabilityChange', { description: 'What became of one vulnerability.' })
export class VulnerabilityChangeObject {
  @Field(() => VulnerabilityChangeKindEnum, { description: 'Opened, closed or changed.' })
  change!: VulnerabilityChangeKind;
  @Field(() => StatementObject, { nullable: true, description: 'As it was.' }) before!: StatementObject | null;
  @Field(() => StatementObject, { nullable: true, description: 'As it is.' }) after!: StatementObject | null;
}

@ObjectType('Mds2Change', { description: 'A question of MDS2 that is answered otherwise.' })
export class Mds2ChangeObject {
  @Field(() => String, { description: 'The question.' }) questionId!: string;
  @Field(() => Mds2ChoiceEnum, { nullable: true, description: 'The answer before.' }) before!: Mds2Choice | null;
  @Field(() => String, { nullable: true, description: 'The note before.' }) noteBefore!: string | null;
  @Field(() => Mds2ChoiceEnum, { nullable: true, description: 'The answer now.' }) after!: Mds2Choice | null;
  @Field(() => String, { nullable: true, description: 'The note now.' }) noteAfter!: string | null;
}

@ObjectType('FieldChange', { description: 'A field of a structured document that is different.' })
export class FieldChangeObject {
  @Field(() => String, { description: 'Which: /updateManifest/downtimeMinutes.' }) path!: string;
  @Field(() => String, { nullable: true, description: 'As it was, as JSON.' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'As it is, as JSON.' }) after!: string | null;
}

@ObjectType('DifferenceCounts', { description: 'How much is different.' })
export class DifferenceCountsObject {
  @Field(() => Int, { description: 'Components added.' }) componentsAdded!: number;
  @Field(() => Int, { description: 'Components removed.' }) componentsRemoved!: number;
  @Field(() => Int, { description: 'Components changed, their support included.' }) componentsChanged!: number;
  @Field(() => Int, { description: 'Components whose support level or end of support moved.' }) supportMoved!: number;
  @Field(() => Int, { description: 'Vulnerabilities opened.' }) vulnerabilitiesOpened!: number;
  @Field(() => Int, { description: 'Vulnerabilities closed.' }) vulnerabilitiesClosed!: number;
  @Field(() => Int, { description: 'Answers of MDS2 that changed.' }) mds2AnswersChanged!: number;
  @Field(() => Int, { description: 'Fields of other structured documents.' }) fieldsChanged!: number;
}

@ObjectType('DocumentDifference', {
  description: `What changed between two sets of documents. A part that one of them lacks is not compared. Lists hold the first ${MAX_CHANGES}.`,
})
export class DifferenceObject {
  @Field(() => Boolean, { description: 'Whether both sides have an SBOM.' }) comparesComponents!: boolean;
  @Field(() => Boolean, { description: 'Whether both sides say something about vulnerabilities.' })
  comparesVulnerabilities!: boolean;
  @Field(() => Boolean, { description: 'Whether both sides have an MDS2.' }) comparesMds2!: boolean;
  @Field(() => DifferenceCountsObject, { description: 'How much is different.' }) counts!: DifferenceCountsObject;
  @Field(() => [ComponentChangeObject], { description: 'Components: added, removed, changed.' })
  components!: ComponentChangeObject[];
  @Field(() => [VulnerabilityChangeObject], { description: 'Vulnerabilities: opened, closed, changed.' })
  vulnerabilities!: VulnerabilityChangeObject[];
  @Field(() => [Mds2ChangeObject], { description: 'Answers of MDS2.' }) mds2Answers!: Mds2ChangeObject[];
  @Field(() => [FieldChangeObject], { description: 'Fields of manifests, notices and questionnaires.' })
  fields!: FieldChangeObject[];
}

@ObjectType('InstallationDifference', { description: 'What changes on a device when an update is installed.' })
export class InstallationObject {
  @Field(() => ID, { description: 'What the device runs.' }) fromReleaseId!: Id<'Release'>;
  @Field(() => ID, {
    nullable: true,
    description: 'What it runs afterwards; null when the update has no manifest, or leads to no release that is known.',
  })
  toReleaseId!: Id<'Release'> | null;
  @Field(() => UpdateManifestObject, { nullable: true, description: 'What the update says of itself.' })
  manifest!: UpdateManifestObject | null;
  @Field(() => DifferenceObject, {
    nullable: true,
    description: 'Documents in force of the one release against those of the other; null without the other.',
  })
  difference!: DifferenceObject | null;
}
