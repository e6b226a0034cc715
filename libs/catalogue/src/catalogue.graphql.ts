import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, calendarDate, CalendarDate, connectionOf, id, PageArgs, text } from '#libs/platform';
import { IDENTIFIER_SCHEMES, readIdentifier, type IdentifierScheme } from './identifier.ts';
import { PRODUCT_KINDS, type ProductKind } from './product.entity.ts';
import { STAGES, type Stage } from './release.entity.ts';

export const ProductKindEnum = {
  DEVICE: 'DEVICE',
  SAMD: 'SAMD',
  MAINTENANCE_EQUIPMENT: 'MAINTENANCE_EQUIPMENT',
  CLOUD_SERVICE: 'CLOUD_SERVICE',
  OTHER_IT: 'OTHER_IT',
} as const satisfies { [K in ProductKind]: K };
registerEnumType(ProductKindEnum, {
  name: 'ProductKind',
  description: 'What a product is.',
  valuesMap: {
    DEVICE: { description: 'A medical device.' },
    SAMD: { description: 'Software that is a medical device by itself.' },
    MAINTENANCE_EQUIPMENT: { description: 'VPN routers, remote-service gateways: what comes with a service contract.' },
    CLOUD_SERVICE: { description: 'A service outside the hospital.' },
    OTHER_IT: { description: "Other equipment, only as a part of a device's system." },
  },
});

export const IdentifierSchemeEnum = {
  GTIN: 'GTIN',
  JMDN: 'JMDN',
  APPROVAL_NUMBER: 'APPROVAL_NUMBER',
  VENDOR: 'VENDOR',
} as const satisfies { [K in IdentifierScheme]: K };
registerEnumType(IdentifierSchemeEnum, {
  name: 'IdentifierScheme',
  description: 'Whose naming an identifier follows.',
  valuesMap: {
    GTIN: { description: "UDI-DI as a GTIN-8, -12, -13 or -14; kept as 14 digits. One product of all vendors'." },
    JMDN: { description: 'JMDN code, 8 digits. Names a class of devices, so many products may have it.' },
    APPROVAL_NUMBER: {
      description: "Approval, certification or notification number (承認番号). One product of all vendors'.",
    },
    VENDOR: { description: "The maker's own code. One product of a vendor." },
  },
});

export const StageEnum = {
  SUPPORTED: 'SUPPORTED',
  LIMITED_SUPPORT: 'LIMITED_SUPPORT',
  END_OF_SUPPORT: 'END_OF_SUPPORT',
} as const satisfies { [K in Stage]: K };
registerEnumType(StageEnum, {
  name: 'LifeCycleStage',
  description:
    'Where a release stands in its life cycle (IMDRF N70). Follows from its dates; goes back only by a published notice ' +
    'that puts off what was reached.',
  valuesMap: {
    SUPPORTED: { description: 'Fully supported.' },
    LIMITED_SUPPORT: { description: 'After its end of life (EOL): support is limited.' },
    END_OF_SUPPORT: { description: 'After its end of support (EOS): nothing is promised any more.' },
  },
});

@ObjectType('Product', {
  description:
    'A device model or software that a vendor puts on the market; or one of a maker that is not in Tasuki, ' +
    'of which the own hospital keeps a record that nobody else sees.',
})
export class ProductObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Product'>;
  @Field(() => String, {
    nullable: true,
    description: "The maker, where it is not in Tasuki and the own hospital keeps the record; null for a vendor's.",
  })
  makerName!: string | null;
  @Field(() => ProductKindEnum, { description: 'What it is.' }) kind!: ProductKind;
  @Field(() => String, { description: 'Its name on the market.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
  @Field(() => Boolean, { description: 'Whether it can be connected to a network, a device, media or a terminal.' })
  isConnectable!: boolean;
  @Field(() => Date, { description: 'When it was registered.' }) createdAt!: Date;
}

@ObjectType('ProductIdentifier', { description: 'One name by which a product is found.' })
export class ProductIdentifierObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'ProductIdentifier'>;
  @Field(() => IdentifierSchemeEnum, { description: 'Whose naming it follows.' }) scheme!: IdentifierScheme;
  @Field(() => String, { description: 'In its canonical writing: a GTIN has 14 digits.' }) value!: string;
}

