import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { OrganisationService, type Organisation, type Site } from '#libs/directory';
import { Clock, notFound, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Publication } from '#libs/publishing';
import type { Acknowledgement } from './acknowledgement.entity.ts';
import type { DeliverySite } from './delivery-site.entity.ts';
import type { Delivery, Notice } from './delivery.entity.ts';
import { InboxRepository } from './inbox.repository.ts';
import { ProgressRepository, type AnswerCount, type Progress } from './progress.repository.ts';
import { responsesOverTime, type ResponseCount, type ResponsePoint } from './responses.ts';

/**
 * What belongs to the deliveries of a page, one query for each. Loaders gather the questions of one moment and remember
 * nothing: a mutation later in the request changes answers.
 */
@Injectable()
export class EngagementLoaders {
  private readonly uow: UnitOfWork;
  private readonly inboxes: InboxRepository;
  private readonly progress: ProgressRepository;
  private readonly organisations: OrganisationService;
  private readonly clock: Clock;

  constructor(
    uow: UnitOfWork,
    inboxes: InboxRepository,
    progress: ProgressRepository,
    organisations: OrganisationService,
    clock: Clock,
  ) {
    this.uow = uow;
    this.inboxes = inboxes;
    this.progress = progress;
    this.organisations = organisations;
    this.clock = clock;
  }

  /** @throws NOT_FOUND, for that field alone. */
  async publicationOf(ctx: Ctx, { publicationId }: Pick<Delivery, 'publicationId'>): Promise<Publication> {
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.inboxes.publications(tx, ids);
    const publication = await this.one(ctx, 'publication', read, (row) => row.id).load(publicationId);
    if (!publication || !ctx.allows('read', publication)) throw notFound('publication');
    return publication;
  }

  sitesOf(ctx: Ctx, delivery: Delivery): Promise<DeliverySite[]> {
    return this.ofDelivery<DeliverySite>(ctx, 'sites', (tx, all) => this.inboxes.sitesOf(tx, all)).load(delivery);
  }

  answersOf(ctx: Ctx, delivery: Delivery): Promise<AnswerCount[]> {
    return this.ofDelivery<AnswerCount>(ctx, 'answers', (tx, all) => this.progress.answersTo(tx, all)).load(delivery);
  }

  acknowledgementOf(ctx: Ctx, { acknowledgementId }: DeliverySite): Promise<Acknowledgement | null> {
    if (!acknowledgementId) return Promise.resolve(null);
    const read = (tx: Tx, ids: readonly Id<'Acknowledgement'>[]) => this.inboxes.acknowledgements(tx, ids);
    return this.one(ctx, 'acknowledgement', read, (row) => row.id).load(acknowledgementId);
  }

  /** Null where the actor may not see the site (any more). */
  siteOf(ctx: Ctx, siteId: Id<'Site'> | null): Promise<Site | null> {
    if (!siteId) return Promise.resolve(null);
    return this.mapped(ctx, 'site', (ids: readonly Id<'Site'>[]) => this.organisations.sitesByIds(ctx, ids)).load(
      siteId,
    );
  }

  async hospitalOf(ctx: Ctx, { hospitalId }: Delivery): Promise<Organisation> {
    const read = (ids: readonly Id<'Organisation'>[]) => this.organisations.byIds(ctx, ids);
    const hospital = await this.mapped(ctx, 'hospital', read).load(hospitalId);
    if (!hospital) throw notFound('hospital');
    return hospital;
  }

  /** How many devices of the own hospital the publication is about. */
  async affectedAssetsOf(ctx: Ctx, { publicationId }: Delivery): Promise<number> {
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.inboxes.affectedAssets(tx, ids);
    const found = await this.one(ctx, 'affectedAssets', read, (row) => row.publicationId).load(publicationId);
    return found?.devices ?? 0;
  }

  /** What the own hospital received of a publication; null for whoever is no recipient. */
  myDeliveryOf(ctx: Ctx, { id }: Publication, notice: Notice): Promise<Delivery | null> {
    if (ctx.actor.organisationKind !== 'HOSPITAL') return Promise.resolve(null);
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.inboxes.ofPublications(tx, ids, notice);
    return this.one(ctx, `myDelivery.${notice}`, read, (row) => row.publicationId).load(id);
  }

  /** Null for a publication of others, and before anything was published. */
  progressOf(ctx: Ctx, { id, vendorId, wasPublished }: Publication, notice: Notice): Promise<Progress | null> {
    if (vendorId !== ctx.actor.organisationId || !wasPublished) return Promise.resolve(null);
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.progress.of(tx, ids, notice);
    return this.one(ctx, `progress.${notice}`, read, (row) => row.publicationId).load(id);
  }

  /** Null for a publication of others, and before it was published, or withdrawn. */
  async responsesOf(ctx: Ctx, publication: Publication, notice: Notice): Promise<ResponsePoint[] | null> {
    const since = notice === 'WITHDRAWAL' ? publication.withdrawnAt : publication.publishedAt;
    if (publication.vendorId !== ctx.actor.organisationId || !since) return null;
    const read = async (ids: readonly Id<'Publication'>[]) => {
      const rows = await this.uow.run(ctx, (tx) => this.progress.responses(tx, ids, notice));
      return new Map<Id, ResponseCount[]>(Map.groupBy(rows, (row) => row.publicationId));
    };
    const counts = await this.mapped(ctx, `responses.${notice}`, read).load(publication.id);
    return responsesOverTime(since, counts ?? [], this.clock.now());
  }

  private ofDelivery<Row extends { deliveryId: Id<'Delivery'> }>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, deliveries: readonly Delivery[]) => Promise<Row[]>,
  ): DataLoader<Delivery, Row[]> {
    const load = async (deliveries: readonly Delivery[]) => {
      const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, deliveries)), (row) => row.deliveryId);
      return deliveries.map(({ id }) => rows.get(id) ?? []);
    };
    return ctx.loader(`engagement.${part}`, () => new DataLoader<Delivery, Row[]>(load, { cache: false }));
  }

  /** At most one row for each id. */
  private one<Kind extends string, Row>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Id<Kind>[]) => Promise<Row[]>,
    idOf: (row: Row) => Id<Kind>,
  ): DataLoader<Id<Kind>, Row | null> {
    return this.mapped(ctx, part, async (ids) => {
      const rows = await this.uow.run(ctx, (tx) => read(tx, ids));
      return new Map(rows.map((row) => [idOf(row), row]));
    });
  }

  private mapped<Kind extends string, Row>(
    ctx: Ctx,
    part: string,
    read: (ids: readonly Id<Kind>[]) => Promise<Map<Id, Row>>,
  ): DataLoader<Id<Kind>, Row | null> {
    const load = async (ids: readonly Id<Kind>[]) => {
      const rows = await read(ids);
      return ids.map((id) => rows.get(id) ?? null);
    };
    return ctx.loader(`engagement.${part}`, () => new DataLoader<Id<Kind>, Row | null>(load, { cache: false }));
  }
}
