import { Injectable } from '@nestjs/common';
import {
  conflict,
  forbidden,
  notFound,
  refusalOf,
  TasukiError,
  type Id,
  type Page,
  type PageRequest,
  type Refusal,
} from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { KeptFiles, type FoundFile, type KeptUpload } from '#libs/publishing';
import { isOutside, scheduleOf, type Schedule } from './local-time.ts';
import { evidenceDownloaded } from './maintenance.events.ts';
import { MaintenanceWindowRepository } from './maintenance-window.repository.ts';
import {
  decidedByGrantor,
  isRiskAccepted,
  isUnderMandate,
  mandateOver,
  outsideWindows,
  refuseRisk,
} from './mandated.ts';
import { MandatedRepository, type ActingMandate } from './mandated.repository.ts';
import { isSharing, StepRecorder, type Sharing, type Taken } from './step-recorder.ts';
import type { Countersign, CheckItems, DecideWithdrawn, StepGiven } from './update-application.graphql.ts';
import { UpdateApplication, type StepFacts } from './update-application.entity.ts';
import {
  UpdateApplicationRepository,
  type ApplicationFilter,
  type Clash,
  type OpenWave,
} from './update-application.repository.ts';
import type { UpdateStep } from './update-step.entity.ts';

/** Which application, as somebody has read it. */
export interface Named {
  applicationId: Id<'UpdateApplication'>;
  version: number;
}

/** What became of one application of several. */
export interface StepResult {
  applicationId: Id<'UpdateApplication'>;
  /** Null when it was refused. */
  application: UpdateApplication | null;
  refusal: Refusal | null;
}

/** What is known about several applications before their steps are taken. */
interface Surroundings {
  sharing: Sharing;
  schedule: Schedule | null;
  windows: ReadonlyMap<Id, boolean>;
  clashes: Clash[];
  openWaves: readonly OpenWave[];
  hashes: ReadonlyMap<Id, ReadonlySet<string>>;
  mandates: ReadonlyMap<Id, ActingMandate>;
}

type Act = (application: UpdateApplication) => UpdateStep | null;

/** Updates on their way: steps, ticks, countersignatures. */
@Injectable()
export class UpdateApplicationService {
  private readonly uow: UnitOfWork;
  private readonly applications: UpdateApplicationRepository;
  private readonly windows: MaintenanceWindowRepository;
  private readonly recorder: StepRecorder;
  private readonly kept: KeptFiles;
  private readonly mandated: MandatedRepository;

  constructor(
    uow: UnitOfWork,
    applications: UpdateApplicationRepository,
    windows: MaintenanceWindowRepository,
    recorder: StepRecorder,
    kept: KeptFiles,
    mandated: MandatedRepository,
  ) {
    this.uow = uow;
    this.applications = applications;
    this.windows = windows;
    this.recorder = recorder;
    this.kept = kept;
    this.mandated = mandated;
  }

  get(ctx: Ctx, id: Id<'UpdateApplication'>): Promise<UpdateApplication> {
    return this.uow.run(ctx, (tx) => this.applications.getVisible(tx, id));
  }

  list(ctx: Ctx, list: ApplicationFilter & PageRequest): Promise<Page<UpdateApplication>> {
    return this.uow.run(ctx, (tx) => this.applications.list(tx, list, list));
  }

  /** @throws what UpdateApplication.take throws, and what `steps` refuses each application with. */
  async step(ctx: Ctx, named: Named, given: StepGiven): Promise<UpdateApplication> {
    return alone(await this.steps(ctx, [named], given));
  }

  /**
   * The same step of several, each taken or refused by itself: `maintenance.moved_meanwhile`, `maintenance.clash` naming the
   * other update, `maintenance.earlier_wave_open`, `maintenance.not_your_site`, what UpdateApplication.take throws, and to a
   * mandatary `maintenance.mandate_over`, `maintenance.mandatary_accepts_no_risk`,
   * `maintenance.mandatary_decides_nothing`, `maintenance.outside_windows`.
   */
  steps(ctx: Ctx, named: readonly Named[], given: StepGiven): Promise<StepResult[]> {
    const schedule = given.schedule ? scheduleOf(given.schedule) : null;
    return this.uow.run(ctx, async (tx) => {
      if (schedule) await this.applications.holdSchedules(tx, await this.hospitalsOf(tx, named));
      const locked = await this.lock(tx, named);
      const around = await this.surroundings(tx, locked, schedule, given);
      const evidence = await this.kept.keep(tx, given.evidenceIds, 'step.evidenceIds');
      const context = { sharing: around.sharing, verb: 'record', evidence };
      return this.each(tx, locked, named, context, (application) => {
        const { id: applicationId } = application;
        if (isUnderMandate(tx.ctx.actor, application)) refuseBeyondMandate(application, given, around);
        refuseClash(application, around);
        refuseEarlyWave(application, given, around);
        const facts = factsFor(application, given, around);
        const step = application.take(facts, tx.ctx.actor, tx.now, isSharing(around.sharing, application));
        if (schedule) around.clashes.push({ ...schedule, assetId: application.assetId, applicationId });
        return step;
      });
    });
  }

