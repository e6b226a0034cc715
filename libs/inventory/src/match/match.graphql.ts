import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { connectionOf, enumeration, id } from '#libs/platform';
import type { MatchBasis } from './product-match.ts';

export const MatchBasisEnum = enumeration<MatchBasis>('ProductMatchBasis', 'Why two products may be the same.', {
  GTIN: 'They have the same GTIN.',
  APPROVAL_NUMBER: 'They have the same approval number.',
  NAME: 'They are called the same, which is no more than a hint.',
});

@ObjectType('NotedVersion', { description: 'A version that the hospital noted, and what runs it.' })
class NotedVersionObject {
  @Field(() => ID, { description: 'The release as the hospital keeps it.' }) outsideReleaseId!: Id<'Release'>;
  @Field(() => String, { description: 'What it is called.' }) version!: string;
  @Field(() => Int, { description: 'How many assets.' }) assets!: number;
  @Field(() => Int, { description: 'How many devices these are.' }) devices!: number;
  @Field(() => ID, {
    nullable: true,
    description: "The vendor's release of the same name; null: the hospital says which.",
  })
  releaseId!: Id<'Release'> | null;
}

@ObjectType('ProductMatch', {
  description: 'What the hospital keeps a record of may be a product that a vendor has registered since.',
})
export class ProductMatchObject {
  @Field(() => ID, { description: 'The product as the hospital keeps it.' }) outsideProductId!: Id<'Product'>;
  @Field(() => ID, { description: "The vendor's product." }) productId!: Id<'Product'>;
  @Field(() => MatchBasisEnum, { description: 'The strongest reason for it.' }) basis!: MatchBasis;
  @Field(() => [NotedVersionObject], { description: 'What the hospital holds of it, version by version.' })
  versions!: NotedVersionObject[];
}
export const ProductMatchConnection = connectionOf(ProductMatchObject, 'ProductMatch');

@InputType({ description: "Which of the vendor's releases a noted one is." })
export class NotedVersionInput {
  @Field(() => ID, { description: 'The release as the hospital keeps it.' }) outsideReleaseId!: Id<'Release'>;
  @Field(() => ID, { description: "The vendor's release." }) releaseId!: Id<'Release'>;
}

@InputType({ description: 'Devices of what the hospital keeps a record of are of this product.' })
export class ConfirmProductMatchInput {
  @Field(() => ID, { description: 'The product as the hospital keeps it.' }) outsideProductId!: Id<'Product'>;
  @Field(() => ID, { description: "The vendor's product." }) productId!: Id<'Product'>;
  @Field(() => [NotedVersionInput], {
    defaultValue: [],
    description: 'For versions that the vendor calls otherwise; those of the same name need not be said.',
  })
  versions!: NotedVersionInput[];
}
const pair = { outsideProductId: id<'Product'>(), productId: id<'Product'>() };
export const confirmProductMatch = z.object({
  ...pair,
  versions: z
    .array(z.object({ outsideReleaseId: id<'Release'>(), releaseId: id<'Release'>() }))
    .max(1_000)
    .default([]),
});
export type ConfirmProductMatch = z.output<typeof confirmProductMatch>;

@InputType({ description: 'They are not the same; it is not asked again.' })
export class RejectProductMatchInput {
  @Field(() => ID, { description: 'The product as the hospital keeps it.' }) outsideProductId!: Id<'Product'>;
  @Field(() => ID, { description: "The vendor's product." }) productId!: Id<'Product'>;
}
export const rejectProductMatch = z.object(pair);
export type RejectProductMatch = z.output<typeof rejectProductMatch>;

@ObjectType({ description: 'What became of it.' })
export class ConfirmProductMatchPayload {
  @Field(() => Int, { description: "How many assets are of the vendor's product now." }) changed!: number;
}

@ObjectType({ description: 'It is not asked again.' })
export class RejectProductMatchPayload {
  @Field(() => ID, { description: 'The product as the hospital keeps it.' }) outsideProductId!: Id<'Product'>;
}
