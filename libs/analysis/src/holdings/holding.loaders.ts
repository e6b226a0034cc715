import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueService, type Release } from '#libs/catalogue';
import { OrganisationService, type Site } from '#libs/directory';
import type { Asset } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { FiledDocument, Publication } from '#libs/publishing';
import { HoldingRepository, type SiteCount } from './holding.repository.ts';

/** Which document says something: a publication, or what the hospital filed itself. */
export interface DocumentOf {
  publicationId: Id<'Publication'> | null;
  filedDocumentId: Id<'FiledDocument'> | null;
}

/** A row about a release, and the document that it rests on. */
export interface AboutRelease extends DocumentOf {
  releaseId: Id<'Release'>;
}

/** What belongs to the rows of a page, one query for each. A vendor holds nothing: it reads about its own releases. */
@Injectable()
export class HoldingLoaders {
  private readonly uow: UnitOfWork;
  private readonly holdings: HoldingRepository;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(
    uow: UnitOfWork,
    holdings: HoldingRepository,
    catalogue: CatalogueService,
    organisations: OrganisationService,
  ) {
    this.uow = uow;
    this.holdings = holdings;
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  releaseOf(ctx: Ctx, row: AboutRelease): Promise<Release> {
    return this.catalogue.releaseOf(ctx, row);
  }

  async siteCountsOf(ctx: Ctx, { releaseId }: AboutRelease): Promise<SiteCount[]> {
    if (ctx.actor.organisationKind !== 'HOSPITAL') return [];
    const read = (tx: Tx, ids: readonly Id<'Release'>[]) => this.holdings.siteCounts(tx, ids);
    return this.ofRelease<SiteCount>(ctx, 'siteCounts', read).load(releaseId);
  }

  /** Devices of the own hospital; null for a vendor. */
  async assetCountOf(ctx: Ctx, row: AboutRelease): Promise<number | null> {
    if (ctx.actor.organisationKind !== 'HOSPITAL') return null;
    return (await this.siteCountsOf(ctx, row)).reduce((sum, { assetCount }) => sum + assetCount, 0);
  }

  async assetsOf(ctx: Ctx, { releaseId }: AboutRelease, first: number): Promise<Asset[]> {
    if (ctx.actor.organisationKind !== 'HOSPITAL') return [];
    const read = (tx: Tx, ids: readonly Id<'Release'>[]) => this.holdings.assets(tx, ids, first);
    return this.ofRelease<Asset>(ctx, `assets ${first}`, read).load(releaseId);
  }

  siteOf(ctx: Ctx, { siteId }: SiteCount): Promise<Site | null> {
    return this.organisations.siteById(ctx, siteId);
  }

  publicationOf(ctx: Ctx, { publicationId }: DocumentOf): Promise<Publication | null> {
    const read = (tx: Tx, ids: readonly Id<'Publication'>[]) => this.holdings.publications(tx, ids);
    return this.readable(ctx, 'publication', read, publicationId);
  }

  filedDocumentOf(ctx: Ctx, { filedDocumentId }: DocumentOf): Promise<FiledDocument | null> {
    const read = (tx: Tx, ids: readonly Id<'FiledDocument'>[]) => this.holdings.filedDocuments(tx, ids);
    return this.readable(ctx, 'filedDocument', read, filedDocumentId);
  }

  private readable<Row extends { id: Id }>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Row['id'][]) => Promise<Row[]>,
    id: Row['id'] | null,
  ): Promise<Row | null> {
    if (id === null) return Promise.resolve(null);
    const load = async (ids: readonly Row['id'][]) => {
      const rows = await this.uow.run(ctx, (tx) => read(tx, ids));
      const byId = new Map<Id, Row>(rows.filter((row) => ctx.allows('read', row)).map((row) => [row.id, row]));
      return ids.map((one) => byId.get(one) ?? null);
    };
    return ctx.loader(`analysis.${part}`, () => new DataLoader<Row['id'], Row | null>(load, { cache: false })).load(id);
  }

  private ofRelease<Row extends { releaseId: Id<'Release'> }>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Id<'Release'>[]) => Promise<Row[]>,
  ): DataLoader<Id<'Release'>, Row[]> {
    const load = async (ids: readonly Id<'Release'>[]) => {
      const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), (row) => row.releaseId);
      return ids.map((id) => rows.get(id) ?? []);
    };
    return ctx.loader(`analysis.${part}`, () => new DataLoader<Id<'Release'>, Row[]>(load, { cache: false }));
  }
}