@ObjectType('Release', { description: 'One version of a product.' })
export class ReleaseObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Release'>;
  @Field(() => String, { description: 'As the vendor writes it.' }) version!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it came out.' }) releasedOn!: string | null;
  @Field(() => StageEnum, { description: 'Where it stands now.' }) stage!: Stage;
  @Field(() => CalendarDate, { nullable: true, description: 'End of life: from then on support is limited.' })
  endOfLifeOn!: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'End of support.' }) endOfSupportOn!: string | null;
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Since when its end of support is told; null without one, and where it is not known.',
  })
  endOfSupportAnnouncedOn!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its end of support was told less than two years ahead (IMDRF N70); null: not known.',
  })
  isShortNotice!: boolean | null;
  @Field(() => Boolean, {
    description: 'Sudden legacy: a vulnerability that cannot be fixed ends its support earlier than was told (N70).',
  })
  isSuddenLegacy!: boolean;
  @Field(() => Date, { description: 'When it was added.' }) createdAt!: Date;
}

export const ProductConnection = connectionOf(ProductObject, 'Product');
export const ReleaseConnection = connectionOf(ReleaseObject, 'Release');

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, of the product or of a maker that is not in Tasuki; or a whole identifier.',
  })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this vendor.' })
  vendorId?: Id<'Organisation'> | null;
  @Field(() => ProductKindEnum, { nullable: true, description: 'Only of this kind.' })
  kind?: ProductKind | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those of which the own hospital keeps the record (makerName is set); false: only those of vendors.',
  })
  kept?: boolean | null;
}

export const productList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  search: text(200).nullish(),
  vendorId: id<'Organisation'>().nullish(),
  kind: z.enum(PRODUCT_KINDS).nullish(),
  kept: z.boolean().nullish(),
});
export type ProductList = z.output<typeof productList>;

@ArgsType()
export class ProductByIdentifierArgs {
  @Field(() => IdentifierSchemeEnum, { description: 'GTIN, APPROVAL_NUMBER, or VENDOR together with vendorId.' })
  scheme!: IdentifierScheme;
  @Field(() => String, { description: 'As it is written on the device: spaces and hyphens do not matter.' })
  value!: string;
  @Field(() => ID, { nullable: true, description: 'Whose own code it is; needed for VENDOR.' })
  vendorId?: Id<'Organisation'> | null;
}

const identifierShape = z.object({ scheme: z.enum(IDENTIFIER_SCHEMES), value: text(80) });

const canonical = <T extends z.output<typeof identifierShape>>(identifier: T, refused: z.RefinementCtx): T => {
  const read = readIdentifier(identifier.scheme, identifier.value);
  if ('value' in read) return { ...identifier, value: read.value };
  refused.addIssue({ code: 'custom', path: ['value'], ...because(read.reason, read.message) });
  return z.NEVER;
};

export const identifierLookUp = identifierShape
  .extend({ vendorId: id<'Organisation'>().nullish() })
  .refine(({ scheme }) => scheme !== 'JMDN', {
    path: ['scheme'],
    ...because('catalogue.jmdn_names_a_class', 'A JMDN code names a class of devices: search products by it.'),
  })
  .refine(({ scheme, vendorId }) => scheme !== 'VENDOR' || vendorId, {
    path: ['vendorId'],
    ...because('catalogue.vendor_needed', "Say whose: a vendor's own code names a product of that vendor only."),
  })
  .transform(canonical);
export type IdentifierLookUp = z.output<typeof identifierLookUp>;

@InputType({ description: 'One name by which a product is found.' })
export class ProductIdentifierInput {
  @Field(() => IdentifierSchemeEnum, { description: 'Whose naming it follows.' }) scheme!: IdentifierScheme;
  @Field(() => String, { description: 'Spaces and hyphens do not matter; check digits are verified.' }) value!: string;
}

const identifier = identifierShape.transform(canonical);