  /** Ticks prerequisites or verification steps. */
  async check(ctx: Ctx, { applicationId, version, list, places, isDone }: CheckItems): Promise<UpdateApplication> {
    const named = [{ applicationId, version }];
    return alone(
      await this.withLocked(ctx, named, 'record', (application, tx) =>
        application.check(list, places, isDone, tx.ctx.actor, tx.now),
      ),
    );
  }

  /** A file that shows what was done, for whoever may see the update; null for others. */
  async findEvidence(tx: Tx, fileId: Id): Promise<FoundFile | null> {
    const evidence = await this.applications.findEvidence(tx, fileId);
    if (!evidence) return null;
    const application = await this.applications.getVisible(tx, evidence.applicationId);
    const isShared = isSharing(await this.recorder.sharingOf(tx, [application]), application);
    const isTold = isShared || isUnderMandate(tx.ctx.actor, application);
    const other = tx.ctx.actor.isVendor ? application.hospitalId : application.vendorId;
    return {
      uploadId: evidence.uploadId,
      name: evidence.name,
      event: evidenceDownloaded(evidence, isTold ? other : null),
    };
  }

  /** The other side says that it was so, or disputes it. */
  countersign(ctx: Ctx, { applications, verdict, note }: Countersign): Promise<StepResult[]> {
    const side = ctx.actor.isVendor ? 'VENDOR' : 'HOSPITAL';
    return this.withLocked(ctx, applications, 'countersign', (application, tx) =>
      application.countersign(verdict, side, note, tx.ctx.actor, tx.now),
    );
  }

  /** What becomes of updates whose package was withdrawn after they were applied. */
  decideWithdrawn(ctx: Ctx, { applications, decision, reason }: DecideWithdrawn): Promise<StepResult[]> {
    return this.withLocked(ctx, applications, 'decide', (application, tx) =>
      application.decide(decision, reason, tx.ctx.actor, tx.now),
    );
  }

  private withLocked(
    ctx: Ctx,
    named: readonly Named[],
    verb: string,
    act: (application: UpdateApplication, tx: Tx) => UpdateStep | null,
  ): Promise<StepResult[]> {
    return this.uow.run(ctx, async (tx) => {
      const locked = await this.lock(tx, named);
      const sharing = await this.recorder.sharingOf(tx, locked);
      return this.each(tx, locked, named, { sharing, verb, evidence: [] }, (application) => act(application, tx));
    });
  }

  private async each(
    tx: Tx,
    locked: readonly UpdateApplication[],
    named: readonly Named[],
    { sharing, verb, evidence }: { sharing: Sharing; verb: string; evidence: readonly KeptUpload[] },
    act: Act,
  ): Promise<StepResult[]> {
    const byId = new Map(locked.map((application) => [application.id, application]));
    const lapsed = await this.lapsed(
      tx.ctx,
      named.flatMap(({ applicationId }) => (byId.has(applicationId) ? [] : applicationId)),
    );
    const taken: Taken[] = [];
    const results = named.map(({ applicationId, version }): StepResult => {
      const application = byId.get(applicationId);
      const refusal = refusalOf(() => {
        if (!application) throw lapsed.has(applicationId) ? mandateOver() : notFound('update');
        authorise(tx.ctx, verb, application);
        application.requireVersion(version);
        const step = act(application);
        if (step) taken.push({ application, step });
      });
      return { applicationId, application: refusal ? null : (application ?? null), refusal };
    });
    await this.recorder.record(tx, taken, sharing, { evidence });
    return results;
  }

  private async lock(tx: Tx, named: readonly Named[]): Promise<UpdateApplication[]> {
    const ids = named.map(({ applicationId }) => applicationId);
    const locked = await this.applications.lock(tx, ids);
    return locked.filter((application) => tx.ctx.allows('read', application));
  }

  /** The hospital of what is named first: a hospital has its own only, a vendor asks for one after the other. */
  private async hospitalsOf(tx: Tx, named: readonly Named[]): Promise<Id<'Organisation'>[]> {
    if (!tx.ctx.actor.isVendor) return [tx.ctx.organisationId];
    return this.applications.hospitalsOf(
      tx,
      named.map(({ applicationId }) => applicationId),
    );
  }

