import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, connectionOf, enumeration, id, PageArgs, text } from '#libs/platform';
import type { WebhookAttempt, WebhookDeliveryState, WebhookFailure } from './webhook-delivery.entity.ts';
import { WEBHOOK_KINDS, type WebhookKind } from './webhook-kinds.ts';
import type { PauseCause } from './webhook.entity.ts';

const PauseCauseEnum = enumeration<PauseCause>('WebhookPauseCause', 'Why nothing is sent to a webhook.', {
  BY_HAND: 'An administrator paused it.',
  GAVE_UP: 'Its receiver did not take a message for three days.',
  GONE: 'Its receiver answered that it is gone for good (410).',
});
const DeliveryStateEnum = enumeration<WebhookDeliveryState>('WebhookDeliveryState', 'Where a message stands.', {
  PENDING: 'It is still to be sent, or to be sent again.',
  DELIVERED: 'The receiver took it.',
  FAILED: 'The receiver did not take it, and it is not tried again by itself.',
});
const FailureEnum = enumeration<WebhookFailure>('WebhookFailure', 'Why an attempt did not succeed.', {
  ADDRESS_NOT_ALLOWED: 'The name leads to an address that is not of the public internet.',
  NO_ANSWER: 'Nobody answered: the name is wrong, nobody listens, or the certificate is not good.',
  TIMED_OUT: 'No answer came within 15 seconds.',
  REDIRECTED: 'The answer sends elsewhere, which is not followed.',
  GONE: 'The receiver is gone for good (410).',
  REFUSED: 'The answer has another status than one of success.',
});

@ObjectType('Webhook', {
  description: 'An address that is told what the record says of the organisation, signed by Standard Webhooks.',
})
export class WebhookObject {
  @Field(() => ID, { description: 'Stable id.' })
  id!: Id<'Webhook'>;
  @Field(() => String, { description: 'Where messages are posted.' })
  url!: string;
  @Field(() => [String], { description: 'Kinds of events that it is told of.' })
  kinds!: readonly WebhookKind[];
  @Field(() => PauseCauseEnum, { nullable: true, description: 'Why nothing is sent; null: it is active.' })
  pauseCause!: PauseCause | null;
  @Field(() => Date, { nullable: true, description: 'Until when the secret before the last rotation signs too.' })
  formerSecretUntil!: Date | null;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When something was sent last, tests apart.' })
  lastAttemptAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'The status of the last answer; null where none came.' })
  lastStatus!: number | null;
  @Field(() => FailureEnum, { nullable: true, description: 'Why the last attempt did not succeed; null: it did.' })
  lastFailure!: WebhookFailure | null;
}

@ObjectType('WebhookAttempt', { description: 'One attempt to send a message.' })
class WebhookAttemptObject implements WebhookAttempt {
  @Field(() => Date, { description: 'When it began.' })
  at!: Date;
  @Field(() => Int, { nullable: true, description: 'The status of the answer; null where none came.' })
  status!: number | null;
  @Field(() => FailureEnum, { nullable: true, description: 'Why it did not succeed; null: it did.' })
  failure!: WebhookFailure | null;
  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs!: number;
}

@ObjectType('WebhookDelivery', { description: 'A message to a webhook, and what came of it. Kept for 30 days.' })
export class WebhookDeliveryObject {
  @Field(() => ID, { description: 'The webhook-id by which the receiver knows it, however often it is sent.' })
  id!: Id<'WebhookDelivery'>;
  @Field(() => ID, { nullable: true, description: 'The event that it tells; null: a test.' })
  eventId!: Id<'Event'> | null;
  @Field(() => String, { description: 'The kind of the event; webhook.test for a test.' })
  kind!: string;
  @Field(() => DeliveryStateEnum, { description: 'Where it stands.' })
  state!: WebhookDeliveryState;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => [WebhookAttemptObject], { description: 'The last attempts, at most 30, the oldest first.' })
  attempts!: readonly WebhookAttempt[];
  @Field(() => Date, { nullable: true, description: 'When it is sent next; null: no more.' })
  nextAttemptAt!: Date | null;
}

export const WebhookDeliveryConnection = connectionOf(WebhookDeliveryObject, 'WebhookDelivery');

@ArgsType()
export class WebhookDeliveriesArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which webhook.' })
  webhookId!: Id<'Webhook'>;
}
export const webhookDeliveries = z.object({ webhookId: id<'Webhook'>() });

@ObjectType({ description: 'A webhook with its secret.' })
export class MakeWebhookPayload {
  @Field(() => WebhookObject, { description: 'The webhook.' })
  webhook!: WebhookObject;
  @Field(() => String, { description: 'What messages are signed with. It is shown this once.' })
  secret!: string;
}

@ObjectType({ description: 'A webhook with its new secret.' })
export class RotateWebhookSecretPayload {
  @Field(() => WebhookObject, { description: 'The webhook.' })
  webhook!: WebhookObject;
  @Field(() => String, { description: 'What messages are signed with from now on. It is shown this once.' })
  secret!: string;
}

/** Without a fragment, or a name and password in it: those would be sent in clear text by some, and by others not at all. */
function isAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    ['https:', 'http:'].includes(url.protocol) &&
    [url.hash, url.username, url.password].every((part) => part === '')
  );
}
const address = text(500).refine(
  isAddress,
  because('interop.not_an_address', 'Enter an address such as https://hooks.example.jp/tasuki.'),
);
const kinds = z
  .array(z.enum(WEBHOOK_KINDS))
  .min(1)
  .max(WEBHOOK_KINDS.length)
  .transform((given) => [...new Set(given)]);

@InputType({ description: 'A webhook to be.' })
export class MakeWebhookInput {
  @Field(() => String, { description: 'Where messages are posted: an address with https.' })
  url!: string;
  @Field(() => [String], { description: 'Kinds of events, as webhookKinds lists them; one at least.' })
  kinds!: string[];
}
export const makeWebhook = z.object({ url: address, kinds });
export type MakeWebhook = z.output<typeof makeWebhook>;

@InputType({ description: 'What changes about a webhook; what is left out stays.' })
export class ChangeWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: Id<'Webhook'>;
  @Field(() => String, { nullable: true, description: 'Where messages are posted: an address with https.' })
  url?: string | null;
  @Field(() => [String], { nullable: true, description: 'Kinds of events, as webhookKinds lists them; one at least.' })
  kinds?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Paused, it is sent nothing; resumed, what waits.' })
  isPaused?: boolean | null;
}
export const changeWebhook = z.object({
  webhookId: id<'Webhook'>(),
  url: address.nullish(),
  kinds: kinds.nullish(),
  isPaused: z.boolean().nullish(),
});
export type ChangeWebhook = z.output<typeof changeWebhook>;

@InputType({ description: 'Which webhook.' })
export class WebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: Id<'Webhook'>;
}
export const webhookInput = z.object({ webhookId: id<'Webhook'>() });

@InputType({ description: 'Which message.' })
export class WebhookDeliveryInput {
  @Field(() => ID, { description: 'The message.' })
  webhookDeliveryId!: Id<'WebhookDelivery'>;
}
export const webhookDeliveryInput = z.object({ webhookDeliveryId: id<'WebhookDelivery'>() });
