import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Id, Page } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { IdentifierLookUp } from '../catalogue.graphql.ts';
import type { PublicProduct, PublicProductIdentifier, PublicRelease } from './public-product.entity.ts';
import type { PublicProductList } from './public-product.graphql.ts';
import { PublicProductRepository } from './public-product.repository.ts';

/** Whether a model is still supported, for anybody who asks. */
@Injectable()
export class PublicProductService {
  private readonly uow: UnitOfWork;
  private readonly products: PublicProductRepository;

  constructor(uow: UnitOfWork, products: PublicProductRepository) {
    this.uow = uow;
    this.products = products;
  }

  get(ctx: Ctx, id: Id<'Product'>): Promise<PublicProduct> {
    return this.uow.run(ctx, (tx) => this.products.get(tx, id));
  }

  getByIdentifier(ctx: Ctx, { vendorId, ...identifier }: IdentifierLookUp): Promise<PublicProduct> {
    return this.uow.run(ctx, (tx) => this.products.getByIdentifier(tx, identifier, vendorId ?? null));
  }

  list(ctx: Ctx, list: PublicProductList): Promise<Page<PublicProduct>> {
    return this.uow.run(ctx, (tx) => this.products.list(tx, list.search, list));
  }

  identifiersOf(ctx: Ctx, { id }: PublicProduct): Promise<PublicProductIdentifier[]> {
    return this.ofProduct(ctx, 'identifiers', (tx, ids) => this.products.identifiersOf(tx, ids)).load(id);
  }

  releasesOf(ctx: Ctx, { id }: PublicProduct): Promise<PublicRelease[]> {
    return this.ofProduct(ctx, 'releases', (tx, ids) => this.products.releasesOf(tx, ids)).load(id);
  }

  private ofProduct<Part extends { productId: Id<'Product'> }>(
    ctx: Ctx,
    what: string,
    read: (tx: Tx, ids: readonly Id<'Product'>[]) => Promise<Part[]>,
  ): DataLoader<Id<'Product'>, Part[]> {
    return ctx.loader(
      `catalogue.public.${what}`,
      () =>
        new DataLoader<Id<'Product'>, Part[]>(async (ids) => {
          const parts = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), (part) => part.productId);
          return ids.map((id) => parts.get(id) ?? []);
        }),
    );
  }
}
