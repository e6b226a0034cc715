import { z } from 'zod';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Ctx, type JobDraft, type JobRegistry, type RecordedEvent } from '#libs/platform';

const DELIVER = 'engagement.deliver';
const DELIVER_WITHDRAWAL = 'engagement.deliver_withdrawal';
const DELIVER_LATE = 'engagement.deliver_late';
const DELIVER_TO_PARTNER = 'engagement.deliver_to_partner';
const DELIVER_TO_HOSPITAL = 'engagement.deliver_to_hospital';
const ADMIT_READER = 'engagement.admit_reader';
const TELL_SECOND_CHECK_MISSED = 'engagement.tell_second_check_missed';

const version = z.literal(1);
/** `after`: the last hospital of the chunk before; null for the first chunk. */
const chunk = z.strictObject({ version, publicationId: z.uuid(), after: z.uuid().nullable() });
const late = z.strictObject({ version, releaseId: z.uuid(), hospitalId: z.uuid() });
const partner = z.strictObject({ version, vendorId: z.uuid(), hospitalId: z.uuid() });
const hospital = z.strictObject({ version, hospitalId: z.uuid() });
const reader = z.strictObject({ version, memberId: z.uuid() });
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
export const nextSecondCheckMissed = chunkJob(TELL_SECOND_CHECK_MISSED);

/** What the jobs do: the service behind them. */
export interface FanOutJobs {
  deliver(ctx: Ctx, chunk: Chunk): Promise<void>;
  deliverWithdrawal(ctx: Ctx, chunk: Chunk): Promise<void>;
  deliverLate(ctx: Ctx, releaseId: Id<'Release'>, hospitalId: Id<'Organisation'>): Promise<void>;
  deliverToPartner(ctx: Ctx, vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void>;
  deliverToHospital(ctx: Ctx, hospitalId: Id<'Organisation'>): Promise<void>;
  admitReader(ctx: Ctx, memberId: Id<'Member'>): Promise<void>;
  tellSecondCheckMissed(ctx: Ctx, chunk: Chunk): Promise<void>;
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
  jobs.define({
    kind: DELIVER_TO_HOSPITAL,
    payload: hospital,
    run: ({ hospitalId }) => fanOut.deliverToHospital(ctx(), hospitalId),
  });
  jobs.define({ kind: ADMIT_READER, payload: reader, run: ({ memberId }) => fanOut.admitReader(ctx(), memberId) });
  jobs.define({
    kind: TELL_SECOND_CHECK_MISSED,
    payload: chunk,
    run: (payload) => fanOut.tellSecondCheckMissed(ctx(), payload),
  });

  jobs.follow('publication.published', ({ subject }) => nextDelivery({ publicationId: subject.id, after: null }));
  jobs.follow('publication.withdrawn', ({ subject }) => nextWithdrawal({ publicationId: subject.id, after: null }));
  for (const kind of ['asset.registered', 'asset.changed', 'installed_base.listed']) {
    jobs.follow(kind, (event) => following(DELIVER_LATE, event, ['releaseId', 'hospitalId']));
  }
  for (const kind of ['relationship.confirmed', 'evaluation.consented']) {
    jobs.follow(kind, (event) => following(DELIVER_TO_PARTNER, event, ['vendorId', 'hospitalId']));
  }
  jobs.follow('publication.second_check_missed', ({ subject }) =>
    nextSecondCheckMissed({ publicationId: subject.id, after: null }),
  );

  const about = (kind: string, name: string, id: Id): JobDraft => ({
    kind,
    payload: { version: 1, [name]: id },
    key: `${kind}:${id}`,
  });
  jobs.follow('organisation.readmitted', ({ subject }) => about(DELIVER_TO_HOSPITAL, 'hospitalId', subject.id));
  for (const kind of ['site.added', 'site.changed']) {
    jobs.follow(kind, ({ organisationId, counterpartId }) => {
      // The site's is the counterpart where the operator acts for it.
      const owner = counterpartId ?? organisationId;
      if (!owner) throw new Error(`${DELIVER_TO_HOSPITAL} follows an event that tells no organisation`);
      return about(DELIVER_TO_HOSPITAL, 'hospitalId', owner);
    });
  }
  jobs.follow('member.joined', ({ subject }) => about(ADMIT_READER, 'memberId', subject.id));
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
