import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { writingsOf } from './identifier.ts';
import { Product, ProductIdentifier, type ProductKind } from './product.entity.ts';
import { Release } from './release.entity.ts';

export interface ProductFilter {
  /** Part of a name, of the product or of a maker that is not in Tasuki, or a whole identifier. */
  search?: string | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  kind?: ProductKind | null | undefined;
  /** Whether the own hospital keeps the record, because the maker is not in Tasuki. */
  kept?: boolean | null | undefined;
}

/** Products and their releases, as the transaction's actor may read them. */
@Injectable()
export class CatalogueRepository {
  /** @throws NOT_FOUND */
  async getProduct(tx: Tx, id: Id<'Product'>): Promise<Product> {
    return visible(tx, 'product', await tx.manager.findOneBy(Product, { id }));
  }

  /** @throws NOT_FOUND */
  async getRelease(tx: Tx, id: Id<'Release'>): Promise<Release> {
    return visible(tx, 'release', await tx.manager.findOneBy(Release, { id }));
  }

  /** As it is now, and nobody else changes it before this transaction ends. Only of one's own. */
  async lockProduct(tx: Tx, { id }: Product): Promise<Product> {
    await tx.sql('select from product where id = $1 for update', [id]);
    return this.getProduct(tx, id);
  }

  /** Likewise. */
  async lockRelease(tx: Tx, { id }: Release): Promise<Release> {
    await tx.sql('select from release where id = $1 for update', [id]);
    return this.getRelease(tx, id);
  }

  /** By name. */
  products(tx: Tx, filter: ProductFilter, page: PageRequest): Promise<Page<Product>> {
    return paginate(
      this.matching(tx, filter),
      [
        { column: 'product.name', type: 'text', direction: 'asc', value: (product) => product.name },
        { column: 'product.id', type: 'uuid', direction: 'asc', value: (product) => product.id },
      ],
      page,
    );
  }

  private matching(tx: Tx, { search, vendorId, kind, kept }: ProductFilter): SelectQueryBuilder<Product> {
    const query = tx.manager.createQueryBuilder(Product, 'product');
    const scope = sqlScope(tx.ctx.ability, 'read', Product, (property) => `product.${property}`);
    query.where(scope.sql, scope.parameters);
    if (vendorId) query.andWhere('product.vendor_id = :vendorId and product.maker_name is null', { vendorId });
    if (kind) query.andWhere('product.kind = :kind', { kind });
    if (typeof kept === 'boolean') query.andWhere(`product.maker_name is ${kept ? 'not null' : 'null'}`);
    if (search) {
      query.andWhere(
        `(strpos(lower(product.name), lower(:search)) > 0
          or strpos(lower(product.english_name), lower(:search)) > 0
          or strpos(lower(product.maker_name), lower(:search)) > 0
          or exists (select from product_identifier i where i.product_id = product.id and i.value = any(:identifiers)))`,
        { search, identifiers: writingsOf(search) },
      );
    }
    return query;
  }

  /**
   * The vendor's product; where there is none, the own hospital's record of one.
   * @param vendorId whose own code it is; null for schemes that name one product anywhere.
   */
  async findByIdentifier(
    tx: Tx,
    { scheme, value }: Pick<ProductIdentifier, 'scheme' | 'value'>,
    vendorId: Id<'Organisation'> | null,
  ): Promise<Product | null> {
    const query = tx.manager
      .createQueryBuilder(Product, 'product')
      .where(
        `product.id in (select i.product_id from product_identifier i where i.scheme = :scheme and i.value = :value
                          and (cast(:vendorId as uuid) is null or (i.vendor_id = :vendorId and not i.is_outside)))`,
        { scheme, value, vendorId },
      )
      .orderBy('product.makerName', 'ASC', 'NULLS FIRST');
    return query.getOne();
  }

  async insertProduct(tx: Tx, product: Product): Promise<void> {
    await tx.manager.insert(Product, product);
  }

  async updateProduct(tx: Tx, { id, ...columns }: Product): Promise<void> {
    await tx.manager.update(Product, { id }, columns);
  }

  /** @returns those that name a product already, and so were not added. */
  async insertIdentifiers(tx: Tx, identifiers: readonly ProductIdentifier[]): Promise<ProductIdentifier[]> {
    if (identifiers.length === 0) return [];
    const inserted = await tx.manager
      .createQueryBuilder()
      .insert()
      .into(ProductIdentifier)
      .values([...identifiers])
      .orIgnore()
      .returning('id')
      .execute();
    const added = new Set((inserted.raw as { id: string }[]).map((row) => row.id));
    return identifiers.filter((identifier) => !added.has(identifier.id));
  }

  /** @throws CONFLICT `catalogue.version_taken` */
  insertRelease(tx: Tx, release: Release): Promise<unknown> {
    return refusingTakenVersion(tx.manager.insert(Release, release));
  }

  /** @throws CONFLICT `catalogue.version_taken` */
  updateRelease(tx: Tx, { id, ...columns }: Release): Promise<unknown> {
    return refusingTakenVersion(tx.manager.update(Release, { id }, columns as Partial<Release>));
  }

  productsByIds(tx: Tx, ids: readonly Id<'Product'>[]): Promise<Product[]> {
    return tx.manager.createQueryBuilder(Product, 'product').where('product.id = any(:ids)', { ids }).getMany();
  }

  releasesByIds(tx: Tx, ids: readonly Id<'Release'>[]): Promise<Release[]> {
    return tx.manager.createQueryBuilder(Release, 'release').where('release.id = any(:ids)', { ids }).getMany();
  }

  /** Oldest first. */
  releasesOfProducts(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<Release[]> {
    return tx.manager
      .createQueryBuilder(Release, 'release')
      .where('release.product_id = any(:productIds)', { productIds })
      .orderBy('release.id')
      .getMany();
  }

  identifiersOfProducts(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<ProductIdentifier[]> {
    return tx.manager
      .createQueryBuilder(ProductIdentifier, 'identifier')
      .where('identifier.product_id = any(:productIds)', { productIds })
      .orderBy('identifier.scheme')
      .addOrderBy('identifier.id')
      .getMany();
  }
}

function visible<Row extends object>(tx: Tx, what: string, row: Row | null): Row {
  if (!row || !tx.ctx.allows('read', row)) throw notFound(what);
  return row;
}

async function refusingTakenVersion<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const { driverError } = error as { driverError?: { constraint?: string } };
    if (driverError?.constraint !== 'release_product_id_version_key') throw error;
    throw conflict('catalogue.version_taken', 'The product has a release of this version already.');
  }
}
