import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { OutsideRecipient } from './outside-recipient.entity.ts';
import { Publication, type Contributors } from './publication.entity.ts';
import { PublicationPartsRepository } from './publication-parts.repository.ts';
import type { PublicationKind, PublicationState } from './publication.words.ts';

export interface PublicationFilter {
  vendorId?: Id<'Organisation'> | null | undefined;
  state?: PublicationState | null | undefined;
  kind?: PublicationKind | null | undefined;
  releaseId?: Id<'Release'> | null | undefined;
  isSecondCheckPending?: boolean | null | undefined;
  /** Words of a title. */
  search?: string | null | undefined;
}

/** TypeORM refuses a property that is no column. */
const columnsOf = ({ contents: _contents, ...columns }: Publication) => columns;

@Injectable()
export class PublicationRepository {
  private readonly parts: PublicationPartsRepository;

  constructor(parts: PublicationPartsRepository) {
    this.parts = parts;
  }

  /** The row alone. @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Publication'>): Promise<Publication> {
    const publication = await tx.manager.findOneBy(Publication, { id });
    if (!publication || !tx.ctx.allows('read', publication)) throw notFound('publication');
    return publication;
  }

  /** With its contents, and nobody else changes it before the transaction ends. @throws NOT_FOUND */
  async getForChange(tx: Tx, id: Id<'Publication'>): Promise<Publication> {
    // First the lock, then the row: so it is the row that whoever held the lock before left behind.
    await tx.sql('select from publication where id = $1 for update', [id]);
    return this.getWhole(tx, id);
  }

  /** With its contents, as it is. @throws NOT_FOUND */
  async getWhole(tx: Tx, id: Id<'Publication'>): Promise<Publication> {
    return this.withContents(tx, await this.getVisible(tx, id));
  }

  /** As the system, which no policy gives any verb; null when there is none. */
  async findForJob(tx: Tx, id: Id<'Publication'>): Promise<Publication | null> {
    await tx.sql('select from publication where id = $1 for update', [id]);
    return tx.manager.findOneBy(Publication, { id });
  }

  /** The revision that a draft revises, whatever became of it since. */
  async findFormer(tx: Tx, { supersedesId }: Publication): Promise<Publication | null> {
    return supersedesId ? this.getWhole(tx, supersedesId) : null;
  }

  /** The revision of a series that is in force, locked. */
  async findInForce(tx: Tx, seriesId: Id<'Series'>): Promise<Publication | null> {
    const [row] = await tx.sql<{ id: Id<'Publication'> }>(
      `select id from publication where series_id = $1 and state = 'PUBLISHED' for update`,
      [seriesId],
    );
    return row ? this.getWhole(tx, row.id) : null;
  }

  async hasRevisionInWork(tx: Tx, seriesId: Id<'Series'>): Promise<boolean> {
    return tx.manager.existsBy(Publication, { seriesId, state: In(['DRAFT', 'IN_REVIEW']) });
  }

  async latestRevisionOf(tx: Tx, seriesId: Id<'Series'>): Promise<number> {
    return (await tx.manager.maximum(Publication, 'revision', { seriesId })) ?? 0;
  }

  list(tx: Tx, filter: PublicationFilter, page: PageRequest): Promise<Page<Publication>> {
    const query = tx.manager.createQueryBuilder(Publication, 'publication');
    const scope = sqlScope(tx.ctx.ability, 'read', Publication, (property) => `publication.${property}`);
    query.where(scope.sql, scope.parameters);
    if (filter.vendorId) query.andWhere('publication.vendorId = :vendorId', { vendorId: filter.vendorId });
    if (filter.state) query.andWhere('publication.state = :state', { state: filter.state });
    if (filter.kind) query.andWhere('publication.kind = :kind', { kind: filter.kind });
    if (filter.releaseId) {
      query.andWhere(
        `exists (select from publication_release pr where pr.publication_id = publication.id and pr.release_id = :releaseId)`,
        { releaseId: filter.releaseId },
      );
    }
    if (typeof filter.isSecondCheckPending === 'boolean') {
      query.andWhere(
        `(publication.isEmergency and publication.secondCheckedAt is null and publication.state <> 'WITHDRAWN') = :pending`,
        { pending: filter.isSecondCheckPending },
      );
    }
    if (filter.search) {
      query.andWhere(
        `(strpos(lower(publication.titleJa), lower(:search)) > 0 or strpos(lower(publication.titleEn), lower(:search)) > 0)`,
        { search: filter.search },
      );
    }
    return paginate(
      query,
      [{ column: 'publication.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }],
      page,
    );
  }

  /** Every revision of the series that the actor may read, newest first. */
  revisionsOf(tx: Tx, seriesIds: readonly Id<'Series'>[]): Promise<Publication[]> {
    const scope = sqlScope(tx.ctx.ability, 'read', Publication, (property) => `publication.${property}`);
    return tx.manager
      .createQueryBuilder(Publication, 'publication')
      .where(scope.sql, scope.parameters)
      .andWhere('publication.seriesId = any(:seriesIds)', { seriesIds: [...seriesIds] })
      .orderBy('publication.revision', 'DESC')
      .getMany();
  }

  /** Those of them that the actor may read. */
  byIds(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    const scope = sqlScope(tx.ctx.ability, 'read', Publication, (property) => `publication.${property}`);
    return tx.manager
      .createQueryBuilder(Publication, 'publication')
      .where(scope.sql, scope.parameters)
      .andWhere('publication.id = any(:ids)', { ids: [...ids] })
      .getMany();
  }

  async insert(tx: Tx, publication: Publication): Promise<void> {
    await tx.manager.insert(Publication, columnsOf(publication));
    await this.parts.replace(tx, publication);
  }

  /** The row alone: states, times and reasons. */
  async update(tx: Tx, publication: Publication): Promise<void> {
    await tx.manager.update(Publication, { id: publication.id }, columnsOf(publication));
  }

  /** Whoever wrote in it since it was read. */
  addContributors(tx: Tx, publication: Publication): Promise<void> {
    return this.parts.addContributors(tx, publication);
  }

  /** The row of a draft, and everything that hangs on it. */
  async updateWithContents(tx: Tx, publication: Publication): Promise<void> {
    await this.update(tx, publication);
    await this.parts.replace(tx, publication);
  }

  async insertOutsideRecipient(tx: Tx, recipient: OutsideRecipient): Promise<void> {
    await tx.manager.insert(OutsideRecipient, recipient);
  }

  /**
   * Who writes: a program writes for the person who made its key too, or one person could write by a key and approve by
   * hand.
   */
  async contributorsOf(tx: Tx): Promise<Contributors> {
    const { userId, apiKeyId } = tx.ctx.actor;
    if (!apiKeyId) {
      if (userId) return [userId];
      throw new Error('nobody writes: neither a person nor a program');
    }
    const makers = await tx.sql<{ user_id: Id<'User'> }>(
      'select m.user_id from api_key k join member m on m.id = k.created_by where k.id = $1',
      [apiKeyId],
    );
    return [apiKeyId, ...makers.map((maker) => maker.user_id)];
  }

  private async withContents(tx: Tx, publication: Publication): Promise<Publication> {
    publication.contents = await this.parts.contentsOf(tx, publication.id);
    return publication;
  }
}
