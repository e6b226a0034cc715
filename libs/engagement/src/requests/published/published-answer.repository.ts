import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { holdsWords, paginate, soughtIn, sqlScope, type Tx } from '#libs/platform';
import { Publication } from '#libs/publishing';
import { InformationRequest } from '../information-request.entity.ts';
import {
  PublishedAnswer,
  PublishedAnswerSource,
  PublishedAnswerVersion,
  RequestPublication,
  type PublishedAnswerState,
} from './published-answer.entity.ts';

export interface PublishedAnswerFilter {
  state?: PublishedAnswerState | null | undefined;
  isProposed?: boolean | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  productId?: Id<'Product'> | null | undefined;
  search?: string | null | undefined;
}

const IN_STATE: Record<PublishedAnswerState, string> = {
  PROPOSED: 'answer.published_at is null',
  PUBLISHED: 'answer.published_at is not null and answer.withdrawn_at is null',
  WITHDRAWN: 'answer.withdrawn_at is not null',
};

/** Published answers, as the transaction's actor may read them. */
@Injectable()
export class PublishedAnswerRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'PublishedAnswer'>): Promise<PublishedAnswer> {
    const found = await tx.manager.findOneBy(PublishedAnswer, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('answer');
    return found;
  }

  /** As it is now, and nobody else changes it before this transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'PublishedAnswer'>): Promise<PublishedAnswer> {
    await tx.sql('select from published_answer where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  async visible(tx: Tx, ids: readonly Id<'PublishedAnswer'>[]): Promise<PublishedAnswer[]> {
    const found = await tx.manager.findBy(PublishedAnswer, { id: In([...ids]) });
    return found.filter((one) => tx.ctx.allows('read', one));
  }

  /** Newest first. */
  list(tx: Tx, filter: PublishedAnswerFilter, page: PageRequest): Promise<Page<PublishedAnswer>> {
    const query = tx.manager.createQueryBuilder(PublishedAnswer, 'answer');
    const scope = sqlScope(tx.ctx.ability, 'read', PublishedAnswer, (column) => `answer.${column}`);
    query.where(scope.sql, scope.parameters);
    const { state, isProposed, vendorId, productId, search } = filter;
    if (state) query.andWhere(`(${IN_STATE[state]})`);
    if (typeof isProposed === 'boolean') {
      query.andWhere(`${isProposed ? '' : 'not '}exists (select from published_answer_version v
        where v.answer_id = answer.id and v.state = 'PROPOSED') and answer.withdrawn_at is null`);
    }
    if (vendorId) query.andWhere('answer.vendor_id = :vendorId', { vendorId });
    if (productId) query.andWhere('answer.product_id = :productId', { productId });
    if (search) {
      query.andWhere(
        `exists (select from published_answer_version v where v.answer_id = answer.id
                   and v.state in ('IN_FORCE','PROPOSED') and ${holdsWords('v.title', 'v.question', 'v.words')})`,
        { patterns: soughtIn(search).patterns },
      );
    }
    return paginate(query, [{ column: 'answer.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** The newest first. */
  versionsOf(tx: Tx, answerIds: readonly Id<'PublishedAnswer'>[]): Promise<PublishedAnswerVersion[]> {
    return tx.manager.find(PublishedAnswerVersion, {
      where: { answerId: In([...answerIds]) },
      order: { number: 'DESC' },
    });
  }

  /** Empty for whoever is not its vendor. */
  sourcesOf(tx: Tx, answerIds: readonly Id<'PublishedAnswer'>[]): Promise<PublishedAnswerSource[]> {
    return tx.manager.findBy(PublishedAnswerSource, { answerId: In([...answerIds]) });
  }

  /** Requests as the actor may read them. */
  async requestsOf(tx: Tx, ids: readonly Id<'InformationRequest'>[]): Promise<InformationRequest[]> {
    const found = await tx.manager.findBy(InformationRequest, { id: In([...ids]) });
    return found.filter((one) => tx.ctx.allows('read', one));
  }

  /** What was made of requests and not withdrawn, for their vendor. */
  answersOf(
    tx: Tx,
    requestIds: readonly Id<'InformationRequest'>[],
  ): Promise<{ requestId: Id<'InformationRequest'>; answerId: Id<'PublishedAnswer'> }[]> {
    return tx.sql(
      `select s.request_id as "requestId", s.answer_id as "answerId"
       from published_answer_source s join published_answer a on a.id = s.answer_id
       where s.request_id = any ($1) and a.withdrawn_at is null`,
      [requestIds],
    );
  }

  /** Of requests, as the actor may read them: the vendor its drafts too, the hospital what was delivered to it. */
  async publicationsOf(
    tx: Tx,
    requestIds: readonly Id<'InformationRequest'>[],
  ): Promise<{ requestId: Id<'InformationRequest'>; publication: Publication }[]> {
    const links = await tx.manager.find(RequestPublication, {
      where: { requestId: In([...requestIds]) },
      order: { publicationId: 'ASC' },
    });
    const found = await tx.manager.findBy(Publication, { id: In(links.map(({ publicationId }) => publicationId)) });
    const visible = new Map(found.filter((one) => tx.ctx.allows('read', one)).map((one) => [one.id, one]));
    return links.flatMap(({ requestId, publicationId }) => {
      const publication = visible.get(publicationId);
      return publication ? [{ requestId, publication }] : [];
    });
  }

  /** What the vendor said last. Null where it never answered. */
  async answerTo(tx: Tx, { id }: InformationRequest): Promise<string | null> {
    const [found] = await tx.sql<{ words: string }>(
      `select words from request_message where request_id = $1 and kind = 'ANSWER' order by id desc limit 1`,
      [id],
    );
    return found?.words ?? null;
  }

  /** What the hospital and its sites are called, as far as the actor may know. */
  async namesOf(tx: Tx, hospitalId: Id<'Organisation'>): Promise<string[]> {
    const rows = await tx.sql<{ name: string }>(
      `select unnest(array[name, english_name]) as name from organisation where id = $1
       union select unnest(array[name, english_name]) from site where organisation_id = $1`,
      [hospitalId],
    );
    return rows.flatMap(({ name }) => name || []);
  }

  /** Releases that a publication about the subject of a request applies to. */
  async releasesOf(tx: Tx, { productId, releaseId, publicationId }: InformationRequest): Promise<Id<'Release'>[]> {
    if (releaseId) return [releaseId];
    const rows = await tx.sql<{ id: Id<'Release'> }>(
      `select id from release where product_id = $1
       union select release_id from publication_release where publication_id = $2
       order by id`,
      [productId, publicationId],
    );
    return rows.map(({ id }) => id);
  }

  async insert(tx: Tx, answer: PublishedAnswer, requestId: Id<'InformationRequest'>): Promise<void> {
    await tx.manager.insert(PublishedAnswer, answer);
    await tx.manager.insert(PublishedAnswerSource, { answerId: answer.id, vendorId: answer.vendorId, requestId });
  }

  async insertVersion(tx: Tx, version: PublishedAnswerVersion): Promise<void> {
    await tx.manager.insert(PublishedAnswerVersion, version);
  }

  async insertPublication(tx: Tx, link: RequestPublication): Promise<void> {
    await tx.manager.insert(RequestPublication, link);
  }

  async update(tx: Tx, { id, publishedAt, withdrawnAt, withdrawalReason }: PublishedAnswer): Promise<void> {
    await tx.manager.update(PublishedAnswer, { id }, { publishedAt, withdrawnAt, withdrawalReason });
  }

  async updateVersion(tx: Tx, version: PublishedAnswerVersion): Promise<void> {
    const { id, state, decidedById, decidedAt, sendBackReason } = version;
    await tx.manager.update(PublishedAnswerVersion, { id }, { state, decidedById, decidedAt, sendBackReason });
  }

  /** Makes way for the next one. */
  async replaceInForce(tx: Tx, answerId: Id<'PublishedAnswer'>): Promise<void> {
    await tx.manager.update(PublishedAnswerVersion, { answerId, state: 'IN_FORCE' }, { state: 'REPLACED' });
  }
}
