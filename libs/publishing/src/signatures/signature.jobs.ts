import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDefinition, type JobDraft } from '#libs/platform';

const KIND = 'publishing.check_signature';
const payload = z.strictObject({ version: z.literal(1), checkId: z.uuid() });

export const checkSignature = (checkId: Id<'SignatureCheck'>): JobDraft => ({
  kind: KIND,
  payload: { version: 1, checkId },
  key: `${KIND}:${checkId}`,
});

export const checkSignatureJob = (
  check: (ctx: Ctx, id: Id<'SignatureCheck'>) => Promise<void>,
): JobDefinition<z.output<typeof payload>> => ({
  kind: KIND,
  payload,
  run: ({ checkId }) => check(systemCtx(newId()), checkId),
});
