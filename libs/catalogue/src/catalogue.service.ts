import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { conflict, notFound, TasukiError, type Id, type Page } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import {
  productChanged,
  productIdentified,
  productRegistered,
  releaseAdded,
  releaseChanged,
} from './catalogue.events.ts';
import type {
  AddProductIdentifier,
  AddRelease,
  ChangeProduct,
  ChangeRelease,
  IdentifierLookUp,
  ProductList,
  RegisterOutsideProduct,
  RegisterProduct,
} from './catalogue.graphql.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { byHand, changesIn } from './lifecycle/lifecycle-change.entity.ts';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.ts';
import { Product, ProductIdentifier } from './product.entity.ts';
import { Release } from './release.entity.ts';

const TOLD = ['endOfLifeOn', 'endOfSupportOn'] as const;

/** Products, what they are known by, and their releases. */
@Injectable()
export class CatalogueService {
  private readonly uow: UnitOfWork;
  private readonly catalogue: CatalogueRepository;
  private readonly lifecycle: LifecycleRepository;

  constructor(uow: UnitOfWork, catalogue: CatalogueRepository, lifecycle: LifecycleRepository) {
    this.uow = uow;
    this.catalogue = catalogue;
    this.lifecycle = lifecycle;
  }

  product(ctx: Ctx, id: Id<'Product'>): Promise<Product> {
    return this.uow.run(ctx, (tx) => this.catalogue.getProduct(tx, id));
  }

  release(ctx: Ctx, id: Id<'Release'>): Promise<Release> {
    return this.uow.run(ctx, (tx) => this.catalogue.getRelease(tx, id));
  }

  products(ctx: Ctx, list: ProductList): Promise<Page<Product>> {
    return this.uow.run(ctx, (tx) => this.catalogue.products(tx, list, list));
  }

  /** @throws NOT_FOUND */
  productByIdentifier(ctx: Ctx, { scheme, value, vendorId }: IdentifierLookUp): Promise<Product> {
    return this.uow.run(ctx, async (tx) => {
      const product = await this.catalogue.findByIdentifier(tx, { scheme, value }, vendorId ?? null);
      if (!product || !ctx.allows('read', product)) throw notFound('product');
      return product;
    });
  }

  /** @throws CONFLICT `catalogue.identifier_taken` */
  registerProduct(ctx: Ctx, input: RegisterProduct): Promise<Product> {
    return this.register(ctx, 'register', null, input);
  }

  /**
   * A record of a product whose maker is not in Tasuki, for the own hospital alone.
   * @throws CONFLICT `catalogue.identifier_taken` when it is in another such record of the hospital.
   */
  registerOutsideProduct(ctx: Ctx, { makerName, ...input }: RegisterOutsideProduct): Promise<Product> {
    return this.register(ctx, 'keep', makerName, input);
  }

  changeProduct(ctx: Ctx, { productId, ...changes }: ChangeProduct): Promise<Product> {
    return this.uow.run(ctx, async (tx) => {
      const product = await this.productToChange(tx, 'change', productId);
      if (!product.change(changes)) return product;

      await this.catalogue.updateProduct(tx, product);
      await tx.record(productChanged(product));
      return product;
    });
  }

  /** @throws CONFLICT `catalogue.identifier_taken` */
  addIdentifier(ctx: Ctx, { productId, identifier }: AddProductIdentifier): Promise<Product> {
    return this.uow.run(ctx, async (tx) => {
      const product = await this.productToChange(tx, 'identify', productId);
      const added = ProductIdentifier.of(product, identifier);
      await this.addIdentifiers(tx, [added], () => 'identifier.value');

      await tx.record(productIdentified(product, added));
      return product;
    });
  }

  /** @throws CONFLICT `catalogue.version_taken`, FORBIDDEN for another's product. */
  addRelease(ctx: Ctx, { productId, ...facts }: AddRelease): Promise<Release> {
    return this.uow.run(ctx, async (tx) => {
      const product = await this.catalogue.getProduct(tx, productId);
      const { releasedOn = null, endOfLifeOn = null, endOfSupportOn = null, stage = 'SUPPORTED' } = facts;
      const release = Release.of(
        product,
        { version: facts.version, releasedOn, endOfLifeOn, endOfSupportOn, stage },
        tx.now,
      );
      ctx.authorise('add', release);

      await this.catalogue.insertRelease(tx, release);
      await tx.record(releaseAdded(release));
      return release;
    });
  }

  /**
   * A date that hospitals were told, by a notice in force or because they hold the release, is changed by a notice alone.
   * @throws CONFLICT `catalogue.version_taken`, `catalogue.stage_goes_forward` or `catalogue.date_was_told`
   */
  changeRelease(ctx: Ctx, { releaseId, ...changes }: ChangeRelease): Promise<Release> {
    return this.uow.run(ctx, async (tx) => {
      const seen = await this.catalogue.getRelease(tx, releaseId);
      ctx.authorise('change', seen);
      const release = await this.catalogue.lockRelease(tx, seen);
      const before = { ...release };
      if (!release.change(changes, tx.now)) return release;
      await this.refuseTold(tx, before, release);

      const cause = byHand(ctx.actor);
      await this.catalogue.updateRelease(tx, release);
      await this.lifecycle.add(tx, changesIn(before, release, cause, tx.now));
      await tx.record(releaseChanged(release, before, cause));
      return release;
    });
  }

