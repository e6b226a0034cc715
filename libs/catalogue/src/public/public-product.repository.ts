import { Injectable } from '@nestjs/common';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { writingsOf, type IdentifierScheme } from '../identifier.ts';
import { PublicProduct, PublicProductIdentifier, PublicRelease } from './public-product.entity.ts';

/** What anybody may know of products, through the views for it. */
@Injectable()
export class PublicProductRepository {
  /** @throws NOT_FOUND */
  async get(tx: Tx, id: Id<'Product'>): Promise<PublicProduct> {
    const product = await this.readable(tx).andWhere('product.id = :id', { id }).getOne();
    return product ?? notFoundProduct();
  }

  /** @throws NOT_FOUND */
  async getByIdentifier(
    tx: Tx,
    { scheme, value }: { scheme: IdentifierScheme; value: string },
    vendorId: Id<'Organisation'> | null,
  ): Promise<PublicProduct> {
    const product = await this.readable(tx)
      .andWhere(
        `product.id in (select i.product_id from public_product_identifier i where i.scheme = :scheme and i.value = :value)
         and (cast(:vendorId as uuid) is null or product.vendor_id = :vendorId)`,
        { scheme, value, vendorId },
      )
      .getOne();
    return product ?? notFoundProduct();
  }

  /** By name. @param search part of a name, of the product or its vendor, or a whole identifier. */
  list(tx: Tx, search: string | null | undefined, page: PageRequest): Promise<Page<PublicProduct>> {
    const query = this.readable(tx);
    if (search) {
      query.andWhere(
        `(strpos(lower(product.name), lower(:search)) > 0
          or strpos(lower(product.english_name), lower(:search)) > 0
          or strpos(lower(product.vendor_name), lower(:search)) > 0
          or strpos(lower(product.vendor_english_name), lower(:search)) > 0
          or product.id in (select i.product_id from public_product_identifier i where i.value = any(:identifiers)))`,
        { search, identifiers: writingsOf(search) },
      );
    }
    return paginate(
      query,
      [
        { column: 'product.name', type: 'text', direction: 'asc', value: ({ name }) => name },
        { column: 'product.id', type: 'uuid', direction: 'asc', value: ({ id }) => id },
      ],
      page,
    );
  }

  identifiersOf(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<PublicProductIdentifier[]> {
    return tx.manager
      .createQueryBuilder(PublicProductIdentifier, 'identifier')
      .where('identifier.product_id = any(:productIds)', { productIds })
      .orderBy('identifier.scheme')
      .addOrderBy('identifier.id')
      .getMany();
  }

  /** Oldest first. */
  releasesOf(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<PublicRelease[]> {
    return tx.manager
      .createQueryBuilder(PublicRelease, 'release')
      .where('release.product_id = any(:productIds)', { productIds })
      .orderBy('release.id')
      .getMany();
  }

  private readable(tx: Tx) {
    const scope = sqlScope(tx.ctx.ability, 'read', PublicProduct, (property) => `product.${property}`);
    return tx.manager.createQueryBuilder(PublicProduct, 'product').where(scope.sql, scope.parameters);
  }
}

function notFoundProduct(): never {
  throw notFound('product');
}
