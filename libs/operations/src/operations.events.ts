import type { Id } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { FailedJob } from './failed-job.ts';

/** Jobs have no id that is a UUID: the sentence is about the operator that acted. */
export const jobRetried = (job: FailedJob, operatorId: Id<'Organisation'>): EventDraft => ({
  kind: 'job.retried',
  version: 1,
  subject: { type: 'Organisation', id: operatorId },
  facts: { jobId: job.id, jobKind: job.kind, attempts: job.attempts },
});