@InputType({ description: 'A product to be registered for the own organisation.' })
export class RegisterProductInput {
  @Field(() => ProductKindEnum, { description: 'What it is.' }) kind!: ProductKind;
  @Field(() => String, { description: 'Its name on the market, up to 200 characters.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName?: string | null;
  @Field(() => Boolean, { description: 'Whether it can be connected to a network, a device, media or a terminal.' })
  isConnectable!: boolean;
  @Field(() => [ProductIdentifierInput], { defaultValue: [], description: 'Up to 50 names by which it is found.' })
  identifiers!: ProductIdentifierInput[];
}

export const registerProduct = z.object({
  kind: z.enum(PRODUCT_KINDS),
  name: text(200),
  englishName: text(200).nullish(),
  isConnectable: z.boolean(),
  identifiers: z.array(identifier).max(50).default([]),
});
export type RegisterProduct = z.output<typeof registerProduct>;

@InputType({ description: 'A product of a maker that is not in Tasuki, of which the own hospital keeps a record.' })
export class RegisterOutsideProductInput extends RegisterProductInput {
  @Field(() => String, { description: 'The maker, as it writes its name, up to 200 characters.' }) makerName!: string;
}

export const registerOutsideProduct = registerProduct.extend({ makerName: text(200) });
export type RegisterOutsideProduct = z.output<typeof registerOutsideProduct>;

@InputType({ description: 'What changes of a product; what is left out stays.' })
export class ChangeProductInput {
  @Field(() => ID, { description: 'Which product.' }) productId!: Id<'Product'>;
  @Field(() => String, {
    nullable: true,
    description: 'The maker, corrected; only where it is not in Tasuki and the own hospital keeps the record.',
  })
  makerName?: string;
  @Field(() => ProductKindEnum, { nullable: true, description: 'What it is.' }) kind?: ProductKind;
  @Field(() => String, { nullable: true, description: 'Its name on the market.' }) name?: string;
  @Field(() => String, { nullable: true, description: 'Its name in English; null removes it.' })
  englishName?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it can be connected.' }) isConnectable?: boolean;
}

export const changeProduct = z.object({
  productId: id<'Product'>(),
  makerName: text(200).optional(),
  kind: z.enum(PRODUCT_KINDS).optional(),
  name: text(200).optional(),
  englishName: text(200).nullish(),
  isConnectable: z.boolean().optional(),
});
export type ChangeProduct = z.output<typeof changeProduct>;

@InputType({ description: 'A further name by which a product is found.' })
export class AddProductIdentifierInput {
  @Field(() => ID, { description: 'Which product.' }) productId!: Id<'Product'>;
  @Field(() => ProductIdentifierInput, { description: 'The name.' }) identifier!: ProductIdentifierInput;
}

export const addProductIdentifier = z.object({ productId: id<'Product'>(), identifier });
export type AddProductIdentifier = z.output<typeof addProductIdentifier>;

@InputType({ description: 'A version of a product of the own organisation, or of one that the own hospital keeps.' })
export class AddReleaseInput {
  @Field(() => ID, { description: 'Which product.' }) productId!: Id<'Product'>;
  @Field(() => String, { description: 'The version, as the vendor writes it.' }) version!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it came out.' }) releasedOn?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Planned end of life.' }) endOfLifeOn?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'Planned end of support.' }) endOfSupportOn?: string | null;
  @Field(() => StageEnum, { nullable: true, description: 'Where it stands now; SUPPORTED when left out.' })
  stage?: Stage;
}

const lifeCycleDates = {
  releasedOn: calendarDate().nullish(),
  endOfLifeOn: calendarDate().nullish(),
  endOfSupportOn: calendarDate().nullish(),
};

export const addRelease = z.object({
  productId: id<'Product'>(),
  version: text(80),
  ...lifeCycleDates,
  stage: z.enum(STAGES).optional(),
});
export type AddRelease = z.output<typeof addRelease>;

@InputType({
  description:
    'What changes of a release; what is left out stays, null removes a date. An end of life or support that hospitals ' +
    'were told is changed by a life-cycle notice instead.',
})
export class ChangeReleaseInput {
  @Field(() => ID, { description: 'Which release.' }) releaseId!: Id<'Release'>;
  @Field(() => String, { nullable: true, description: 'The version, corrected.' }) version?: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it came out.' }) releasedOn?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'End of life.' }) endOfLifeOn?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'End of support.' }) endOfSupportOn?: string | null;
  @Field(() => StageEnum, { nullable: true, description: 'The stage it has reached; it does not go back.' })
  stage?: Stage;
}

export const changeRelease = z.object({
  releaseId: id<'Release'>(),
  version: text(80).optional(),
  ...lifeCycleDates,
  stage: z.enum(STAGES).optional(),
});
export type ChangeRelease = z.output<typeof changeRelease>;

@ObjectType({ description: 'A product that was registered.' })
export class RegisterProductPayload {
  @Field(() => ProductObject, { description: 'The product.' }) product!: ProductObject;
}

@ObjectType({ description: 'A product of which the own hospital keeps a record now.' })
export class RegisterOutsideProductPayload {
  @Field(() => ProductObject, { description: 'The product.' }) product!: ProductObject;
}

@ObjectType({ description: 'A product that was changed.' })
export class ChangeProductPayload {
  @Field(() => ProductObject, { description: 'The product as it is now.' }) product!: ProductObject;
}

@ObjectType({ description: 'A product that got a further identifier.' })
export class AddProductIdentifierPayload {
  @Field(() => ProductObject, { description: 'The product with all its identifiers.' }) product!: ProductObject;
}

@ObjectType({ description: 'A release that was added.' })
export class AddReleasePayload {
  @Field(() => ReleaseObject, { description: 'The release.' }) release!: ReleaseObject;
}

@ObjectType({ description: 'A release that was changed.' })
export class ChangeReleasePayload {
  @Field(() => ReleaseObject, { description: 'The release as it is now.' }) release!: ReleaseObject;
}
