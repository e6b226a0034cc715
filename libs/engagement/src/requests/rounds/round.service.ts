import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository } from '#libs/catalogue';
import { dealsWith } from '#libs/directory';
import { pagesOf } from '#libs/inventory';
import { conflict, newId, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import { roundAsked } from '../request.events.ts';
import type { RequestMessage } from '../request-message.entity.ts';
import { RequestRepository, type RoundCounts } from '../request.repository.ts';
import { RequestService } from '../request.service.ts';
import type { ChecklistAnswer } from './checklist-answer.entity.ts';
import { CHECKLIST_NOW, itemsOf } from './checklists.ts';
import { cellsOf, headerOf, type TableLanguage } from './round-table.ts';
import { RequestRound } from './request-round.entity.ts';
import type { AskVendors } from './round.graphql.ts';
import { RoundRepository } from './round.repository.ts';

type VendorToAsk = AskVendors['vendors'][number];

/** A vendor that was not asked, and why. */
export interface NotAsked extends VendorToAsk {
  reason: string;
  message: string;
}

/** A hospital asks many vendors the same, and has their answers in one table. */
@Injectable()
export class RoundService {
  private readonly uow: UnitOfWork;
  private readonly rounds: RoundRepository;
  private readonly requests: RequestRepository;
  private readonly asking: RequestService;
  private readonly catalogue: CatalogueRepository;

  constructor(
    uow: UnitOfWork,
    rounds: RoundRepository,
    requests: RequestRepository,
    asking: RequestService,
    catalogue: CatalogueRepository,
  ) {
    this.uow = uow;
    this.rounds = rounds;
    this.requests = requests;
    this.asking = asking;
    this.catalogue = catalogue;
  }

  get(ctx: Ctx, id: Id<'RequestRound'>): Promise<RequestRound> {
    return this.uow.run(ctx, (tx) => this.rounds.getVisible(tx, id));
  }

  list(ctx: Ctx, page: PageRequest): Promise<Page<RequestRound>> {
    return this.uow.run(ctx, (tx) => this.rounds.list(tx, page));
  }

  /** As far as the actor sees. */
  counts(ctx: Ctx, { id: roundId }: RequestRound): Promise<RoundCounts> {
    const none = { roundId, asked: 0, answered: 0, declined: 0, open: 0, overdue: 0 };
    return this.loaded(
      ctx,
      'round_counts',
      (tx, ids: readonly Id<'RequestRound'>[]) => this.requests.countsOfRounds(tx, ids),
      (row) => row.roundId,
    )
      .load(roundId)
      .then(([found]) => found ?? none);
  }

  /**
   * Asks each vendor by a request of its own; who cannot be asked is said, and the others are asked.
   * @throws CONFLICT `engagement.nobody_to_ask` when nobody can be; NOT_FOUND for a release that is not there, or not of its vendor
   */
  ask(ctx: Ctx, given: AskVendors): Promise<{ round: RequestRound; notAsked: NotAsked[] }> {
    return this.uow.run(ctx, async (tx) => {
      const round = roundOf(given, tx);
      ctx.authorise('ask', round);
      const { toAsk, notAsked } = await this.sorted(tx, distinct(given.vendors));
      const former = await this.rounds.byKey(tx, given.key);
      if (former) return { round: former, notAsked };
      if (toAsk.length === 0) {
        throw conflict('engagement.nobody_to_ask', `Nobody can be asked: ${notAsked[0]?.message ?? ''}`);
      }
      await this.rounds.insert(tx, round);
      const requests: InformationRequest[] = [];
      for (const { vendorId, releaseId, productId } of toAsk) {
        const { urgency, component, vulnerability } = given;
        const none = { publicationId: null, mds2QuestionId: null, readerIds: null };
        const detail = { component: vulnerability === null ? component : null, vulnerability };
        const about = {
          ...none,
          ...detail,
          vendorId,
          releaseId,
          productId,
          title: round.title,
          urgency,
          roundId: round.id,
        };
        requests.push(await this.asking.askWithin(tx, about, { words: round.words, attachmentIds: [] }));
      }
      await tx.record(roundAsked(round, requests));
      return { round, notAsked };
    });
  }

  /** The table of answers, in the order in which they were asked. @throws NOT_FOUND */
  async table(ctx: Ctx, id: Id<'RequestRound'>, language: TableLanguage) {
    const round = await this.get(ctx, id);
    const items = itemsOf(round.checklist);
    return pagesOf(
      headerOf(items, language),
      (after, atMost) => this.uow.run(ctx, (tx) => this.rounds.rows(tx, id, after, atMost)),
      (row) => cellsOf(row, items, language),
    );
  }

  /** Null for a request that is of none. */
  roundOf(ctx: Ctx, { roundId }: InformationRequest): Promise<RequestRound | null> {
    if (!roundId) return Promise.resolve(null);
    return this.loaded(
      ctx,
      'rounds',
      (tx, ids: readonly Id<'RequestRound'>[]) => this.rounds.ofRequests(tx, ids),
      (row) => row.id,
    )
      .load(roundId)
      .then(([found]) => found ?? null);
  }

  checklistOf(ctx: Ctx, { id }: InformationRequest): Promise<ChecklistAnswer[]> {
    return this.loaded(
      ctx,
      'checklist',
      (tx, ids: readonly InformationRequest['id'][]) => this.rounds.answersOf(tx, ids),
      (row) => row.requestId,
    ).load(id);
  }

  /** What it was answered, or declined with, last; null before. */
  answerOf(ctx: Ctx, { id }: InformationRequest): Promise<RequestMessage | null> {
    return this.loaded(
      ctx,
      'last_answer',
      (tx, ids: readonly InformationRequest['id'][]) => this.rounds.lastAnswers(tx, ids),
      (row) => row.requestId,
    )
      .load(id)
      .then(([found]) => found ?? null);
  }

  private loaded<Key extends Id, Row>(
    ctx: Ctx,
    name: string,
    read: (tx: Tx, ids: readonly Key[]) => Promise<Row[]>,
    keyOf: (row: Row) => Id,
  ): DataLoader<Key, Row[]> {
    return ctx.loader(`engagement.request_${name}`, () => {
      const load = async (ids: readonly Key[]) => {
        const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), keyOf);
        return ids.map((id) => rows.get(id) ?? []);
      };
      return new DataLoader<Key, Row[]>(load, { cache: false });
    });
  }

  private async sorted(tx: Tx, vendors: readonly VendorToAsk[]) {
    const toAsk: (VendorToAsk & { productId: Id<'Product'> | null })[] = [];
    const notAsked: NotAsked[] = [];
    for (const one of vendors) {
      const release = one.releaseId && (await this.catalogue.getRelease(tx, one.releaseId));
      if (release && release.vendorId !== one.vendorId) throw notFound('release');
      const refuse = (reason: string, message: string) => notAsked.push({ ...one, reason, message });
      if (release?.isOutside)
        refuse('engagement.request_maker_outside', 'Its maker is not in Tasuki: ask it directly.');
      else if (!(await dealsWith(tx, one.vendorId))) {
        refuse(
          'engagement.request_needs_relationship',
          'Your hospital does not deal with this vendor yet: propose a relationship first.',
        );
      } else toAsk.push({ ...one, productId: release ? release.productId : null });
    }
    return { toAsk, notAsked };
  }
}

const roundOf = ({ kind, key, title, words }: AskVendors, { ctx, now }: Tx): RequestRound =>
  Object.assign(new RequestRound(), {
    id: newId<'RequestRound'>(),
    hospitalId: ctx.organisationId,
    kind,
    checklist: kind === 'CHECKLIST' ? CHECKLIST_NOW : null,
    key,
    title,
    words,
    askedAt: now,
  });

const distinct = (vendors: readonly VendorToAsk[]): VendorToAsk[] => [
  ...new Map(vendors.map((one) => [`${one.vendorId} ${one.releaseId}`, one])).values(),
];
