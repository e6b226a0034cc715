import { z } from 'zod';
import { newId } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDefinition, type JobDraft } from '#libs/platform';

const KIND = 'maintenance.lapse_decisions';
const payload = z.strictObject({ version: z.literal(1) });

/** There is one waiting at any time, whoever asks for it. */
export const lapseDecisions = (runAt: Date): JobDraft => ({ kind: KIND, payload: { version: 1 }, key: KIND, runAt });

export const lapseDecisionsJob = (run: (ctx: Ctx) => Promise<void>): JobDefinition<z.output<typeof payload>> => ({
  kind: KIND,
  payload,
  run: () => run(systemCtx(newId())),
});
