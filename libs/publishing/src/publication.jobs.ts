import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDefinition, type JobDraft } from '#libs/platform';
import type { Publication } from './publication.entity.ts';

const KIND = 'publishing.check_second_check';
const payload = z.strictObject({ version: z.literal(1), publicationId: z.uuid() });

/** Runs when the second check of an emergency is due. */
export function checkSecondCheck({ id, secondCheckDueAt }: Publication): JobDraft {
  if (!secondCheckDueAt) throw new Error('only an emergency has a second check');
  return { kind: KIND, payload: { version: 1, publicationId: id }, key: `${KIND}:${id}`, runAt: secondCheckDueAt };
}

export const secondCheckJob = (
  check: (ctx: Ctx, id: Id<'Publication'>) => Promise<void>,
): JobDefinition<z.output<typeof payload>> => ({
  kind: KIND,
  payload,
  run: ({ publicationId }) => check(systemCtx(newId()), publicationId),
});
