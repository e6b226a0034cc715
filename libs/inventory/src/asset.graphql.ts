import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, CalendarDate, calendarDate, connectionOf, id, PageArgs, text } from '#libs/platform';
import { AssetRecordInput, assetRecord, decommissioning } from './record/asset-record.graphql.ts';
import { ASSET_STATUSES, CONNECTIONS, type AssetStatus, type Connection } from './asset.entity.ts';

export const ConnectionEnum = {
  NETWORK: 'NETWORK',
  DEVICE: 'DEVICE',
  REMOVABLE_MEDIA: 'REMOVABLE_MEDIA',
  MAINTENANCE_ONLY: 'MAINTENANCE_ONLY',
  NONE: 'NONE',
  UNKNOWN: 'UNKNOWN',
} as const satisfies { [K in Connection]: K };
registerEnumType(ConnectionEnum, {
  name: 'ConnectionKind',
  description: 'What an asset is connected to.',
  valuesMap: {
    NETWORK: { description: 'A network.' },
    DEVICE: { description: 'Another device, directly.' },
    REMOVABLE_MEDIA: { description: 'USB memory and other removable media.' },
    MAINTENANCE_ONLY: { description: "Only the service engineer's terminal, during maintenance." },
    NONE: { description: 'Nothing: the hospital is asked nothing about it. Stands alone.' },
    UNKNOWN: { description: 'Not known: counts as connected.' },
  },
});

export const AssetStatusEnum = {
  EVALUATING: 'EVALUATING',
  IN_USE: 'IN_USE',
  STORED: 'STORED',
  LENT_OUT: 'LENT_OUT',
  RETIRED: 'RETIRED',
} as const satisfies { [K in AssetStatus]: K };
registerEnumType(AssetStatusEnum, {
  name: 'AssetStatus',
  description: 'Where an asset stands in the hospital.',
  valuesMap: {
    EVALUATING: {
      description: 'Before purchase: what is in force is delivered once its vendor consents, and nothing is asked.',
    },
    IN_USE: { description: 'In use.' },
    STORED: { description: 'Kept, not in use.' },
    LENT_OUT: {
      description: 'With another hospital until it returns: nothing is asked about it; set by takeOverHandover.',
    },
    RETIRED: { description: 'Gone for good; set by retireAsset.' },
  },
});

@ObjectType('Asset', { description: 'One device, or a group of equal devices, at a site.' })
export class AssetObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Asset'>;
  @Field(() => ID, { description: 'The hospital that holds it.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The site where it is.' }) siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: "The hospital's own name for it." }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'Serial number, of a single device.' }) serialNumber!:
    string | null;
  @Field(() => String, { nullable: true, description: 'Lot.' }) lot!: string | null;
  @Field(() => Int, { description: 'How many equal devices it stands for.' }) quantity!: number;
  @Field(() => String, { nullable: true, description: 'Where at the site.' }) location!: string | null;
  @Field(() => [ConnectionEnum], { description: 'What it is connected to.' }) connections!: Connection[];
  @Field(() => Boolean, { description: 'Whether it counts as connected: always, unless connections are NONE.' })
  isConnected!: boolean;
  @Field(() => AssetStatusEnum, { description: 'Where it stands.' }) status!: AssetStatus;
  @Field(() => Date, { description: 'When it was registered.' }) createdAt!: Date;
}

export const AssetConnection = connectionOf(AssetObject, 'Asset');

@ArgsType()
export class AssetsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only at this site.' }) siteId?: Id<'Site'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this release.' }) releaseId?: Id<'Release'> | null;
  @Field(() => ID, { nullable: true, description: 'Only of this product.' }) productId?: Id<'Product'> | null;
  @Field(() => AssetStatusEnum, { nullable: true, description: 'Only in this status.' }) status?: AssetStatus | null;
  @Field(() => String, { nullable: true, description: 'Only in this network zone.' }) zone?: string | null;
  @Field(() => String, { nullable: true, description: 'Only of this department.' }) department?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, serial number, lot or location; of the own assets also of what is written of them.',
  })
  search?: string | null;
}

export const assetList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  siteId: id<'Site'>().nullish(),
  releaseId: id<'Release'>().nullish(),
  productId: id<'Product'>().nullish(),
  status: z.enum(ASSET_STATUSES).nullish(),
  zone: text(100).nullish(),
  department: text(100).nullish(),
  search: text(200).nullish(),
});
export type AssetList = z.output<typeof assetList>;

/** A set, in which NONE stands alone. */
export const connections = z
  .array(z.enum(CONNECTIONS))
  .min(1)
  .refine(
    (given) => !given.includes('NONE') || new Set(given).size === 1,
    because(
      'inventory.none_stands_alone',
      'NONE says that it is connected to nothing: name it alone, or leave it out.',
    ),
  );

/** 1 to 100,000. */
export const quantity = z.number().int().min(1).max(100_000);

