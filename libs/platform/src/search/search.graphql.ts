import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { enumeration } from '../graphql/enumeration.ts';
import { text } from '../graphql/input.ts';
import { SEARCH_KINDS, type SearchKind } from './searching.ts';

export const SearchKindEnum = enumeration<SearchKind>('SearchKind', 'What can be found by words.', {
  DELIVERY: 'What the own hospital received.',
  PUBLICATION: "A vendor's own, or what everyone may read.",
  PRODUCT: 'A product.',
  RELEASE: 'One version of a product.',
  ASSET: 'A device of the own hospital, or one that a hospital shares with the vendor.',
  CASE: 'An incident, a suspected vulnerability or a coordinated disclosure.',
  FILED_DOCUMENT: 'A document that the own hospital filed.',
  PUBLISHED_ANSWER: 'An answer that a vendor gives to all who have what it is about.',
  COMPONENT:
    'A component in an SBOM of a release that the own hospital holds, or that the own organisation publishes for.',
  ORGANISATION: 'An organisation that one may know of.',
  SITE: 'A site of the own hospital, or of one that one deals with.',
  MEMBER: 'A member of the own organisation.',
});

@ObjectType('SearchHit', { description: 'Something that was found.' })
export class SearchHitObject {
  @Field(() => SearchKindEnum, { description: 'What it is.' }) kind!: SearchKind;
  @Field(() => ID, {
    description: 'Its id; of a COMPONENT what `componentMatches` finds it by: its purl, pkg:…, or else its name.',
  })
  id!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'What it belongs to: publication of a DELIVERY, product of a RELEASE, organisation of a SITE or MEMBER.',
  })
  withinId!: Id | null;
  @Field(() => String, { description: 'Its title, in Japanese where there is a Japanese one.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Its title in English.' }) englishTitle!: string | null;
  @Field(() => String, { nullable: true, description: 'What tells it from others: vendor, version, serial number.' })
  detail!: string | null;
  @Field(() => String, { nullable: true, description: 'The same with English names, where they are others.' })
  englishDetail!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it stands, in the words of its own enum.' })
  state!: string | null;
}

@ArgsType()
export class SearchArgs {
  @Field(() => String, { description: 'Words, all of which have to be in it.' }) text!: string;
  @Field(() => Int, { defaultValue: 20, description: 'How many, 1 to 20; each kind gets its share.' }) first!: number;
  @Field(() => [SearchKindEnum], { nullable: true, description: 'Only of these kinds; all when left out.' })
  kinds?: SearchKind[] | null;
}

export const searchWords = z.object({
  text: text(200),
  first: z.number().int().min(1).max(20),
  kinds: z.array(z.enum(SEARCH_KINDS)).min(1).max(SEARCH_KINDS.length).nullish(),
});
export type SearchWords = z.output<typeof searchWords>;
