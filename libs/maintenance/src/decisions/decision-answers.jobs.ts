import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDraft, type JobRegistry, type RecordedEvent } from '#libs/platform';

const ANSWER_DECISIONS = 'maintenance.answer_decisions';
const ANSWER_NOTICE = 'maintenance.answer_notice';
const ANSWER_LATE = 'maintenance.answer_late';

const version = z.literal(1);
const ofRelease = z.strictObject({ version, hospitalId: z.uuid(), releaseId: z.uuid() });
const ofNotice = z.strictObject({ version, publicationId: z.uuid() });

export const noticeJob = (publicationId: Id, runAt?: Date): JobDraft => ({
  kind: ANSWER_NOTICE,
  payload: { version: 1, publicationId },
  key: `${ANSWER_NOTICE}:${publicationId}`,
  ...(runAt && { runAt }),
});

/** What the jobs do: the service behind them. */
export interface DecisionAnswerJobs {
  answer(ctx: Ctx, hospitalId: Id<'Organisation'>, releaseId: Id<'Release'>): Promise<void>;
  notice(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void>;
  answerBefore(ctx: Ctx, publicationId: Id<'Publication'> | null): Promise<void>;
}

/** Once more after each event that may change an answer: it is reckoned from what is decided now. */
export function registerAnswerJobs(jobs: JobRegistry, answers: DecisionAnswerJobs): void {
  const ctx = () => systemCtx(newId());
  jobs.define({
    kind: ANSWER_DECISIONS,
    payload: ofRelease,
    run: ({ hospitalId, releaseId }) => answers.answer(ctx(), hospitalId, releaseId),
  });
  jobs.define({
    kind: ANSWER_NOTICE,
    payload: ofNotice,
    run: ({ publicationId }) => answers.notice(ctx(), publicationId),
  });
  jobs.hourly(ANSWER_LATE, (asked) => answers.answerBefore(asked, null));

  for (const verb of ['decided', 'risk_accepted', 'lapsed']) jobs.follow(`end_of_support.${verb}`, about('releaseId'));
  for (const verb of ['registered', 'changed', 'lent_out', 'retired']) jobs.follow(`asset.${verb}`, about('releaseId'));
  jobs.follow('asset.changed', about('releaseIdBefore'));
  jobs.follow('publication.published', ({ subject }) => noticeJob(subject.id));
}

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