export const settableStatus = z
  .enum(ASSET_STATUSES)
  .refine((status) => status !== 'RETIRED', because('inventory.retire_instead', 'Retire the asset with retireAsset.'))
  .refine(
    (status) => status !== 'LENT_OUT',
    because('inventory.hand_over_instead', 'A device is lent to another hospital by a handover (offerHandovers).'),
  )
  .transform((status) => status);

@InputType({ description: 'A device, or a group of equal devices, to be registered.' })
export class RegisterAssetInput {
  @Field(() => ID, { description: 'Which release it is of.' }) releaseId!: Id<'Release'>;
  @Field(() => ID, { description: 'At which site of the own hospital it is.' }) siteId!: Id<'Site'>;
  @Field(() => String, { nullable: true, description: "The hospital's own name for it." }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'Serial number; once for a release at a site.' })
  serialNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'Lot.' }) lot?: string | null;
  @Field(() => Int, { defaultValue: 1, description: 'How many equal devices; 1 where there is a serial number.' })
  quantity!: number;
  @Field(() => String, { nullable: true, description: 'Where at the site.' }) location?: string | null;
  @Field(() => [ConnectionEnum], { description: 'What it is connected to; UNKNOWN is an answer.' })
  connections!: Connection[];
  @Field(() => AssetStatusEnum, {
    defaultValue: 'IN_USE',
    description: 'Where it stands; neither LENT_OUT nor RETIRED.',
  })
  status!: AssetStatus;
  @Field(() => AssetRecordInput, { nullable: true, description: 'What the hospital writes of it for itself.' })
  record?: AssetRecordInput | null;
}

export const registerAsset = z.object({
  releaseId: id<'Release'>(),
  siteId: id<'Site'>(),
  name: text(200).nullish(),
  serialNumber: text(100).nullish(),
  lot: text(100).nullish(),
  quantity: quantity.default(1),
  location: text(200).nullish(),
  connections,
  status: settableStatus.default('IN_USE'),
  record: assetRecord.nullish(),
});
export type RegisterAsset = z.output<typeof registerAsset>;

@InputType({ description: 'What changes of an asset; what is left out stays, null removes.' })
export class ChangeAssetInput {
  @Field(() => ID, { description: 'Which asset.' }) assetId!: Id<'Asset'>;
  @Field(() => ID, {
    nullable: true,
    description:
      'Another release of the same product; or, where its maker was not in Tasuki and the own hospital kept the record, ' +
      "the release of the vendor's that it is.",
  })
  releaseId?: Id<'Release'>;
  @Field(() => ID, { nullable: true, description: 'Another site of the own hospital.' }) siteId?: Id<'Site'>;
  @Field(() => String, { nullable: true, description: "The hospital's own name for it." }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'Serial number.' }) serialNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'Lot.' }) lot?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many equal devices.' }) quantity?: number;
  @Field(() => String, { nullable: true, description: 'Where at the site.' }) location?: string | null;
  @Field(() => [ConnectionEnum], { nullable: true, description: 'What it is connected to.' })
  connections?: Connection[];
  @Field(() => AssetStatusEnum, { nullable: true, description: 'Where it stands; neither LENT_OUT nor RETIRED.' })
  status?: AssetStatus;
  @Field(() => AssetRecordInput, { nullable: true, description: 'What the hospital writes of it for itself.' })
  record?: AssetRecordInput | null;
}

export const changeAsset = z.object({
  assetId: id<'Asset'>(),
  releaseId: id<'Release'>().optional(),
  siteId: id<'Site'>().optional(),
  name: text(200).nullish(),
  serialNumber: text(100).nullish(),
  lot: text(100).nullish(),
  quantity: quantity.optional(),
  location: text(200).nullish(),
  connections: connections.optional(),
  status: settableStatus.optional(),
  record: assetRecord.nullish(),
});
export type ChangeAsset = z.output<typeof changeAsset>;

@InputType({ description: 'An asset that is gone for good.' })
export class RetireAssetInput {
  @Field(() => ID, { description: 'Which asset.' }) assetId!: Id<'Asset'>;
  @Field(() => CalendarDate, { nullable: true, description: 'Since when it is gone, left out: today. Not to come.' })
  retiredOn?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'How it was made fit to leave: data erased and by whom, certificate, who took it.',
  })
  decommissioning?: string | null;
}

export const retireAsset = z.object({
  assetId: id<'Asset'>(),
  retiredOn: calendarDate().nullish(),
  decommissioning: decommissioning.nullish(),
});
export type RetireAsset = z.output<typeof retireAsset>;

@ObjectType({ description: 'An asset that was registered.' })
export class RegisterAssetPayload {
  @Field(() => AssetObject, { description: 'The asset.' }) asset!: AssetObject;
}

@ObjectType({ description: 'An asset that was changed.' })
export class ChangeAssetPayload {
  @Field(() => AssetObject, { description: 'The asset as it is now.' }) asset!: AssetObject;
}

@ObjectType({ description: 'An asset that was retired.' })
export class RetireAssetPayload {
  @Field(() => AssetObject, { description: 'The asset, RETIRED.' }) asset!: AssetObject;
}
