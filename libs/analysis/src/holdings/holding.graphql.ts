import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';

@ObjectType('SiteCount', { description: 'How many devices of a release stand at a site of the own hospital.' })
export class SiteCountObject {
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => Int, { description: 'How many devices: a row for a group of equal devices counts all of them.' })
  assetCount!: number;
}
