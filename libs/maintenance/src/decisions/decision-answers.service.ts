import { Injectable } from '@nestjs/common';
import { AnsweringService } from '#libs/engagement';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { answerOf, DecisionAnswerRepository } from './decision-answer.repository.ts';
import { noticeJob, type DecisionAnswerJobs } from './decision-answers.jobs.ts';

/** How soon it is looked again whether everybody has a publication. */
const SOON_MS = 5_000;

/** What is decided for its devices is what a hospital answers to who asks for a decision. */
@Injectable()
export class DecisionAnswersService implements DecisionAnswerJobs {
  private readonly uow: UnitOfWork;
  private readonly decisions: DecisionAnswerRepository;
  private readonly answering: AnsweringService;

  constructor(uow: UnitOfWork, decisions: DecisionAnswerRepository, answering: AnsweringService) {
    this.uow = uow;
    this.decisions = decisions;
    this.answering = answering;
  }

  /** What the sites of a hospital answer by what is decided for devices of a release. */
  answer(ctx: Ctx, hospitalId: Id<'Organisation'>, releaseId: Id<'Release'>): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      for (const { id } of await this.decisions.asking(tx, hospitalId, releaseId)) {
        const sites = await this.decisions.decisionsBySite(tx, hospitalId, id);
        const answers = new Map(sites.map((site) => [site.siteId, answerOf(site)]));
        await this.answering.derive(tx, { hospitalId, publicationId: id }, 'DECIDE_END_OF_SUPPORT', answers);
      }
    });
  }

  /** Whoever decided before the publication came has answered it once it is there. */
  async notice(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    const isToAnswer = await this.uow.runAsSystem(ctx, async (tx) => {
      const isDelivered = await this.decisions.isDelivered(tx, publicationId);
      if (isDelivered === false) tx.queue(noticeJob(publicationId, new Date(tx.now.getTime() + SOON_MS)));
      return isDelivered;
    });
    if (isToAnswer) await this.answerBefore(ctx, publicationId);
  }

  /** @param publicationId null: whatever asks; also what was delivered later than to the others, or while a device changed. */
  async answerBefore(ctx: Ctx, publicationId: Id<'Publication'> | null): Promise<void> {
    const decided = await this.uow.runAsSystem(ctx, (tx) => this.decisions.decidedBefore(tx, publicationId));
    for (const { hospitalId, releaseId } of decided) await this.answer(ctx, hospitalId, releaseId);
  }
}
