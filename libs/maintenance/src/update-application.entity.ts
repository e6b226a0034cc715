import { Column, Entity, PrimaryColumn } from 'typeorm';
import { calendarDate, conflict, invalidInput, newId, type Actor, type Id } from '#libs/kernel';
import type { Schedule } from './local-time.ts';
import type { UpdateState } from './update-states.ts';
import { UpdateStep, type StepAct } from './update-step.entity.ts';
import type { CompensatingControl } from '#libs/inventory';

export { UPDATE_STATES, type UpdateState } from './update-states.ts';

export const PERFORMERS = ['HOSPITAL', 'VENDOR_ON_SITE', 'VENDOR_REMOTE'] as const;
export type Performer = (typeof PERFORMERS)[number];

export const COUNTERSIGNATURES = ['NOT_NEEDED', 'AWAITED', 'COUNTERSIGNED', 'DISPUTED'] as const;
export type Countersignature = (typeof COUNTERSIGNATURES)[number];

export const SIDES = ['HOSPITAL', 'VENDOR'] as const;
export type Side = (typeof SIDES)[number];

export const WITHDRAWAL_DECISIONS = ['KEEP', 'ROLL_BACK'] as const;
export type WithdrawalDecision = (typeof WITHDRAWAL_DECISIONS)[number];

/** What the manifest of an update lists, and the column that keeps it. */
const LISTS = { PREREQUISITES: 'prerequisites', VERIFICATION_STEPS: 'verificationSteps' } as const;
export const CHECK_LISTS = ['PREREQUISITES', 'VERIFICATION_STEPS'] as const;
export type CheckList = (typeof CHECK_LISTS)[number];

/** Something to be done that the update's manifest names, and who did it. */
export interface CheckItem {
  text: string;
  doneBy: Id | null;
  doneAt: string | null;
}

/** Nothing was decided yet, or it did not come to its end: the next wave waits for these. */
export const OPEN_STATES: readonly UpdateState[] = ['PLANNED', 'SCHEDULED', 'IN_PROGRESS', 'FAILED'];

const BEFORE_APPLIED = ['DEFERRED', 'NOT_APPLICABLE'] as const;
const NEXT: Record<UpdateState, readonly UpdateState[]> = {
  PLANNED: ['SCHEDULED', ...BEFORE_APPLIED],
  SCHEDULED: ['SCHEDULED', 'IN_PROGRESS', ...BEFORE_APPLIED],
  IN_PROGRESS: ['APPLIED', 'FAILED', ...BEFORE_APPLIED],
  APPLIED: ['VERIFIED', 'ROLLED_BACK'],
  VERIFIED: ['ROLLED_BACK'],
  FAILED: ['PLANNED', ...BEFORE_APPLIED],
  DEFERRED: ['PLANNED', ...BEFORE_APPLIED],
  NOT_APPLICABLE: ['PLANNED'],
  ROLLED_BACK: [],
};
/** Of a withdrawn package nothing more is begun; what is under way, or was done, is still told as it is. */
const NEXT_HALTED: Record<UpdateState, readonly UpdateState[]> = {
  PLANNED: ['NOT_APPLICABLE'],
  SCHEDULED: ['NOT_APPLICABLE'],
  IN_PROGRESS: ['APPLIED', 'FAILED', 'NOT_APPLICABLE'],
  APPLIED: ['ROLLED_BACK'],
  VERIFIED: ['ROLLED_BACK'],
  FAILED: ['NOT_APPLICABLE'],
  DEFERRED: ['NOT_APPLICABLE'],
  NOT_APPLICABLE: [],
  ROLLED_BACK: [],
};

/** What is said with a step; what a step does not ask for is left aside. */
export interface StepFacts {
  to: UpdateState;
  note: string | null;
  schedule: Schedule | null;
  isOutsideWindows: boolean;
  controls: readonly CompensatingControl[];
  reviewOn: string | null;
  performer: Performer | null;
  installedSha256: string | null;
  /** Whether the hash is that of a file of the package; null without one. */
  isPublishedPackage: boolean | null;
  unverifiedReason: string | null;
}

/** Where an update goes. */
export interface Target {
  hospitalId: Id<'Organisation'>;
  siteId: Id<'Site'>;
  assetId: Id<'Asset'>;
  vendorId: Id<'Organisation'>;
  fromReleaseId: Id<'Release'>;
  readerIds: Id<'User'>[] | null;
}

