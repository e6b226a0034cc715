import { Injectable } from '@nestjs/common';
import { asRefusal, forbidden, notFound, refusalOf, type Id, type Refusal } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Acknowledgement, Saying } from './acknowledgement.entity.ts';
import type { ActionAnswer } from './answers.ts';
import { AnsweringRepository, type Answerable } from './answering.repository.ts';
import { ChaseOpenedRepository } from './chasing/chase-opened.repository.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import type { Delivery } from './delivery.entity.ts';
import * as events from './engagement.events.ts';

/** What became of one delivery of several that were acknowledged at once. */
export interface AcknowledgeResult {
  deliveryId: Id<'Delivery'>;
  /** Null when it was refused. */
  delivery: Delivery | null;
  refusal: Refusal | null;
}

/** A hospital opens, acknowledges and covers, site by site. */
@Injectable()
export class AnsweringService {
  private readonly uow: UnitOfWork;
  private readonly answering: AnsweringRepository;
  private readonly chaseOpened: ChaseOpenedRepository;

  constructor(uow: UnitOfWork, answering: AnsweringRepository, chaseOpened: ChaseOpenedRepository) {
    this.uow = uow;
    this.answering = answering;
    this.chaseOpened = chaseOpened;
  }

  /**
   * Says that somebody opened it, for the sites named, or for all that the actor answers for.
   * @throws NOT_FOUND, FORBIDDEN `engagement.not_your_site`
   */
  markViewed(ctx: Ctx, deliveryId: Id<'Delivery'>, siteIds: readonly Id<'Site'>[] | null): Promise<Delivery> {
    return this.uow.run(ctx, async (tx) => {
      const { delivery, sites } = one(await this.answering.lock(tx, [deliveryId], siteIds));
      if (siteIds && sites.length < new Set(siteIds).size) throw notFound('site of this delivery');
      const own = siteIds ? sites : sites.filter((site) => ctx.allows('view', site));
      for (const site of own) this.authorise(ctx, 'view', site);

      await this.chaseOpened.note(tx, deliveryId);
      const viewed = own.filter((site) => delivery.view(site, tx.now));
      if (viewed.length === 0) return delivery;
      await this.answering.write(tx, [delivery], viewed);

      await tx.record(events.deliveryViewed(delivery, viewed));
      return delivery;
    });
  }

  /**
   * Acknowledges for a site, with an answer to each thing asked. The same words again are the same acknowledgement;
   * other words correct it.
   * @throws what Delivery.acknowledge throws; NOT_FOUND for a site that the delivery does not concern;
   *   FORBIDDEN `engagement.not_your_site`
   */
  acknowledge(ctx: Ctx, deliveryId: Id<'Delivery'>, siteId: Id<'Site'>, said: Saying): Promise<Delivery> {
    return this.uow.run(ctx, async (tx) => {
      const answerable = one(await this.answering.lock(tx, [deliveryId], [siteId]));
      const latest = await this.answering.latest(tx, answerable.sites);
      const acknowledgement = this.acknowledged(tx, answerable, latest, said);
      if (acknowledgement) await this.answering.write(tx, [answerable.delivery], answerable.sites, [acknowledgement]);
      if (acknowledgement) await tx.record(events.acknowledged(answerable.delivery, acknowledgement));
      return answerable.delivery;
    });
  }

  /**
   * Acknowledges several for one site, where nothing but that is asked; none that somebody answered in other words already.
   * Each is taken or refused by itself.
   * @throws FORBIDDEN `engagement.not_your_site`
   */
  acknowledgeMany(
    ctx: Ctx,
    deliveryIds: readonly Id<'Delivery'>[],
    siteId: Id<'Site'>,
    comment: string | null,
  ): Promise<AcknowledgeResult[]> {
    return this.uow.run(ctx, async (tx) => {
      this.authorise(ctx, 'acknowledge', Object.assign(new DeliverySite(), { hospitalId: ctx.organisationId, siteId }));
      const answerables = await this.answering.lock(tx, deliveryIds, [siteId]);
      const latest = await this.answering.latest(
        tx,
        answerables.flatMap(({ sites }) => sites),
      );

      const acknowledgements: Acknowledgement[] = [];
      const results = new Map<Id, AcknowledgeResult>();
      for (const answerable of answerables) {
        const { delivery } = answerable;
        const refusal = refusalOf(() => {
          const acknowledgement = this.acknowledged(tx, answerable, latest, { comment, answers: [], correctsId: null });
          if (acknowledgement) acknowledgements.push(acknowledgement);
        });
        results.set(delivery.id, { deliveryId: delivery.id, delivery: refusal ? null : delivery, refusal });
      }
      const changed = answerables.filter(({ delivery }) =>
        acknowledgements.some((ack) => ack.deliveryId === delivery.id),
      );
      if (changed.length > 0) {
        await this.answering.write(
          tx,
          changed.map(({ delivery }) => delivery),
          changed.flatMap(({ sites }) => sites),
          acknowledgements,
        );
      }
      for (const { delivery } of changed) {
        for (const ack of acknowledgements)
          if (ack.deliveryId === delivery.id) await tx.record(events.acknowledged(delivery, ack));
      }
      return deliveryIds.map(
        (deliveryId) =>
          results.get(deliveryId) ?? { deliveryId, delivery: null, refusal: asRefusal(notFound('delivery')) },
      );
    });
  }

