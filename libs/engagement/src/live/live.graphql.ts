import { Field, ObjectType } from '@nestjs/graphql';
import { PublicationObject, type Publication } from '#libs/publishing';
import { DeliveryObject } from '../delivery.graphql.ts';
import type { Delivery } from '../delivery.entity.ts';
import { InformationRequestObject, type InformationRequest } from '../requests/index.ts';

@ObjectType('InboxChange', { description: 'Something arrived in the inbox, or stands otherwise than before.' })
export class InboxChangeObject {
  @Field(() => DeliveryObject, {
    nullable: true,
    description: 'What, as it is now; null: more changed than is told one by one, ask anew for what you show.',
  })
  delivery!: Delivery | null;
}

@ObjectType('InformationRequestChange', { description: 'A request was made, or something was said or done about it.' })
export class InformationRequestChangeObject {
  @Field(() => InformationRequestObject, {
    nullable: true,
    description: 'Which, as it is now; null: more changed than is told one by one, ask anew for what you show.',
  })
  request!: InformationRequest | null;
}

@ObjectType('ProgressChange', { description: 'Hospitals received, opened or answered a publication.' })
export class ProgressChangeObject {
  @Field(() => PublicationObject, { description: 'The publication, with its figures as they are now.' })
  publication!: Publication;
}
