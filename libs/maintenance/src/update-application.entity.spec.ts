import { describe, expect, it } from '@jest/globals';
import { Actor, newId, TasukiError } from '#libs/kernel';
import { UPDATE_STATES, UpdateApplication, type StepFacts, type UpdateState } from './update-application.entity.ts';

const NOW = new Date('2026-11-23T03:00:00Z');
const hospital = new Actor({ kind: 'PERSON', userId: newId(), organisationId: newId(), organisationKind: 'HOSPITAL' });
const vendor = new Actor({
  kind: 'PERSON',
  userId: newId(),
  organisationId: newId(),
  organisationKind: 'MANUFACTURER',
});

const PLAN = {
  seriesId: newId<'Series'>(),
  publicationId: newId<'Publication'>(),
  revision: 1,
  toReleaseId: newId<'Release'>(),
  wave: 1,
  responsibleId: null,
  performer: 'HOSPITAL' as const,
  prerequisites: ['Battery above 50 %'],
  verificationSteps: ['The self-test passes'],
};
const planned = () => {
  const target = {
    hospitalId: newId<'Organisation'>(),
    siteId: newId<'Site'>(),
    assetId: newId<'Asset'>(),
    vendorId: newId<'Organisation'>(),
    fromReleaseId: newId<'Release'>(),
    readerIds: null,
  };
  return UpdateApplication.plan(target, PLAN, hospital, NOW).application;
};
const facts = (to: UpdateState, more: Partial<StepFacts> = {}): StepFacts => ({
  to,
  note: 'because',
  schedule: {
    startsAt: new Date('2026-12-01T13:00:00Z'),
    endsAt: new Date('2026-12-01T17:00:00Z'),
    timeZone: 'Asia/Tokyo',
  },
  isOutsideWindows: false,
  controls: ['MONITORING'],
  reviewOn: '2026-12-24',
  performer: null,
  installedSha256: null,
  isPublishedPackage: null,
  unverifiedReason: 'seen',
  ...more,
});
const at = (state: UpdateState) => Object.assign(planned(), { state });
const take = (application: UpdateApplication, to: UpdateState, by = hospital, isShared = false) =>
  application.take(facts(to), by, NOW, isShared);

function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    return error.reason;
  }
  return 'was not refused';
}

describe('the states of an update', () => {
  const ALLOWED: Record<UpdateState, string> = {
    PLANNED: 'SCHEDULED DEFERRED NOT_APPLICABLE',
    SCHEDULED: 'SCHEDULED IN_PROGRESS DEFERRED NOT_APPLICABLE',
    IN_PROGRESS: 'APPLIED FAILED DEFERRED NOT_APPLICABLE',
    APPLIED: 'VERIFIED ROLLED_BACK',
    VERIFIED: 'ROLLED_BACK',
    FAILED: 'PLANNED DEFERRED NOT_APPLICABLE',
    ROLLED_BACK: '',
    DEFERRED: 'PLANNED DEFERRED NOT_APPLICABLE',
    NOT_APPLICABLE: 'PLANNED',
  };

  it.each(UPDATE_STATES)('lead from %s where the domain says, and nowhere else', (from) => {
    const allowed = ALLOWED[from].split(' ').filter(Boolean);
    expect(at(from).possibleSteps).toEqual(allowed);
    for (const to of UPDATE_STATES) {
      const application = at(from);
      const outcome = reasonOf(() => take(application, to));
      expect([from, to, outcome]).toEqual([
        from,
        to,
        allowed.includes(to) ? 'was not refused' : 'maintenance.step_out_of_order',
      ]);
      expect(application.state).toBe(allowed.includes(to) ? to : from);
    }
  });

  it.each(UPDATE_STATES)('begin nothing more from %s once the package was withdrawn', (from) => {
    const application = at(from);
    application.halt('bricks devices', Actor.system, NOW);
    const begun: UpdateState[] = ['PLANNED', 'SCHEDULED', 'IN_PROGRESS', 'VERIFIED', 'DEFERRED'];
    if (application.isHalted) expect(application.possibleSteps.filter((to) => begun.includes(to))).toEqual([]);
    expect(application.halt('again', Actor.system, NOW)).toBeNull();
    expect(application.isDecisionAwaited).toBe(from === 'APPLIED' || from === 'VERIFIED');
  });

  it('go on after a withdrawal where the hospital keeps what it applied', () => {
    const application = at('APPLIED');
    expect(reasonOf(() => application.decide('KEEP', 'works', hospital, NOW))).toBe('maintenance.nothing_to_decide');
    application.halt(null, Actor.system, NOW);
    application.decide('KEEP', 'works', hospital, NOW);
    expect(application.possibleSteps).toEqual(['VERIFIED', 'ROLLED_BACK']);
  });

  it('count up a version with each step, which tells who was slower', () => {
    const application = planned();
    expect(application.version).toBe(1);
    take(application, 'SCHEDULED');
    expect(reasonOf(() => application.requireVersion(1))).toBe('maintenance.moved_meanwhile');
    application.requireVersion(2);
  });

  it('forget the time, controls and day of review that no longer hold', () => {
    const application = planned();
    take(application, 'SCHEDULED');
    take(application, 'DEFERRED');
    expect(application).toMatchObject({ startsAt: null, timeZone: null, reviewOn: '2026-12-24' });
    take(application, 'PLANNED');
    expect(application).toMatchObject({ reviewOn: null, compensatingControls: [] });
  });
});

