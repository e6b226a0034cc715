import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { connectionOf } from '#libs/platform';
import type { SiteState } from '../delivery-site.entity.ts';
import { SiteStateEnum } from '../engagement-enums.graphql.ts';
import { ChaseStepObject, ComingStepObject } from './chase.graphql.ts';

@ObjectType('ChasedSite', { description: 'One site that a publication asks, and its chase.' })
export class ChasedSiteObject {
  @Field(() => ID, { description: 'The hospital.' }) hospitalId!: Id<'Organisation'>;
  @Field(() => ID, { description: 'The site.' }) siteId!: Id<'Site'>;
  @Field(() => ID, { description: 'What was delivered to the hospital.' }) deliveryId!: Id<'Delivery'>;
  @Field(() => SiteStateEnum, { description: 'Where the site stands.' }) state!: SiteState;
  @Field(() => Boolean, { description: 'Whether it said something to each thing asked.' }) isAnswered!: boolean;
  @Field(() => [ChaseStepObject], { description: 'The steps that came, the first first.' }) steps!: ChaseStepObject[];
  @Field(() => [ComingStepObject], { description: 'The steps that would come next; for the vendor.' })
  coming!: ComingStepObject[];
}
export const ChasedSiteConnection = connectionOf(ChasedSiteObject, 'ChasedSite');
