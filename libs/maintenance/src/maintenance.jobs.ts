import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDraft, type JobRegistry } from '#libs/platform';
import type { UpdateApplication } from './update-application.entity.ts';

const TAKE_OVER = 'maintenance.take_over';
const MATCH_REPORT = 'maintenance.match_report';
const HALT = 'maintenance.halt';
const REVISE = 'maintenance.revise';
const END_WITH_DEVICE = 'maintenance.end_with_device';

const version = z.literal(1);
const takenOver = z.strictObject({
  version,
  hospitalId: z.uuid(),
  publicationId: z.uuid(),
  rolledBackIds: z.array(z.uuid()),
});
const ofReport = z.strictObject({ version, reportId: z.uuid() });
const ofAsset = z.strictObject({ version, assetId: z.uuid() });
const ofPublication = z.strictObject({ version, publicationId: z.uuid() });

/** What follows in the hospital's books from steps that a vendor recorded. */
export const takeOver = (
  { hospitalId, publicationId }: Pick<UpdateApplication, 'hospitalId' | 'publicationId'>,
  rolledBackIds: readonly Id<'UpdateApplication'>[],
): JobDraft => ({
  kind: TAKE_OVER,
  payload: { version: 1, hospitalId, publicationId, rolledBackIds: [...rolledBackIds] },
});

const publicationJob =
  (kind: string) =>
  (publicationId: Id, runAt?: Date): JobDraft => ({
    kind,
    payload: { version: 1, publicationId },
    key: `${kind}:${publicationId}`,
    ...(runAt && { runAt }),
  });
export const halt = publicationJob(HALT);
export const revise = publicationJob(REVISE);

/** What the jobs do: the services behind them. */
export interface MaintenanceJobs {
  takeOver(
    ctx: Ctx,
    hospitalId: Id<'Organisation'>,
    publicationId: Id<'Publication'>,
    rolledBackIds: readonly Id<'UpdateApplication'>[],
  ): Promise<void>;
  halt(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void>;
  revise(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void>;
  endWithDevice(ctx: Ctx, assetId: Id<'Asset'>): Promise<void>;
  lookAfter(ctx: Ctx): Promise<void>;
}

export function registerJobs(
  jobs: JobRegistry,
  upkeep: MaintenanceJobs,
  matchReport: (ctx: Ctx, reportId: Id<'UpdateReport'>) => Promise<void>,
): void {
  const ctx = () => systemCtx(newId());
  jobs.define({
    kind: TAKE_OVER,
    payload: takenOver,
    run: ({ hospitalId, publicationId, rolledBackIds }) =>
      upkeep.takeOver(ctx(), hospitalId, publicationId, rolledBackIds),
  });
  jobs.define({ kind: MATCH_REPORT, payload: ofReport, run: ({ reportId }) => matchReport(ctx(), reportId) });
  jobs.define({ kind: HALT, payload: ofPublication, run: ({ publicationId }) => upkeep.halt(ctx(), publicationId) });
  jobs.define({
    kind: REVISE,
    payload: ofPublication,
    run: ({ publicationId }) => upkeep.revise(ctx(), publicationId),
  });
  jobs.define({ kind: END_WITH_DEVICE, payload: ofAsset, run: ({ assetId }) => upkeep.endWithDevice(ctx(), assetId) });
  jobs.hourly('maintenance.look_after', (asked) => upkeep.lookAfter(asked));

  jobs.follow('update.reported', ({ subject }) => ({
    kind: MATCH_REPORT,
    payload: { version: 1, reportId: subject.id },
    key: `${MATCH_REPORT}:${subject.id}`,
  }));
  for (const kind of ['asset.retired', 'asset.lent_out']) {
    jobs.follow(kind, ({ subject }) => ({
      kind: END_WITH_DEVICE,
      payload: { version: 1, assetId: subject.id },
      key: `${END_WITH_DEVICE}:${subject.id}`,
    }));
  }
  jobs.follow('publication.withdrawn', ({ subject }) => halt(subject.id));
  jobs.follow('publication.published', ({ subject }) => revise(subject.id));
}
