import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, connectionOf, enumeration, id, PageArgs, text } from '#libs/platform';
import { type ImportState, ROW_VERDICTS, type RowVerdict } from './asset-import.entity.ts';
import { type Column, COLUMNS } from './words.ts';

export const ImportStateEnum = enumeration<ImportState>('AssetImportState', 'Where an import stands.', {
  MAPPING: 'Read: say what its columns are (mapAssetImport).',
  CHECKING: 'Its rows are being checked (continueAssetImport).',
  CHECKED: 'Every row was checked: it can be applied (applyAssetImport).',
  APPLYING: 'Its rows become assets, or lines (continueAssetImport).',
  APPLIED: 'Done.',
  DISCARDED: 'Given up; nothing of it was applied.',
});

export const RowVerdictEnum = enumeration<RowVerdict>('AssetImportVerdict', 'What a row of an import does.', {
  NEW: 'An asset is registered, or a line listed.',
  CHANGED: 'An asset, or a line, that is there becomes different.',
  SAME: 'All is as the row says already.',
  WRONG: 'Nothing: the row is refused, and says why.',
});

export const ColumnEnum = enumeration<Column>('AssetImportColumn', 'What a column of an import says.', {
  HOSPITAL: 'The hospital, by its code or its name; in lists of vendors.',
  SITE: 'The site, by its name.',
  GTIN: "The product's GTIN.",
  APPROVAL_NUMBER: "The product's approval number.",
  PRODUCT: "The product's name.",
  MAKER: 'Who makes the product.',
  VERSION: 'Which release of the product.',
  SERIAL_NUMBER: 'Serial number.',
  LOT: 'Lot.',
  QUANTITY: 'How many equal devices.',
  NAME: "The hospital's own name for it.",
  LOCATION: 'Where at the site.',
  CONNECTIONS: 'What it is connected to.',
  STATUS: 'Where it stands.',
  ASSET_TAG: "Number on the hospital's own label.",
  DEPARTMENT: 'Department.',
  INSTALLED_ON: 'Since when it is installed.',
  OWNERSHIP: 'Whose it is.',
  OWNER: "Who owns what is not the hospital's own.",
  NETWORK_NAME: 'Its name in the network.',
  NETWORK_ADDRESS: 'IP or MAC address.',
  ZONE: 'VLAN or network zone.',
  EXPOSED_TO: 'Zones and neighbours that reach it.',
  REMOTE_MAINTENANCE: 'By which way it is maintained from outside.',
  CONTROLS: 'Compensating controls in place.',
});

@ObjectType('AssetImport', {
  description:
    'A table of devices on its way into the assets of the own hospital, or into the own installed-base list.',
})
export class AssetImportObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'AssetImport'>;
  @Field(() => String, { description: 'The name of the file.' }) fileName!: string;
  @Field(() => String, { description: 'SHA-256 of the file.' }) sha256!: string;
  @Field(() => [String], { description: 'The header of the table.' }) header!: string[];
  @Field(() => [ColumnEnum], { nullable: 'items', description: 'What each column says; null: it is left out.' })
  columns!: (Column | null)[];
  @Field(() => ImportStateEnum, { description: 'Where it stands.' }) state!: ImportState;
  @Field(() => Int, { description: 'How many rows it has.' }) rowCount!: number;
  @Field(() => Int, { description: 'So many of them are checked, or applied, as the state says.' }) doneCount!: number;
  @Field(() => Date, { description: 'When it was brought.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was applied.' }) appliedAt!: Date | null;
}
export const AssetImportConnection = connectionOf(AssetImportObject, 'AssetImport');

@ObjectType('AssetImportCounts', { description: 'Rows by what they do; those that were not checked are in none.' })
export class ImportCountsObject {
  @Field(() => Int, { description: 'Register an asset, or list a line.' }) new!: number;
  @Field(() => Int, { description: 'Change one.' }) changed!: number;
  @Field(() => Int, { description: 'Change nothing.' }) same!: number;
  @Field(() => Int, { description: 'Are refused.' }) wrong!: number;
}

