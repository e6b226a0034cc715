import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id, Refusal } from '#libs/kernel';
import { because, connectionOf, id, longText, PageArgs, text } from '#libs/platform';
import * as e from './maintenance-enums.graphql.ts';
import { PERFORMERS, type Performer, type UpdateState } from './update-application.entity.ts';
import { ScheduleInput, scheduleGiven, sha256Given, UpdateRefusalObject } from './update-application.graphql.ts';

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

@InputType('UpdateWaveInput', { description: 'Devices that are updated together.' })
class WaveInput {
  @Field(() => Int, {
    nullable: true,
    description: 'How many devices; left out, for the last wave: all that are left.',
  })
  size?: number | null;
  @Field(() => ScheduleInput, { nullable: true, description: 'When; left out: it is planned without a time.' })
  schedule?: ScheduleInput | null;
}

@InputType({ description: 'An update, planned for many devices at once.' })
export class PlanUpdatesInput {
  @Field(() => ID, { description: 'The update package, in the revision in force.' }) publicationId!: Id<'Publication'>;
  @Field(() => [ID], {
    nullable: true,
    description: 'These devices, in this order; left out: all of the own hospital that the update is for.',
  })
  assetIds?: Id<'Asset'>[] | null;
  @Field(() => [ID], { nullable: true, description: 'Without assetIds: only at these sites.' })
  siteIds?: Id<'Site'>[] | null;
  @Field(() => ID, { nullable: true, description: 'Without assetIds: only of this product.' })
  productId?: Id<'Product'> | null;
  @Field(() => [String], { nullable: true, description: 'Without assetIds: only in these network zones.' })
  zones?: string[] | null;
  @Field(() => [WaveInput], { nullable: true, description: 'One after the other; left out: one wave, of all.' })
  waves?: WaveInput[] | null;
  @Field(() => ID, { nullable: true, description: 'The member of the own organisation who sees to it.' })
  responsibleId?: Id<'Member'> | null;
  @Field(() => e.PerformerEnum, { defaultValue: 'HOSPITAL', description: 'Who does the work.' }) performer!: Performer;
  @Field(() => ID, {
    nullable: true,
    description: 'The release that it leads to, where the manifest does not say; of the same product.',
  })
  toReleaseId?: Id<'Release'> | null;
}
export const planUpdates = z
  .object({
    publicationId: id<'Publication'>(),
    assetIds: z
      .array(id<'Asset'>())
      .min(1)
      .max(20_000)
      .transform((ids) => [...new Set(ids)])
      .nullish()
      .transform(orNull),
    siteIds: z.array(id<'Site'>()).min(1).max(1000).nullish().transform(orNull),
    productId: id<'Product'>().nullish().transform(orNull),
    zones: z.array(text(100)).min(1).max(100).nullish().transform(orNull),
    waves: z
      .array(z.object({ size: z.int().min(1).nullish().transform(orNull), schedule: scheduleGiven() }))
      .min(1)
      .max(50)
      .nullish()
      .transform((waves) => waves ?? [{ size: null, schedule: null }]),
    responsibleId: id<'Member'>().nullish().transform(orNull),
    performer: z.enum(PERFORMERS).default('HOSPITAL'),
    toReleaseId: id<'Release'>().nullish().transform(orNull),
  })
  .refine(({ assetIds, siteIds, productId, zones }) => assetIds === null || (siteIds ?? productId ?? zones) === null, {
    ...because('maintenance.devices_named_twice', 'Name the devices, or their sites, product and zones; not both.'),
    path: ['assetIds'],
  });
export type PlanUpdates = z.output<typeof planUpdates>;

@ObjectType('PlannedWave', { description: 'A wave as it was planned.' })
class PlannedWaveObject {
  @Field(() => Int, { description: 'Which one, from 1.' }) wave!: number;
  @Field(() => Int, { description: 'How many devices it has.' }) planned!: number;
  @Field(() => Int, { description: 'A warning: so many are scheduled outside of the windows of their sites.' })
  outsideWindows!: number;
}
@ObjectType('UnplannedAsset', { description: 'A device that was not planned.' })
class UnplannedAssetObject {
  @Field(() => ID, { description: 'The device.' }) assetId!: Id<'Asset'>;
  @Field(() => UpdateRefusalObject, { description: 'Why.' }) refusal!: Refusal;
}
@ObjectType({ description: 'What was planned, and what was not.' })
export class PlanUpdatesPayload {
  @Field(() => Int, { description: 'How many devices were planned.' }) planned!: number;
  @Field(() => [PlannedWaveObject], { description: 'Wave by wave.' }) waves!: PlannedWaveObject[];
  @Field(() => [UnplannedAssetObject], { description: 'Each device that was not planned.' })
  refused!: UnplannedAssetObject[];
}

