import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueRepository } from '#libs/catalogue';
import { dealsWith } from '#libs/directory';
import { conflict, forbidden, newId, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { KeptFiles, type FoundFile, type Publication } from '#libs/publishing';
import { InformationRequest, type RequestSubject } from './information-request.entity.ts';
import { PromiseRepository } from './promise.repository.ts';
import * as events from './request.events.ts';
import { RequestAttachment } from './request-attachment.entity.ts';
import type { AnswerRequest, AskVendor, DeclineRequest, ReplyToRequest } from './request.graphql.ts';
import { RequestMessage, type MessageKind, type SaidMessage } from './request-message.entity.ts';
import { ChecklistService } from './rounds/checklist.service.ts';
import { RequestPause } from './request-pause.entity.ts';
import { RequestRepository, type RequestCounts, type RequestFilter } from './request.repository.ts';

/** Whose product or publication it is. */
interface Addressee {
  vendorId: Id<'Organisation'>;
  isOutside: boolean;
  readerIds: Id<'User'>[] | null;
  productId: Id<'Product'> | null;
}

type Asked = Omit<Parameters<typeof InformationRequest.ask>[0], 'hospitalId'>;

/** Words, and uploads of the side that says them. */
interface Said {
  words: string;
  attachmentIds: readonly Id<'Upload'>[];
}

/** Hospitals ask vendors, who answer or decline, by a clock. */
@Injectable()
export class RequestService {
  private readonly uow: UnitOfWork;
  private readonly requests: RequestRepository;
  private readonly promises: PromiseRepository;
  private readonly catalogue: CatalogueRepository;
  private readonly kept: KeptFiles;
  private readonly checklists: ChecklistService;

  constructor(
    uow: UnitOfWork,
    requests: RequestRepository,
    promises: PromiseRepository,
    catalogue: CatalogueRepository,
    kept: KeptFiles,
    checklists: ChecklistService,
  ) {
    this.uow = uow;
    this.requests = requests;
    this.promises = promises;
    this.catalogue = catalogue;
    this.kept = kept;
    this.checklists = checklists;
  }

  get(ctx: Ctx, id: Id<'InformationRequest'>): Promise<InformationRequest> {
    return this.uow.run(ctx, (tx) => this.requests.getVisible(tx, id));
  }

  list(ctx: Ctx, filter: RequestFilter, page: PageRequest): Promise<Page<InformationRequest>> {
    return this.uow.run(ctx, (tx) => this.requests.list(tx, filter, page));
  }

  counts(ctx: Ctx): Promise<RequestCounts> {
    return this.uow.run(ctx, (tx) => this.requests.counts(tx));
  }

  /** @throws NOT_FOUND */
  messages(ctx: Ctx, id: Id<'InformationRequest'>, page: PageRequest): Promise<Page<RequestMessage>> {
    return this.uow.run(ctx, async (tx) => {
      await this.requests.getVisible(tx, id);
      return this.requests.messages(tx, id, page);
    });
  }

  /** The pauses of each request of a page, without asking once for each. */
  pausesOf(ctx: Ctx, { id }: InformationRequest): Promise<RequestPause[]> {
    return ctx
      .loader(
        'engagement.request_pauses',
        () =>
          new DataLoader<Id<'InformationRequest'>, RequestPause[]>(
            async (ids) => {
              const rows = await this.uow.run(ctx, (tx) => this.requests.pausesOf(tx, ids));
              const byRequest = Map.groupBy(rows, ({ requestId }) => requestId);
              return ids.map((one) => byRequest.get(one) ?? []);
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  attachmentsOf(ctx: Ctx, { id }: RequestMessage): Promise<RequestAttachment[]> {
    return ctx
      .loader(
        'engagement.request_attachments',
        () =>
          new DataLoader<Id<'RequestMessage'>, RequestAttachment[]>(
            async (ids) => {
              const rows = await this.uow.run(ctx, (tx) => this.requests.attachmentsOf(tx, ids));
              const byMessage = Map.groupBy(rows, ({ messageId }) => messageId);
              return ids.map((one) => byMessage.get(one) ?? []);
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  /** A file of a message, for whoever sees the message; null for others. */
  async findAttachment(tx: Tx, fileId: Id): Promise<FoundFile | null> {
    const attachment = await this.requests.findAttachment(tx, fileId);
    if (!attachment) return null;
    const request = await this.requests.getVisible(tx, attachment.requestId);
    return {
      uploadId: attachment.uploadId,
      name: attachment.name,
      event: events.attachmentDownloaded(request, attachment, tx.ctx.organisationId),
    };
  }

  /** Null where the actor may not see it. */
  publicationOf(ctx: Ctx, id: Id<'Publication'>): Promise<Publication | null> {
    return ctx
      .loader(
        'engagement.request_publications',
        () =>
          new DataLoader<Id<'Publication'>, Publication | null>(
            async (ids) => {
              const rows = await this.uow.run(ctx, (tx) => this.requests.publicationsOf(tx, ids));
              return ids.map((one) => rows.find((row) => row.id === one && ctx.allows('read', row)) ?? null);
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  /**
   * Asks the vendor whose product or publication it is. Due by what it promises now.
   * @throws NOT_FOUND for a subject that the hospital does not see; CONFLICT `engagement.request_maker_outside`,
   *   `engagement.request_needs_relationship`
   */
  ask(ctx: Ctx, { words, title, urgency, attachmentIds, ...about }: AskVendor): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const { vendorId, isOutside, readerIds, productId } = await this.addressee(tx, about);
      if (isOutside) {
        throw conflict('engagement.request_maker_outside', 'Its maker is not in Tasuki: ask it directly.');
      }
      if (!(await dealsWith(tx, vendorId))) {
        throw conflict(
          'engagement.request_needs_relationship',
          'Your hospital does not deal with this vendor yet: propose a relationship first.',
        );
      }
      const facts = { ...about, productId, vendorId, readerIds, roundId: null, title, urgency };
      return this.askWithin(tx, facts, { words, attachmentIds });
    });
  }

  /** Asks a vendor that the hospital deals with, in the caller's transaction. Due by what it promises now. */
  async askWithin(tx: Tx, about: Asked, said: Said): Promise<InformationRequest> {
    const { organisationId: hospitalId } = tx.ctx;
    const hours = await this.promises.hours(tx, about.vendorId, about.urgency);
    const request = InformationRequest.ask({ ...about, hospitalId }, hours, tx.now);
    tx.ctx.authorise('ask', request);
    await this.requests.insert(tx, request);
    const question = await this.say(tx, request, 'QUESTION', said);
    await tx.record(events.asked(request, question));
    return request;
  }

  /**
   * Either side says something, or notes it for itself. The vendor may wait for the hospital, whose reply lets the clock go on.
   * @throws CONFLICT `engagement.request_closed`, `engagement.request_settled`; FORBIDDEN `engagement.only_vendor_waits`
   */
  reply(ctx: Ctx, { requestId, isInternal, waitsForHospital, ...said }: ReplyToRequest): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, requestId);
      ctx.authorise('reply', request);
      request.refuseClosed();
      const isHospital = ctx.organisationId === request.hospitalId;
      if (waitsForHospital && isHospital) {
        throw forbidden('engagement.only_vendor_waits', 'Only the vendor may wait for the hospital.');
      }
      const isPaused = waitsForHospital && request.pause(tx.now);
      const isResumed = isHospital && !isInternal && request.resume(tx.now);
      const message = await this.say(tx, request, 'REPLY', said, { isInternal, waitsForHospital });
      await tx.record(events.replied(request, message));
      if (isPaused) await this.pause(tx, request);
      if (isResumed) await this.resume(tx, request);
      if (isPaused || isResumed) await this.requests.update(tx, request);
      return request;
    });
  }

  /** @throws CONFLICT `engagement.request_settled`, and what `ChecklistService.take` throws */
  answer(ctx: Ctx, { requestId, checklist, ...said }: AnswerRequest): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, requestId);
      ctx.authorise('answer', request);
      const endsPause = request.answer(tx.now);
      const message = await this.settle(tx, request, 'ANSWER', said, endsPause);
      const answers = await this.checklists.take(tx, request, checklist);
      await tx.record(events.answered(request, message, answers));
      return request;
    });
  }

  /** @throws CONFLICT `engagement.request_settled` */
  decline(ctx: Ctx, { requestId, reason, ...said }: DeclineRequest): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, requestId);
      ctx.authorise('decline', request);
      const endsPause = request.decline(reason, tx.now);
      const message = await this.settle(tx, request, 'DECLINE', said, endsPause);
      await tx.record(events.declined(request, message));
      return request;
    });
  }

  /** The hospital has what it asked for. @throws CONFLICT `engagement.request_closed`, `engagement.request_not_settled` */
  close(ctx: Ctx, id: Id<'InformationRequest'>): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, id);
      ctx.authorise('close', request);
      request.close(tx.now);
      await this.requests.update(tx, request);
      await tx.record(events.closed(request));
      return request;
    });
  }

  /** The hospital says what is missing, and the clock starts again. @throws CONFLICT `engagement.request_open` */
  reopen(ctx: Ctx, id: Id<'InformationRequest'>, words: string): Promise<InformationRequest> {
    return this.uow.run(ctx, async (tx) => {
      const request = await this.requests.lock(tx, id);
      ctx.authorise('reopen', request);
      request.reopen(tx.now);
      await this.requests.update(tx, request);
      const message = await this.say(tx, request, 'REOPENING', { words, attachmentIds: [] });
      await tx.record(events.reopened(request, message));
      return request;
    });
  }

  private async addressee(tx: Tx, { productId, releaseId, publicationId }: RequestSubject): Promise<Addressee> {
    if (publicationId) {
      return { ...(await this.requests.publication(tx, publicationId)), isOutside: false, productId: null };
    }
    if (releaseId) {
      const release = await this.catalogue.getRelease(tx, releaseId);
      return {
        vendorId: release.vendorId,
        isOutside: release.isOutside,
        readerIds: null,
        productId: release.productId,
      };
    }
    if (!productId) throw new Error('a request is about something');
    const { vendorId, isOutside, id } = await this.catalogue.getProduct(tx, productId);
    return { vendorId, isOutside, readerIds: null, productId: id };
  }

  private async settle(
    tx: Tx,
    request: InformationRequest,
    kind: MessageKind,
    said: Said,
    endsPause: boolean,
  ): Promise<SaidMessage> {
    if (endsPause) await this.resume(tx, request);
    await this.requests.update(tx, request);
    return this.say(tx, request, kind, said);
  }

  private async say(
    tx: Tx,
    request: InformationRequest,
    kind: MessageKind,
    { words, attachmentIds }: Said,
    facts: Partial<Pick<RequestMessage, 'isInternal' | 'waitsForHospital'>> = {},
  ): Promise<SaidMessage> {
    const message = RequestMessage.of(request, kind, words, tx.ctx, tx.now, facts);
    await this.requests.insertMessage(tx, message);
    const attachments = await this.kept.keep(tx, attachmentIds, 'attachmentIds');
    await this.requests.insertAttachments(
      tx,
      attachments.map((file, position) => RequestAttachment.of(message, file, position)),
    );
    return Object.assign(message, { attachments });
  }

  private async pause(tx: Tx, request: InformationRequest): Promise<void> {
    const { id: requestId, hospitalId, vendorId } = request;
    const pause = { id: newId<'RequestPause'>(), requestId, hospitalId, vendorId, fromAt: tx.now, untilAt: null };
    await this.requests.insertPause(tx, Object.assign(new RequestPause(), pause));
    await tx.record(events.paused(request));
  }

  private async resume(tx: Tx, request: InformationRequest): Promise<void> {
    await this.requests.endPause(tx, request);
    await tx.record(events.resumed(request, tx.ctx.organisationId));
  }
}