@ObjectType('AssetImportRefusal', { description: 'Why a row is refused.' })
class RowRefusalObject {
  @Field(() => ColumnEnum, { nullable: true, description: 'In which column; null: the row as a whole.' })
  column!: Column | null;
  @Field(() => String, { description: 'A stable key.' }) reason!: string;
  @Field(() => String, { description: 'What is wrong and what to do, in English.' }) message!: string;
}

@ObjectType('AssetImportRow', { description: 'A row of an import.' })
export class ImportRowObject {
  @Field(() => Int, { description: 'From 1, in the order of the table.' }) place!: number;
  @Field(() => Int, { description: 'As the spreadsheet counts.' }) rowNumber!: number;
  @Field(() => [String], { description: 'What stands in it, column by column.' }) cells!: string[];
  @Field(() => RowVerdictEnum, { nullable: true, description: 'What it does; null: not checked.' })
  verdict!: RowVerdict | null;
  @Field(() => [RowRefusalObject], { description: 'What is wrong with it.' }) refusals!: RowRefusalObject[];
  @Field(() => ID, { nullable: true, description: 'The asset that it is about, once there is one.' })
  assetId!: Id<'Asset'> | null;
}
export const ImportRowConnection = connectionOf(ImportRowObject, 'AssetImportRow');

@ObjectType('AssetImportProduct', { description: 'A product as a file names it, that was not found by itself.' })
export class ImportProductObject {
  @Field(() => String, { description: 'By which it is chosen.' }) key!: string;
  @Field(() => String, { nullable: true, description: 'Its GTIN, as it stands there.' }) gtin!: string | null;
  @Field(() => String, { nullable: true, description: 'Its approval number.' }) approvalNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Its name.' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'Its maker.' }) makerName!: string | null;
  @Field(() => Int, { description: 'How many rows name it so.' }) rows!: number;
  @Field(() => ID, { nullable: true, description: 'What was said that it is.' }) productId!: Id<'Product'> | null;
}

@ArgsType()
export class ImportRowsArgs extends PageArgs {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
  @Field(() => RowVerdictEnum, { nullable: true, description: 'Only those with this verdict.' })
  verdict?: RowVerdict | null;
}
export const importRows = z.object({
  importId: id<'AssetImport'>(),
  first: z.number(),
  after: z.string().nullish(),
  verdict: z.enum(ROW_VERDICTS).nullish(),
});

@ArgsType()
export class ImportProductsArgs {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
}

@InputType({ description: 'What the columns of an import say.' })
export class MapAssetImportInput {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
  @Field(() => [ColumnEnum], { nullable: 'items', description: 'For each column of the header; null leaves it out.' })
  columns!: (Column | null)[];
}
export const mapAssetImport = z.object({
  importId: id<'AssetImport'>(),
  columns: z.array(z.enum(COLUMNS).nullable()).max(100),
});

@InputType({ description: 'An import.' })
export class AssetImportInput {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
}
export const assetImport = z.object({ importId: id<'AssetImport'>() });

@InputType({ description: 'Which product a file means.' })
export class ChooseImportProductInput {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
  @Field(() => String, { description: 'The product as the file names it.' }) key!: string;
  @Field(() => ID, { description: 'The product.' }) productId!: Id<'Product'>;
}
const productKey = z
  .string()
  .regex(
    /^[0-9a-f]{64}$/,
    because('inventory.not_a_product_key', 'Name the product by the key that the import gives.'),
  );
export const chooseImportProduct = z.object({
  importId: id<'AssetImport'>(),
  key: productKey,
  productId: id<'Product'>(),
});

@InputType({ description: 'A product whose maker is not in Tasuki: the hospital keeps a record of it.' })
export class KeepImportProductInput {
  @Field(() => ID, { description: 'Which import.' }) importId!: Id<'AssetImport'>;
  @Field(() => String, { description: 'The product as the file names it.' }) key!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'Its maker.' }) makerName!: string;
}
export const keepImportProduct = z.object({
  importId: id<'AssetImport'>(),
  key: productKey,
  name: text(200),
  makerName: text(200),
});

@ObjectType({ description: 'An import as it stands now.' })
export class AssetImportPayload {
  @Field(() => AssetImportObject, { description: 'The import.' }) import!: AssetImportObject;
}