// ---- what became of it

@ObjectType('UpdateStateCount', { description: 'How many updates stand so.' })
export class UpdateStateCountObject {
  @Field(() => e.UpdateStateEnum, { description: 'The state.' }) state!: UpdateState;
  @Field(() => Int, { description: 'How many updates.' }) applications!: number;
}
@ObjectType('UpdatePlanWave', { description: 'How one wave of a plan stands.' })
export class UpdatePlanWaveObject {
  @Field(() => Int, { description: 'Which one, from 1.' }) wave!: number;
  @Field(() => [UpdateStateCountObject], { description: 'By state; those without any left out.' })
  counts!: UpdateStateCountObject[];
  @Field(() => Int, { description: 'Updates in it.' }) applications!: number;
  @Field(() => Int, { description: 'Open or failed: the next wave waits for these.' }) open!: number;
  @Field(() => Date, { nullable: true, description: 'When the first begins.' }) startsAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the last is over.' }) endsAt!: Date | null;
}
@ObjectType('UpdateFigures', {
  description: 'What became of an update in all hospitals that deal with its vendor, in numbers: nobody is named.',
})
export class UpdateFiguresObject {
  @Field(() => Int, { description: 'Updates planned or done.' }) applications!: number;
  @Field(() => [UpdateStateCountObject], { description: 'By state; those without any left out.' })
  counts!: UpdateStateCountObject[];
  @Field(() => Int, { description: 'Times that an installation failed, those included that went well later.' })
  failures!: number;
  @Field(() => Int, { description: 'Rolled back.' }) rolledBack!: number;
  @Field(() => Int, { description: 'Disputed by the other side.' }) disputed!: number;
  @Field(() => Int, { description: 'Where what was installed is no file of the published package.' })
  otherPackage!: number;
  @Field(() => Int, { description: 'Halted, because the package was withdrawn.' }) halted!: number;
  @Field(() => Int, { description: 'Applied before it was withdrawn, and nobody decided yet.' }) undecided!: number;
}

// ---- a vendor's word by serial number

@InputType({ description: "A vendor's word that it applied an update, by the serial number of the device." })
export class ReportUpdateInput {
  @Field(() => ID, { description: 'The own update package.' }) publicationId!: Id<'Publication'>;
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => String, { description: 'The serial number of the device.' }) serialNumber!: string;
  @Field(() => e.PerformerEnum, { description: 'VENDOR_ON_SITE or VENDOR_REMOTE.' }) performer!: Performer;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what was really installed.' })
  installedSha256?: string | null;
  @Field(() => String, { nullable: true, description: 'A note, for the hospital.' }) note?: string | null;
}
export const reportUpdate = z.object({
  publicationId: id<'Publication'>(),
  hospitalId: id<'Organisation'>(),
  serialNumber: text(100),
  performer: z.enum(['VENDOR_ON_SITE', 'VENDOR_REMOTE']),
  installedSha256: sha256Given(),
  note: longText(2000).nullish().transform(orNull),
});
export type ReportUpdate = z.output<typeof reportUpdate>;

@ObjectType('UpdateReport', {
  description:
    "A vendor's word that it applied an update, by serial number. Whether the hospital has such a device is not told.",
})
export class UpdateReportObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'UpdateReport'>;
  @Field(() => ID, { description: 'The vendor.' }) vendorId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The update package.' }) publicationId!: Id<'Publication'>;
  @Field(() => String, { description: 'The serial number.' }) serialNumber!: string;
  @Field(() => e.PerformerEnum, { description: 'How the vendor did it.' }) performer!: Performer;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what was really installed.' })
  installedSha256!: string | null;
  @Field(() => String, { nullable: true, description: 'A note.' }) note!: string | null;
  @Field(() => Date, { description: 'When it was said.' }) reportedAt!: Date;
}
export const UpdateReportConnection = connectionOf(UpdateReportObject, 'UpdateReport');
@ObjectType({ description: 'What was reported.' })
export class ReportUpdatePayload {
  @Field(() => UpdateReportObject, { description: 'The report.' }) report!: UpdateReportObject;
}

@ArgsType()
export class UpdateFiguresArgs {
  @Field(() => ID, { description: 'The own publication, in any of its revisions.' }) publicationId!: Id<'Publication'>;
}
export const updateFigures = z.object({ publicationId: id<'Publication'>() });

@ArgsType()
export class UpdateReportsArgs extends PageArgs {}
