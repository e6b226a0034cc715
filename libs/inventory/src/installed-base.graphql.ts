import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, connectionOf, id, longText, PageArgs, text } from '#libs/platform';
import type { Connection } from './asset.entity.ts';
import { ConnectionEnum, connections, quantity } from './asset.graphql.ts';
import { LINE_STATES, type LineState } from './installed-base-line.entity.ts';

export const LineStateEnum = {
  LISTED: 'LISTED',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
} as const satisfies { [K in LineState]: K };
registerEnumType(LineStateEnum, {
  name: 'InstalledBaseLineState',
  description: 'What the hospital said to a line.',
  valuesMap: {
    LISTED: { description: 'Nothing yet.' },
    CONFIRMED: { description: 'It has the device.' },
    REJECTED: { description: 'It does not, and said why.' },
  },
});

@ObjectType('InstalledBaseLine', { description: 'A vendor says that devices of its are at a hospital.' })
export class InstalledBaseLineObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'InstalledBaseLine'>;
  @Field(() => ID, { description: 'The vendor that says so.' }) vendorId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'The site, where the vendor knows it.' }) siteId!: Id<'Site'> | null;
  @Field(() => String, { nullable: true, description: 'Serial number, of a single device.' }) serialNumber!:
    string | null;
  @Field(() => Int, { description: 'How many devices.' }) quantity!: number;
  @Field(() => LineStateEnum, { description: 'What the hospital said.' }) state!: LineState;
  @Field(() => String, { nullable: true, description: 'Why it was rejected.' }) rejectionReason!: string | null;
  @Field(() => Date, { description: 'When it was first listed.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the hospital decided.' }) decidedAt!: Date | null;
}

export const InstalledBaseLineConnection = connectionOf(InstalledBaseLineObject, 'InstalledBaseLine');

@ArgsType()
export class InstalledBaseArgs extends PageArgs {
  @Field(() => LineStateEnum, { nullable: true, description: 'Only in this state.' }) state?: LineState | null;
}

export const installedBaseList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  state: z.enum(LINE_STATES).nullish(),
});
export type InstalledBaseList = z.output<typeof installedBaseList>;

@InputType({ description: 'Devices of the own organisation at a hospital.' })
export class InstalledBaseLineInput {
  @Field(() => ID, { description: 'A hospital with which there is an active relationship.' })
  hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { nullable: true, description: 'A site of that hospital, where known.' }) siteId?: Id<'Site'> | null;
  @Field(() => ID, { description: 'A release of a product of the own organisation.' }) releaseId!: Id<'Release'>;
  @Field(() => String, { nullable: true, description: 'Serial number, of a single device.' })
  serialNumber?: string | null;
  @Field(() => Int, { defaultValue: 1, description: 'How many devices; 1 where there is a serial number.' })
  quantity!: number;
}

@InputType({ description: "Lines of the vendor's list. All are taken, or none." })
export class ListInstalledBaseInput {
  @Field(() => [InstalledBaseLineInput], { description: '1 to 1,000 lines; one that was listed before is that line.' })
  lines!: InstalledBaseLineInput[];
}

const line = z
  .object({
    hospitalId: id<'Organisation'>(),
    siteId: id<'Site'>().nullish(),
    releaseId: id<'Release'>(),
    serialNumber: text(100).nullish(),
    quantity: quantity.default(1),
  })
  .refine((given) => !given.serialNumber || given.quantity === 1, {
    path: ['quantity'],
    ...because('inventory.serial_names_one', 'A serial number names one device: the quantity is 1.'),
  })
  .transform((given) => ({ ...given, siteId: given.siteId ?? null, serialNumber: given.serialNumber ?? null }));

export const listInstalledBase = z.object({ lines: z.array(line).min(1).max(1_000) });
export type ListInstalledBase = z.output<typeof listInstalledBase>;

@InputType({
  description:
    'The hospital has the device: name the asset that it is, or say where it is and what it is connected to.',
})
export class ConfirmInstalledBaseLineInput {
  @Field(() => ID, { description: 'Which line.' }) lineId!: Id<'InstalledBaseLine'>;
  @Field(() => ID, { nullable: true, description: 'The asset that was registered already.' })
  assetId?: Id<'Asset'> | null;
  @Field(() => ID, { nullable: true, description: "The site where it is; the line's own when left out." })
  siteId?: Id<'Site'> | null;
  @Field(() => [ConnectionEnum], { nullable: true, description: 'What it is connected to; needed without assetId.' })
  connections?: Connection[] | null;
  @Field(() => String, { nullable: true, description: "The hospital's own name for it." }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'Where at the site.' }) location?: string | null;
}

export const confirmInstalledBaseLine = z.object({
  lineId: id<'InstalledBaseLine'>(),
  assetId: id<'Asset'>().nullish(),
  siteId: id<'Site'>().nullish(),
  connections: connections.nullish(),
  name: text(200).nullish(),
  location: text(200).nullish(),
});
export type ConfirmInstalledBaseLine = z.output<typeof confirmInstalledBaseLine>;

@InputType({ description: 'The hospital does not have the device.' })
export class RejectInstalledBaseLineInput {
  @Field(() => ID, { description: 'Which line.' }) lineId!: Id<'InstalledBaseLine'>;
  @Field(() => String, { description: 'Why; the vendor reads it.' }) reason!: string;
}

export const rejectInstalledBaseLine = z.object({ lineId: id<'InstalledBaseLine'>(), reason: longText(1_000) });
export type RejectInstalledBaseLine = z.output<typeof rejectInstalledBaseLine>;

@ObjectType({ description: 'Lines that were listed.' })
export class ListInstalledBasePayload {
  @Field(() => [InstalledBaseLineObject], { description: 'Every line that was named, once, as it stands now.' })
  lines!: InstalledBaseLineObject[];
  @Field(() => Int, { description: 'How many of them are new.' }) newCount!: number;
}

@ObjectType({ description: 'A line that was confirmed.' })
export class ConfirmInstalledBaseLinePayload {
  @Field(() => InstalledBaseLineObject, { description: 'The line, with its asset.' }) line!: InstalledBaseLineObject;
}

@ObjectType({ description: 'A line that was rejected.' })
export class RejectInstalledBaseLinePayload {
  @Field(() => InstalledBaseLineObject, { description: 'The line.' }) line!: InstalledBaseLineObject;
}
