import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { id } from '#libs/platform';

@ObjectType('NetworkExposure', { description: 'A zone or neighbour that reaches assets of a zone.' })
class NetworkExposureObject {
  @Field(() => String, { description: 'What reaches them, as it is written of the assets.' }) to!: string;
  @Field(() => Boolean, { description: 'Whether it is a zone of the same site.' }) isZone!: boolean;
  @Field(() => Int, { description: 'How many assets it reaches.' }) assets!: number;
}

@ObjectType('NetworkZone', { description: 'Assets of a site that stand in one network zone.' })
export class NetworkZoneObject {
  @Field(() => String, { nullable: true, description: 'The zone; null: connected, and nothing is written of where.' })
  zone!: string | null;
  @Field(() => Int, { description: 'Assets in it; one for a group of equal devices.' }) assets!: number;
  @Field(() => Int, { description: 'Devices in it.' }) devices!: number;
  @Field(() => Int, { description: 'Assets maintained from outside.' }) remotelyMaintained!: number;
  @Field(() => Int, { description: 'Assets at limited support.' }) limitedSupport!: number;
  @Field(() => Int, { description: 'Assets past their end of support.' }) endOfSupport!: number;
  @Field(() => Int, { description: 'Of those, without any compensating control in place.' }) unprotected!: number;
  @Field(() => [NetworkExposureObject], { description: 'What reaches them, most first.' })
  exposedTo!: NetworkExposureObject[];
}

@ArgsType()
export class NetworkArgs {
  @Field(() => ID, { description: 'Which site of the own hospital.' }) siteId!: Id<'Site'>;
}
export const network = z.object({ siteId: id<'Site'>() });
