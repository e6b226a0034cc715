import { Injectable } from '@nestjs/common';
import { isOwnMember } from '#libs/directory';
import { asRefusal, conflict, invalidInput, notFound, refusalOf, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { isOutside, scheduleOf } from './local-time.ts';
import type { MaintenanceWindow } from './maintenance-window.entity.ts';
import { MaintenanceWindowRepository } from './maintenance-window.repository.ts';
import { decidedByGrantor, isRiskAccepted, isUnderMandate, outsideWindows } from './mandated.ts';
import type { ActingMandate } from './mandated.repository.ts';
import {
  refuseCandidate,
  refuseEndlessWave,
  refuseUnfit,
  targetsOf,
  type PlanGiven,
  type PlannedWave,
  type RefusedAsset,
} from './planning.ts';
import { PlanningRepository, type Candidate, type Package } from './planning.repository.ts';
import { StepRecorder, type Taken } from './step-recorder.ts';
import { UpdateApplication, type Plan, type StepFacts } from './update-application.entity.ts';
import { clashing } from './update-application.service.ts';
import { UpdateApplicationRepository, type Clash } from './update-application.repository.ts';

/** More is planned in parts: by site or product. */
export const MAX_PLANNED = 20_000;

export interface PlanResult {
  planned: number;
  waves: PlannedWave[];
  refused: RefusedAsset[];
}

/** Plans an update for many devices at once. */
@Injectable()
export class PlanningService {
  private readonly uow: UnitOfWork;
  private readonly planning: PlanningRepository;
  private readonly applications: UpdateApplicationRepository;
  private readonly windows: MaintenanceWindowRepository;
  private readonly recorder: StepRecorder;

  constructor(
    uow: UnitOfWork,
    planning: PlanningRepository,
    applications: UpdateApplicationRepository,
    windows: MaintenanceWindowRepository,
    recorder: StepRecorder,
  ) {
    this.uow = uow;
    this.planning = planning;
    this.applications = applications;
    this.windows = windows;
    this.recorder = recorder;
  }

  /**
   * Plans what can be planned, and tells of each other device why not: `maintenance.asset_retired`,
   * `maintenance.not_concerned`, `maintenance.already_installed`, `maintenance.already_planned`,
   * `maintenance.already_finished`, `maintenance.clash`, `maintenance.no_wave_left`, `maintenance.not_your_site`, `not_found`,
   * and to a mandatary `maintenance.outside_windows`, `maintenance.mandatary_decides_nothing`.
   * @throws NOT_FOUND for a publication or a responsible person that the actor cannot see; what `refuseUnfit`,
   *   `refuseEndlessWave`, `targetsOf` and `scheduleOf` throw; INVALID_INPUT `maintenance.too_many_devices`
   */
  plan(ctx: Ctx, given: PlanGiven): Promise<PlanResult> {
    refuseEndlessWave(given.waves);
    return this.uow.run(ctx, async (tx) => {
      const update = await this.planning.package(tx, given.publicationId);
      if (!update) throw notFound('publication');
      refuseUnfit(update);
      if (given.responsibleId && !(await isOwnMember(tx, given.responsibleId))) throw notFound('member');

      const candidates = await this.candidates(tx, given);
      await this.applications.holdSchedules(
        tx,
        candidates.map(({ hospitalId }) => hospitalId),
      );
      return new Planner(tx, given, update, await this.known(tx, given, update, candidates)).run(
        candidates,
        (changed, fresh) => this.write(tx, changed, fresh),
      );
    });
  }

  private async candidates(tx: Tx, given: PlanGiven): Promise<Candidate[]> {
    const { publicationId, assetIds } = given;
    if (assetIds === null) {
      // A vendor names the devices: which hospitals it may plan for is no question of its own organisation.
      if (tx.ctx.actor.isVendor) throw tooVague();
      const found = await this.planning.concerned(tx, publicationId, given, MAX_PLANNED + 1);
      if (found.length > MAX_PLANNED) throw tooMany();
      return found;
    }
    const found = new Map((await this.planning.named(tx, publicationId, assetIds)).map((one) => [one.id, one]));
    return assetIds.flatMap((id) => found.get(id) ?? []);
  }

  private async known(tx: Tx, given: PlanGiven, update: Package, candidates: readonly Candidate[]): Promise<Known> {
    const assetIds = candidates.map(({ id }) => id);
    const schedules = given.waves.map(({ schedule }) => (schedule ? scheduleOf(schedule) : null));
    const productIds = [...new Set(candidates.map(({ productId }) => productId))];
    const existing = await this.planning.existing(tx, update.seriesId, assetIds);
    const scheduled = schedules.filter((one) => one !== null);
    const clashes = await Promise.all(scheduled.map((one) => this.applications.clashes(tx, assetIds, one)));
    return {
      schedules,
      targets: targetsOf(await this.planning.releasesOf(tx, productIds), update, given.toReleaseId),
      existing: new Map(existing.map((application) => [application.assetId, application])),
      clashes: clashes.flat(),
      windows: await this.windows.inUse(tx, [...new Set(candidates.map(({ siteId }) => siteId))]),
      mandates: await this.recorder.mandatesOver(
        tx,
        candidates.map(({ id: assetId, vendorId }) => ({ assetId, vendorId })),
      ),
      readers: update.isRed ? await this.planning.readersOf(tx, update.publicationId) : new Map(),
    };
  }

  private async write(tx: Tx, changed: readonly Taken[], fresh: readonly Taken[]): Promise<void> {
    const sharing = await this.recorder.sharingOf(
      tx,
      [...changed, ...fresh].map(({ application }) => application),
    );
    await this.recorder.record(tx, changed, sharing);
    await this.recorder.record(tx, fresh, sharing, { isNew: true });
  }
}

/** What is known before the first device is planned. */
interface Known {
  schedules: PlannedWave['schedule'][];
  targets: ReadonlyMap<Id, Id<'Release'>>;
  existing: ReadonlyMap<Id, UpdateApplication>;
  clashes: readonly Clash[];
  windows: readonly MaintenanceWindow[];
  mandates: ReadonlyMap<Id, ActingMandate>;
  readers: ReadonlyMap<Id, Id<'User'>[]>;
}

/** One plan being made: device by device, wave by wave. */
class Planner {
  private readonly tx: Tx;
  private readonly given: PlanGiven;
  private readonly update: Package;
  private readonly known: Known;
  private readonly waves: PlannedWave[];
  private readonly outside = new Map<string, boolean>();
  private readonly changed: Taken[] = [];
  private readonly fresh: Taken[] = [];

  constructor(tx: Tx, given: PlanGiven, update: Package, known: Known) {
    this.tx = tx;
    this.given = given;
    this.update = update;
    this.known = known;
    this.waves = given.waves.map((_, i) => ({
      wave: i + 1,
      planned: 0,
      schedule: known.schedules[i] ?? null,
      outsideWindows: 0,
    }));
  }

  async run(
    candidates: readonly Candidate[],
    write: (changed: readonly Taken[], fresh: readonly Taken[]) => Promise<void>,
  ): Promise<PlanResult> {
    const refused: RefusedAsset[] = [];
    for (const candidate of candidates) {
      const refusal = refusalOf(() => this.planOne(candidate));
      if (refusal) refused.push({ assetId: candidate.id, refusal });
    }
    const found = new Set(candidates.map(({ id }) => id));
    const unseen = (this.given.assetIds ?? []).filter((id) => !found.has(id));
    refused.push(...unseen.map((assetId) => ({ assetId, refusal: asRefusal(notFound('device')) })));

    await write(this.changed, this.fresh);
    const planned = this.waves.reduce((sum, wave) => sum + wave.planned, 0);
    return { planned, waves: this.waves, refused };
  }

  private planOne(candidate: Candidate): void {
    const { ctx } = this.tx;
    const { hospitalId, siteId, vendorId, releaseId: fromReleaseId } = candidate;
    const row = Object.assign(new UpdateApplication(), { hospitalId, siteId, vendorId });
    const toReleaseId = this.known.targets.get(candidate.productId) ?? null;
    refuseCandidate(candidate, toReleaseId, ctx.allows('plan', row));
    const existing = this.known.existing.get(candidate.id);
    existing?.requirePlannable(this.update.publicationId);
    if (existing && isRiskAccepted(existing.state) && isUnderMandate(ctx.actor, existing)) throw decidedByGrantor();
    const wave = this.nextWave();
    const { schedule } = wave;
    const clash = schedule && this.known.clashes.find((one) => isAt(one, candidate, schedule, existing));
    if (clash) throw clashing(clash);
    this.refuseOutsideWindows(candidate, wave);

    const plan = this.planFor(wave, toReleaseId);
    const by = [ctx.actor, this.tx.now] as const;
    const readerIds = this.known.readers.get(hospitalId) ?? null;
    const target = { hospitalId, siteId, assetId: candidate.id, vendorId, fromReleaseId, readerIds };
    const taken = existing
      ? { application: existing, step: existing.planAgain(plan, fromReleaseId, ...by) }
      : UpdateApplication.plan(target, plan, ...by);
    const list = existing ? this.changed : this.fresh;
    list.push(taken);
    if (schedule) list.push(this.schedule(taken.application, wave));
    wave.planned += 1;
  }

  private refuseOutsideWindows({ id, hospitalId, siteId, vendorId }: Candidate, wave: PlannedWave): void {
    if (!isUnderMandate(this.tx.ctx.actor, { vendorId })) return;
    if (this.known.mandates.get(id)?.grantorId === hospitalId && this.isOutside(siteId, wave)) throw outsideWindows();
  }

  private schedule(application: UpdateApplication, wave: PlannedWave): Taken {
    const isOutsideWindows = this.isOutside(application.siteId, wave);
    if (isOutsideWindows) wave.outsideWindows += 1;
    const facts = { ...NOTHING_BUT_A_DATE, schedule: wave.schedule, isOutsideWindows };
    return { application, step: application.take(facts, this.tx.ctx.actor, this.tx.now, false) };
  }

  private planFor({ wave }: PlannedWave, toReleaseId: Id<'Release'> | null): Plan {
    const { seriesId, publicationId, revision, manifest } = this.update;
    const { responsibleId, performer } = this.given;
    const { prerequisites = [], verificationSteps = [] } = manifest ?? {};
    return {
      seriesId,
      publicationId,
      revision,
      toReleaseId,
      wave,
      responsibleId,
      performer,
      prerequisites,
      verificationSteps,
    };
  }

  private nextWave(): PlannedWave {
    const place = this.given.waves.findIndex(({ size }, i) => size === null || (this.waves[i]?.planned ?? 0) < size);
    const wave = this.waves[place];
    if (!wave)
      throw conflict('maintenance.no_wave_left', 'The waves of this plan are full: add one, or enlarge the last.');
    return wave;
  }

  private isOutside(siteId: Id<'Site'>, { wave, schedule }: PlannedWave): boolean {
    const key = `${siteId}:${wave}`;
    const known = this.outside.get(key);
    if (known !== undefined || !schedule) return known ?? false;
    const windows = this.known.windows.filter((window) => window.siteId === siteId);
    const found = isOutside(windows, schedule);
    this.outside.set(key, found);
    return found;
  }
}

const isAt = (
  clash: Clash,
  { id }: Candidate,
  { startsAt, endsAt }: NonNullable<PlannedWave['schedule']>,
  existing: UpdateApplication | undefined,
) => clash.assetId === id && clash.applicationId !== existing?.id && clash.startsAt < endsAt && clash.endsAt > startsAt;

const NOTHING_BUT_A_DATE: Omit<StepFacts, 'schedule' | 'isOutsideWindows'> = {
  to: 'SCHEDULED',
  note: null,
  controls: [],
  reviewOn: null,
  performer: null,
  installedSha256: null,
  isPublishedPackage: null,
  unverifiedReason: null,
};

const tooVague = () =>
  invalidInput(
    'maintenance.devices_not_named',
    'Name the devices: a vendor plans those that hospitals share with it.',
    [{ path: 'assetIds', reason: 'maintenance.devices_not_named', message: 'Name the devices.' }],
  );
const tooMany = () =>
  invalidInput('maintenance.too_many_devices', `At most ${MAX_PLANNED} devices in one plan: plan by site or product.`);
