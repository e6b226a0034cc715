import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import type { PublishedAnswer } from './published-answer.entity.ts';
import { PublishedAnswerRepository } from './published-answer.repository.ts';
import { SimilarRepository } from './similar.repository.ts';

/** What may answer a question already: either was published, or was answered to the own hospital. */
export interface Similar {
  publishedAnswer: PublishedAnswer | null;
  request: InformationRequest | null;
}

/** Looks for answers before a question is asked. */
@Injectable()
export class SimilarService {
  private readonly uow: UnitOfWork;
  private readonly similar: SimilarRepository;
  private readonly answers: PublishedAnswerRepository;

  constructor(uow: UnitOfWork, similar: SimilarRepository, answers: PublishedAnswerRepository) {
    this.uow = uow;
    this.similar = similar;
    this.answers = answers;
  }

  /** The most alike first. */
  find(ctx: Ctx, vendorId: Id<'Organisation'>, text: string, atMost: number): Promise<Similar[]> {
    return this.uow.run(ctx, async (tx) => {
      const rows = await this.similar.find(tx, vendorId, text, atMost);
      const answers = await this.answers.visible(
        tx,
        rows.flatMap(({ answerId }) => answerId ?? []),
      );
      const requests = await this.answers.requestsOf(
        tx,
        rows.flatMap(({ requestId }) => requestId ?? []),
      );
      return rows.flatMap(({ answerId, requestId }) => {
        const publishedAnswer = answers.find(({ id }) => id === answerId) ?? null;
        const request = requests.find(({ id }) => id === requestId) ?? null;
        return publishedAnswer || request ? [{ publishedAnswer, request }] : [];
      });
    });
  }
}
