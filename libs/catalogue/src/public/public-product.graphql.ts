import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { CalendarDate, connectionOf, PageArgs, text } from '#libs/platform';
import { IdentifierSchemeEnum, ProductKindEnum, StageEnum } from '../catalogue.graphql.ts';
import type { IdentifierScheme } from '../identifier.ts';
import type { ProductKind } from '../product.entity.ts';
import type { Stage } from '../release.entity.ts';
import type { PublicVendor } from './public-product.entity.ts';

@ObjectType('PublicVendor', { description: 'A vendor, as far as anybody may know it.' })
export class PublicVendorObject implements PublicVendor {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Organisation'>;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
}

@ObjectType('PublicProductIdentifier', { description: 'One name by which a product is found.' })
export class PublicProductIdentifierObject {
  @Field(() => IdentifierSchemeEnum, { description: 'Whose naming it follows.' }) scheme!: IdentifierScheme;
  @Field(() => String, { description: 'In its canonical writing: a GTIN has 14 digits.' }) value!: string;
}

@ObjectType('PublicRelease', { description: 'One version of a product, and whether it is still supported.' })
export class PublicReleaseObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Release'>;
  @Field(() => String, { description: 'As the vendor writes it.' }) version!: string;
  @Field(() => CalendarDate, { nullable: true, description: 'When it came out.' }) releasedOn!: string | null;
  @Field(() => StageEnum, { description: 'Where it stands now.' }) stage!: Stage;
  @Field(() => CalendarDate, { nullable: true, description: 'End of life: from then on support is limited.' })
  endOfLifeOn!: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'End of support.' }) endOfSupportOn!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the end of support was told less than two years ahead (IMDRF N70 asks for that); null without a date, or where it is not known when it was told.',
  })
  isShortNotice!: boolean | null;
}

@ObjectType('PublicProduct', { description: 'A product of a vendor that takes part, as anybody may know it.' })
export class PublicProductObject {
  @Field(() => ID, { description: 'UUIDv7.' }) id!: Id<'Product'>;
  @Field(() => ProductKindEnum, { description: 'What it is.' }) kind!: ProductKind;
  @Field(() => String, { description: 'Its name on the market.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Its name in English.' }) englishName!: string | null;
  @Field(() => PublicVendorObject, { description: 'Who answers for it.' }) vendor!: PublicVendor;
}

export const PublicProductConnection = connectionOf(PublicProductObject, 'PublicProduct');

@ArgsType()
export class PublicProductsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, of the product or its vendor; or a whole identifier.',
  })
  search?: string | null;
}

export const publicProductList = z.object({
  first: z.number(),
  after: z.string().nullish(),
  search: text(200).nullish(),
});
export type PublicProductList = z.output<typeof publicProductList>;
