import { describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { CaseClock, CLOCK_BASES, dueAt } from './case-clock.entity.ts';
import { Case, CASE_STATES, type CaseState, type Side } from './case.entity.ts';

const now = new Date('2026-11-28T00:00:00Z');
const [vendorId, hospitalId] = [newId<'Organisation'>(), newId<'Organisation'>()];
const publicationId = newId<'Publication'>();

const report = () =>
  Case.report(
    {
      kind: 'INCIDENT',
      hospitalId,
      vendorId,
      title: 'Restarts',
      noticedAt: now,
      patientImpact: 'NONE',
      assetCount: 1,
      releaseIds: [],
    },
    newId<'User'>(),
    now,
  );
const disclosure = () =>
  Case.openDisclosure(
    vendorId,
    { title: 'Overflow', reporterName: null, cveIds: [], jvnIds: [], releaseIds: [], embargoUntil: null },
    null,
    newId<'User'>(),
    now,
  );
const taken = (one: Case, ...steps: [CaseState, Side][]): Case => {
  for (const [to, side] of steps) one.move(to, side, to === 'ADVISORY_PUBLISHED' ? publicationId : null, now);
  return one;
};
const refusal = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return (error as { reason: string }).reason;
  }
  return 'done';
};

describe('the steps of a report', () => {
  it('go from the hospital that reports to the vendor that looks into it, and back to the hospital that closes', () => {
    const one = taken(report(), ['ACKNOWLEDGED', 'VENDOR'], ['INVESTIGATING', 'VENDOR'], ['MITIGATED', 'HOSPITAL']);
    expect(one).toMatchObject({ state: 'MITIGATED', version: 4, closedAt: null });
    expect(taken(one, ['CLOSED', 'HOSPITAL'])).toMatchObject({ state: 'CLOSED', closedAt: now });
    expect(taken(one, ['INVESTIGATING', 'VENDOR'])).toMatchObject({ state: 'INVESTIGATING', closedAt: null });
  });

  it('are each of one side, and of no party', () => {
    const acknowledged = () => taken(report(), ['ACKNOWLEDGED', 'VENDOR']);
    const investigated = () => taken(acknowledged(), ['INVESTIGATING', 'VENDOR']);
    expect(refusal(() => taken(report(), ['ACKNOWLEDGED', 'HOSPITAL']))).toBe('cases.other_side_steps');
    expect(refusal(() => taken(report(), ['CLOSED', 'VENDOR']))).toBe('cases.other_side_steps');
    expect(refusal(() => taken(acknowledged(), ['INVESTIGATING', 'HOSPITAL']))).toBe('cases.other_side_steps');
    expect(refusal(() => taken(investigated(), ['MITIGATED', 'PARTY']))).toBe('cases.other_side_steps');
  });

  it('lead nowhere else', () => {
    const allowed = new Set(report().nextSteps.map(({ to }) => to));
    expect([...allowed]).toEqual(['ACKNOWLEDGED', 'CLOSED']);
    for (const to of CASE_STATES.filter((state) => !allowed.has(state))) {
      expect([to, refusal(() => report().move(to, 'VENDOR', null, now))]).toEqual([to, 'cases.no_such_step']);
    }
  });
});

describe('the steps of a disclosure', () => {
  it('go from what was received to the advisory, which is named', () => {
    const one = taken(disclosure(), ['CONFIRMED', 'VENDOR'], ['EVALUATED', 'VENDOR'], ['FIX_OR_MITIGATION', 'VENDOR']);
    expect(refusal(() => one.move('ADVISORY_PUBLISHED', 'VENDOR', null, now))).toBe('cases.advisory_missing');
    expect(one.state).toBe('FIX_OR_MITIGATION');
    taken(one, ['ADVISORY_PUBLISHED', 'VENDOR']);
    expect(one.publicationId).toBe(publicationId);
    expect(taken(one, ['CLOSED', 'VENDOR']).closedAt).toEqual(now);
    expect(refusal(() => one.change(one))).toBe('cases.case_closed');
    expect(refusal(() => one.refuseClosed())).toBe('cases.case_closed');
  });

  it('end where it is not confirmed, and begin again', () => {
    const one = taken(disclosure(), ['NOT_CONFIRMED', 'VENDOR'], ['CLOSED', 'VENDOR'], ['RECEIVED', 'VENDOR']);
    expect(one).toMatchObject({ state: 'RECEIVED', closedAt: null });
    expect(refusal(() => taken(one, ['CONFIRMED', 'PARTY']))).toBe('cases.other_side_steps');
    expect(refusal(() => taken(one, ['CLOSED', 'VENDOR']))).toBe('cases.no_such_step');
  });
});

it('tells whoever looked at an older version to look again', () => {
  const one = taken(report(), ['ACKNOWLEDGED', 'VENDOR']);
  expect(refusal(() => one.requireVersion(1))).toBe('cases.changed_meanwhile');
  expect(refusal(() => one.requireVersion(2))).toBe('done');
});

describe('a clock', () => {
  it('is due as its basis says, counted from when it was known', () => {
    const awareAt = new Date('2026-11-28T03:04:05Z');
    expect(CLOCK_BASES.map((basis) => dueAt(basis, awareAt).toISOString())).toEqual([
      '2026-12-28T03:04:05.000Z',
      '2027-01-27T03:04:05.000Z',
      '2026-11-29T03:04:05.000Z',
      '2026-12-01T03:04:05.000Z',
      '2026-12-12T03:04:05.000Z',
      '2026-12-28T03:04:05.000Z',
    ]);
  });

  it('takes the last day of a month that is too short', () => {
    const due = (awareAt: string) => dueAt('EU_ONE_MONTH', new Date(awareAt)).toISOString();
    expect(due('2027-01-31T10:00:00Z')).toBe('2027-02-28T10:00:00.000Z');
    expect(due('2028-01-30T10:00:00Z')).toBe('2028-02-29T10:00:00.000Z');
    expect(due('2026-12-31T10:00:00Z')).toBe('2027-01-31T10:00:00.000Z');
  });

  it('is met once; what was met late stays late', () => {
    const ctx = { organisationId: hospitalId, actor: { person: null } };
    const clock = CaseClock.start(report(), 'EU_24_HOURS', now, ctx as never, now);
    const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    expect([23, 25].map((hours) => clock.isOverdue(after(hours)))).toEqual([false, true]);
    clock.meet('Told by telephone.', after(30));
    expect(clock.isOverdue(after(31))).toBe(true);
    expect(refusal(() => clock.meet('Again.', now))).toBe('cases.clock_met');
  });
});

it('knows for which side somebody acts', () => {
  const side = (organisationId: Id<'Organisation'>) => report().sideOf({ organisationId });
  expect([side(vendorId), side(hospitalId), side(newId())]).toEqual(['VENDOR', 'HOSPITAL', 'PARTY']);
});
