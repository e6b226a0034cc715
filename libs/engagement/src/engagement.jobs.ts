import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDraft, type JobRegistry, type RecordedEvent } from '#libs/platform';

const DELIVER = 'engagement.deliver';
const DELIVER_WITHDRAWAL = 'engagement.deliver_withdrawal';
const DELIVER_LATE = 'engagement.deliver_late';
const DELIVER_TO_PARTNER = 'engagement.deliver_to_partner';

const version = z.literal(1);
/** `after`: the last hospital of the chunk before; null for the first chunk. */
const chunk = z.strictObject({ version, publicationId: z.uuid(), after: z.uuid().nullable() });
const late = z.strictObject({ version, releaseId: z.uuid(), hospitalId: z.uuid() });
const partner = z.strictObject({ version, vendorId: z.uuid(), hospitalId: z.uuid() });
export type Chunk = Omit<z.output<typeof chunk>, 'version'>;

const chunkJob =
  (kind: string) =>
  ({ publicationId, after }: Chunk): JobDraft => ({
    kind,
    payload: { version: 1, publicationId, after },
    key: `${kind}:${publicationId}:${after ?? ''}`,
  });
export const nextDelivery = chunkJob(DELIVER);
export const nextWithdrawal = chunkJob(DELIVER_WITHDRAWAL);

/** What the jobs do: the service behind them. */
export interface FanOutJobs {
  deliver(ctx: Ctx, chunk: Chunk): Promise<void>;
  deliverWithdrawal(ctx: Ctx, chunk: Chunk): Promise<void>;
  deliverLate(ctx: Ctx, releaseId: Id<'Release'>, hospitalId: Id<'Organisation'>): Promise<void>;
  deliverToPartner(ctx: Ctx, vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void>;
}

/** Defines the jobs, and tells from which events they follow. */
export function registerJobs(jobs: JobRegistry, fanOut: FanOutJobs): void {
  const ctx = () => systemCtx(newId());
  jobs.define({ kind: DELIVER, payload: chunk, run: (payload) => fanOut.deliver(ctx(), payload) });
  jobs.define({ kind: DELIVER_WITHDRAWAL, payload: chunk, run: (payload) => fanOut.deliverWithdrawal(ctx(), payload) });
  jobs.define({
    kind: DELIVER_LATE,
    payload: late,
    run: ({ releaseId, hospitalId }) => fanOut.deliverLate(ctx(), releaseId, hospitalId),
  });
  jobs.define({
    kind: DELIVER_TO_PARTNER,
    payload: partner,
    run: ({ vendorId, hospitalId }) => fanOut.deliverToPartner(ctx(), vendorId, hospitalId),
  });

  jobs.follow('publication.published', ({ subject }) => nextDelivery({ publicationId: subject.id, after: null }));
  jobs.follow('publication.withdrawn', ({ subject }) => nextWithdrawal({ publicationId: subject.id, after: null }));
  for (const kind of ['asset.registered', 'asset.changed', 'installed_base.listed']) {
    jobs.follow(kind, (event) => following(DELIVER_LATE, event, ['releaseId', 'hospitalId']));
  }
  jobs.follow('relationship.confirmed', (event) => following(DELIVER_TO_PARTNER, event, ['vendorId', 'hospitalId']));
}

/** A job about ids that the event tells. */
function following(kind: string, { facts }: RecordedEvent, names: readonly string[]): JobDraft {
  const ids = names.map((name) => {
    const id = facts[name];
    if (typeof id !== 'string') throw new Error(`${kind} follows an event that tells no ${name}`);
    return [name, id] as const;
  });
  return {
    kind,
    payload: { version: 1, ...Object.fromEntries(ids) },
    key: [kind, ...ids.map(([, id]) => id)].join(':'),
  };
}
