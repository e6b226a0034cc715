import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDefinition, type JobDraft } from '#libs/platform';
import type { Publication } from './publication.entity.ts';

const KIND = 'publishing.check_second_check';
const payload = z.strictObject({ version: z.literal(1), publicationId: z.uuid() });

/** Runs when the second check of an emergency is due. */
export function checkSecondCheck({ id, secondCheckDueAt }: Publication): JobDraft & { runAt: Date } {
  if (!secondCheckDueAt) throw new Error('only an emergency has a second check');
  return { kind: KIND, payload: { version: 1, publicationId: id }, key: `${KIND}:${id}`, runAt: secondCheckDueAt };
}

const HOUR_MS = 60 * 60_000;

/**
 * The job ran although by our clock something is left until then: the database's clock, which starts jobs, is ahead by
 * as much.
 */
export function checkSecondCheckLater(publication: Publication, now: Date): JobDraft {
  const first = checkSecondCheck(publication);
  const dueAt = first.runAt.getTime();
  // Clocks do not differ by hours: a job that somebody started by hand waits no longer than this.
  return { ...first, runAt: new Date(dueAt + Math.min(dueAt - now.getTime(), HOUR_MS)) };
}

export const secondCheckJob = (
  check: (ctx: Ctx, id: Id<'Publication'>) => Promise<void>,
): JobDefinition<z.output<typeof payload>> => ({
  kind: KIND,
  payload,
  run: ({ publicationId }) => check(systemCtx(newId()), publicationId),
});
