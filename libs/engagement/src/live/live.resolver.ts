import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { Access, CurrentLive, id, type LiveContext, parsedBy } from '#libs/platform';
import { Delivery } from '../delivery.entity.ts';
import { InformationRequest } from '../requests/index.ts';
import { InboxChangeObject, InformationRequestChangeObject, ProgressChangeObject } from './live.graphql.ts';
import { LiveService } from './live.service.ts';

/** The stream yields what the field answers. */
const asTold = { resolve: (told: object) => told };

@Resolver()
export class LiveResolver {
  private readonly live: LiveService;

  constructor(live: LiveService) {
    this.live = live;
  }

  @Access('receive', Delivery)
  @Subscription(() => InboxChangeObject, { ...asTold, description: 'What changes in the inbox of the own hospital.' })
  inboxChanged(@CurrentLive() live: LiveContext) {
    return this.live.inboxChanges(live);
  }

  @Access('read', InformationRequest)
  @Subscription(() => InformationRequestChangeObject, {
    ...asTold,
    description: 'What changes in requests that the own side sees.',
  })
  informationRequestChanged(
    @CurrentLive() live: LiveContext,
    @Args(
      'requestId',
      { type: () => ID, nullable: true, description: 'Only of this one.' },
      parsedBy(id<'InformationRequest'>().nullish()),
    )
    requestId: Id<'InformationRequest'> | null | undefined,
  ) {
    return this.live.requestChanges(live, requestId ?? null);
  }

  @Access('follow', Delivery)
  @Subscription(() => ProgressChangeObject, {
    ...asTold,
    description: "What becomes of one's own publication, once a second at most.",
  })
  progressChanged(
    @CurrentLive() live: LiveContext,
    @Args('publicationId', { type: () => ID, description: 'Of which.' }, parsedBy(id<'Publication'>()))
    publicationId: Id<'Publication'>,
  ) {
    return this.live.progressChanges(live, publicationId);
  }
}
