import { Injectable } from '@nestjs/common';
import { notFound, TasukiError, type Id } from '#libs/kernel';
import { type Ctx, type LiveContext } from '#libs/platform';
import { type Publication, PublicationService } from '#libs/publishing';
import { LogFollower, type LoggedEvent } from '#libs/trail';
import { Delivery } from '../delivery.entity.ts';
import { InboxService } from '../inbox.service.ts';
import { InformationRequest, RequestService } from '../requests/index.ts';

/** Figures of a publication that reaches thousands change all the time. */
const PROGRESS_PAUSE_MS = 1_000;

/**
 * Tells people who look at a page what changes on it. It follows the log, so that it tells only what is recorded, in whichever process
 * it happened; and it asks for each thing as the one who is told, so that they see of it what they would see if they asked.
 */
@Injectable()
export class LiveService {
  private readonly log: LogFollower;
  private readonly inbox: InboxService;
  private readonly requests: RequestService;
  private readonly publications: PublicationService;

  constructor(log: LogFollower, inbox: InboxService, requests: RequestService, publications: PublicationService) {
    this.log = log;
    this.inbox = inbox;
    this.requests = requests;
    this.publications = publications;
  }

  /** A promise of a stream: interceptors would drain one that they are handed bare. */
  async inboxChanges(live: LiveContext): Promise<AsyncIterableIterator<{ delivery: Delivery | null }>> {
    return this.log.changes({
      organisationId: live.ctx.organisationId,
      subjectOf: deliveryOf,
      tell: async (id: Id<'Delivery'> | null) => {
        const ctx = await live.refreshed('receive', Delivery);
        if (id === null) return { delivery: null };
        const delivery = await ifVisible(this.inbox.delivery(ctx, id));
        return delivery && { delivery };
      },
    });
  }

  /** Of one request, or of all that the own side sees. @throws NOT_FOUND for a request of others */
  async requestChanges(
    live: LiveContext,
    requestId: Id<'InformationRequest'> | null,
  ): Promise<AsyncIterableIterator<{ request: InformationRequest | null }>> {
    if (requestId) await this.requests.get(live.ctx, requestId);
    return this.log.changes({
      organisationId: live.ctx.organisationId,
      subjectOf: ({ subjectType, subjectId }) =>
        subjectType === 'InformationRequest' && (!requestId || subjectId === requestId) ? subjectId : null,
      tell: async (id: Id<'InformationRequest'> | null) => {
        const ctx = await live.refreshed('read', InformationRequest);
        if (id === null) return { request: null };
        const request = await ifVisible(this.requests.get(ctx, id));
        return request && { request };
      },
    });
  }

  /** @throws NOT_FOUND for a publication of others */
  async progressChanges(
    live: LiveContext,
    publicationId: Id<'Publication'>,
  ): Promise<AsyncIterableIterator<{ publication: Publication }>> {
    await this.ownPublication(live.ctx, publicationId);
    return this.log.changes({
      organisationId: live.ctx.organisationId,
      subjectOf: (event) => (isOf(event, publicationId) ? publicationId : null),
      tell: async () => {
        const ctx = await live.refreshed('follow', Delivery);
        return { publication: await this.ownPublication(ctx, publicationId) };
      },
      pauseMs: PROGRESS_PAUSE_MS,
    });
  }

  private async ownPublication(ctx: Ctx, id: Id<'Publication'>): Promise<Publication> {
    const publication = await this.publications.get(ctx, id);
    if (publication.vendorId !== ctx.organisationId) throw notFound('publication of yours');
    return publication;
  }
}

const factsOf = ({ facts }: LoggedEvent) =>
  (JSON.parse(facts) as { facts: { deliveryId?: Id<'Delivery'>; publicationId?: Id<'Publication'> } }).facts;

const isOfDelivery = ({ kind }: LoggedEvent): boolean => /^(delivery|acknowledgement)\./.test(kind);

/** What was delivered is told as done to the publication; what becomes of it, to the delivery. */
function deliveryOf(event: LoggedEvent): Id<'Delivery'> | null {
  if (!isOfDelivery(event)) return null;
  return event.subjectType === 'Delivery' ? (event.subjectId as Id<'Delivery'>) : (factsOf(event).deliveryId ?? null);
}

const isOf = (event: LoggedEvent, publicationId: Id<'Publication'>): boolean =>
  isOfDelivery(event) && (event.subjectId === publicationId || factsOf(event).publicationId === publicationId);

/** Null for what the actor may not see, which is not told. */
async function ifVisible<Row>(found: Promise<Row>): Promise<Row | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof TasukiError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
