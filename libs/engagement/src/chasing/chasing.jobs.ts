import { z } from 'zod';
import { newId } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDraft, type JobRegistry } from '#libs/platform';

const CHASE = 'engagement.chase';
const CHASE_DEMANDED = 'engagement.chase_demanded';

const chunk = z.strictObject({
  version: z.literal(1),
  publicationId: z.uuid(),
  demandId: z.uuid(),
  /** The last hospital of the chunk before; null for the first chunk. */
  after: z.uuid().nullable(),
});
export type DemandedChunk = Omit<z.output<typeof chunk>, 'version'>;

export const nextDemanded = ({ publicationId, demandId, after }: DemandedChunk): JobDraft => ({
  kind: CHASE_DEMANDED,
  payload: { version: 1, publicationId, demandId, after },
  key: `${CHASE_DEMANDED}:${demandId}:${after ?? ''}`,
});

/** What the jobs do: the service behind them. */
export interface ChasingJobs {
  run(ctx: Ctx): Promise<void>;
  runDemanded(ctx: Ctx, chunk: DemandedChunk): Promise<void>;
}

export function registerChasingJobs(jobs: JobRegistry, chases: ChasingJobs): void {
  jobs.hourly(CHASE, (ctx) => chases.run(ctx));
  jobs.define({
    kind: CHASE_DEMANDED,
    payload: chunk,
    run: (payload) => chases.runDemanded(systemCtx(newId()), payload),
  });
}