describe('planning again', () => {
  const outcome = (state: UpdateState, publicationId = PLAN.publicationId) =>
    reasonOf(() => at(state).planAgain({ ...PLAN, publicationId }, newId(), hospital, NOW));

  it('is for what failed, was put off or did not apply; of what is finished for a later revision alone', () => {
    for (const state of ['FAILED', 'DEFERRED', 'NOT_APPLICABLE'] as const)
      expect(outcome(state)).toBe('was not refused');
    for (const state of ['APPLIED', 'VERIFIED', 'ROLLED_BACK'] as const) {
      expect(outcome(state)).toBe('maintenance.already_finished');
      expect(outcome(state, newId())).toBe('was not refused');
    }
    for (const state of ['PLANNED', 'SCHEDULED', 'IN_PROGRESS'] as const) {
      expect(outcome(state, newId())).toBe('maintenance.already_planned');
    }
  });

  it('by a later revision keeps the ticks of what it still asks for, and leaves what is under way or done as it is', () => {
    const application = planned();
    application.check('PREREQUISITES', [0], true, hospital, NOW);
    const next = {
      ...PLAN,
      publicationId: newId<'Publication'>(),
      revision: 2,
      prerequisites: ['Battery above 50 %', 'Idle'],
    };
    application.revise(next, Actor.system, NOW);
    expect(application.prerequisites.map(({ doneAt }) => doneAt !== null)).toEqual([true, false]);
    for (const state of ['IN_PROGRESS', 'APPLIED', 'VERIFIED', 'ROLLED_BACK', 'NOT_APPLICABLE'] as const) {
      expect(at(state).revise(next, Actor.system, NOW)).toBeNull();
    }
    expect(application.revise({ ...next, revision: 1 }, Actor.system, NOW)).toBeNull();
  });
});

describe('a list of an update', () => {
  it('is ticked by whom and when, once, and the tick can be taken back', () => {
    const application = planned();
    expect(application.openPrerequisites).toBe(1);
    application.check('PREREQUISITES', [0], true, hospital, NOW);
    expect(application.prerequisites).toEqual([
      { text: 'Battery above 50 %', doneBy: hospital.userId, doneAt: NOW.toISOString() },
    ]);
    expect(application.check('PREREQUISITES', [0], true, hospital, NOW)).toBeNull();
    application.check('PREREQUISITES', [0], false, hospital, NOW);
    expect(application.openPrerequisites).toBe(1);
    expect(reasonOf(() => application.check('PREREQUISITES', [1], true, hospital, NOW))).toBe(
      'maintenance.no_such_item',
    );
  });
});

describe('a countersignature', () => {
  const applied = (by: Actor, isShared: boolean, performer: StepFacts['performer']) => {
    const application = at('IN_PROGRESS');
    application.take(facts('APPLIED', { performer }), by, NOW, isShared);
    return application;
  };

  it('is asked of the hospital for what a vendor recorded, and of a vendor for its work, where it can see the record', () => {
    expect(applied(vendor, true, 'VENDOR_REMOTE')).toMatchObject({ countersigner: 'HOSPITAL', isHospitalsWord: false });
    expect(applied(hospital, true, 'VENDOR_ON_SITE')).toMatchObject({ countersigner: 'VENDOR', isHospitalsWord: true });
    for (const alone of [applied(hospital, false, 'VENDOR_ON_SITE'), applied(hospital, true, 'HOSPITAL')]) {
      expect(alone).toMatchObject({ countersignature: 'NOT_NEEDED', countersigner: null, isHospitalsWord: true });
    }
  });

  it('is given by the other side, once; a dispute needs words and may be settled later', () => {
    const application = applied(vendor, true, 'VENDOR_REMOTE');
    const say = (verdict: 'COUNTERSIGNED' | 'DISPUTED', side: 'HOSPITAL' | 'VENDOR', note: string | null = null) =>
      reasonOf(() => application.countersign(verdict, side, note, hospital, NOW));
    expect(say('COUNTERSIGNED', 'VENDOR')).toBe('maintenance.no_countersignature_awaited');
    expect(say('DISPUTED', 'HOSPITAL')).toBe('maintenance.note_missing');
    expect(say('DISPUTED', 'HOSPITAL', 'the menu shows 1.0')).toBe('was not refused');
    expect(application.isHospitalsWord).toBe(false);
    expect(say('COUNTERSIGNED', 'HOSPITAL')).toBe('was not refused');
    expect(application.isHospitalsWord).toBe(true);
    expect(say('COUNTERSIGNED', 'HOSPITAL')).toBe('maintenance.no_countersignature_awaited');
  });

  it('is asked for what is told after the fact too, whatever was planned, but not of what is on record', () => {
    const application = at('DEFERRED');
    application.recordAfterwards(facts('APPLIED', { performer: 'VENDOR_ON_SITE' }), vendor, NOW);
    expect(application).toMatchObject({ state: 'APPLIED', countersigner: 'HOSPITAL', reviewOn: null });
    expect(reasonOf(() => application.recordAfterwards(facts('APPLIED'), vendor, NOW))).toBe(
      'maintenance.already_applied',
    );
  });
});
