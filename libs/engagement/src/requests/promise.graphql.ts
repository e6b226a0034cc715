import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, id } from '#libs/platform';
import { URGENCIES, type Urgency } from './information-request.entity.ts';
import { UrgencyEnum } from './request-enums.graphql.ts';

const HOURS_OF_A_YEAR = 8_760;

@ObjectType('ResponsePromise', { description: 'Within which time a vendor promises to answer.' })
export class ResponsePromiseObject {
  @Field(() => UrgencyEnum, { description: 'Requests of which urgency.' }) urgency!: Urgency;
  @Field(() => Int, { nullable: true, description: 'Hours of the day and of the night; null: none promised.' })
  hours!: number | null;
  @Field(() => Date, { nullable: true, description: 'When that was published.' }) publishedAt!: Date | null;
}

@ArgsType()
export class ResponsePromisesArgs {
  @Field(() => ID, { description: 'Of which vendor.' }) vendorId!: Id<'Organisation'>;
}
export const responsePromises = z.object({ vendorId: id<'Organisation'>() });

@InputType({ description: 'A promise for one urgency.' })
export class ResponsePromiseInput {
  @Field(() => UrgencyEnum, { description: 'Requests of which urgency.' }) urgency!: Urgency;
  @Field(() => Int, { description: 'Within how many hours, 1 to 8760.' }) hours!: number;
}

@InputType({ description: 'All that the vendor promises from now on.' })
export class PublishResponsePromisesInput {
  @Field(() => [ResponsePromiseInput], {
    description: 'At most one for each urgency; for one that is left out, nothing is promised.',
  })
  promises!: ResponsePromiseInput[];
}
export const publishResponsePromises = z.object({
  promises: z
    .array(z.object({ urgency: z.enum(URGENCIES), hours: z.number().int().min(1).max(HOURS_OF_A_YEAR) }))
    .refine(
      (all) => new Set(all.map(({ urgency }) => urgency)).size === all.length,
      because('engagement.promised_twice', 'Promise one time for each urgency.'),
    ),
});

@ObjectType({ description: 'What the vendor promises now.' })
export class PublishResponsePromisesPayload {
  @Field(() => [ResponsePromiseObject], { description: 'For each urgency, the most urgent first.' })
  promises!: ResponsePromiseObject[];
}
