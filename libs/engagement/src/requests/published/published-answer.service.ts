import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { conflict, invalidInput, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Publication } from '#libs/publishing';
import type { InformationRequest } from '../information-request.entity.ts';
import { RequestRepository } from '../request.repository.ts';
import {
  PublishedAnswer,
  PublishedAnswerVersion,
  type AnswerWords,
  type PublishedAnswerSource,
} from './published-answer.entity.ts';
import * as events from './published-answer.events.ts';
import { PublishedAnswerRepository, type PublishedAnswerFilter } from './published-answer.repository.ts';

/** Full and half width, large and small letters are alike. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** A shorter one, as of a site that is called 外来, is a word like others. */
const SHORTEST_NAME = 4;

/** A vendor gives one answer to all who have what it is about; who asked is not told. */
@Injectable()
export class PublishedAnswerService {
  private readonly uow: UnitOfWork;
  private readonly answers: PublishedAnswerRepository;
  private readonly requests: RequestRepository;

  constructor(uow: UnitOfWork, answers: PublishedAnswerRepository, requests: RequestRepository) {
    this.uow = uow;
    this.answers = answers;
    this.requests = requests;
  }

  get(ctx: Ctx, id: Id<'PublishedAnswer'>): Promise<PublishedAnswer> {
    return this.uow.run(ctx, (tx) => this.answers.getVisible(tx, id));
  }

  list(ctx: Ctx, filter: PublishedAnswerFilter, page: PageRequest): Promise<Page<PublishedAnswer>> {
    return this.uow.run(ctx, (tx) => this.answers.list(tx, filter, page));
  }

  /** As the actor may read them, the newest first. */
  versionsOf(ctx: Ctx, { id }: PublishedAnswer): Promise<PublishedAnswerVersion[]> {
    return this.one('engagement.answer_versions', ctx, id, async (tx, ids: readonly Id<'PublishedAnswer'>[]) =>
      Map.groupBy(await this.answers.versionsOf(tx, ids), ({ answerId }) => answerId),
    );
  }

  /** The request that was answered, for the vendor alone. */
  async requestOf(ctx: Ctx, { id }: PublishedAnswer): Promise<InformationRequest | null> {
    if (!ctx.actor.isVendor) return null;
    const [source] = await this.one(
      'engagement.answer_sources',
      ctx,
      id,
      async (tx, ids: readonly Id<'PublishedAnswer'>[]): Promise<Map<Id, PublishedAnswerSource[]>> =>
        Map.groupBy(await this.answers.sourcesOf(tx, ids), ({ answerId }) => answerId),
    );
    if (!source) return null;
    const [request] = await this.one(
      'engagement.answered_requests',
      ctx,
      source.requestId,
      async (tx, ids: readonly Id<'InformationRequest'>[]) =>
        Map.groupBy(await this.answers.requestsOf(tx, ids), (one) => one.id),
    );
    return request ?? null;
  }

  /** What a vendor made of its answer, for the vendor alone: unless it was withdrawn. */
  async answerOf(ctx: Ctx, { id }: InformationRequest): Promise<Id<'PublishedAnswer'> | null> {
    if (!ctx.actor.isVendor) return null;
    const [found] = await this.one(
      'engagement.published_answers_of',
      ctx,
      id,
      async (tx, ids: readonly Id<'InformationRequest'>[]) =>
        Map.groupBy(await this.answers.answersOf(tx, ids), ({ requestId }) => requestId),
    );
    return found?.answerId ?? null;
  }

  /** Publications that were drafted from the answer, as the actor may read them. */
  async publicationsOf(ctx: Ctx, { id }: InformationRequest): Promise<Publication[]> {
    const found = await this.one(
      'engagement.publications_of_answers',
      ctx,
      id,
      async (tx, ids: readonly Id<'InformationRequest'>[]) =>
        Map.groupBy(await this.answers.publicationsOf(tx, ids), ({ requestId }) => requestId),
    );
    return found.map(({ publication }) => publication);
  }

