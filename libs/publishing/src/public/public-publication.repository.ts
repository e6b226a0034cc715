import { Injectable } from '@nestjs/common';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { PublicFile, PublicPublication } from './public-publication.entity.ts';

/** What anybody may read of publications, through the views for it. */
@Injectable()
export class PublicPublicationRepository {
  /** @throws NOT_FOUND */
  async get(tx: Tx, id: Id<'Publication'>): Promise<PublicPublication> {
    const publication = await this.readable(tx).andWhere('publication.id = :id', { id }).getOne();
    if (!publication) throw notFound('publication');
    return publication;
  }

  /** The newest first. */
  ofProduct(tx: Tx, productId: Id<'Product'>, page: PageRequest): Promise<Page<PublicPublication>> {
    const query = this.readable(tx).andWhere(
      `publication.id in (select o.publication_id from public_publication_product o where o.product_id = :productId)`,
      { productId },
    );
    return paginate(
      query,
      [
        {
          column: 'publication.publishedAt',
          type: 'timestamptz',
          direction: 'desc',
          value: ({ publishedAt }) => publishedAt,
        },
        { column: 'publication.id', type: 'uuid', direction: 'desc', value: ({ id }) => id },
      ],
      page,
    );
  }

  /** @throws NOT_FOUND */
  async getFile(tx: Tx, id: Id<'Artifact'>): Promise<PublicFile> {
    const file = await tx.manager.findOneBy(PublicFile, { id });
    if (!file) throw notFound('file');
    return file;
  }

  /** In the order of their authors. */
  filesOf(tx: Tx, publicationIds: readonly Id<'Publication'>[]): Promise<PublicFile[]> {
    return tx.manager
      .createQueryBuilder(PublicFile, 'file')
      .where('file.publication_id = any(:publicationIds)', { publicationIds })
      .orderBy('file.position')
      .addOrderBy('file.id')
      .getMany();
  }

  private readable(tx: Tx) {
    const scope = sqlScope(tx.ctx.ability, 'read', PublicPublication, (property) => `publication.${property}`);
    return tx.manager.createQueryBuilder(PublicPublication, 'publication').where(scope.sql, scope.parameters);
  }
}