  /** Says who answers for a site: itself, another one, or nobody (null), a gap that stays visible. */
  coverSite(
    ctx: Ctx,
    deliveryId: Id<'Delivery'>,
    siteId: Id<'Site'>,
    coveredById: Id<'Site'> | null,
  ): Promise<Delivery> {
    return this.uow.run(ctx, async (tx) => {
      const answerable = one(await this.answering.lock(tx, [deliveryId], null));
      const { delivery, sites } = answerable;
      const site = sites.find((each) => each.siteId === siteId);
      if (!site) throw notFound('site of this delivery');
      this.authorise(ctx, 'cover', site);
      delivery.refuseClosed(answerable.publicationState);

      if (!delivery.cover(site, coveredById, sites)) return delivery;
      await this.answering.write(tx, [delivery], [site]);

      await tx.record(events.siteCovered(delivery, site));
      return delivery;
    });
  }

  /**
   * Takes over what is recorded on the devices of a hospital as the answers of their sites, in the transaction that
   * records it. Only for what is asked and can still be answered.
   * @param answers null: nothing is recorded at the site any more.
   */
  async derive(
    tx: Tx,
    { hospitalId, publicationId }: Pick<Delivery, 'hospitalId' | 'publicationId'>,
    action: ActionAnswer['action'],
    answers: ReadonlyMap<Id<'Site'>, ActionAnswer['answer'] | null>,
  ): Promise<void> {
    const deliveryId = await this.answering.openDeliveryId(tx, hospitalId, publicationId);
    if (!deliveryId) return;
    const [answerable] = await this.answering.lock(tx, [deliveryId], [...answers.keys()], hospitalId);
    if (!answerable) return;
    const { delivery, sites } = answerable;
    const latest = await this.answering.latest(tx, sites);
    const changed = sites.filter((site) => {
      const said = site.acknowledgementId ? (latest.get(site.acknowledgementId) ?? null) : null;
      return delivery.derive(site, action, answers.get(site.siteId) ?? null, said);
    });
    if (changed.length > 0) await this.answering.write(tx, [delivery], changed);
  }

  private acknowledged(
    tx: Tx,
    { delivery, sites, publicationState }: Answerable,
    latest: ReadonlyMap<Id, Acknowledgement>,
    said: Saying,
  ): Acknowledgement | null {
    const [site] = sites;
    if (!site) throw notFound('site of this delivery');
    this.authorise(tx.ctx, 'acknowledge', site);
    delivery.refuseClosed(publicationState);
    const before = site.acknowledgementId ? (latest.get(site.acknowledgementId) ?? null) : null;
    return delivery.acknowledge(site, before, said, tx.ctx.actor, tx.now);
  }

  /** @throws FORBIDDEN, naming the site as the reason where the roles would do at another one. */
  private authorise(ctx: Ctx, verb: string, site: DeliverySite): void {
    if (ctx.allows(verb, site)) return;
    if (!ctx.mayEver(verb, DeliverySite)) ctx.refuse(verb, DeliverySite.name);
    throw forbidden(
      'engagement.not_your_site',
      'You answer for other sites: ask somebody of this one, or your administrator.',
    );
  }
}

function one(found: readonly Answerable[]): Answerable {
  const [answerable] = found;
  if (!answerable) throw notFound('delivery, or site of it');
  return answerable;
}