  /** What somebody had before them when their mandate ended is not just gone: they are told why. */
  private async lapsed(ctx: Ctx, unseen: readonly Id<'UpdateApplication'>[]): Promise<ReadonlySet<Id>> {
    if (unseen.length === 0 || ctx.actor.organisationKind !== 'SERVICE_PROVIDER') return new Set();
    return this.uow.runAsSystem(ctx, (tx) => this.mandated.lapsed(tx, unseen));
  }

  private async surroundings(
    tx: Tx,
    locked: readonly UpdateApplication[],
    schedule: Schedule | null,
    given: StepGiven,
  ): Promise<Surroundings> {
    const windows = schedule && (await this.windows.inUse(tx, [...new Set(locked.map(({ siteId }) => siteId))]));
    const outside = (siteId: Id<'Site'>) =>
      schedule !== null && isOutside(windows?.filter((window) => window.siteId === siteId) ?? [], schedule);
    return {
      sharing: await this.recorder.sharingOf(tx, locked),
      schedule,
      windows: new Map([...new Set(locked.map(({ siteId }) => siteId))].map((siteId) => [siteId, outside(siteId)])),
      clashes: schedule
        ? await this.applications.clashes(
            tx,
            locked.map(({ assetId }) => assetId),
            schedule,
          )
        : [],
      openWaves:
        given.to === 'IN_PROGRESS'
          ? await this.applications.openWaves(
              tx,
              locked.map(({ seriesId }) => seriesId),
              locked.map(({ hospitalId }) => hospitalId),
            )
          : [],
      hashes: given.installedSha256
        ? await this.applications.publishedHashes(tx, [...new Set(locked.map(({ publicationId }) => publicationId))])
        : new Map(),
      mandates: await this.recorder.mandatesOver(tx, locked),
    };
  }
}

/** @throws what `steps` refuses a mandatary with. */
function refuseBeyondMandate(
  { assetId, hospitalId, siteId, state }: UpdateApplication,
  given: StepGiven,
  { mandates, windows }: Surroundings,
): void {
  const mandate = mandates.get(assetId);
  if (!mandate) throw mandateOver();
  if (isRiskAccepted(state)) throw decidedByGrantor();
  refuseRisk(given);
  if (mandate.grantorId === hospitalId && windows.get(siteId)) throw outsideWindows();
}

function factsFor(application: UpdateApplication, given: StepGiven, around: Surroundings): StepFacts {
  const { installedSha256 } = given;
  const { schedule, windows, hashes } = around;
  const published = hashes.get(application.publicationId);
  return {
    ...given,
    note: given.note ?? given.despiteEarlierWave,
    schedule,
    isOutsideWindows: windows.get(application.siteId) ?? false,
    isPublishedPackage: installedSha256 === null ? null : (published?.has(installedSha256) ?? false),
  };
}

function refuseClash({ id, assetId }: UpdateApplication, { clashes }: Surroundings): void {
  const clash = clashes.find((one) => one.assetId === assetId && one.applicationId !== id);
  if (clash) throw clashing(clash);
}

export const clashing = ({ applicationId, startsAt, endsAt }: Clash) =>
  conflict(
    'maintenance.clash',
    `Another update of this device is scheduled then: ${applicationId}, ${startsAt.toISOString()} to ${endsAt.toISOString()}.`,
  );

/** The first devices are to show that it works, before the others follow. */
function refuseEarlyWave(
  { hospitalId, seriesId, wave }: UpdateApplication,
  { to, despiteEarlierWave }: StepGiven,
  { openWaves }: Surroundings,
): void {
  if (to !== 'IN_PROGRESS' || despiteEarlierWave) return;
  const earlier = openWaves.filter(
    (one) => one.hospitalId === hospitalId && one.seriesId === seriesId && one.wave < wave,
  );
  const [first] = earlier.toSorted((a, b) => a.wave - b.wave);
  if (!first) return;
  throw conflict(
    'maintenance.earlier_wave_open',
    `Wave ${first.wave} has ${first.open} updates that are open or failed: finish them, or say why this one starts all the same.`,
  );
}

/** @throws FORBIDDEN, naming as the reason the mandate, or the site where the roles would do at another one. */
export function authorise(ctx: Ctx, verb: string, application: UpdateApplication): void {
  if (ctx.allows(verb, application)) return;
  if (!ctx.mayEver(verb, UpdateApplication)) ctx.refuse(verb, UpdateApplication.name);
  if (isUnderMandate(ctx.actor, application)) throw decidedByGrantor();
  throw forbidden(
    'maintenance.not_your_site',
    'You look after other sites: ask somebody of this one, or your administrator.',
  );
}

/** Of one alone its refusal is the answer. */
function alone([result]: readonly StepResult[]): UpdateApplication {
  if (result?.application) return result.application;
  if (!result?.refusal) throw new Error('one application has one result');
  const { code, reason, message, fields } = result.refusal;
  throw new TasukiError(code, reason, message, fields);
}