/** What is planned for it. */
export interface Plan {
  seriesId: Id<'Series'>;
  publicationId: Id<'Publication'>;
  revision: number;
  toReleaseId: Id<'Release'> | null;
  wave: number;
  responsibleId: Id<'Member'> | null;
  performer: Performer;
  prerequisites: readonly string[];
  verificationSteps: readonly string[];
}

/** What was done with one update on one asset. */
@Entity('update_application')
export class UpdateApplication {
  @PrimaryColumn('uuid') id!: Id<'UpdateApplication'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('uuid') assetId!: Id<'Asset'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  /** The chain of revisions: an asset has one application of each. */
  @Column('uuid') seriesId!: Id<'Series'>;
  /** The revision that it is done by. */
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('int') revision!: number;
  @Column('uuid') fromReleaseId!: Id<'Release'>;
  /** Null where neither the manifest nor the hospital says which release it leads to. */
  @Column('uuid', { nullable: true }) toReleaseId!: Id<'Release'> | null;
  @Column('text') state!: UpdateState;
  @Column('int') wave!: number;
  @Column('uuid', { nullable: true }) responsibleId!: Id<'Member'> | null;
  @Column('text') performer!: Performer;
  @Column('timestamptz', { nullable: true }) startsAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endsAt!: Date | null;
  @Column('text', { nullable: true }) timeZone!: string | null;
  @Column('boolean') isOutsideWindows!: boolean;
  @Column('text') countersignature!: Countersignature;
  /** Who has to countersign; null: nobody. */
  @Column('text', { nullable: true }) countersigner!: Side | null;
  @Column('text', { nullable: true }) countersignatureNote!: string | null;
  @Column('text', { nullable: true }) installedSha256!: string | null;
  @Column('boolean', { nullable: true }) isPublishedPackage!: boolean | null;
  /** Why it failed, was rolled back, put off or does not apply. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { array: true }) compensatingControls!: readonly CompensatingControl[];
  @Column('date', { nullable: true }) reviewOn!: string | null;
  @Column('jsonb') prerequisites!: readonly CheckItem[];
  @Column('jsonb') verificationSteps!: readonly CheckItem[];
  @Column('text', { nullable: true }) unverifiedReason!: string | null;
  /** When the package was withdrawn. */
  @Column('timestamptz', { nullable: true }) haltedAt!: Date | null;
  @Column('text', { nullable: true }) withdrawalDecision!: WithdrawalDecision | null;
  /** When somebody was reminded of the window to come, and of the one that passed without a step. */
  @Column('timestamptz', { nullable: true }) remindedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) chasedAt!: Date | null;
  /** TLP:RED: the members named; null: every member. */
  @Column('uuid', { array: true, nullable: true }) readerIds!: Id<'User'>[] | null;
  /** Counts up with each change: who has read an older one is told. */
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;

  static plan(target: Target, plan: Plan, by: Actor, now: Date): { application: UpdateApplication; step: UpdateStep } {
    const application = Object.assign(new UpdateApplication(), {
      ...target,
      id: newId<'UpdateApplication'>(),
      state: 'PLANNED',
      version: 0,
      createdAt: now,
      ...NOTHING_SAID,
    } as const);
    application.follow(plan);
    return { application, step: application.note('MOVED', null, null, by, now) };
  }

  get isHalted(): boolean {
    return this.haltedAt !== null;
  }

  /** What may come next. Of a withdrawn package nothing more is begun, unless the hospital keeps what it had applied. */
  get possibleSteps(): readonly UpdateState[] {
    return (this.isHalted && this.withdrawalDecision !== 'KEEP' ? NEXT_HALTED : NEXT)[this.state];
  }

  /** The package was withdrawn after it was applied, and the hospital has not said what becomes of it. */
  get isDecisionAwaited(): boolean {
    return this.isHalted && this.withdrawalDecision === null && (this.state === 'APPLIED' || this.state === 'VERIFIED');
  }

  /** Whether the hospital itself says that it was done: what a vendor records counts once it is countersigned. */
  get isHospitalsWord(): boolean {
    return this.countersigner !== 'HOSPITAL' || this.countersignature === 'COUNTERSIGNED';
  }

  get openPrerequisites(): number {
    return this.prerequisites.filter(({ doneAt }) => doneAt === null).length;
  }

  /** @throws CONFLICT `maintenance.moved_meanwhile` when somebody else was faster. */
  requireVersion(version: number): void {
    if (this.version === version) return;
    throw conflict(
      'maintenance.moved_meanwhile',
      `Somebody else changed this update meanwhile: it is ${this.state} since ${this.updatedAt.toISOString()}. ${this.whatIsPossible()}`,
    );
  }

  /**
   * Goes on to another state.
   * @throws CONFLICT `maintenance.step_out_of_order`, `maintenance.verification_incomplete`; INVALID_INPUT
   *   `maintenance.schedule_missing`, `maintenance.reason_missing`, `maintenance.controls_missing`,
   *   `maintenance.review_not_in_future`
   */
  take(facts: StepFacts, by: Actor, now: Date, isShared: boolean): UpdateStep {
    this.requirePossible(facts.to);
    const from = this.state;
    this.say(facts, now);
    if (facts.to === 'APPLIED') this.beApplied(facts, by, isShared);
    this.state = facts.to;
    return this.note('MOVED', from, facts.note, by, now);
  }

  /**
   * Told after the fact, whatever was planned: the vendor's engineer was there.
   * @throws CONFLICT `maintenance.already_applied`
   */
  recordAfterwards(facts: StepFacts, by: Actor, now: Date): UpdateStep {
    if (['APPLIED', 'VERIFIED'].includes(this.state)) {
      throw conflict('maintenance.already_applied', 'It is on record already that this update was applied here.');
    }
    const from = this.state;
    Object.assign(this, { reviewOn: null, compensatingControls: [] });
    this.beApplied(facts, by, true);
    this.state = 'APPLIED';
    return this.note('MOVED', from, facts.note, by, now);
  }

  /**
   * Whether it can be planned again, or by a later revision of the same package.
   * @throws CONFLICT `maintenance.already_planned`, `maintenance.already_finished`
   */
  requirePlannable(publicationId: Id<'Publication'>): void {
    if (['PLANNED', 'SCHEDULED', 'IN_PROGRESS'].includes(this.state) && !this.isHalted) {
      throw conflict('maintenance.already_planned', `This update is ${this.state} on this device already.`);
    }
    const isFinished = ['APPLIED', 'VERIFIED', 'ROLLED_BACK'].includes(this.state) || this.isHalted;
    if (isFinished && publicationId === this.publicationId) {
      throw conflict(
        'maintenance.already_finished',
        `This update is ${this.state} on this device: only a later revision of it can be planned.`,
      );
    }
  }

  /** @throws what `requirePlannable` throws. */
  planAgain(plan: Plan, fromReleaseId: Id<'Release'>, by: Actor, now: Date): UpdateStep {
    this.requirePlannable(plan.publicationId);
    const from = this.state;
    Object.assign(this, NOTHING_SAID);
    this.follow(plan);
    this.fromReleaseId = fromReleaseId;
    this.state = 'PLANNED';
    return this.note('MOVED', from, null, by, now);
  }

  /** @throws CONFLICT `maintenance.no_countersignature_awaited`, INVALID_INPUT `maintenance.note_missing` */
  countersign(
    verdict: 'COUNTERSIGNED' | 'DISPUTED',
    side: Side,
    note: string | null,
    by: Actor,
    now: Date,
  ): UpdateStep {
    if (this.countersigner !== side || !['AWAITED', 'DISPUTED'].includes(this.countersignature)) {
      throw conflict('maintenance.no_countersignature_awaited', 'Nothing waits for your countersignature here.');
    }
    if (verdict === 'DISPUTED' && note === null) throw missing('note', 'note_missing', 'Say what is disputed.');
    this.countersignature = verdict;
    this.countersignatureNote = note;
    return this.note(verdict, this.state, note, by, now);
  }

  /** Ticks what the manifest asks for, or takes the tick back. @returns null when nothing became different. */
  check(list: CheckList, places: readonly number[], isDone: boolean, by: Actor, now: Date): UpdateStep | null {
    const items = this[LISTS[list]];
    const unknown = places.find((place) => items[place] === undefined);
    if (unknown !== undefined) {
      throw missing('places', 'no_such_item', `There is no item ${unknown}: the list has ${items.length}, from 0.`);
    }
    const changed = items.filter((item, i) => places.includes(i) && (item.doneAt !== null) !== isDone);
    if (changed.length === 0) return null;
    const done = isDone
      ? { doneBy: by.apiKeyId ?? by.userId, doneAt: now.toISOString() }
      : { doneBy: null, doneAt: null };
    this[LISTS[list]] = items.map((item) => (changed.includes(item) ? { ...item, ...done } : item));
    return this.note(
      'CHECKED',
      this.state,
      changed.map(({ text }) => `${isDone ? '☑' : '☐'} ${text}`).join('\n'),
      by,
      now,
    );
  }

  /** The package was withdrawn. @returns null when that was on record, or there is nothing to halt. */
  halt(reason: string | null, by: Actor, now: Date): UpdateStep | null {
    if (this.isHalted || this.state === 'NOT_APPLICABLE' || this.state === 'ROLLED_BACK') return null;
    this.haltedAt = now;
    return this.note('HALTED', this.state, reason, by, now);
  }

  /** What becomes of an update whose package was withdrawn. @throws CONFLICT `maintenance.nothing_to_decide` */
  decide(decision: WithdrawalDecision, reason: string, by: Actor, now: Date): UpdateStep {
    if (!this.isDecisionAwaited) {
      throw conflict('maintenance.nothing_to_decide', 'The package was not withdrawn, or that was decided already.');
    }
    this.withdrawalDecision = decision;
    return this.note(decision === 'KEEP' ? 'KEPT' : 'TO_BE_ROLLED_BACK', this.state, reason, by, now);
  }

  /** The day has come on which it is looked at again. @returns null when somebody was faster, or the day was put off. */
  returnFromDeferral(by: Actor, now: Date): UpdateStep | null {
    if (this.state !== 'DEFERRED' || this.isHalted || this.reviewOn === null || this.reviewOn > calendarDate(now))
      return null;
    Object.assign(this, { state: 'PLANNED', reviewOn: null, compensatingControls: [] });
    return this.note('MOVED', 'DEFERRED', this.reason, by, now);
  }

  /** The device is retired, or lent to another hospital. @returns null for what came to an end here. */
  endWithDevice(by: Actor, now: Date): UpdateStep | null {
    const from = this.state;
    if (!OPEN_STATES.includes(from) && from !== 'DEFERRED') return null;
    Object.assign(this, { state: 'NOT_APPLICABLE', reason: null, reviewOn: null, compensatingControls: [] });
    return this.note('DEVICE_GONE', from, null, by, now);
  }

  /** A later revision takes the place of the one that it was planned by. @returns null for what is finished. */
  revise(
    {
      publicationId,
      revision,
      toReleaseId,
      prerequisites,
      verificationSteps,
    }: Omit<Plan, 'wave' | 'responsibleId' | 'performer'>,
    by: Actor,
    now: Date,
  ): UpdateStep | null {
    const isOpen = OPEN_STATES.includes(this.state) || this.state === 'DEFERRED';
    if (!isOpen || this.state === 'IN_PROGRESS' || this.revision >= revision) return null;
    Object.assign(this, { publicationId, revision, toReleaseId, haltedAt: null });
    this.prerequisites = keepingTicks(prerequisites, this.prerequisites);
    this.verificationSteps = keepingTicks(verificationSteps, this.verificationSteps);
    return this.note('REVISED', this.state, null, by, now);
  }

  private follow({ prerequisites, verificationSteps, ...plan }: Plan): void {
    Object.assign(this, plan);
    this.prerequisites = keepingTicks(prerequisites, []);
    this.verificationSteps = keepingTicks(verificationSteps, []);
  }

  private requirePossible(to: UpdateState): void {
    if (this.possibleSteps.includes(to)) return;
    const halted = this.isHalted ? ' Its package was withdrawn.' : '';
    throw conflict(
      'maintenance.step_out_of_order',
      `This update is ${this.state}: it cannot become ${to}.${halted} ${this.whatIsPossible()}`,
    );
  }

  private whatIsPossible(): string {
    const { possibleSteps } = this;
    return possibleSteps.length > 0 ? `Possible now: ${possibleSteps.join(', ')}.` : 'Nothing more is possible.';
  }

  private say(facts: StepFacts, now: Date): void {
    const { to, note, schedule, controls, reviewOn } = facts;
    if (facts.performer) this.performer = facts.performer;
    if (to === 'SCHEDULED') {
      if (!schedule) throw missing('schedule', 'schedule_missing', 'Say when: start, end and time zone.');
      Object.assign(this, schedule, { isOutsideWindows: facts.isOutsideWindows, remindedAt: null, chasedAt: null });
    }
    if (['FAILED', 'ROLLED_BACK', 'DEFERRED', 'NOT_APPLICABLE'].includes(to)) {
      if (note === null) throw missing('note', 'reason_missing', 'Say why.');
      this.reason = note;
    }
    if (to === 'DEFERRED') {
      if (controls.length === 0) {
        throw missing('controls', 'controls_missing', 'Say which compensating controls protect the device until then.');
      }
      if (reviewOn === null || reviewOn <= calendarDate(now)) {
        throw missing('reviewOn', 'review_not_in_future', 'Say on which day to come this is looked at again.');
      }
    }
    this.compensatingControls = to === 'DEFERRED' ? controls : [];
    this.reviewOn = to === 'DEFERRED' ? reviewOn : null;
    if (to === 'PLANNED' || to === 'DEFERRED')
      Object.assign(this, { startsAt: null, endsAt: null, timeZone: null, isOutsideWindows: false });
    if (to === 'VERIFIED') this.verify(facts.unverifiedReason);
  }

  private verify(unverifiedReason: string | null): void {
    const open = this.verificationSteps.filter(({ doneAt }) => doneAt === null);
    if (open.length > 0 && unverifiedReason === null) {
      throw conflict(
        'maintenance.verification_incomplete',
        `Tick the verification steps that were done, or say why not: ${open.map(({ text }) => text).join('; ')}`,
      );
    }
    this.unverifiedReason = open.length > 0 ? unverifiedReason : null;
  }

  /** Who did not record it countersigns: the hospital always, the vendor where it did the work and can see the record. */
  private beApplied({ performer, installedSha256, isPublishedPackage }: StepFacts, by: Actor, isShared: boolean): void {
    if (performer) this.performer = performer;
    Object.assign(this, { installedSha256, isPublishedPackage, reason: null, countersignatureNote: null });
    const isVendors = this.performer !== 'HOSPITAL' && isShared;
    this.countersigner = by.isVendor ? 'HOSPITAL' : isVendors ? 'VENDOR' : null;
    this.countersignature = this.countersigner ? 'AWAITED' : 'NOT_NEEDED';
  }

  private note(act: StepAct, fromState: UpdateState | null, note: string | null, by: Actor, now: Date): UpdateStep {
    this.version += 1;
    this.updatedAt = now;
    return Object.assign(new UpdateStep(), {
      id: newId<'UpdateStep'>(),
      applicationId: this.id,
      hospitalId: this.hospitalId,
      vendorId: this.vendorId,
      act,
      fromState,
      toState: this.state,
      note,
      organisationId: by.organisationId,
      onBehalfOfId: null,
      mandateId: null,
      userId: by.userId,
      apiKeyId: by.apiKeyId,
      recordedAt: now,
    });
  }
}

const NOTHING_SAID = {
  startsAt: null,
  endsAt: null,
  timeZone: null,
  isOutsideWindows: false,
  countersignature: 'NOT_NEEDED',
  countersigner: null,
  countersignatureNote: null,
  installedSha256: null,
  isPublishedPackage: null,
  reason: null,
  compensatingControls: [],
  reviewOn: null,
  unverifiedReason: null,
  haltedAt: null,
  withdrawalDecision: null,
  remindedAt: null,
  chasedAt: null,
} as const;

/** Items of a list, ticked where the same words were ticked before. */
const keepingTicks = (texts: readonly string[], former: readonly CheckItem[]): CheckItem[] =>
  texts.map((text) => former.find((item) => item.text === text) ?? { text, doneBy: null, doneAt: null });

const missing = (path: string, reason: string, message: string) =>
  invalidInput(`maintenance.${reason}`, message, [{ path, reason: `maintenance.${reason}`, message }]);
