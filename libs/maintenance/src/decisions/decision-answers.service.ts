import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AnsweringService } from '#libs/engagement';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, UnitOfWork, type Ctx, type JobDraft, type JobRegistry, type RecordedEvent } from '#libs/platform';
import { answerOf, DecisionAnswerRepository } from './decision-answer.repository.ts';

const ANSWER_DECISIONS = 'maintenance.answer_decisions';
const ANSWER_NOTICE = 'maintenance.answer_notice';
/** How soon it is looked again whether everybody has a publication. */
const SOON_MS = 5_000;

const version = z.literal(1);
const ofRelease = z.strictObject({ version, hospitalId: z.uuid(), releaseId: z.uuid() });
const ofNotice = z.strictObject({ version, publicationId: z.uuid() });

/** What is decided for its devices is what a hospital answers to who asks for a decision. */
@Injectable()
export class DecisionAnswersService {
  private readonly uow: UnitOfWork;
  private readonly decisions: DecisionAnswerRepository;
  private readonly answering: AnsweringService;

  constructor(uow: UnitOfWork, decisions: DecisionAnswerRepository, answering: AnsweringService) {
    this.uow = uow;
    this.decisions = decisions;
    this.answering = answering;
  }

  /** Once more after each event that may change an answer: it is reckoned from what is decided now. */
  registerJobs(jobs: JobRegistry): void {
    const ctx = () => systemCtx(newId());
    jobs.define({
      kind: ANSWER_DECISIONS,
      payload: ofRelease,
      run: ({ hospitalId, releaseId }) => this.answer(ctx(), hospitalId, releaseId),
    });
    jobs.define({
      kind: ANSWER_NOTICE,
      payload: ofNotice,
      run: ({ publicationId }) => this.notice(ctx(), publicationId),
    });

    for (const verb of ['decided', 'risk_accepted', 'lapsed'])
      jobs.follow(`end_of_support.${verb}`, about('releaseId'));
    for (const verb of ['registered', 'changed', 'lent_out', 'retired'])
      jobs.follow(`asset.${verb}`, about('releaseId'));
    jobs.follow('asset.changed', about('releaseIdBefore'));
    jobs.follow('publication.published', ({ subject }) => noticeJob(subject.id));
    jobs.hourly('maintenance.answer_late', (asked) => this.answerBefore(asked, null));
  }

  private answer(ctx: Ctx, hospitalId: Id<'Organisation'>, releaseId: Id<'Release'>): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      for (const { id } of await this.decisions.asking(tx, hospitalId, releaseId)) {
        const sites = await this.decisions.decisionsBySite(tx, hospitalId, id);
        const answers = new Map(sites.map((site) => [site.siteId, answerOf(site)]));
        await this.answering.derive(tx, { hospitalId, publicationId: id }, 'DECIDE_END_OF_SUPPORT', answers);
      }
    });
  }

  /** Whoever decided before the publication came has answered it once it is there. */
  private async notice(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    const isToAnswer = await this.uow.runAsSystem(ctx, async (tx) => {
      const isDelivered = await this.decisions.isDelivered(tx, publicationId);
      if (isDelivered === false) tx.queue(noticeJob(publicationId, new Date(tx.now.getTime() + SOON_MS)));
      return isDelivered;
    });
    if (isToAnswer) await this.answerBefore(ctx, publicationId);
  }

  /** @param publicationId null: whatever asks; also what was delivered later than to the others, or while a device changed. */
  private async answerBefore(ctx: Ctx, publicationId: Id<'Publication'> | null): Promise<void> {
    const decided = await this.uow.runAsSystem(ctx, (tx) => this.decisions.decidedBefore(tx, publicationId));
    for (const { hospitalId, releaseId } of decided) await this.answer(ctx, hospitalId, releaseId);
  }
}

const noticeJob = (publicationId: Id, runAt?: Date): JobDraft => ({
  kind: ANSWER_NOTICE,
  payload: { version: 1, publicationId },
  key: `${ANSWER_NOTICE}:${publicationId}`,
  ...(runAt && { runAt }),
});

/** A job about the hospital and a release that the event tells. */
const about =
  (releaseFact: string) =>
  ({ kind, facts }: RecordedEvent): JobDraft => {
    const [hospitalId, releaseId] = [facts['hospitalId'], facts[releaseFact]];
    if (typeof hospitalId !== 'string' || typeof releaseId !== 'string') {
      throw new Error(`${ANSWER_DECISIONS} follows ${kind}, which tells no hospital or release`);
    }
    return {
      kind: ANSWER_DECISIONS,
      payload: { version: 1, hospitalId, releaseId },
      key: `${ANSWER_DECISIONS}:${hospitalId}:${releaseId}`,
    };
  };