  /** The product of a release that was read already, without asking once for each. */
  productOf(ctx: Ctx, { productId }: Pick<Release, 'productId'>): Promise<Product> {
    return ctx
      .loader('catalogue.product', () =>
        this.loader<Product>(ctx, 'product', (tx, ids) => this.catalogue.productsByIds(tx, ids)),
      )
      .load(productId);
  }

  /** Likewise, for whatever names a release. */
  releaseOf(ctx: Ctx, { releaseId }: { releaseId: Id<'Release'> }): Promise<Release> {
    return ctx
      .loader('catalogue.release', () =>
        this.loader<Release>(ctx, 'release', (tx, ids) => this.catalogue.releasesByIds(tx, ids)),
      )
      .load(releaseId);
  }

  releasesOf(ctx: Ctx, { id }: Product): Promise<Release[]> {
    return ctx
      .loader('catalogue.releases', () =>
        this.listLoader<Release>(ctx, (tx, ids) => this.catalogue.releasesOfProducts(tx, ids)),
      )
      .load(id);
  }

  identifiersOf(ctx: Ctx, { id }: Product): Promise<ProductIdentifier[]> {
    return ctx
      .loader('catalogue.identifiers', () =>
        this.listLoader<ProductIdentifier>(ctx, (tx, ids) => this.catalogue.identifiersOfProducts(tx, ids)),
      )
      .load(id);
  }

  private async refuseTold(tx: Tx, before: Pick<Release, (typeof TOLD)[number]>, release: Release): Promise<void> {
    const changed = TOLD.filter((name) => before[name] !== null && before[name] !== release[name]);
    if (changed.length === 0 || release.isOutside || !(await this.lifecycle.wasTold(tx, release))) return;
    throw conflict(
      'catalogue.date_was_told',
      'Hospitals were told this date: a notice in force names the release, or a hospital that you deal with holds it. ' +
        'Publish a life-cycle notice that changes the date (event DATE_CHANGE); the catalogue then follows it.',
    );
  }

  private register(ctx: Ctx, verb: string, makerName: string | null, input: RegisterProduct): Promise<Product> {
    return this.uow.run(ctx, async (tx) => {
      const facts = { ...input, makerName, englishName: input.englishName ?? null };
      const product = Product.register(ctx.organisationId, facts, tx.now);
      ctx.authorise(verb, product);

      await this.catalogue.insertProduct(tx, product);
      const identifiers = input.identifiers.map((identifier) => ProductIdentifier.of(product, identifier));
      await this.addIdentifiers(tx, identifiers, (i) => `identifiers.${i}.value`);

      await tx.record(productRegistered(product, identifiers));
      return product;
    });
  }

  private async productToChange(tx: Tx, verb: string, id: Id<'Product'>): Promise<Product> {
    const seen = await this.catalogue.getProduct(tx, id);
    tx.ctx.authorise(verb, seen);
    return this.catalogue.lockProduct(tx, seen);
  }

  private async addIdentifiers(
    tx: Tx,
    identifiers: readonly ProductIdentifier[],
    pathOf: (index: number) => string,
  ): Promise<void> {
    const taken = await this.catalogue.insertIdentifiers(tx, identifiers);
    if (taken.length === 0) return;
    // Whose it is stays unsaid here: who may read the product finds it by productByIdentifier.
    const reason = 'catalogue.identifier_taken';
    const message = `${taken.map((one) => `${one.scheme} ${one.value}`).join(', ')}: names a product already.`;
    const fields = taken.map((one) => ({ path: pathOf(identifiers.indexOf(one)), reason, message }));
    throw new TasukiError('CONFLICT', reason, message, fields);
  }

  // Loaders gather the questions of one moment and remember nothing: a mutation later in the request changes answers.

  private loader<Row extends { id: Id }>(
    ctx: Ctx,
    what: string,
    read: (tx: Tx, ids: readonly Row['id'][]) => Promise<Row[]>,
  ): DataLoader<Row['id'], Row> {
    return new DataLoader<Row['id'], Row>(
      async (ids) => {
        const rows = await this.uow.run(ctx, (tx) => read(tx, ids));
        const byId = new Map<Id, Row>(rows.map((row) => [row.id, row]));
        return ids.map((id) => byId.get(id) ?? notFound(what));
      },
      { cache: false },
    );
  }

  private listLoader<Row extends { productId: Id<'Product'> }>(
    ctx: Ctx,
    read: (tx: Tx, ids: readonly Id<'Product'>[]) => Promise<Row[]>,
  ): DataLoader<Id<'Product'>, Row[]> {
    return new DataLoader(
      async (ids) => {
        const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), (row) => row.productId);
        return ids.map((id) => rows.get(id) ?? []);
      },
      { cache: false },
    );
  }
}
