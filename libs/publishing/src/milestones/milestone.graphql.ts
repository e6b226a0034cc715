import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { CalendarDate, enumeration } from '#libs/platform';
import type { Milestone, MilestoneItem, MilestoneItemState } from './milestone.ts';

const MilestoneEnum = enumeration<Milestone>('Milestone', 'When a vendor owes a package of documents.', {
  RELEASE: 'The release comes out.',
  END_OF_LIFE: 'It is no longer sold; limited support begins.',
  END_OF_SUPPORT: 'Its support ends.',
});

const MilestoneItemEnum = enumeration<MilestoneItem>('MilestoneItem', 'What belongs to such a package.', {
  SECURITY_GUIDE: 'The security guide, with policy, upgrade options and maintenance plan.',
  MDS2: 'The MDS2.',
  SBOM: 'The SBOM.',
  PLANNED_END_OF_LIFE: 'The date of its end of life.',
  PLANNED_END_OF_SUPPORT: 'The date of its end of support.',
  END_OF_LIFE_NOTICE: 'The notice of its end of life.',
  END_OF_SUPPORT_NOTICE: 'The notice of its end of support.',
});

const MilestoneItemStateEnum = enumeration<MilestoneItemState>('MilestoneItemState', 'Whether it is there.', {
  PRESENT: 'It is.',
  NOT_MACHINE_READABLE: 'Only for people: no program can read it.',
  NOT_UPDATED: 'It is more than a year older than the milestone.',
  MISSING: 'It is not.',
});

@ObjectType('MilestonePackageItem', { description: 'One thing that belongs to a package.' })
class MilestonePackageItem {
  @Field(() => MilestoneItemEnum, { description: 'What.' }) item!: MilestoneItem;
  @Field(() => MilestoneItemStateEnum, { description: 'Whether it is there, as far as you may see.' })
  state!: MilestoneItemState;
  @Field(() => ID, { nullable: true, description: 'Where it is.' }) publicationId!: Id<'Publication'> | null;
}

@ObjectType('MilestonePackage', { description: 'What a release has, and lacks, at a milestone.' })
export class MilestonePackageObject {
  @Field(() => MilestoneEnum, { description: 'The milestone.' }) milestone!: Milestone;
  @Field(() => Boolean, { description: 'Whether it is reached.' }) isDue!: boolean;
  @Field(() => CalendarDate, { nullable: true, description: 'The day of it, as far as it is known.' })
  dueOn!: string | null;
  @Field(() => Boolean, { description: 'Whether nothing is lacking.' }) isComplete!: boolean;
  @Field(() => [MilestonePackageItem], { description: 'Each thing.' }) items!: MilestonePackageItem[];
}