  /**
   * Proposes to give the answer to all, in other words.
   * @throws CONFLICT `engagement.request_not_answered`, `engagement.answer_published_already`, `engagement.answer_about_no_product`;
   *   INVALID_INPUT `engagement.answer_names_asker`
   */
  propose(ctx: Ctx, requestId: Id<'InformationRequest'>, words: AnswerWords): Promise<PublishedAnswer> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, requestId);
      const answer = PublishedAnswer.of(request);
      ctx.authorise('propose', answer);
      if (!answer.productId && !answer.publicationId) {
        throw conflict(
          'engagement.answer_about_no_product',
          'This was asked of you as a vendor, not about a product: nobody else can be told by what they have.',
        );
      }
      if (request.isOpen || (await this.answers.answerTo(tx, request)) === null) {
        throw conflict('engagement.request_not_answered', 'Answer this request first.');
      }
      if ((await this.answers.answersOf(tx, [requestId])).length > 0) {
        throw conflict(
          'engagement.answer_published_already',
          'An answer to this request was proposed or published already: correct that one.',
        );
      }
      await this.answers.insert(tx, answer, requestId);
      await this.say(tx, answer, 1, words, request);
      return answer;
    });
  }

  /**
   * Proposes other words. What is in force stays so until they are released.
   * @throws CONFLICT `engagement.answer_withdrawn`, `engagement.answer_proposed`; INVALID_INPUT `engagement.answer_names_asker`
   */
  correct(ctx: Ctx, id: Id<'PublishedAnswer'>, words: AnswerWords): Promise<PublishedAnswer> {
    return this.uow.run(ctx, async (tx) => {
      const answer = await this.answers.lock(tx, id);
      ctx.authorise('propose', answer);
      answer.refuseWithdrawn();
      const [newest] = await this.answers.versionsOf(tx, [id]);
      if (newest?.state === 'PROPOSED') {
        throw conflict(
          'engagement.answer_proposed',
          'A version is proposed already: have it released or sent back first.',
        );
      }
      const [source] = await this.answers.sourcesOf(tx, [id]);
      if (!source || !newest) throw new Error('an answer has a version, and answers a request');
      await this.say(tx, answer, newest.number + 1, words, await this.requests.getVisible(tx, source.requestId));
      return answer;
    });
  }

  /**
   * What is proposed is in force from now on.
   * @param number of the version that the approver read
   * @throws FORBIDDEN to whoever wrote it; CONFLICT `engagement.answer_withdrawn`, `engagement.nothing_proposed`
   */
  release(ctx: Ctx, id: Id<'PublishedAnswer'>, number: number): Promise<PublishedAnswer> {
    return this.uow.run(ctx, async (tx) => {
      const answer = await this.answers.lock(tx, id);
      ctx.authorise('release', answer);
      const proposed = await this.proposedOf(tx, answer, number);
      proposed.release(personOf(ctx), tx.now);
      await this.answers.replaceInForce(tx, id);
      await this.answers.updateVersion(tx, proposed);
      answer.publishedAt ??= tx.now;
      await this.answers.update(tx, answer);
      await tx.record(events.released(answer, proposed));
      return answer;
    });
  }

  /** @throws CONFLICT `engagement.answer_withdrawn`, `engagement.nothing_proposed` */
  sendBack(ctx: Ctx, id: Id<'PublishedAnswer'>, number: number, reason: string): Promise<PublishedAnswer> {
    return this.uow.run(ctx, async (tx) => {
      const answer = await this.answers.lock(tx, id);
      ctx.authorise('sendBack', answer);
      const proposed = await this.proposedOf(tx, answer, number);
      proposed.sendBack(reason, personOf(ctx), tx.now);
      await this.answers.updateVersion(tx, proposed);
      await tx.record(events.sentBack(answer, proposed));
      return answer;
    });
  }

  /** It is found no more; its page says why. @throws CONFLICT `engagement.answer_withdrawn`, `engagement.answer_not_published` */
  withdraw(ctx: Ctx, id: Id<'PublishedAnswer'>, reason: string): Promise<PublishedAnswer> {
    return this.uow.run(ctx, async (tx) => {
      const answer = await this.answers.lock(tx, id);
      ctx.authorise('withdraw', answer);
      answer.withdraw(reason, tx.now);
      await this.answers.update(tx, answer);
      await tx.record(events.withdrawn(answer));
      return answer;
    });
  }

  private async say(
    tx: Tx,
    answer: PublishedAnswer,
    number: number,
    words: AnswerWords,
    request: InformationRequest,
  ): Promise<void> {
    await this.refuseNames(tx, request, words);
    const version = PublishedAnswerVersion.propose(answer, number, words, personOf(tx.ctx), tx.now);
    await this.answers.insertVersion(tx, version);
    await tx.record(events.proposed(answer, version, request.id));
  }

  private async refuseNames(tx: Tx, { hospitalId }: InformationRequest, words: AnswerWords): Promise<void> {
    const names = (await this.answers.namesOf(tx, hospitalId))
      .map(plain)
      .filter((name) => [...name].length >= SHORTEST_NAME);
    for (const field of ['title', 'question', 'words'] as const) {
      if (!names.some((name) => plain(words[field]).includes(name))) continue;
      const message = 'Leave out the name of the hospital that asked, and of its sites.';
      throw invalidInput('engagement.answer_names_asker', message, [
        { path: field, reason: 'engagement.answer_names_asker', message },
      ]);
    }
  }

  private async proposedOf(tx: Tx, answer: PublishedAnswer, number: number): Promise<PublishedAnswerVersion> {
    answer.refuseWithdrawn();
    const [newest] = await this.answers.versionsOf(tx, [answer.id]);
    if (newest?.state !== 'PROPOSED' || newest.number !== number) {
      throw conflict('engagement.nothing_proposed', 'This version is not proposed any more: read the answer again.');
    }
    return newest;
  }

  /** Of each thing of a page, without asking once for each. */
  private one<Key extends Id, Row>(
    name: string,
    ctx: Ctx,
    id: Key,
    find: (tx: Tx, ids: readonly Key[]) => Promise<ReadonlyMap<Id, Row[]>>,
  ): Promise<Row[]> {
    const make = () =>
      new DataLoader<Key, Row[]>(
        async (ids) => {
          const found = await this.uow.run(ctx, (tx) => find(tx, ids));
          return ids.map((one) => found.get(one) ?? []);
        },
        { cache: false },
      );
    return ctx.loader(name, make).load(id);
  }
}

function personOf({ actor }: Ctx): Id<'User'> {
  if (!actor.userId) throw new Error('the policy lets only people do this');
  return actor.userId;
}
